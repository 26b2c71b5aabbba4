"""Names of files: which are not letters, and which are free."""

from __future__ import annotations

import os
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path

from docproc.resources import load_rules

PROCESSED = "processed"
FAILED = "failed"
MARKER = ".docproc-folder"
_LONGEST = 240  # bytes of a name; 255 is the limit of common file systems, the rest is for " (2)" and ".txt"


def is_ignored(name: str) -> bool:
    """Whether a name is that of a temporary or hidden file (models/intake.toml): never taken in."""
    plain = unicodedata.normalize("NFC", name).casefold()
    return any(fnmatchcase(plain, pattern) for pattern in load_rules("intake")["ignored"])


def shown(name: str | bytes) -> str:
    """A name as people read it: NFC; what is not UTF-8 on the disk is replaced."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", errors="replace"))


def same_name(name: str) -> str:
    """What two names share that a Windows or Mac folder would take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def taken_names(folder: Path) -> set[str]:
    """The names in a folder, as `same_name` gives them."""
    return {same_name(entry.name) for entry in os.scandir(folder)}


def free_place(folder: Path, name: str, taken: set[str], beside: str = "") -> Path:
    """A path in `folder` for a file of this name that overwrites nothing: `a.pdf`, `a (2).pdf`, …

    `taken` are the `taken_names` of the folder; the new name is added. With `beside` (an ending such as `.txt`)
    the name with that ending is free, too. Names that differ only in case or Unicode form count as the same.
    """
    stem, ending = os.path.splitext(name)  # noqa: PTH122  # names need not be text that Path can take apart
    ending = ending if len(os.fsencode(ending)) <= 16 else ""
    stem = _cut(name.removesuffix(ending), _LONGEST - len(os.fsencode(ending)))
    number = 1
    while True:
        tried = f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}"
        if not {same_name(tried), same_name(tried + beside)} & taken:
            taken |= {same_name(tried), same_name(tried + beside)}
            return folder / tried
        number += 1


def _cut(text: str, most: int) -> str:
    """The text without so many of its last letters that it has at most `most` bytes."""
    while len(os.fsencode(text)) > most:
        text = text[:-1]
    return text
