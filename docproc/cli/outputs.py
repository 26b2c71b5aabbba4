"""Names of the files that commands write, and writing them whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docproc.cli.console import say
from docproc.cli.faults import CannotWrite, FolderGiven, SameName, WouldOverwriteInput
from docproc.disk import passing, remove, take_place, try_folder, write_whole
from docproc.errors import why
from docproc.filenames import beside, same_name
from docproc.messages import _
from docproc.page import Page


def check_files(files: Sequence[Path], out: Path | None) -> None:
    """Refuse, before any work, what cannot go well: folders, and two results under one name.

    Raises FolderGiven, SameName, WouldOverwriteInput. A file that is missing or bad is no matter of the
    command line: it fails alone, later.
    """
    for file in files:
        if os.path.isdir(file):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
            raise FolderGiven(file, example=str(file / "*.pdf"))
    if out is None:
        return
    taken: dict[str, Path] = {}
    for file in files:
        # Two names that a Windows or Mac folder would take for one count as one.
        name = same_name(file.stem)
        if name in taken:
            raise SameName(file, other=str(taken[name]), name=f"{file.stem}.json")
        taken[name] = file
    written = re.compile("|".join(rf"{re.escape(file.stem)}\.(?:json|copy\.pdf|p\d+\.txt)" for file in files))
    for file in files:
        if file.absolute().parent == out.absolute() and written.fullmatch(file.name):
            raise WouldOverwriteInput(file)


def make_folder(folder: Path) -> None:
    """Make the folder for results, with those above it, and try whether it takes a file. Raises CannotWrite."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try_folder(folder)


def result_path(folder: Path, stem: str, ending: str) -> Path:
    """Where the result of the file NAME `stem` goes: NAME + `ending`, shortened where the disk would not take it.

    `ending` begins with a dot.
    """
    return folder / beside(stem, ending)


def tell_shortened(files: Sequence[Path], ending: str) -> None:
    """Name the results whose names had to be made shorter than those of their files."""
    for file in files:
        name = beside(file.stem, ending)
        if name != file.stem + ending:
            say(_("{file}: the name is too long for a result, which is called {name}", file=file, name=name))


def write_text(path: Path, text: str, newline: str = "\n") -> None:
    """Write a text file in UTF-8 so that it is there whole or not at all. Raises CannotWrite.

    The text goes to a hidden file beside it first, which then takes the name. With `newline` "" the text
    keeps its own line ends, as CSV and iCalendar have them.
    """
    part = passing(path.parent)
    with writing(path):
        try:
            part.write_text(text, encoding="utf-8", newline=newline)
            take_place(part, path)
        finally:
            remove(part)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and never as a program. Raises CannotWrite."""
    with writing(path):
        write_whole(path, data)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the file when the system cannot write it: no space, no rights, no such folder. Raises CannotWrite."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(path, detail=why(error)) from error


def write_pages(out: Path, name: str, pages: Sequence[Page]) -> None:
    """Write the text of the pages as NAME.p1.txt, NAME.p2.txt, … Raises CannotWrite."""
    for page in pages:
        write_text(result_path(out, name, f".p{page.number}.txt"), page.text + "\n")
