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

from docproc.language.training.counts import BITS, Grams, Keys, Reals

_LOW = np.uint64((1 << BITS) - 1)
_SHIFT = np.uint64(BITS)


@dataclass(slots=True)
class Order:
    """The sequences of one length: packed keys in order, natural log probabilities, log back-off weights."""

    keys: Keys
    log_p: Reals
    log_back_off: Reals


def estimated(grams: Sequence[Grams], words: int, keep: Sequence[int]) -> list[Order]:
    """The smoothed model from counts of length 1, 2, …; `keep[n]` sequences of length n + 1 survive."""
    adjusted = _with_continuations(grams)
    chances: list[Reals] = []
    for length, level in enumerate(adjusted):
        lower = chances[-1] if length else np.full(1, 1.0 / words)
        chances.append(_smoothed(level, adjusted[length - 1] if length else None, lower, length))
    kept = _kept(grams, adjusted, chances, keep)
    orders: list[Order] = []
    for level, chance, mask in zip(adjusted, chances, kept, strict=True):
        orders.append(Order(level.keys[mask], np.log(chance[mask]), np.zeros(int(mask.sum()))))
    _set_back_off(orders)
    return orders


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
    n = [float(max(1, np.count_nonzero(rounded == k))) for k in (1, 2, 3, 4)]
    y = n[0] / (n[0] + 2 * n[1])
    found = [1 - 2 * y * n[1] / n[0], 2 - 3 * y * n[2] / n[1], 3 - 4 * y * n[3] / n[2]]
    return np.clip(np.array(found), 0.1, [0.9, 1.5, 2.2])


def _smoothed(level: Grams, shorter: Grams | None, lower: Reals, length: int) -> Reals:
    discount = _discounts(level.counts)[np.clip(np.round(level.counts), 1, 3).astype(np.int64) - 1]
    discount = np.minimum(discount, level.counts * 0.9)
    if shorter is None:
        total = level.counts.sum()
        return (level.counts - discount) / total + discount.sum() / total * lower[0]
    begin = np.searchsorted(shorter.keys, level.keys >> _SHIFT)
    total = np.bincount(begin, weights=level.counts, minlength=len(shorter.keys))
    spared = np.bincount(begin, weights=discount, minlength=len(shorter.keys))
    end = np.searchsorted(shorter.keys, level.keys & np.uint64((1 << (BITS * length)) - 1))
    return np.asarray((level.counts - discount) / total[begin] + spared[begin] / total[begin] * lower[end])


def _kept(
    grams: Sequence[Grams], adjusted: Sequence[Grams], chances: Sequence[Reals], keep: Sequence[int]
) -> list[NDArray[np.bool_]]:
    """The most useful sequences of every length; what one of them needs below it is kept too."""
    masks: list[NDArray[np.bool_]] = [np.zeros(len(level.keys), dtype=bool) for level in adjusted]
    masks[0][:] = True
    for n in range(len(adjusted) - 1, 0, -1):
        keys = adjusted[n].keys
        end = np.searchsorted(adjusted[n - 1].keys, keys & np.uint64((1 << (BITS * n)) - 1))
        begin = np.searchsorted(adjusted[n - 1].keys, keys >> _SHIFT)
        gain = grams[n].counts * np.abs(np.log(chances[n]) - np.log(chances[n - 1][end]))
        least = len(gain) - min(keep[n], len(gain))
        masks[n] |= gain >= np.partition(gain, least)[least] if keep[n] else False
        masks[n - 1][end[masks[n]]] = True
        masks[n - 1][begin[masks[n]]] = True
    return masks


def _set_back_off(orders: list[Order]) -> None:
    for length in range(1, len(orders)):
        shorter, longer = orders[length - 1], orders[length]
        begin = np.searchsorted(shorter.keys, longer.keys >> _SHIFT)
        end = np.searchsorted(shorter.keys, longer.keys & np.uint64((1 << (BITS * length)) - 1))
        used = np.bincount(begin, weights=np.exp(longer.log_p), minlength=len(shorter.keys))
        below = np.bincount(begin, weights=np.exp(shorter.log_p[end]), minlength=len(shorter.keys))
        left = np.maximum(1 - used, 1e-6) / np.maximum(1 - below, 1e-6)
        shorter.log_back_off = np.where(used > 0, np.log(left), 0.0)
