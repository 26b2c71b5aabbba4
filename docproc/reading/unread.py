"""Ink that is no word: how much of a place of the page is dark outside of what was read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docproc.page import Box, Line
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load
from docproc.scan.resolution import POINTS


def unread_share(crop: Image.Image, corner: tuple[float, float], lines: Sequence[Line], dpi: float) -> float:
    """The share (0 to 1) of a grey cutting of the page that is ink outside of the words of `lines`.

    `corner` is its left upper corner on the page in points, `dpi` its dots per inch.
    """
    ink, _ = _unread(crop, corner, lines, dpi)
    return float(ink.mean())


def unread_places(image: Image.Image, lines: Sequence[Line], dpi: float) -> list[Box]:
    """Where ink lies on a grey page, of `dpi` dots per inch, like a line of text that was not read; in points."""
    rules = load(ReadingRules).unread
    ink, scale = _unread(image, (0.0, 0.0), lines, dpi)
    found = []
    for top, bottom in _runs(np.any(ink, axis=1), 1):
        if not rules.lowest <= (bottom - top) / scale <= rules.highest:
            continue
        band = ink[top:bottom]
        for left, right in _runs(np.any(band, axis=0), round(rules.gap * (bottom - top))):
            if (right - left) / scale >= rules.narrowest and band[:, left:right].mean() >= rules.ink:
                found.append(Box(left / scale, top / scale, right / scale, bottom / scale))
    return found


def _unread(
    crop: Image.Image, corner: tuple[float, float], lines: Sequence[Line], dpi: float
) -> tuple[NDArray[np.bool_], float]:
    """Which coarse pixels are ink outside of words, and the pixels of a point."""
    rules = load(ReadingRules).unread
    step = max(1, round(dpi / rules.dpi))
    scale = dpi / POINTS / step
    levels = np.asarray(crop.reduce(step))
    ink = levels < rules.dark * np.median(levels)
    for box in (word.box for line in lines for word in line.words if word.box):
        x0, y0, x1, y1 = (max(0, round(edge * scale)) for edge in _within(box, corner))
        ink[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = False
    return ink, scale


def _runs(there: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Where something is there, from and up to; stretches with a smaller gap between them are one."""
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(there).tolist():
        if runs and at - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _within(box: Box, corner: tuple[float, float]) -> Box:
    x, y = corner
    return Box(box.x0 - x, box.y0 - y, box.x1 - x, box.y1 - y)
