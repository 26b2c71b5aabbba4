"""Interpolated modified Kneser-Ney smoothing (Chen and Goodman 1999) with pruning, in NumPy.

Counts may be weighted; discounts come from the counts of counts of the rounded weights. Pruning keeps the
sequences that matter most by count times change of log probability (Seymore and Rosenfeld 1996), and gives
the mass of the others back to the shorter sequences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docproc.language.ngrams import BITS, Sequences
from docproc.language.training.counts import Grams, Reals

_SHIFT = np.uint64(BITS)


@dataclass(frozen=True, slots=True)
class Smoothed:
    """The model: log probabilities of sequences of every length, back-off weights of those that are continued."""

    known: list[Sequences]
    backs: list[Sequences]


def estimated(grams: Sequence[Grams], words: int, keep: int) -> Smoothed:
    """The smoothed model from counts of length 1, 2, …; of the sequences longer than one about `keep` survive."""
    adjusted = _with_continuations(grams)
    chances: list[Reals] = []
    for length, level in enumerate(adjusted):
        lower = chances[-1] if length else np.full(1, 1.0 / words)
        chances.append(_smoothed(level, adjusted[length - 1] if length else None, lower, length))
    kept = _kept(grams, adjusted, chances, keep)
    known = [
        Sequences(length, level.keys[mask], np.log(chance[mask]))
        for length, (level, chance, mask) in enumerate(zip(adjusted, chances, kept, strict=True), start=1)
    ]
    return Smoothed(known, [_back_offs(known[n - 1], known[n]) for n in range(1, len(known))])


def _with_continuations(grams: Sequence[Grams]) -> list[Grams]:
    """Counts of all but the longest become the number of different units before the sequence."""
    out = []
    for length, level in enumerate(grams[:-1], start=1):
        longer = grams[length].keys & np.uint64((1 << (BITS * length)) - 1)
        places = np.searchsorted(level.keys, longer)
        out.append(Grams(level.keys, np.maximum(np.bincount(places, minlength=len(level.keys)), 1.0)))
    return [*out, grams[-1]]


def _discounts(counts: Reals) -> Reals:
    """What is taken off a count of 1, 2 and 3 or more."""
    rounded = np.maximum(np.round(counts), 1).astype(np.int64)
    n = [max(1, int(np.count_nonzero(rounded == k))) for k in (1, 2, 3, 4)]
    y = n[0] / (n[0] + 2 * n[1])
    found = [1 - 2 * y * n[1] / n[0], 2 - 3 * y * n[2] / n[1], 3 - 4 * y * n[3] / n[2]]
    return np.asarray(np.clip(np.array(found), 0.1, [0.9, 1.5, 2.2]))


def _smoothed(level: Grams, shorter: Grams | None, lower: Reals, length: int) -> Reals:
    discount = _discounts(level.counts)[np.clip(np.round(level.counts), 1, 3).astype(np.int64) - 1]
    discount = np.minimum(discount, level.counts * 0.9)
    if shorter is None:
        total = level.counts.sum()
        return np.asarray((level.counts - discount) / total + discount.sum() / total * lower[0])
    begin = np.searchsorted(shorter.keys, level.keys >> _SHIFT)
    total = np.bincount(begin, weights=level.counts, minlength=len(shorter.keys))
    spared = np.bincount(begin, weights=discount, minlength=len(shorter.keys))
    end = np.searchsorted(shorter.keys, level.keys & np.uint64((1 << (BITS * length)) - 1))
    return np.asarray((level.counts - discount) / total[begin] + spared[begin] / total[begin] * lower[end])


def _kept(
    grams: Sequence[Grams], adjusted: Sequence[Grams], chances: Sequence[Reals], keep: int
) -> list[NDArray[np.bool_]]:
    """All single units and the most useful longer sequences; the ends of a kept sequence are kept too."""
    ends = [np.zeros(0, dtype=np.int64)]
    gains: list[Reals] = [np.zeros(0)]
    for n in range(1, len(adjusted)):
        end = np.searchsorted(adjusted[n - 1].keys, adjusted[n].keys & np.uint64((1 << (BITS * n)) - 1))
        ends.append(end)
        gains.append(grams[n].counts * np.abs(np.log(chances[n]) - np.log(chances[n - 1][end])))
    every = np.concatenate(gains)
    least = np.partition(every, len(every) - keep)[len(every) - keep] if keep < len(every) else 0.0
    masks = [gain >= least for gain in gains]
    masks[0] = np.ones(len(adjusted[0].keys), dtype=bool)
    for n in range(len(adjusted) - 1, 0, -1):
        masks[n - 1][ends[n][masks[n]]] = True
    return masks


def _back_offs(shorter: Sequences, longer: Sequences) -> Sequences:
    """The weights of the beginnings of `longer`, so that the chances after each sum up to one."""
    beginnings, begin = np.unique(longer.keys >> _SHIFT, return_inverse=True)
    end = np.searchsorted(shorter.keys, longer.keys & np.uint64((1 << (BITS * shorter.length)) - 1))
    used = np.bincount(begin, weights=np.exp(longer.logs))
    below = np.bincount(begin, weights=np.exp(shorter.logs[end]))
    return Sequences(shorter.length, beginnings, np.log(np.maximum(1 - used, 1e-6) / np.maximum(1 - below, 1e-6)))
