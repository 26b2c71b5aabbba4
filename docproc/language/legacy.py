"""Text in an old encoding (TCVN3 / .VnTime, VNI, Windows-1258): what looks like `C«ng v¨n` is `Công văn`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import convert

_WINDOWS = "windows-1258"
ENCODINGS = ("tcvn3", "vni", _WINDOWS)

_WORD = re.compile(r"[^\W\d_]+")


def converted(text: str, encoding: str) -> str:
    """A text in one of ENCODINGS as Unicode (NFC), with as many lines. Raises KeyError for another encoding.

    A capitals-only font (.VnTimeH) shows the signs of small letters as capitals with marks, which the text alone
    does not say: a line is put in capitals when a word mixes both as none does, and no plain letter is small.
    """
    if encoding == _WINDOWS:
        return "\n".join(map(_from_windows, text.split("\n")))
    charmap = get_charmap(encoding)
    if charmap is None:
        raise KeyError(encoding)
    return "\n".join(_in_one_case(str(convert(line, charmap)), line) for line in text.split("\n"))


def _from_windows(line: str) -> str:
    """A line whose bytes of Windows-1258 were taken for Western letters; one with other letters stays."""
    try:
        return unicodedata.normalize("NFC", line.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return line


def _in_one_case(line: str, typed: str) -> str:
    """A converted line, in capitals where it was `typed` in a capitals-only font."""
    plain = [[c for c in word if c.isascii() and c.isalpha()] for word in typed.split()]
    if any(c.islower() for letters in plain for c in letters):
        return line
    mixed = (
        letters and word.upper() != word and (len(letters) > 1 or word[0].islower())
        for letters, word in zip(plain, line.split(), strict=True)
    )
    return line.upper() if any(mixed) else line


def may_be_legacy(text: str, least: float) -> bool:
    """Whether at least that share of the words holds signs or letters that old fonts put for Vietnamese ones."""
    words: Sequence[str] = text.split()
    odd = sum(1 for word in words if any("\xa1" <= c <= "\xff" for c in word))
    return bool(words) and odd >= least * len(words)
