"""Names of files: which are not letters, and which are free."""

from __future__ import annotations

import os
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path

from docproc.filenames import cut, same_name
from docproc.resources import load_rules

PROCESSED = "processed"
FAILED = "failed"
MARKER = ".docproc-folder"
_LONGEST = 240  # bytes of a name; 255 is the limit of common file systems, the rest is for " (2)" and ".txt"


def is_ignored(name: str) -> bool:
    """Whether a name is that of a temporary or hidden file (models/intake.toml): never taken in."""
    plain = unicodedata.normalize("NFC", name).casefold()
    return any(fnmatchcase(plain, pattern) for pattern in load_rules("intake")["ignored"])


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
    stem = cut(name.removesuffix(ending), _LONGEST - len(os.fsencode(ending)))
    number = 1
    while True:
        tried = f"{stem}{ending}" if number == 1 else f"{stem} ({number}){ending}"
        if not {same_name(tried), same_name(tried + beside)} & taken:
            taken |= {same_name(tried), same_name(tried + beside)}
            return folder / tried
        number += 1
