"""How high the small letters of a page are, and which blobs are letters by their size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from docproc.reading.linefinder.blobs import Blobs
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load

Which = NDArray[np.bool_]


def x_height_of(blobs: Blobs, scale: float) -> float:
    """The height in pixels that most letters of a page have; 0 where there are too few to tell.

    Two heights are usual on a page: that of letters like "a", and that of capitals and of letters like "h". Where
    there are more of the higher ones, the lower ones are told by how the two heights compare. `scale` is the
    pixels of a point.
    """
    rules = load(LineFinding).size
    least, most = round(rules.least * scale), round(rules.most * scale)
    # A letter is neither a dash nor a stroke of a pen.
    shaped = (blobs.width < rules.widest * blobs.height) & (blobs.height < rules.widest * blobs.width)
    heights = blobs.height[shaped & (blobs.height >= least) & (blobs.height <= most)]
    if len(heights) < rules.fewest:
        return 0.0
    counts = np.bincount(heights, minlength=most + 3).astype(float)
    near = counts[1:-1] + (counts[:-2] + counts[2:]) / 2
    highest = int(np.argmax(near)) + 1
    lower = slice(round(rules.small_to_capital[0] * highest), round(rules.small_to_capital[1] * highest) + 1)
    if near[lower].max(initial=0.0) >= rules.enough * near[highest - 1]:
        highest = lower.start + int(np.argmax(near[lower])) + 1
    around = slice(highest - 1, highest + 2)
    return float(np.average(np.arange(len(counts))[around], weights=counts[around]))


def are_letters(blobs: Blobs, x_height: float) -> Which:
    """Which blobs are as high as a letter, or several that touch, on one line: no mark, no stop, no blot."""
    rules = load(LineFinding).size
    found: Which = (
        (blobs.height >= rules.lowest * x_height)
        & (blobs.height <= rules.highest * x_height)
        & (blobs.width <= rules.longest * x_height)
        & (blobs.width >= rules.thinnest * x_height)
    )
    return found


def are_tall(blobs: Blobs, x_height: float) -> Which:
    """Which letters are as high as capitals with stacked marks: they may be letters of two lines that touch."""
    found: Which = blobs.height > load(LineFinding).size.tall * x_height
    return found


def are_big(blobs: Blobs, x_height: float) -> Which:
    """Which blobs are higher than a letter with its marks: what touches several lines, brackets, seals, pens."""
    found: Which = blobs.height > load(LineFinding).size.highest * x_height
    return found


def are_small(blobs: Blobs, letters: NDArray[np.int64], x_height: float) -> Which:
    """Which blobs may be marks, stops or dashes: low, no dust, and none of `letters` (numbers of blobs)."""
    rules = load(LineFinding).size
    found: Which = (blobs.height < rules.small * x_height) & (blobs.area >= rules.dust * x_height**2)
    found[letters] = False
    return found
