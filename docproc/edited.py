"""Files that a person writes in an editor: UTF-8, with or without the byte order mark of Windows before it."""

from __future__ import annotations

import codecs
import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from docproc.messages import _

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class WrongEncoding(ValueError):
    """The file is not in UTF-8, or no file at all; the words say so in the language in force."""


def edited_text(path: Path) -> str:
    """What the file says. Raises OSError, WrongEncoding. A pipe is refused: it might never say anything."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or str(path) == os.devnull):
        raise WrongEncoding(_("it is no ordinary file"))
    return decoded(path.read_bytes())


def edited_toml(path: Path) -> dict[str, Any]:
    """What a TOML file says. Raises OSError, WrongEncoding, tomllib.TOMLDecodeError."""
    return tomllib.loads(edited_text(path))


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
