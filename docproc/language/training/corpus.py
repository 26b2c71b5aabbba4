"""Plain text to train on: one paragraph a line, .txt or .txt.xz; a fixed share of lines is never trained on."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from docproc.errors import CannotRead, NotFound
from docproc.language.normalise import normalise
from docproc.messages import LibraryWords

HELD_OUT_OF = 100


def is_held_out(line: str) -> bool:
    """Whether a line belongs to the one in a hundred kept for measuring; the same on every machine."""
    return zlib.crc32(line.encode()) % HELD_OUT_OF == 0


def text_files(folder: Path) -> list[Path]:
    """The .txt and .txt.xz files in a folder and below it, in a fixed order; a file gives itself.

    Raises NotFound when there are none.
    """
    if folder.is_file():
        return [folder]
    found = sorted(p for p in folder.rglob("*") if p.name.endswith((".txt", ".txt.xz")) and p.is_file())
    if not found:
        raise NotFound(folder)
    return found


def lines_of(path: Path, held_out: bool = False) -> Iterator[str]:
    """The normalised lines of a file without blank ones: those to train on, or those held out.

    Raises CannotRead for a file that is no text in UTF-8 or cannot be unpacked.
    """
    try:
        with _opened(path) as file:
            for raw in file:
                line = normalise(raw).strip()
                if line and is_held_out(line) == held_out:
                    yield line
    except (ValueError, EOFError, lzma.LZMAError) as error:
        raise CannotRead(path, detail=LibraryWords(str(error))) from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return cast(TextIO, lzma.open(path, "rt", encoding="utf-8-sig"))
    return path.open(encoding="utf-8-sig")
