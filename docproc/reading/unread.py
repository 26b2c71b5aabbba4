"""Ink that is no word: how much of a place of the page is dark outside of what was read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image

from docproc.page import Box, Line
from docproc.resources import load_rules
from docproc.scan.resolution import POINTS


def unread_share(crop: Image.Image, corner: tuple[float, float], lines: Sequence[Line], dpi: float) -> float:
    """The share (0 to 1) of a grey cutting of the page that is ink outside of the words of `lines`.

    `corner` is its left upper corner on the page in points, `dpi` its dots per inch.
    """
    rules = load_rules("reading")["unread"]
    step = max(1, round(dpi / rules["dpi"]))
    scale = dpi / POINTS / step
    levels = np.asarray(crop.reduce(step))
    ink = levels < rules["dark"] * np.median(levels)
    for box in (word.box for line in lines for word in line.words if word.box):
        x0, y0, x1, y1 = (max(0, round(edge * scale)) for edge in _within(box, corner))
        ink[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = False
    return float(ink.mean())


def _within(box: Box, corner: tuple[float, float]) -> Box:
    x, y = corner
    return Box(box.x0 - x, box.y0 - y, box.x1 - x, box.y1 - y)
