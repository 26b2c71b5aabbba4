"""The syllables as a tree of letters, level by level, so that NumPy can walk all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Level:
    """The beginnings of one length: number of the letter, where its children stand in the next level
    (`first[n]` to `first[n + 1]`), and the syllable that ends here (-1 = none).
    """

    letter: Ints
    first: Ints
    syllable: Ints


def levels_of(syllables: Sequence[str], letters: dict[str, int]) -> list[Level]:
    """The tree of the syllables; a syllable is known by its place in the sequence."""
    beginnings = [""]
    levels = []
    places = {syllable: number for number, syllable in enumerate(syllables)}
    length = 0
    while beginnings:
        length += 1
        longer = sorted({s[:length] for s in syllables if len(s) >= length})
        if levels:
            parents = {beginning: n for n, beginning in enumerate(beginnings)}
            counts = np.bincount([parents[b[:-1]] for b in longer], minlength=len(beginnings))
            previous = levels[-1]
            levels[-1] = Level(
                previous.letter, np.concatenate(([0], np.cumsum(counts))).astype(np.int32), previous.syllable
            )
        if not longer:
            break
        levels.append(
            Level(
                np.array([letters[b[-1]] for b in longer], dtype=np.int32),
                np.zeros(0, dtype=np.int32),
                np.array([places.get(b, -1) for b in longer], dtype=np.int32),
            )
        )
        beginnings = longer
    return levels
