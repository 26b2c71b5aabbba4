"""The watched folders themselves: may they be watched, are they there, how must they be looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docproc
from docproc.disk import try_folder
from docproc.errors import DocprocError, why
from docproc.intake.names import FAILED, MARKER, PROCESSED, is_ignored
from docproc.messages import mark
from docproc.places import Watched
from docproc.resources import load_rules


class FolderFault(DocprocError):
    """A folder that cannot be watched: wrong settings, nothing was done."""


class FoldersOverlap(FolderFault):
    reason = mark("this folder and {other} lie in each other")
    remedy = mark("Watch folders that are apart from each other, from the data folder and from the program.")


class NotWritable(FolderFault):
    reason = mark("the folder cannot be written ({detail}), so files could not be moved out of it")
    remedy = mark('Ask for the right to write in it, or add after = "stay" to this folder in the settings.')


class NoFolder(FolderFault):
    reason = mark("there is no such folder")
    remedy = mark("Make it, or correct the settings.")


def check_folders(watched: Sequence[Watched], data: Path) -> None:
    """Refuse folders that overlap each other, the store or the program, or cannot be written.

    Raises FoldersOverlap, NoFolder, NotWritable.
    """
    places = [("", one.folder) for one in watched]
    others = [data, Path(docproc.__file__).parent]
    for index, (_kind, folder) in enumerate(places):
        if not folder.is_dir():
            raise NoFolder(folder)
        for other in [*others, *(place for _, place in places[:index])]:
            if _overlap(folder.resolve(), other.resolve()):
                raise FoldersOverlap(folder, other=str(other))
    for one in watched:
        if one.after == "move":
            try:
                try_folder(one.folder)
            except OSError as error:
                raise NotWritable(one.folder, detail=why(error)) from error


def _overlap(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents


def is_network(folder: Path) -> bool:
    """Whether a folder lies on a network share, by its kind of file system (Linux; elsewhere False)."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, place, name, *_rest = line.split(" ")
        point = Path(place.encode().decode("unicode_escape"))
        if (point == folder.resolve() or point in folder.resolve().parents) and len(point.parts) >= best:
            best, kind = len(point.parts), name
    return kind in load_rules("intake")["network"]


@dataclass
class Presence:
    """Whether a folder is there, or only the empty place where a share was.

    A share that is not mounted leaves an empty folder behind. So docproc leaves a hidden marker in a watched
    folder: an empty folder that has lost it, or one that lies on another device than before, is *away*. It
    is left alone (nothing is moved into it, nothing in it counts as deleted) until it is back.
    """

    folder: Path
    known: bool
    device: int | None = field(default=None)

    def is_there(self) -> bool:
        """Look, and leave the marker when the folder is new or has files."""
        try:
            found = self.folder.stat()
            names = [path.name for path in self.folder.iterdir()]
        except OSError:
            return False
        if MARKER in names:
            self.device = found.st_dev
            return True
        moved = self.device is not None and self.device != found.st_dev
        if (self.known or moved) and not any(not is_ignored(name) for name in names):
            return False
        self._leave_marker()
        self.known, self.device = True, found.st_dev
        return True

    def _leave_marker(self) -> None:
        try:
            (self.folder / MARKER).touch()
        except OSError:
            return  # a read-only share: the device alone tells


def files_in(root: Path) -> Iterator[Path]:
    """All files of a watched folder that may be letters, in the order of their names.

    Not followed: links; not entered: `processed`, `failed` and folders with ignored names. Raises OSError when
    the folder itself cannot be listed; a sub-folder that cannot be listed is passed over.
    """
    yield from _files_in(root, at_top=True)


def _files_in(folder: Path, at_top: bool) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        if at_top:
            raise
        return
    for entry in entries:
        if is_ignored(entry.name):
            continue
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError:
            continue
        if stat.S_ISREG(mode):
            yield Path(entry.path)
        elif stat.S_ISDIR(mode) and not (at_top and entry.name in (PROCESSED, FAILED)):
            yield from _files_in(Path(entry.path), at_top=False)


def in_place(path: Path, root: Path) -> bool:
    """Whether a path that an event names is one that `files_in` would give (it may be gone meanwhile)."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return False
    return bool(parts) and parts[0] not in (PROCESSED, FAILED) and not any(map(is_ignored, parts))
