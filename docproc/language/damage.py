"""What kind of damage a text has: the shares of KINDS, first of the whole text, then of every line."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docproc.language.readings import Reader, Shares
from docproc.language.syllables import one_spelling

_ROUNDS = 8
_STEPS = 1.0
# Rough chances that a word keeps its letters and loses its marks, or keeps a mark (measured on training pages).
_FLOOR = 1e-3
_LETTERS_KEPT = 0.5
_LETTERS_KEPT_BY_ENGINES = 0.3
_MARKS_KEPT_BY_ENGINES = 0.06
EVEN: Shares = (0.25, 0.25, 0.25, 0.25)


def evidence(reader: Reader, word: str, shouting: bool) -> Shares | None:
    """P(word | kind of damage) for every kind, from how frequent the syllables behind it are.

    None when no syllable can stand behind it. A word as it is printed somewhere, with or without its marks,
    is weighed by its marks alone; only odd words are looked up in the confusion tables.
    """
    model = reader.model
    low = one_spelling(word.lower())
    bare = model.by_stripped.get(low)
    if bare is not None:
        alone = math.exp(model.chance_alone[model.places[low]]) if low in model.places else 0.0
        whole = float(np.exp(model.chance_alone[bare]).sum())
        return (alone + _FLOOR * whole, whole, whole * _LETTERS_KEPT, whole * _LETTERS_KEPT_BY_ENGINES)
    if low in model.places:
        return (1.0, _FLOOR, _FLOOR, _MARKS_KEPT_BY_ENGINES)
    likely = reader.likely(word, shouting, True, True)
    sums = (np.exp(model.chance_alone[likely.syllables]) @ likely.chances).tolist()
    whole = sum(sums)
    if whole <= 0:
        return None
    # A word that no kind explains well is likely foreign: every kind may have left it.
    floor = max(whole * _FLOOR, 1e-9)
    return (sums[0] + floor, sums[1] + floor, sums[2] + floor, sums[3] + floor)


def shares_of(words: Sequence[Shares], least: float) -> Shares:
    """The shares of the kinds of damage in a text, by expectation maximisation; none is below `least`."""
    if not words:
        return EVEN
    chances, shares = np.array(words), np.array(EVEN)
    for _ in range(_ROUNDS):
        shares = np.maximum(_responsibilities(chances, shares) / len(words), least)
    return _as_shares(shares)


def shares_of_line(words: Sequence[Shares], page: Shares, page_words: float, least: float) -> Shares:
    """The shares in one line, when those of the page count as much as `page_words` words."""
    if not words:
        return page
    found = _responsibilities(np.array(words), np.array(page))
    mixed = (page_words * np.array(page) + found) / (len(words) + page_words)
    return _as_shares(np.maximum(mixed, least))


def _responsibilities(words: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many of the words each kind of damage accounts for."""
    weighed = words * shares
    return np.asarray((weighed / weighed.sum(axis=1, keepdims=True)).sum(axis=0))


def _as_shares(values: NDArray[np.float64]) -> Shares:
    a, b, c, d = values.tolist()
    return (a, b, c, d)


def rounded(shares: Shares) -> Shares:
    """The shares in steps of a factor, so that lines with almost the same share what is known of their words."""
    a, b, c, d = (math.exp(round(math.log(share) * _STEPS) / _STEPS) for share in shares)
    return (a, b, c, d)
