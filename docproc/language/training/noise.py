"""Damage of other engines, made from a general description instead of pages.

Text layers of other engines drop marked vowels or read them as capitals, digits and Western letters. The
shares stand in models/language_training.toml; from them a table of the same form as the learnt one is made.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from docproc.language.normalise import fold
from docproc.language.training.emission import Table
from docproc.resources import load_rules
from docproc.synthesis.fonts import vietnamese_letters

_LATIN = "abcdefghijklmnopqrstuvwxyz"


def engine_table() -> Table:
    """P(read | printed letter) for engines other than Tesseract's `eng`."""
    rules = load_rules("language_training")["engine"]
    letters = sorted(set(vietnamese_letters() + _LATIN + _LATIN.upper()))
    return {letter: _outcomes(letter, rules) for letter in letters}


def _outcomes(letter: str, rules: dict[str, dict[str, float | list[str]]]) -> dict[str, float]:
    base = fold(letter)
    shares = rules["marked" if base != letter.lower() else "plain"]
    looks = rules["looks"].get(base, [])
    assert isinstance(looks, list)
    own_case = base.upper() if letter.isupper() else base
    groups: dict[str, list[str]] = {
        "base": [own_case],
        "other_case": [own_case.swapcase()],
        "other_mark": [m for m in _marked_like(base, letter.isupper()) if m != letter],
        "same": [letter],
        "lost": [""],
        "look": list(looks),
        "split": [own_case + sign for sign in ("'", "^", "*", "’", "`", "~", ".")],
        "any": [c for c in _LATIN + _LATIN.upper() + "0123456789&$!|" if c != own_case],
    }
    out: dict[str, float] = defaultdict(float)
    for group, outcomes in groups.items():
        share = shares.get(group, 0.0)
        assert isinstance(share, float)
        for outcome in outcomes:
            out[outcome] += share / len(outcomes)
    whole = sum(out.values())
    return {outcome: share / whole for outcome, share in out.items() if share}


def _marked_like(base: str, upper: bool) -> list[str]:
    """Every Western and Vietnamese letter with the same base."""
    letters = {c for c in map(chr, range(0xC0, 0x250)) if fold(c) == base and c.islower()}
    letters |= {c for c in vietnamese_letters() if fold(c) == base and c.islower()}
    small = sorted(unicodedata.normalize("NFC", c) for c in letters - {base})
    return [c.upper() for c in small] if upper else small
