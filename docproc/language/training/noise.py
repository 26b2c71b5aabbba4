"""Damage of other engines, made from a general description instead of pages.

Text layers of other engines drop marked vowels or read them as capitals, digits and Western letters. The
shares stand in models/language_training.toml; from them a table of the same form as the learnt one is made.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Any

from docproc.language.emission import Emissions
from docproc.language.normalise import fold
from docproc.resources import load_rules
from docproc.synthesis.fonts import vietnamese_letters

Rules = dict[str, dict[str, Any]]

_SIGNS = ("'", "^", "*", "’", "`", "~", ".")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def engine_table() -> Emissions:
    """P(read | printed letter) for engines other than Tesseract's `eng`."""
    rules = load_rules("language_training")["engine"]
    letters = sorted(set(vietnamese_letters() + _LATIN + _LATIN.upper()))
    return {letter: _outcomes(letter, rules) for letter in letters}


def _outcomes(letter: str, rules: Rules) -> dict[str, float]:
    base = fold(letter)
    marks = len(unicodedata.normalize("NFD", letter)) - 1
    shares = rules["twice_marked" if marks > 1 else "plain" if base == letter.lower() else "marked"]
    own_case = base.upper() if letter.isupper() else base
    western, others = _marked_like(base, letter)
    groups: dict[str, list[str]] = {
        "base": [own_case],
        "other_case": [own_case.swapcase()],
        "western": western,
        "other_mark": others,
        "same": [letter],
        "lost": [""],
        "look": rules["looks"].get(base, []),
        "split": [c + sign for c in (own_case, own_case.swapcase()) for sign in _SIGNS],
        "any": [c for c in _LATIN + _LATIN.upper() + "0123456789&$!|" if c != own_case],
    }
    out: dict[str, float] = defaultdict(float)
    for group, outcomes in groups.items():
        share = shares.get(group, 0.0)
        if group == "other_case" and base in rules["same_shape"]["letters"]:
            share = max(share, rules["same_shape"]["other_case"])
        # What a letter is taken for by its shape stands in order, the likeliest first.
        parts = [1 / (n + 1) if group == "look" else 1.0 for n in range(len(outcomes))]
        for outcome, part in zip(outcomes, parts, strict=True):
            out[outcome] += share * part / sum(parts)
    whole = sum(out.values())
    return {outcome: share / whole for outcome, share in out.items() if share}


def _marked_like(base: str, letter: str) -> tuple[list[str], list[str]]:
    """The letters with the same base, in the same case: those of Western Europe, and all others."""
    others = {c for c in map(chr, range(0xC0, 0x250)) if fold(c) == base and c.islower()}
    others |= {c for c in vietnamese_letters() if fold(c) == base and c.islower()}
    found = sorted(others - {base, letter.lower()})
    if letter.isupper():
        found = [c.upper() for c in found if len(c.upper()) == 1]
    return [c for c in found if ord(c) < 0x100], [c for c in found if ord(c) >= 0x100]
