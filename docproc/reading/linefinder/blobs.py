"""Dark pixels that touch each other as blobs: letters, marks, dirt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docproc.reading.linefinder.ink import Dark

Numbers = NDArray[np.int64]


class Runs(NamedTuple):
    """Dark runs of pixels, row by row: in `row`, from `start` up to, not including, `end`; `blob` is the number
    of the blob each is part of.
    """

    row: Numbers
    start: Numbers
    end: Numbers
    blob: Numbers


@dataclass(frozen=True, slots=True)
class Blobs:
    """The blobs of a page, an entry for each: edges in pixels (right and bottom not included) and dark pixels."""

    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers
    area: Numbers

    @property
    def width(self) -> Numbers:
        return self.right - self.left

    @property
    def height(self) -> Numbers:
        return self.bottom - self.top

    def __len__(self) -> int:
        return len(self.left)

    def chosen(self, which: NDArray[np.bool_] | Numbers) -> Blobs:
        """Those of a mask or list of numbers."""
        return Blobs(self.left[which], self.top[which], self.right[which], self.bottom[which], self.area[which])

    @staticmethod
    def all_of(parts: Sequence[Blobs]) -> Blobs:
        """Those of several, one after the other."""
        return Blobs(
            np.concatenate([part.left for part in parts]),
            np.concatenate([part.top for part in parts]),
            np.concatenate([part.right for part in parts]),
            np.concatenate([part.bottom for part in parts]),
            np.concatenate([part.area for part in parts]),
        )


def blobs_of(dark: Dark) -> tuple[Blobs, Runs]:
    """The blobs of dark pixels (touching by a side or a corner) and the runs they are made of.

    Runs of neighbouring rows that touch are joined, the smallest number of a blob spreading over it by hooking
    and pointer jumping (Shiloach and Vishkin 1982).
    """
    row, start, end = _runs(dark)
    one, other = _touching(row, start, end, dark.shape[1] + 2)
    group = _joined(len(row), one, other)
    blob = numbered(group)
    return blobs_of_runs(row, start, end, blob), Runs(row, start, end, blob)


def blobs_of_runs(row: Numbers, start: Numbers, end: Numbers, blob: Numbers) -> Blobs:
    """The blobs, numbered from 0 without a gap, from their runs."""
    count = int(blob.max()) + 1 if len(blob) else 0
    far = np.iinfo(np.int64).max
    left, top = np.full(count, far), np.full(count, far)
    right, bottom = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.minimum.at(left, blob, start)
    np.minimum.at(top, blob, row)
    np.maximum.at(right, blob, end)
    np.maximum.at(bottom, blob, row + 1)
    area = np.bincount(blob, end - start, count).astype(np.int64)
    return Blobs(left, top, right, bottom, area)


def _runs(dark: Dark) -> tuple[Numbers, Numbers, Numbers]:
    """The row, start and end of each dark run."""
    framed = np.zeros((dark.shape[0], dark.shape[1] + 2), dtype=np.bool_)
    framed[:, 1:-1] = dark
    flat = framed.reshape(-1)
    edges = np.flatnonzero(flat[1:] != flat[:-1])  # of a run: the place before it, and its last one
    row, start = np.divmod(edges[::2], framed.shape[1])
    return row, start, edges[1::2] - row * framed.shape[1]


def _touching(row: Numbers, start: Numbers, end: Numbers, wide: int) -> tuple[Numbers, Numbers]:
    """Pairs of runs of neighbouring rows that touch, as their numbers."""
    above = (row - 1) * wide
    first = np.searchsorted(row * wide + end, above + start, "left")
    last = np.searchsorted(row * wide + start, above + end, "right")
    counts = np.maximum(last - first, 0)
    lower = np.repeat(np.arange(len(row)), counts)
    passed = np.cumsum(counts) - counts
    upper = np.arange(len(lower)) - np.repeat(passed - first, counts)
    return lower, upper


def _joined(count: int, one: Numbers, other: Numbers) -> Numbers:
    """For each of `count` things the smallest of those it is joined with by the pairs."""
    group = np.arange(count)
    while len(one):
        a, b = group[one], group[other]
        apart = a != b
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        np.minimum.at(group, np.maximum(a, b), np.minimum(a, b))
        while True:
            jumped = group[group]
            if np.array_equal(jumped, group):
                break
            group = jumped
    return group


def joined(count: int, one: Numbers, other: Numbers) -> Numbers:
    """For each of `count` things the number (from 0 without a gap) of the group that the pairs put it in."""
    return numbered(_joined(count, one, other))


def numbered(group: Numbers) -> Numbers:
    """The groups numbered anew, from 0 without a gap, in the same order."""
    _, number = np.unique(group, return_inverse=True)
    return number.reshape(-1).astype(np.int64)
