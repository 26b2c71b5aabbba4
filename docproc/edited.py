"""Files that a person writes in an editor: UTF-8, with or without the byte order mark of Windows before it.

So are those that docproc writes for a person to correct (NAME.json).
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from docproc.messages import _, current_language

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MOST_MEGABYTES = 10  # a page of a letter has 0.01 as JSON; once read, it takes 60 times as much memory
_MEGA = 1_000_000


class WrongEncoding(ValueError):
    """The file is not in UTF-8, or nothing that a person wrote; the words say why in the language in force."""


class NotWellFormed(ValueError):
    """The file breaks the rules of its format; the words say where in the language in force."""


def not_well_formed(said: str) -> NotWellFormed:
    """The error for what a parser of TOML or JSON `said`, in English: "… (at line 3, column 7)"; other languages
    tell the place alone.
    """
    if current_language() == "en":
        return NotWellFormed(said)
    place = re.search(r"line (\d+),? column (\d+)", said)
    if place is None:
        return NotWellFormed(_("it is not written right at its end"))
    return NotWellFormed(_("line {line} is not written right, at sign {column}", line=place[1], column=place[2]))


def edited_text(path: Path) -> str:
    """What the file says. Raises OSError, WrongEncoding.

    Refused are a pipe, which might never say anything, and a file of far too many bytes, which the memory might
    not hold.
    """
    try:
        found = path.stat()
    except ValueError as error:  # a NUL in the name
        raise WrongEncoding(_("there can be no file of this name")) from error
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode) or str(path) == os.devnull):
        raise WrongEncoding(_("it is no ordinary file"))
    if found.st_size > _MOST_MEGABYTES * _MEGA:
        raise WrongEncoding(_("it is larger than {limit} MB", limit=_MOST_MEGABYTES))
    with path.open("rb") as file:  # files of /proc have no size beforehand
        return decoded(file.read(_MOST_MEGABYTES * _MEGA))


def edited_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says. Raises OSError, WrongEncoding, NotWellFormed."""
    text = edited_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_well_formed(str(error)) from error
    except RecursionError as error:
        raise WrongEncoding(_("lists or tables in it lie in each other too deep")) from error


def edited_json(path: Path) -> Any:
    """What a JSON file says. Raises OSError, WrongEncoding, NotWellFormed."""
    text = edited_text(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise not_well_formed(str(error)) from error
    except RecursionError as error:
        raise WrongEncoding(_("lists or tables in it lie in each other too deep")) from error


def decoded(data: bytes) -> str:
    """The text in these bytes, without a byte order mark (Unicode 3.10: U+FEFF there is no letter).

    Raises WrongEncoding: Notepad's "Unicode" is UTF-16, its "ANSI" the old code page of the machine.
    """
    if data.startswith(_UTF16) or b"\0" in data[:4]:
        raise WrongEncoding(_("it is saved as UTF-16, which Notepad calls Unicode; save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise WrongEncoding(_("line {line} is not in UTF-8; save it as UTF-8", line=line)) from error
