"""The syllables taken apart into a head and a tail, so that NumPy weighs all of them at once.

A head is the consonants before the first vowel, or else the first letter: `ngh|iêng`, `a|nh`. A few dozen heads
and a thousand tails make up all syllables, and what is found out about a part holds for every syllable with it.
Heads grow letter by letter at their end, tails at their beginning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Step:
    """The parts of one length, which stand from `begin` to `end` in the row of all parts: the number of the
    letter that each has more than a shorter part, and the place of that part.
    """

    begin: int
    end: int
    letter: Ints
    shorter: Ints


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts by length in one row of `count`, the empty part first."""

    count: int
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Group:
    """The syllables whose heads have the same length: the places of their heads and tails, their numbers."""

    length: int
    head: Ints
    tail: Ints
    syllable: Ints


@dataclass(frozen=True, slots=True)
class Syllables:
    """All syllables by the length of their heads, and the parts they are made of."""

    heads: Parts
    tails: Parts
    groups: list[Group]


def taken_apart(syllables: Sequence[str], letters: dict[str, int]) -> Syllables:
    """The parts of lower-case syllables; a syllable is known by its place in the sequence."""
    cuts = [_head_length(syllable) for syllable in syllables]
    heads = {s[:end] for s, cut in zip(syllables, cuts, strict=True) for end in range(cut + 1)}
    tails = {s[begin:] for s, cut in zip(syllables, cuts, strict=True) for begin in range(cut, len(s) + 1)}
    head_places, tail_places = _places(heads), _places(tails)
    groups = []
    for length in sorted(set(cuts)):
        its = [n for n, cut in enumerate(cuts) if cut == length]
        head = np.array([head_places[syllables[n][:length]] for n in its])
        tail = np.array([tail_places[syllables[n][length:]] for n in its])
        groups.append(Group(length, head, tail, np.array(its)))
    return Syllables(
        _parts(head_places, letters, new=-1, rest=slice(None, -1)),
        _parts(tail_places, letters, new=0, rest=slice(1, None)),
        groups,
    )


def _head_length(syllable: str) -> int:
    vowels = (n for n, letter in enumerate(syllable) if unicodedata.normalize("NFD", letter)[0] in _VOWELS)
    return max(1, next(vowels, len(syllable)))


def _places(parts: Iterable[str]) -> dict[str, int]:
    return {part: n for n, part in enumerate(sorted(parts, key=lambda part: (len(part), part)))}


def _parts(places: dict[str, int], letters: dict[str, int], new: int, rest: slice) -> Parts:
    """`new`: where the letter stands that a part has more than a shorter one; `rest`: where that one stands."""
    steps, begin = [], 1
    for length in range(1, max(map(len, places)) + 1):
        its = [part for part in places if len(part) == length]
        letter = np.array([letters[part[new]] for part in its])
        shorter = np.array([places[part[rest]] for part in its])
        steps.append(Step(begin, begin + len(its), letter, shorter))
        begin += len(its)
    return Parts(begin, steps)
