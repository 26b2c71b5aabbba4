"""Names of files as people read them, and names that fit the disk.

A name on a Linux disk is any bytes but `/` and NUL: it need not be UTF-8 (a share that speaks another encoding, a
ZIP from an old Windows), may hold line feeds and signs that turn the direction of writing, and may be as long as
the file system takes. What is shown, printed and stored is always a text of letters.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

LONGEST = 255
"""Bytes of a name on the common file systems (NAME_MAX of Linux)."""

# Unicode, UAX 9: marks that turn the direction of what follows; "gpj.exe" can so be made to look like "exe.jpg".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})


def shown(name: str | bytes | Path) -> str:
    """A name as people read it: as `escaped`, and one spelling of each letter (NFC, which macOS does not use)."""
    return unicodedata.normalize("NFC", escaped(name))


def escaped(name: str | bytes | Path) -> str:
    r"""A name or path with an escape (`\xe9`, `\u202e`) for what is no letter, else as it is.

    That is: bytes that are not UTF-8, control characters, signs that turn the direction of writing. Two names
    that differ in such signs stay apart.
    """
    return "".join(map(_escape, _bytes(name).decode("utf-8", errors="backslashreplace")))


def _bytes(name: str | bytes | Path) -> bytes:
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:  # a name that no disk gave
        return str(name).encode("utf-8", errors="backslashreplace")


def _escape(sign: str) -> str:
    if sign not in _TURNING and unicodedata.category(sign) not in _CONTROL:
        return sign
    return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"


def same_name(name: str) -> str:
    """What two names share that a Windows or Mac folder would take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def cut(text: str, most: int) -> str:
    """As much of the beginning of a text as fits into `most` bytes, no letter without its marks."""
    if len(_bytes(text)) <= most:
        return text
    end = len(text) - 1
    while end and (len(_bytes(text[:end])) > most or unicodedata.combining(text[end])):
        end -= 1
    return text[:end].rstrip()


def beside(stem: str, ending: str) -> str:
    """The name `stem` + `ending` of a result; where the disk would not take that, a shorter one of its own.

    The short one ends in a part of the hash of the whole stem: the same in every run, another for another stem.
    """
    if len(_bytes(stem + ending)) <= LONGEST:
        return stem + ending
    mark = "~" + hashlib.sha256(_bytes(stem)).hexdigest()[:8]
    return cut(stem, LONGEST - len(mark) - len(_bytes(ending))) + mark + ending
