"""Letters that follow each other become pieces of lines; of each piece is told where its letters stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from docproc.reading.linefinder.blobs import Blobs, Numbers, joined
from docproc.reading.linefinder.ink import Dark
from docproc.reading.linefinder.neighbours import NOBODY, next_to_the_right
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load

Reals = NDArray[np.float64]
Which = NDArray[np.bool_]
_ROWS = 4  # of the rows of upright rules every fourth is looked at: a rule is longer


@dataclass(frozen=True, slots=True)
class Bands:
    """Pieces of lines, an entry for each, in pixels: their ink from `left` to `right` and from `top` to `bottom`,
    on what most of their letters stand (`base`), how high the small ones of these are (`height`), and how many
    letters there are (`count`).
    """

    left: Numbers
    right: Numbers
    top: Numbers
    bottom: Numbers
    base: Numbers
    height: Numbers
    count: Numbers

    def __len__(self) -> int:
        return len(self.left)

    def wider(self, others: Blobs, line: Numbers) -> Bands:
        """The lines with blobs beside their letters; `line` is that of each blob, or NOBODY."""
        left, right, there = self.left.copy(), self.right.copy(), line != NOBODY
        np.minimum.at(left, line[there], others.left[there])
        np.maximum.at(right, line[there], others.right[there])
        return replace(self, left=left, right=right)


class Fences:
    """Upright rules, which part what stands on both sides of them; `upright` are their pixels.

    `ends` is from where to where they stand, in pixels; None where there are none.
    """

    def __init__(self, upright: Dark) -> None:
        rows = upright[::_ROWS]
        columns = np.flatnonzero(rows.any(axis=0))
        self._passed = np.cumsum(rows, axis=1, dtype=np.int32) if len(columns) else None
        self.ends = (int(columns[0]), int(columns[-1])) if len(columns) else None

    def between(self, left: Numbers, right: Numbers, y: Numbers) -> Which:
        """Whether a rule stands between the pixels `left` and `right` in the rows `y`, for each entry."""
        if self._passed is None:
            return np.zeros(len(y), dtype=np.bool_)
        height, width = self._passed.shape
        row = np.clip(y // _ROWS, 0, height - 1)
        first, last = (np.clip(at, 0, width - 1) for at in (left, right))
        found: Which = (self._passed[row, last] > self._passed[row, first]) & (right > left)
        return found


def pieces_of(letters: Blobs, fences: Fences, x_height: float, slope: float = 0.0) -> Numbers:
    """The number of the piece that each letter is part of: letters that follow each other with small gaps.

    The letters stand level: on the page they fall by `slope` for each pixel to the right.
    """
    rules = load(LineFinding).pieces
    after = next_to_the_right(letters, x_height, rules.shared, rules.blank * x_height)
    one = np.flatnonzero(after != NOBODY)
    other = after[one]
    left, right = letters.right[one], letters.left[other]
    top = np.maximum(letters.top[one], letters.top[other])
    bottom = np.minimum(letters.bottom[one], letters.bottom[other])
    y = (top + bottom) // 2 + np.round(slope * left).astype(np.int64)
    clear = ~fences.between(left, right, y)
    return joined(len(letters), one[clear], other[clear])


def bands_of(letters: Blobs, piece: Numbers, x_height: float) -> Bands:
    """The pieces as bands; `piece` numbers them from 0 without a gap. The letters stand level."""
    count = np.bincount(piece)
    far = np.iinfo(np.int64).max
    left, top, first = (np.full(len(count), far) for _ in range(3))
    right, bottom = (np.full(len(count), -far) for _ in range(2))
    np.minimum.at(left, piece, letters.left)
    np.minimum.at(top, piece, letters.top)
    np.minimum.at(first, piece, letters.bottom)
    np.maximum.at(right, piece, letters.right)
    np.maximum.at(bottom, piece, letters.bottom)
    base = first + _usual(piece, letters.bottom - first[piece], len(count), max(1, round(x_height / 8)))
    stands = np.abs(letters.bottom - base[piece]) <= max(1, round(x_height / 8))
    height = _low(piece[stands], letters.height[stands], len(count))
    return Bands(left, right, top, bottom, base, height, count)


def _usual(group: Numbers, value: Numbers, groups: int, near: int) -> Numbers:
    """For each group the value (0 or more) that most of its members have or nearly have; of several the least:
    feet are above descenders.
    """
    table = np.zeros((groups, int(value.max(initial=0)) + 1 + 2 * near))
    np.add.at(table, (group, value + near), 1.0)
    total = np.cumsum(np.pad(table, ((0, 0), (1, 0))), axis=1)
    wide = total[:, 2 * near + 1 :] - total[:, : -2 * near - 1]
    first = np.argmax(wide, axis=1)
    around = first[:, None] + np.arange(2 * near + 1)
    found: Numbers = first - near + np.argmax(table[np.arange(groups)[:, None], around], axis=1)
    return found


def _low(group: Numbers, value: Numbers, groups: int) -> Numbers:
    """For each group the value that a third of its members stay below."""
    table = np.zeros((groups, int(value.max(initial=0)) + 1))
    np.add.at(table, (group, value), 1.0)
    total = np.cumsum(table, axis=1)
    found: Numbers = np.argmax(total >= np.maximum(total[:, -1:] / 3, 0.5), axis=1)
    return found


def slope_of(letters: Blobs, piece: Numbers) -> float:
    """By how much the lines of a page fall for each pixel to the right: the median of its long pieces.

    Of a piece: what the feet of its left and of its right half differ by, in the median, so that descenders do
    not count.
    """
    rules = load(LineFinding).pieces
    order = np.lexsort((letters.left, piece))
    found: list[tuple[float, int]] = []
    for members in np.split(order, np.flatnonzero(np.diff(piece[order])) + 1):
        if len(members) >= rules.tell_slope:
            half = len(members) // 2
            x, y = letters.left[members], letters.bottom[members]
            fall = np.median(y[half:]) - np.median(y[:half])
            found.append((float(fall / (x[half:].mean() - x[:half].mean())), len(members)))
    total, passed = sum(count for _, count in found), 0
    for slope, count in sorted(found):
        passed += count
        if 2 * passed >= total:
            return slope
    return 0.0


def levelled(blobs: Blobs, slope: float) -> Blobs:
    """The blobs moved up or down as if the lines of the page stood level."""
    fall = np.round(slope * (blobs.left + blobs.right) / 2).astype(np.int64)
    return Blobs(blobs.left, blobs.top - fall, blobs.right, blobs.bottom - fall, blobs.area)
