"""What keeps a watched folder from being emptied, in words for the person who watches it."""

from __future__ import annotations

from collections.abc import Callable

from docproc.errors import DocprocError
from docproc.messages import mark

Tell = Callable[[DocprocError], None]
"""Who hears of a trouble."""


class LeftBehind(DocprocError):
    """A file or folder that `docproc watch` could not see to. Nothing is lost: it lies where it was."""

    remedy = mark("It is tried again as long as docproc watch runs, and at its next start.")


class NotTakenIn(LeftBehind):
    reason = mark("the file could not be taken in ({detail})")


class StillWritten(LeftBehind):
    reason = mark("another program still has the file open for writing; it is not taken in before that ends")


class NotFiled(LeftBehind):
    reason = mark("the file has been dealt with but could not be moved out of the folder ({detail})")


class LinkLeft(DocprocError):
    reason = mark("this is a link, and none is followed out of a watched folder")
    remedy = mark("Put the file or folder itself there, or name the folder that it leads to in the settings.")


class FolderAway(LeftBehind):
    reason = mark("the folder is not there, or is the empty place of a share that is not connected")


class OriginalsLost(DocprocError):
    reason = mark("{count} original files are missing or damaged in {folder}; the first is that of {file}")
    remedy = mark(
        "Work goes on. Put them back from a backup, which overwrites nothing: cp -rn BACKUP/originals/. {folder} "
        "– or drop the same files in once more. docproc doctor names them all."
    )


class SpaceAgain(DocprocError):
    reason = mark("there is space again on the disk of {folder}, docproc goes on")
    remedy = ""


class ClockBehind(DocprocError):
    reason = mark("the clock of the computer says {today}, but letters arrived on {last} already")
    remedy = mark("Set the clock right; the letters of the time between are marked to be checked.")
