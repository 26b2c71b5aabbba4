"""How often word sequences of up to four units stand in the training text, as sorted arrays.

A sequence is packed into one 64-bit number, 14 bits a unit, the first unit highest; so sequences with the
same beginning stand together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docproc.language.ngrams import BITS
from docproc.language.syllables import is_syllable
from docproc.language.units import MARKS, STOP, UNKNOWN, units

MOST_WORDS = 1 << BITS

Keys = NDArray[np.uint64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TextStream:
    """One source of text as numbers into `words`; `weight` is what one occurrence counts."""

    codes: NDArray[np.uint32]
    weight: float


@dataclass(frozen=True, slots=True)
class Grams:
    """Distinct sequences of one length in order, and their weighted counts."""

    keys: Keys
    counts: Reals


def encoded(texts: Iterable[tuple[Iterable[str], float]]) -> tuple[list[str], list[TextStream]]:
    """Each text (its lines, its weight) as a stream of numbers, and the words the numbers stand for."""
    numbers: dict[str, int] = {mark: i for i, mark in enumerate(MARKS)}
    stop, streams = numbers[STOP], []
    for lines, weight in texts:
        codes: list[int] = []
        for line in lines:
            codes.extend(numbers.setdefault(unit, len(numbers)) for unit in units(line))
            codes.append(stop)
        streams.append(TextStream(np.array(codes, dtype=np.uint32), weight))
    return list(numbers), streams


def chosen_words(
    words: Sequence[str], streams: Sequence[TextStream], fewest: int, fewest_foreign: int
) -> tuple[list[str], list[TextStream]]:
    """The words worth a place (by plain count), most frequent first, and the streams in their numbers.

    Words not chosen become UNKNOWN.
    """
    total = np.zeros(len(words), dtype=np.int64)
    for stream in streams:
        total += np.bincount(stream.codes, minlength=len(words))
    limits = np.array([fewest if is_syllable(word) else fewest_foreign for word in words])
    kept = np.flatnonzero(total >= limits)
    kept = kept[kept >= len(MARKS)]
    kept = kept[np.argsort(-total[kept], kind="stable")][: MOST_WORDS - len(MARKS)]
    return renumbered(words, streams, [*MARKS, *(words[i] for i in kept.tolist())])


def renumbered(
    words: Sequence[str], streams: Sequence[TextStream], chosen: Sequence[str]
) -> tuple[list[str], list[TextStream]]:
    """The chosen words, and the streams in their numbers; words not chosen become UNKNOWN."""
    numbers = {word: number for number, word in enumerate(chosen)}
    unknown = MARKS.index(UNKNOWN)
    table = np.array([numbers.get(word, unknown) for word in words], dtype=np.uint32)
    return list(chosen), [TextStream(_without_repeats(table[s.codes]), s.weight) for s in streams]


def _without_repeats(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """One STOP where several follow each other."""
    stop = MARKS.index(STOP)
    repeated = (codes[1:] == stop) & (codes[:-1] == stop)
    return codes[np.concatenate(([True], ~repeated))]


def counted(streams: Sequence[TextStream], length: int) -> Grams:
    """All sequences of `length` units with the sum of their weights."""
    parts = [_counted_once(stream, length) for stream in streams]
    keys = np.unique(np.concatenate([part.keys for part in parts]))
    counts = np.zeros(len(keys))
    for part in parts:
        counts[np.searchsorted(keys, part.keys)] += part.counts
    return Grams(keys, counts)


def _counted_once(stream: TextStream, length: int) -> Grams:
    codes = stream.codes.astype(np.uint64)
    packed = np.zeros(max(0, len(codes) - length + 1), dtype=np.uint64)
    for place in range(length):
        packed = (packed << np.uint64(BITS)) | codes[place : place + len(packed)]
    packed.sort()
    starts = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1]))) if len(packed) else packed
    starts = starts.astype(np.int64)
    times = np.diff(np.append(starts, len(packed)))
    return Grams(packed[starts], times * stream.weight)
