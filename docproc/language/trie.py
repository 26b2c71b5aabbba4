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
    (`first[n]` to `first[n + 1]`; empty in the last level), the syllable that ends here (-1 = none), and the
    worth of the likeliest syllable with this beginning.
    """

    letter: Ints
    first: Ints
    syllable: Ints
    promise: NDArray[np.float32]


def levels_of(syllables: Sequence[str], letters: dict[str, int], worths: NDArray[np.float32]) -> list[Level]:
    """The tree of the syllables; a syllable is known by its place in the sequence, as is its worth."""
    places = {syllable: number for number, syllable in enumerate(syllables)}
    by_length = []
    for length in range(1, max(map(len, syllables)) + 1):
        longer = [n for n, syllable in enumerate(syllables) if len(syllable) >= length]
        promise: dict[str, float] = {}
        for n in longer:
            beginning = syllables[n][:length]
            promise[beginning] = max(promise.get(beginning, 0.0), float(worths[n]))
        by_length.append(dict(sorted(promise.items())))
    out = []
    for level, following in zip(by_length, [*by_length[1:], {}], strict=True):
        numbers = {beginning: n for n, beginning in enumerate(level)}
        counts = np.bincount([numbers[b[:-1]] for b in following], minlength=len(level))
        out.append(
            Level(
                np.array([letters[b[-1]] for b in level], dtype=np.int32),
                np.concatenate(([0], np.cumsum(counts))).astype(np.int32) if following else np.zeros(0, np.int32),
                np.array([places.get(b, -1) for b in level], dtype=np.int32),
                np.array(list(level.values()), dtype=np.float32),
            )
        )
    return out
