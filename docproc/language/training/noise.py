"""Damage of other engines, made from a general description instead of pages.

Text layers of other engines drop marked vowels or read them as capitals, digits and Western letters. The
shares stand in models/language_training.toml; from them a table of the same form as the learnt one is made.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from docproc.language.emission import Emissions
from docproc.language.normalise import fold
from docproc.language.rules.language_training import Engine, LanguageTraining
from docproc.rules import load
from docproc.synthesis.fonts import vietnamese_letters

_SIGNS = ("'", "^", "*", "’", "`", "~", ".")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def engine_table() -> Emissions:
    """P(read | printed letter) for engines other than Tesseract's `eng`."""
    engine = load(LanguageTraining).engine
    letters = sorted(set(vietnamese_letters() + _LATIN + _LATIN.upper()))
    return {letter: _outcomes(letter, engine) for letter in letters}


def _outcomes(letter: str, engine: Engine) -> dict[str, float]:
    base = fold(letter)
    marks = len(unicodedata.normalize("NFD", letter)) - 1
    shares = engine.twice_marked if marks > 1 else engine.plain if base == letter.lower() else engine.marked
    other_case = shares.other_case
    if base in engine.same_shape.letters:
        other_case = max(other_case, engine.same_shape.other_case)
    own_case = base.upper() if letter.isupper() else base
    western, others = _marked_like(base, letter)
    groups = (
        (shares.base, _evenly([own_case])),
        (other_case, _evenly([own_case.swapcase()])),
        (shares.western, _evenly(western)),
        (shares.other_mark, _evenly(others)),
        (shares.same, _evenly([letter])),
        (shares.lost, _evenly([""])),
        (shares.look, _likeliest_first(engine.looks.get(base, ()))),
        (shares.split, _evenly([c + sign for c in (own_case, own_case.swapcase()) for sign in _SIGNS])),
        (shares.any, _evenly([c for c in _LATIN + _LATIN.upper() + "0123456789&$!|" if c != own_case])),
    )
    out: dict[str, float] = defaultdict(float)
    for share, outcomes in groups:
        parts = sum(part for _, part in outcomes)
        for outcome, part in outcomes:
            out[outcome] += share * part / parts
    whole = sum(out.values())
    return {outcome: share / whole for outcome, share in out.items() if share}


def _evenly(outcomes: Sequence[str]) -> list[tuple[str, float]]:
    """Each outcome with the same part of what they share."""
    return [(outcome, 1.0) for outcome in outcomes]


def _likeliest_first(outcomes: Sequence[str]) -> list[tuple[str, float]]:
    """Outcomes in order: the second has half the part of the first, the third a third of it."""
    return [(outcome, 1 / (n + 1)) for n, outcome in enumerate(outcomes)]


def _marked_like(base: str, letter: str) -> tuple[list[str], list[str]]:
    """The letters with the same base, in the same case: those of Western Europe, and all others."""
    others = {c for c in map(chr, range(0xC0, 0x250)) if fold(c) == base and c.islower()}
    others |= {c for c in vietnamese_letters() if fold(c) == base and c.islower()}
    found = sorted(others - {base, letter.lower()})
    if letter.isupper():
        found = [c.upper() for c in found if len(c.upper()) == 1]
    return [c for c in found if ord(c) < 0x100], [c for c in found if ord(c) >= 0x100]
