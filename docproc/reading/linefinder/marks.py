"""Marks and stops find the line of their letter."""

from __future__ import annotations

import numpy as np

from docproc.reading.linefinder.bands import Bands, Which
from docproc.reading.linefinder.blobs import Blobs, Numbers
from docproc.reading.linefinder.neighbours import NOBODY
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load

_FAR = 1_000_000  # pixels


def inline(small: Blobs, bands: Bands) -> Numbers:
    """For each small blob the line among whose letters it stands (stops, dashes, parts of letters), or NOBODY."""
    rules = load(LineFinding).marks
    y = (small.top + small.bottom)[:, None] / 2
    level = (y > bands.base - bands.height) & (y < bands.base + rules.stop * bands.height)
    off = _beside(small, bands)
    return _nearest(off, level & (off <= rules.beside * bands.height))


def of_letters(small: Blobs, letters: Blobs, line: Numbers, bands: Bands) -> Numbers:
    """For each small blob the line to whose letters it is a mark, or NOBODY; `line` is that of each letter.

    Between two lines it belongs to the nearer letter of those above and below it. The lowest are asked first:
    marks stand on each other.
    """
    rules = load(LineFinding).marks
    beside = _beside(small, bands) <= rules.edge * bands.height
    over = (bands.base - bands.height) - small.bottom[:, None]
    under = small.top[:, None] - bands.base
    is_over = beside & (over > -bands.height) & (over <= rules.above * bands.height)
    is_under = beside & (under > -bands.height / 2) & (under <= rules.below * bands.height) & ~is_over
    upper, lower = _nearest(np.abs(under), is_under), _nearest(np.abs(over), is_over)
    found = np.where(lower == NOBODY, upper, lower)
    asked = np.flatnonzero((upper != NOBODY) & (lower != NOBODY))
    stand = {int(number): np.flatnonzero(line == number) for number in np.unique([upper[asked], lower[asked]])}
    tops: dict[int, list[tuple[int, int, int]]] = {number: [] for number in stand}
    between = set(asked.tolist())
    longer, shorter = np.maximum(small.width, small.height), np.minimum(small.width, small.height)
    dots = (shorter >= rules.round * longer) & (longer <= rules.dot * bands.height[lower])
    over_one = np.flatnonzero(lower != NOBODY)
    for blob in over_one[np.argsort(-small.bottom[over_one], kind="stable")].tolist():
        below = int(lower[blob])
        if below not in stand:
            continue
        left, right = int(small.left[blob]), int(small.right[blob])
        if blob in between:
            above = int(upper[blob])
            higher = _between(letters, stand[above], left, right)
            deeper = _between(letters, stand[below], left, right)
            up = small.top[blob] - float(higher.bottom.max(initial=-_FAR))
            down = float(deeper.top.min(initial=_FAR)) - small.bottom[blob]
            for start, end, top in tops[below]:
                if start < right and left < end:
                    down = min(down, max(0, top - small.bottom[blob]))
            if up * (1.0 if dots[blob] else rules.over) < down:
                found[blob] = above
                continue
        tops[below].append((left, right, int(small.top[blob])))
    return found


def _between(letters: Blobs, members: Numbers, left: int, right: int) -> Blobs:
    """Those letters of the members that stand over or under a stretch."""
    return letters.chosen(members[(letters.left[members] < right + 2) & (letters.right[members] > left - 2)])


def _beside(small: Blobs, bands: Bands) -> Numbers:
    """How far each blob lies beside each line; 0 within its ends."""
    off: Numbers = np.maximum(small.left[:, None] - bands.right, bands.left - small.right[:, None])
    return np.maximum(off, 0)


def _nearest(off: Numbers, allowed: Which) -> Numbers:
    """For each row the number of the nearest line of those that are allowed, or NOBODY."""
    if not off.shape[1]:
        return np.full(len(off), NOBODY)
    far = np.where(allowed, off, np.inf)
    return np.where(allowed.any(axis=1), np.argmin(far, axis=1), NOBODY)
