"""Which blob stands next to which, along a row or down a column."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from docproc.reading.linefinder.blobs import Blobs, Numbers

Reals = NDArray[np.float64]
NOBODY = -1


def next_to_the_right(blobs: Blobs, size: float, shared: float, gap: float) -> Numbers:
    """For each blob the nearest one to its right that shares with it at least that part (0 to 1) of the height of
    the lower of both; NOBODY where there is none within `gap` pixels. `size` is the usual height in pixels.
    """
    middle = (blobs.top + blobs.bottom) / 2
    centre = (blobs.left + blobs.right) / 2
    one, other = _candidates(middle, centre, size, blobs)
    overlap = np.minimum(blobs.bottom[one], blobs.bottom[other]) - np.maximum(blobs.top[one], blobs.top[other])
    lower = np.minimum(blobs.height[one], blobs.height[other])
    between = blobs.left[other] - blobs.right[one]
    fits = (overlap >= shared * lower) & (between <= gap)
    one, other, between = one[fits], other[fits], between[fits]
    # The nearest comes last, and stays.
    order = np.argsort(-between, kind="stable")
    found = np.full(len(blobs), NOBODY)
    found[one[order]] = other[order]
    return found


def _candidates(middle: Reals, centre: Reals, size: float, blobs: Blobs, few: int = 4) -> tuple[Numbers, Numbers]:
    """Pairs of a blob and one of the `few` that begin to the right of its centre at about its height."""
    band = (middle // size).astype(np.int64)
    wide = float(blobs.right.max(initial=0)) + 1
    key = band * wide + centre
    order = np.argsort(key, kind="stable")
    ones, others = [], []
    for off in (-1, 0, 1):
        place = np.searchsorted(key[order], (band + off) * wide + centre, "right")
        for step in range(few):
            at = place + step
            inside = at < len(order)
            one = np.flatnonzero(inside)
            other = order[at[inside]]
            same = band[other] == band[one] + off
            ones.append(one[same])
            others.append(other[same])
    return np.concatenate(ones), np.concatenate(others)
