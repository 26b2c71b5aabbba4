"""Lines cut out of a page for the reader of our own (docproc/reading/own.py): strips of one height.

How large and where the letters stand in a strip is decided by the line's own ink, not by the boxes of words:
those end at what was read, with marks or without. Rows count by their changes from paper to ink, so that rules
hardly count; middle and spread of them hold for capitals and small letters alike. Training cuts strips the same
way.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docproc.page import Box
from docproc.rules import load
from docproc.rules.reader import Reader, StripForm

_POINTS = 72.0
_ROUNDS = 3  # of looking for the middle; more change nothing
_LEAST_CONTRAST = 40.0  # levels between paper and ink; less is noise

Reals = NDArray[np.float32]


class Strip(NamedTuple):
    """A line as the network takes it: `pixels` (height by width, paper 0, ink 1), and its place in pixels of the
    image: `left`, `top`, `bottom`, and the pixels `step` that one of the strip stands for.
    """

    pixels: Reals
    left: float
    top: float
    bottom: float
    step: float


def strip_of(image: Image.Image, box: Box, dpi: float, stretch: float = 1.0) -> Strip | None:
    """The line in `box` (points; its top and bottom hold ascenders, marks and feet) of a grey image of `dpi` dots
    per inch. `stretch` is the width beside true proportion. None where there is no room for a line.
    """
    form = load(Reader).strip
    scale = dpi / _POINTS
    height = (box.y1 - box.y0) * scale
    if height < 2 or box.x1 <= box.x0:
        return None
    around = form.around * height
    looked = (
        max(0, int(box.x0 * scale)),
        max(0, int(box.y0 * scale - around)),
        min(image.width, int(box.x1 * scale) + 1),
        min(image.height, int(box.y1 * scale + around) + 1),
    )
    if looked[2] - looked[0] < 2 or looked[3] - looked[1] < 2:
        return None
    levels = np.asarray(image.crop(looked), dtype=np.int16)
    middle, spread = _middle_of(levels, (box.y0 * scale - looked[1], box.y1 * scale - looked[1]), scale, form)
    top, bottom = middle - form.spread.up * spread + looked[1], middle + form.spread.down * spread + looked[1]
    step = (bottom - top) / form.height
    sides = form.spread.sides * spread
    left, right = box.x0 * scale - sides, box.x1 * scale + sides
    width = max(2, round((right - left) / step * stretch / form.frame)) * form.frame
    grey = _resized(image, (left, top, right, bottom), (width, form.height))
    return Strip(_inked(np.asarray(grey, dtype=np.float32)), left, top, bottom, (right - left) / width)


def _middle_of(
    levels: NDArray[np.int16], rows: tuple[float, float], scale: float, form: StripForm
) -> tuple[float, float]:
    """The middle of the ink of a line that lies between two `rows`, and its standard deviation, in rows."""
    changes = np.abs(np.diff(levels, axis=1)).sum(axis=1, dtype=np.float64)
    changes = np.maximum(0, changes - np.quantile(changes, form.quiet))
    at = np.arange(len(changes)) + 0.5
    height = rows[1] - rows[0]
    least = max(form.limits.least * height, form.limits.least_pt * scale)
    most = max(least, form.limits.most * height)
    middle, spread = (rows[0] + rows[1]) / 2, most
    window = rows
    for _ in range(_ROUNDS):
        weights = np.where((at >= window[0]) & (at <= window[1]), changes, 0)
        total = weights.sum()
        if total <= 0:
            break
        middle = float((weights * at).sum() / total)
        spread = float(np.sqrt((weights * (at - middle) ** 2).sum() / total))
        spread = min(max(spread, least), most)
        window = (middle - form.spread.window * spread, middle + form.spread.window * spread)
    return middle, spread


def _resized(image: Image.Image, place: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """What lies at a place of the image in another size; beyond the image is what its edge shows."""
    left, top, right, bottom = int(place[0]) - 1, int(place[1]) - 1, int(place[2]) + 2, int(place[3]) + 2
    inside = (max(0, left), max(0, top), min(image.width, right), min(image.height, bottom))
    part = image.crop(inside)
    if inside != (left, top, right, bottom):
        beyond = (
            (inside[1] - top, bottom - inside[3]),
            (inside[0] - left, right - inside[2]),
        )
        part = Image.fromarray(np.pad(np.asarray(part), beyond, mode="edge"))
    within = (place[0] - left, place[1] - top, place[2] - left, place[3] - top)
    return part.resize(size, Image.Resampling.BILINEAR, box=within)


def _inked(levels: Reals) -> Reals:
    """Levels (paper light) as ink: 0 for the paper, 1 for the darkest."""
    paper = np.partition(levels, int(levels.size * 0.7), axis=None)[int(levels.size * 0.7)]
    dark = np.partition(levels, int(levels.size * 0.005), axis=None)[int(levels.size * 0.005)]
    ink: Reals = np.clip((paper - levels) / max(_LEAST_CONTRAST, paper - dark), -0.5, 1.0).astype(np.float32)
    return ink
