"""Pieces that stand level become lines, but for those of two columns; gaps part the words of a line."""

from __future__ import annotations

import numpy as np

from docproc.reading.linefinder.bands import Bands, Fences, Which
from docproc.reading.linefinder.blobs import Blobs, Numbers, joined
from docproc.reading.linefinder.neighbours import NOBODY
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load


def lines_of(bands: Bands, fences: Fences, slope: float) -> Numbers:
    """The number of the line that each piece is part of: pieces that stand level, with no gap of a column."""
    rules = load(LineFinding).rows
    one, other = _next_to_each_other(bands)
    height = np.minimum(bands.height[one], bands.height[other])
    gap = bands.left[other] - bands.right[one]
    y = bands.base[one] - bands.height[one] // 2 + np.round(slope * bands.right[one]).astype(np.int64)
    clear = ~fences.between(bands.right[one], bands.left[other], y)
    alone = _wide_gaps_beside(bands, one, other)
    near = (gap <= rules.column_gap * height) & ~((alone == 0) & _is_in_river(bands, one, other))
    justified = (gap <= rules.justified_gap * height) & (alone > 0) & _is_bridged(bands, one, other)
    joins = clear & (near | justified)
    return joined(len(bands), one[joins], other[joins])


def _next_to_each_other(bands: Bands) -> tuple[Numbers, Numbers]:
    """Pairs of pieces that stand level, the second the next one to the right of the first."""
    one, other = _level_pairs(bands)
    order = np.argsort(-bands.left[other], kind="stable")
    after = np.full(len(bands), NOBODY)
    after[one[order]] = other[order]
    found = np.flatnonzero(after != NOBODY)
    return found, after[found]


def _level_pairs(bands: Bands) -> tuple[Numbers, Numbers]:
    """Pairs of pieces, the second to the right of the first, whose letters stand on one height."""
    rules = load(LineFinding).rows
    centre = bands.left + bands.right
    lower = np.minimum.outer(bands.height, bands.height)
    off = np.abs(np.subtract.outer(bands.base, bands.base))
    sure = np.minimum.outer(bands.count, bands.count) >= rules.sure
    shared = np.minimum.outer(bands.bottom, bands.bottom) - np.maximum.outer(bands.top, bands.top)
    lowest = np.minimum.outer(bands.bottom - bands.top, bands.bottom - bands.top)
    level = np.where(sure, off <= rules.level * lower, shared >= rules.shared * lowest)
    # Pieces may reach into each other by a letter's edge.
    level &= np.less.outer(centre, centre) & (np.subtract.outer(bands.right, bands.left) <= lower)
    one, other = np.nonzero(level)
    return one, other


def _wide_gaps_beside(bands: Bands, one: Numbers, other: Numbers) -> Numbers:
    """How many more gaps nearly as wide each pair has in its row: in justified text they are all alike."""
    gap = bands.left[other] - bands.right[one]
    level = np.abs(np.subtract.outer(bands.base[one], bands.base[one])) <= 0.3 * bands.height[one]
    wide = np.greater_equal.outer(gap, load(LineFinding).rows.alike * gap).T
    return np.asarray((level & wide).sum(axis=1) - 1)


def _is_in_river(bands: Bands, one: Numbers, other: Numbers) -> Which:
    """Whether the gap of each pair goes on, wider, in a row near it: there two columns stand side by side."""
    rules = load(LineFinding).rows
    left, right, base, height = bands.right[one], bands.left[other], bands.base[one], bands.height[one]
    wide = right - left > rules.column_gap * height
    within = np.less_equal.outer(left[wide], left + height // 2) & np.greater_equal.outer(
        right[wide], right - height // 2
    )
    off = np.abs(np.subtract.outer(base[wide], base))
    found: Which = (within & (off <= rules.near * height) & (off > height)).any(axis=0)
    return found & (right - left > rules.least_river * height)


def _is_bridged(bands: Bands, one: Numbers, other: Numbers) -> Which:
    """Whether a piece above or below runs on over the gap of each pair."""
    rules = load(LineFinding).rows
    left, right, base, height = bands.right[one], bands.left[other], bands.base[one], bands.height[one]
    over = np.less_equal.outer(bands.left, left - height) & np.greater_equal.outer(bands.right, right + height)
    off = np.abs(np.subtract.outer(bands.base, base))
    found: Which = (over & (off <= rules.near * height) & (off > height)).any(axis=0)
    return found


def words_of(letters: Blobs, height: int) -> list[tuple[int, int]]:
    """Where the words of a line begin and end, in pixels, left to right; `height` is that of small letters."""
    order = np.argsort(letters.left, kind="stable")
    left, reach = letters.left[order], np.maximum.accumulate(letters.right[order])
    begins = np.flatnonzero(left[1:] - reach[:-1] >= load(LineFinding).words.gap * height) + 1
    starts = np.concatenate([[0], begins])
    ends = np.concatenate([begins - 1, [len(left) - 1]])
    return list(zip(left[starts].tolist(), reach[ends].tolist(), strict=True))
