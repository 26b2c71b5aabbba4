"""Is a text good Vietnamese, damaged, without its marks, in an old encoding, or not Vietnamese at all?

What counts are the words: with their marks (right), spelt like a syllable without its marks (bare), neither
(odd). Measured (models/judge.toml): of right letters 82 % of the words carry a mark, of pages read by Tesseract
with `eng` 6 %, and 35 % of these are odd; of English 72 % are odd.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docproc.language.legacy import ENCODINGS, converted, may_be_legacy
from docproc.language.model import shipped_words
from docproc.language.normalise import normalise
from docproc.language.rules.judge import Judge
from docproc.language.syllables import is_syllable, one_spelling, stripped
from docproc.page import TextKind, Verdict
from docproc.rules import load

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shares:
    """Of how many words with letters (`words`) which share is right, bare or odd."""

    words: int
    right: float
    bare: float
    odd: float


def judge(text: str) -> Verdict:
    """Judge a text, such as the text layer of a page. A few words alone are called empty."""
    rules = load(Judge)
    shares = shares_of_words(text)
    letters = sum(c.isalpha() for c in text)
    encoding = "" if _is_good(shares) else _encoding_of(text)
    if encoding:
        return _verdict(TextKind.LEGACY, shares, encoding)
    if letters < rules.fewest_letters or not shares.words:
        return _verdict(TextKind.EMPTY, shares)
    if _is_good(shares):
        return _verdict(TextKind.GOOD, shares)
    if shares.right + shares.bare < rules.foreign.known:
        return _verdict(TextKind.FOREIGN, shares)
    if shares.right <= rules.stripped.right and shares.bare >= rules.stripped.bare:
        return _verdict(TextKind.STRIPPED, shares)
    return _verdict(TextKind.DAMAGED, shares)


def _verdict(kind: TextKind, shares: Shares, encoding: str = "") -> Verdict:
    return Verdict(kind, shares.words, shares.right, shares.bare, shares.odd, encoding)


def _is_good(shares: Shares) -> bool:
    good = load(Judge).good
    return shares.right >= good.right and shares.odd <= good.odd


def _encoding_of(text: str) -> str:
    """The old encoding whose conversion makes the text good Vietnamese, or ""."""
    rules = load(Judge)
    if not may_be_legacy(text, rules.legacy.words):
        return ""
    found = [(shares_of_words(converted(text, encoding)), encoding) for encoding in ENCODINGS]
    shares, encoding = max(found, key=lambda pair: pair[0].right)
    return encoding if shares.words >= rules.legacy.fewest_words and _is_good(shares) else ""


def shares_of_words(text: str) -> Shares:
    """How many words of a text are right, bare, odd. Numbers do not count."""
    marked, bare_forms = _forms()
    count = right = bare = 0
    for match in _WORD.finditer(normalise(text)):
        word = one_spelling(match[0].lower())
        if not any(c.isalpha() for c in word):
            continue
        count += 1
        right += word in marked
        bare += word not in marked and word in bare_forms
    if not count:
        return Shares(0, 0.0, 0.0, 0.0)
    return Shares(count, right / count, bare / count, (count - right - bare) / count)


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """The syllables that carry a mark, and all syllables without their marks."""
    syllables = [word for word in shipped_words() if is_syllable(word)]
    return frozenset(s for s in syllables if not s.isascii()), frozenset(map(stripped, syllables))
