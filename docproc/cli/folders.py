"""The letters of a folder, for `docproc process FOLDER`; a tree of folders is `docproc batch`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from docproc.cli.console import say
from docproc.cli.faults import CannotList, NoLetterInFolder
from docproc.errors import why
from docproc.messages import _

# By their names alone: what is in them is looked at in a child, one file at a time.
_ENDINGS = frozenset(
    {".pdf", ".doc", ".docx", ".rtf", ".odt", ".txt"}
    | {".tif", ".tiff", ".png", ".jpg", ".jpeg", ".heic", ".heif", ".webp", ".bmp", ".gif"}
)
_PAGE = re.compile(r"\.p\d+\.txt", re.IGNORECASE)
_MOST_NAMED = 10


def with_letters_of_folders(named: Sequence[Path]) -> list[Path]:
    """The files named, and in the place of each folder its files that can be letters, by their names in order.

    What is left out is told. Raises NoLetterInFolder for a folder without any, CannotList.
    """
    files: list[Path] = []
    for path in named:
        files += _letters_in(path) if path.is_dir() else [path]
    return files


def _letters_in(folder: Path) -> list[Path]:
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise CannotList(folder, detail=why(error)) from error
    stems = {path.stem for path in inside if path.suffix.lower() in _ENDINGS}
    letters = [path for path in inside if _may_be_letter(path, stems)]
    left_out = [path for path in inside if path not in letters]
    if not letters:
        raise NoLetterInFolder(folder)
    if left_out:
        _tell(folder, letters, left_out)
    return letters


def _may_be_letter(path: Path, stems: set[str]) -> bool:
    """Whether a file is one by its ending, and not the text of a page that docproc wrote beside its letter."""
    page = _PAGE.search(path.name)
    written = page is not None and path.name[: page.start()] in stems
    return path.suffix.lower() in _ENDINGS and not written and path.is_file()


def _tell(folder: Path, letters: Sequence[Path], left_out: Sequence[Path]) -> None:
    names = ", ".join(path.name for path in left_out[:_MOST_NAMED])
    more = _(" and {count} more", count=len(left_out) - _MOST_NAMED) if len(left_out) > _MOST_NAMED else ""
    say(
        _(
            "{folder}: {count} files are read; left out: {names}",
            folder=folder,
            count=len(letters),
            names=names + more,
        )
    )
