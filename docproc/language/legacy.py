"""Text typed with the old eight-bit fonts (TCVN3 / .VnTime, VNI): what looks like `C«ng v¨n` is `Công văn`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from viparse.normalize.encodings import get_charmap
from viparse.normalize.tables import convert

ENCODINGS = ("tcvn3", "vni")

_WORD = re.compile(r"[^\W\d_]+")


def converted(text: str, encoding: str) -> str:
    """A text in one of ENCODINGS as Unicode (NFC), with as many lines. Raises KeyError for another encoding.

    Capitals with marks set in a capitals-only font (.VnTimeH) come out small: the text alone does not show them.
    """
    charmap = get_charmap(encoding)
    if charmap is None:
        raise KeyError(encoding)
    return str(convert(text, charmap))


def may_be_legacy(text: str, least: float) -> bool:
    """Whether at least that share of the words holds signs or letters that old fonts put for Vietnamese ones."""
    words: Sequence[str] = text.split()
    odd = sum(1 for word in words if any("\xa1" <= c <= "\xff" for c in word))
    return bool(words) and odd >= least * len(words)
