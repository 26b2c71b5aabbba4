"""One spelling of Vietnamese text, and the form without marks that survives OCR mistakes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Eth is not a Vietnamese letter; OCR and old keyboards put it for Đ (domain notes 0.2). Word sets a hyphen that
# does not break (U+2011) into symbols; U+2010 is the hyphen by its own name, U+2212 the minus, U+2044 and U+2215
# are strokes.
_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u200b": None, "\ufeff": None, "\u00ad": None}
    | {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2044": "/", "\u2215": "/"}
)
# Some PDF writers give the soft hyphen for a printed one; elsewhere it only says where a word may be parted.
_PRINTED_SOFT_HYPHEN = re.compile("(?<=[A-ZĐ])\u00ad(?=[A-ZĐ])")
_BARRED = str.maketrans({"đ": "d", "Đ": "D"})
# All marks of the scripts that people write; as a table they go five times as fast as one by one.
_MARKS = {code: None for code in range(0x300, 0x10000) if unicodedata.combining(chr(code))}


def normalise(text: str) -> str:
    """The text in NFC, with Đ for the look-alike Ð and plain blanks for odd ones. Length may shrink."""
    if "\u00ad" in text:
        text = _PRINTED_SOFT_HYPHEN.sub("-", text)
    return unicodedata.normalize("NFC", text.translate(_LOOKALIKES))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in lower case without any marks: `Độc lập` → `doc lap`.

    One letter in, one letter out, for NFC text: offsets in the folded text are offsets in the text.
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_BARRED).lower())
    folded = decomposed.translate(_MARKS)
    if len(folded) == len(text):
        return folded
    # A letter without a one-letter form (İ, ß …): keep the offsets, one letter at a time.
    return "".join(_fold_letter(c) for c in text)


def _fold_letter(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter.translate(_BARRED).lower())
    return decomposed[0] if decomposed else letter
