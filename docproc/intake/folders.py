"""The watched folders themselves: may they be watched, are they there, how must they be looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import docproc
from docproc.disk import try_folder
from docproc.errors import DocprocError, WrongUse, why
from docproc.intake.below import Root, Seen, opened_folder, root_of, seen_of
from docproc.intake.mounts import overlapping, system_of
from docproc.intake.names import FAILED, MARKER, PROCESSED, is_ignored
from docproc.messages import mark
from docproc.places import Watched
from docproc.rules import load
from docproc.scan.rules.intake import Intake

DEEPEST = 100
"""Folders within each other that are looked into. A path of Windows has 260 letters, one of Linux 4,096."""


class TooDeep(DocprocError):
    reason = mark("the folder lies more than {limit} folders deep and is not looked into")
    remedy = mark("Move it further up.")


class FolderFault(WrongUse):
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


def check_folders(watched: Sequence[Watched], kept: Sequence[Path]) -> None:
    """Refuse folders that overlap each other, the program or what is `kept` (the store), or cannot be written.

    Raises FoldersOverlap, NoFolder, NotWritable.
    """
    folders = [one.folder for one in watched]
    for index, folder in enumerate(folders):
        if not folder.is_dir():
            raise NoFolder(folder)
        check_apart(folder, [*kept, *folders[:index]])
    for one in watched:
        if one.after == "move":
            try:
                try_folder(one.folder)
            except OSError as error:
                raise NotWritable(one.folder, detail=why(error)) from error


def check_apart(folder: Path, others: Sequence[Path]) -> None:
    """Refuse a folder that overlaps one of the others or the program. Raises FoldersOverlap."""
    other = overlapping(folder, [*others, Path(docproc.__file__).parent])
    if other is not None:
        raise FoldersOverlap(folder, other=other)


def is_network(folder: Path) -> bool:
    """Whether a folder lies on a network share, by its kind of file system (Linux; elsewhere False)."""
    return system_of(folder) in load(Intake).network


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
            root = root_of(self.folder)
            with opened_folder(root, self.folder) as descriptor:
                return self._is_there(root, descriptor)
        except OSError:
            return False

    def _is_there(self, root: Root, descriptor: int) -> bool:
        names = os.listdir(descriptor)
        if MARKER in names:
            self.device = root.device
            return True
        moved = self.device is not None and self.device != root.device
        if (self.known or moved) and not any(not is_ignored(name) for name in names):
            return False
        with suppress(OSError):  # a read-only share: the device alone tells
            os.close(os.open(MARKER, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=descriptor))
        self.known, self.device = True, root.device
        return True


class Kind(Enum):
    """What a name in a folder is; a folder that lies too deep is not looked into."""

    FILE = "file"
    FOLDER = "folder"
    DEEP = "too deep"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in a watched folder; `seen` of a file, else None."""

    path: Path
    kind: Kind
    seen: Seen | None = None


def entries_in(root: Root) -> Iterator[Entry]:
    """Files that may be letters, folders and links below a folder, with all that lies in them, by their paths.

    Not followed: links; not entered: `processed`, `failed` and folders with ignored names. Raises OSError when
    the folder itself cannot be listed; a sub-folder that cannot be listed is passed over.
    """
    to_do = [(root.folder, _Listing())]
    while to_do:
        folder, listing = to_do[-1]
        try:
            with opened_folder(root, folder) as descriptor:
                for entry in listing.entries(descriptor, folder, at_top=len(to_do) == 1):
                    if entry.kind is Kind.FOLDER and len(to_do) == DEEPEST:
                        yield Entry(entry.path, Kind.DEEP)
                        continue
                    yield entry
                    if entry.kind is Kind.FOLDER:
                        to_do.append((entry.path, _Listing()))
                        break
                else:
                    to_do.pop()
        except OSError:
            if len(to_do) == 1:
                raise
            to_do.pop()


@dataclass(slots=True)
class _Listing:
    """The names of a folder that are still to be looked at, the next one last; None before it was listed."""

    names: list[str] | None = None

    def entries(self, descriptor: int, folder: Path, at_top: bool) -> Iterator[Entry]:
        if self.names is None:
            self.names = sorted(os.listdir(descriptor), key=_in_folder(descriptor), reverse=True)
        while self.names:
            name = self.names.pop()
            entry = None if is_ignored(name) else _entry(descriptor, folder, name)
            if entry and not (at_top and entry.kind is Kind.FOLDER and name in (PROCESSED, FAILED)):
                yield entry


def _in_folder(descriptor: int) -> Callable[[str], str]:
    """By what names of an open folder are put in order: a folder as the beginning of what lies in it, so that
    files come in the order of their whole paths, letter by letter. Object stores list them so, too.
    """
    with os.scandir(descriptor) as entries:
        folders = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
    return lambda name: f"{name}/" if name in folders else name


def _entry(descriptor: int, folder: Path, name: str) -> Entry | None:
    try:
        found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
    except OSError:
        return None
    if stat.S_ISLNK(found.st_mode):
        return Entry(folder / name, Kind.LINK)
    if stat.S_ISDIR(found.st_mode):
        return Entry(folder / name, Kind.FOLDER)
    seen = seen_of(found)
    return Entry(folder / name, Kind.FILE, seen) if seen else None


def in_place(path: Path, root: Path) -> bool:
    """Whether a path that an event names is one that `entries_in` may give (it may be gone meanwhile)."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return False
    return bool(parts) and parts[0] not in (PROCESSED, FAILED) and not any(map(is_ignored, parts))
