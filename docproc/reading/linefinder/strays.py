"""Blobs as high as letters that are none: stacked marks, what stands in a seal, specks, strokes of a pen."""

from __future__ import annotations

import numpy as np

from docproc.reading.linefinder.bands import Bands, Which
from docproc.reading.linefinder.blobs import Blobs, Numbers
from docproc.reading.linefinder.neighbours import NOBODY, next_to_the_right
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load


def are_marks(letters: Blobs, x_height: float) -> Which:
    """Which letters are marks as high as letters (two of Vietnamese, one upon the other): they are low, and right
    above a letter.
    """
    rules = load(LineFinding).strays
    turned = Blobs(letters.top, letters.left, letters.bottom, letters.right, letters.area)
    below = next_to_the_right(turned, x_height, rules.mark_over, rules.mark_gap * x_height)
    found: Which = (
        (below != NOBODY)
        & (letters.height < rules.mark_height * x_height)
        & (letters.height[below] >= rules.mark_under * x_height)
    )
    return found


def low_alone(bands: Bands, x_height: float) -> Which:
    """Which pieces are a single blob too low for a letter that stands alone: a comma, a hook."""
    alone: Which = (bands.count == 1) & (
        bands.bottom - bands.top < load(LineFinding).strays.lowest_alone * x_height
    )
    return alone


def specks(bands: Bands, letters: Blobs, line: Numbers, blots: Blobs, ruled: tuple[int, int] | None) -> Which:
    """Which lines are no text: what stands in a seal or a signature (one of `blots`), specks beside the text, and
    thin strokes. `line` is that of each of `letters`, `ruled` from where to where upright rules stand.
    """
    rules = load(LineFinding).strays
    sure = bands.count >= rules.sure
    height = float(np.median(bands.height[sure])) if sure.any() else float(np.median(bands.height))
    sealed = (
        np.greater_equal.outer(bands.left, blots.left)
        & np.less_equal.outer(bands.right, blots.right)
        & np.greater_equal.outer(bands.top, blots.top)
        & np.less_equal.outer(bands.bottom, blots.bottom)
    ).any(axis=1)
    ink = np.bincount(line, letters.area, len(bands))
    room = np.bincount(line, letters.width * letters.height, len(bands))
    few = bands.count <= rules.few
    found: Which = (sealed & (bands.count <= rules.in_seal)) | (few & (ink < rules.thinnest * room))
    if sure.any():
        reach = rules.beside * height
        left, right = int(bands.left[sure].min()), int(bands.right[sure].max())
        if ruled:
            left, right = min(left, ruled[0]), max(right, ruled[1])
        found |= few & ((bands.right < left - reach) | (bands.left > right + reach))
    return found
