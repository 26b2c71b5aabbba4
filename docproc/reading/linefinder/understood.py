"""Whether what was found on a page are its lines, or it is a page of another kind: pictures, handwriting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from docproc.reading.linefinder.bands import Which
from docproc.reading.linefinder.blobs import Blobs
from docproc.reading.linefinder.found import FoundLine, NotUnderstood
from docproc.reading.linefinder.neighbours import NOBODY, next_to_the_right
from docproc.reading.linefinder.size import are_letters
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load


def stand_upright(letters: Blobs, x_height: float) -> bool:
    """Whether the letters of a page follow each other downwards: the page lies on its side."""
    rules = load(LineFinding).understood
    gap = rules.letter_gap * x_height
    turned = Blobs(letters.top, letters.left, letters.bottom, letters.right, letters.area)
    down, along = (next_to_the_right(blobs, x_height, 0.5, gap) != NOBODY for blobs in (turned, letters))
    return int(down.sum()) > rules.upright * int(along.sum())


def reason_against(
    blobs: Blobs, lines: Sequence[FoundLine], scale: float, upright: bool = False
) -> NotUnderstood | None:
    """Why the lines found among the blobs of a page are not to be relied on; None where they are.

    `upright` tells that its letters follow each other downwards, `scale` is the pixels of a point. A page with
    hardly any ink is understood: it has no lines.
    """
    rules = load(LineFinding).understood
    ink = blobs.area.sum() / scale**2
    if ink < rules.fewest:
        return None
    if not lines:
        return NotUnderstood.NO_LINES
    if upright:
        return NotUnderstood.UPRIGHT
    inside = _inside(blobs, lines, scale)
    if blobs.area[~inside.any(axis=1)].sum() / scale**2 > rules.outside * ink:
        return NotUnderstood.OUTSIDE
    height = float(np.median([line.x_height for line in lines for _ in line.words])) * scale
    letters = inside[are_letters(blobs, height)]
    counts = letters.sum(axis=0)
    lost = len(letters) - int(letters.any(axis=1).sum())
    if lost + counts[counts <= rules.short].sum() > rules.scattered * len(letters):
        return NotUnderstood.SCATTERED
    return None


def _inside(blobs: Blobs, lines: Sequence[FoundLine], scale: float) -> Which:
    """Whether the middle of each blob (down) lies in the box of each line (across)."""
    x, y = (blobs.left + blobs.right)[:, None] / 2 / scale, (blobs.top + blobs.bottom)[:, None] / 2 / scale
    x0, y0, x1, y1 = np.array([line.box for line in lines]).T
    found: Which = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return found
