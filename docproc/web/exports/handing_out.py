"""A file is asked for and handed out: from the words of an address to an answer."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from docproc.messages import _
from docproc.reports.sheets.period import DayOf, Period
from docproc.store.entered.changes import entered_words
from docproc.store.entered.progress import LONGEST_NAME
from docproc.store.schema import User
from docproc.web.desk import Desk
from docproc.web.downloads import attachment
from docproc.web.exports import making
from docproc.web.typed import day_typed
from docproc.workdays import VIETNAM


def wanted_of(
    desk: Desk,
    since: str,
    until: str,
    by: str,
    book: str,
    office: str,
    every: bool,
    secret: bool,
) -> making.Wanted:
    """What is asked for, from the words of an address. Raises WrongValue."""
    ours = entered_words(_("office"), office or desk.office.name or "", LONGEST_NAME)
    counted = DayOf.LETTER if by == DayOf.LETTER.value else DayOf.ARRIVAL
    return making.Wanted(
        office=ours,
        parent=desk.office.above if ours == desk.office.name else None,
        period=Period(day_typed(_("from"), since), day_typed(_("to"), until), counted),
        book=_storable(book) or None,
        every=every,
        secret=secret,
    )


def handed_out(desk: Desk, user: User, what: str, wanted: making.Wanted) -> FileResponse:
    """A file made in a folder of its own, which goes when it has been sent."""
    folder = Path(tempfile.mkdtemp(prefix="docproc-export-"))
    try:
        made = making.make(desk, user, what, wanted, folder, desk.clock().astimezone(VIETNAM))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(made.file, media_type=made.media, headers=attachment(made.name), background=gone)


def _storable(words: str) -> str:
    """Words that a database can be asked for: PostgreSQL takes no NUL."""
    return words.replace("\x00", "")
