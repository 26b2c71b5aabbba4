"""One spelling for texts that are to be compared, and what counts as the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from docproc.evaluate.rules.evaluate import Evaluate
from docproc.rules import load


@cache
def _signs() -> dict[int, str]:
    return str.maketrans(load(Evaluate).same_sign)


@cache
def _tones() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = load(Evaluate).same_tone
    return re.compile("(?<![qQ])(" + "|".join(pairs) + r")(?!\w)"), pairs


def normalise(text: str) -> str:
    """Text in NFC with one spelling of dashes, quotes and tone marks ("hoà" as "hòa"), blanks collapsed."""
    return " ".join(map(_one_tone, unicodedata.normalize("NFC", text).translate(_signs()).split()))


def _one_tone(word: str) -> str:
    pattern, pairs = _tones()
    low = word.lower()
    new = pattern.sub(lambda found: pairs[found.group(1)], low)
    if new == low or len(new) != len(word):
        return word
    return "".join(n.upper() if w.isupper() else n for n, w in zip(new, word, strict=True))


def words(text: str) -> list[str]:
    """The words of a text in the spelling of `normalise`."""
    return normalise(text).split()


def key(text: str | None) -> str:
    """A name for comparison: capitals, signs at the ends and spacing do not count."""
    return normalise(text or "").lower().strip(load(Evaluate).ends)


def similarity(a: str, b: str) -> float:
    """How alike two names are, 0 to 100; 0 when they are not the same name."""
    ratio = fuzz.ratio(key(a), key(b))
    return ratio if ratio >= load(Evaluate).alike.name else 0.0


def is_same_name(a: str, b: str) -> bool:
    """Whether two names are so alike that one may be the other badly read: "Bản Máy" and "Bản Mây" are."""
    return fuzz.ratio(key(a), key(b)) >= load(Evaluate).alike.name


def is_same_subject(a: str, b: str) -> bool:
    """Whether two subjects of a letter say the same."""
    return fuzz.ratio(key(a), key(b)) >= load(Evaluate).alike.subject


def is_same_key(a: str, b: str) -> bool:
    """Whether two names agree letter by letter but for capitals and signs at the ends."""
    return key(a) == key(b)


def is_same_spelling(a: str, b: str) -> bool:
    """Whether two names are letter by letter the same but for capitals, spacing, the place of tones and signs at
    the ends: "Bản Máy" is not "Bản Mây".
    """
    return key(a).replace(" ", "") == key(b).replace(" ", "")


def packed(text: str) -> str:
    """A symbol or number of a document without blanks, in the spelling of `normalise`."""
    return normalise(text).replace(" ", "")


def digits(value: Any) -> str:
    """A number as printed, without blanks and leading zeros: "05" is "5"."""
    return re.sub(r"^0+(?=\d)", "", re.sub(r"\s", "", str(value)))
