"""Names of files: which are not letters, and which are free."""

from __future__ import annotations

import os
import re
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path

from docproc.filenames import cut, same_name
from docproc.rules import load
from docproc.scan.rules.intake import Intake

PROCESSED = "processed"
FAILED = "failed"
MARKER = ".docproc-folder"
# Names and signs that Windows keeps for itself (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9¹²³]", re.IGNORECASE)
_KEPT = frozenset('<>:"/\\|?*')
_LONGEST = 240  # bytes of a name; 255 is the limit of common file systems, the rest is for " (2)" and ".txt"


def is_ignored(name: str) -> bool:
    """Whether a name is that of a temporary or hidden file (models/intake.toml): never taken in."""
    plain = unicodedata.normalize("NFC", name).casefold()
    return any(fnmatchcase(plain, pattern) for pattern in load(Intake).ignored)


def taken_names(folder: Path | int) -> set[str]:
    """The names in a folder (its path, or its open descriptor), as `same_name` gives them."""
    return {same_name(entry.name) for entry in os.scandir(folder)}


def safe_name(name: str, otherwise: str) -> str:
    """A name from elsewhere as the name of a file on every system: no path, no signs that systems keep for
    themselves, not hidden, none of the names of Windows' devices; `otherwise` when nothing is left of it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if c in _KEPT else c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    if not plain.strip("_ .?"):
        return otherwise
    return f"_{plain}" if _DEVICE.fullmatch(plain.partition(".")[0].strip()) else plain


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
