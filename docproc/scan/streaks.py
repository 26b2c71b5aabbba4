"""Streaks of the scanner: thin dark lines from one edge of a page to the other, taken out before it is read.

A speck on the glass of a sheet-fed scanner draws a line down the whole page. OCR takes it for the border of two
columns and cuts every line of text there, and tables get a column that they do not have.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from docproc.rules import load
from docproc.scan.rules.cleaning import Cleaning

Dark = NDArray[np.bool_]


def without_streaks(image: Image.Image, dpi: float) -> Image.Image:
    """The page image (RGB) of `dpi` dots per inch without streaks, the image itself where there are none.

    What lies under a streak is filled in from both of its sides, row by row, so that strokes of letters which
    cross it stay whole.
    """
    dark = _dark(image)
    down = _streaks(dark, dpi)
    if down:
        image = _filled(image, down, dpi)
        dark = _dark(image)
    across = _streaks(dark.T, dpi)
    if across:
        turned = image.transpose(Image.Transpose.TRANSPOSE)
        image = _filled(turned, across, dpi).transpose(Image.Transpose.TRANSPOSE)
    return image


def _dark(image: Image.Image) -> Dark:
    """Which pixels are clearly darker than the paper round them."""
    share = load(Cleaning).streak.dark
    grey = image.convert("L")
    block = 32
    paper = grey.reduce(block).filter(ImageFilter.MaxFilter(3)).resize(grey.size, Image.Resampling.BILINEAR)
    limits = [math.ceil(level * share) for level in range(256)]  # whole levels: bytes are compared soonest
    return np.asarray(grey) < np.asarray(paper.point(limits))


def _streaks(dark: Dark, dpi: float) -> list[tuple[int, int]]:
    """The columns of each streak: the first and the one after the last."""
    rules = load(Cleaning).streak
    height, width = dark.shape
    if height < 3 or width < 3:
        return []
    wide = dark.copy(order="K")  # a streak that leans by a pixel or two is one all the same
    wide[:, 1:] |= dark[:, :-1]
    wide[:, :-1] |= dark[:, 1:]
    edge = max(1, round(height * rules.edge))
    shares = _shares(wide)
    ends = np.maximum(_shares(wide[:edge]), _shares(wide[-edge:]))
    full = (shares >= rules.share) & (ends >= rules.share)
    margin, thickest = rules.margin * width, rules.thickest * dpi + 2
    return [
        (start, end)
        for start, end in _together(np.flatnonzero(full), gap=2 * _beside(dpi) + 1)
        if end - start <= thickest and start > margin and end < width - margin
    ]


def _shares(dark: Dark) -> NDArray[np.float64]:
    """The dark share of each column."""
    counted: NDArray[np.float64] = dark.view(np.uint8).sum(axis=0, dtype=np.int32) / len(dark)
    return counted


def _together(columns: NDArray[np.intp], gap: int) -> list[tuple[int, int]]:
    """Columns at most `gap` apart as stretches: the first column and the one after the last."""
    if not len(columns):
        return []
    parts = np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _beside(dpi: float) -> int:
    """How many pixels beyond a streak are filled in, too."""
    return max(1, round(load(Cleaning).streak.beside * dpi))


def _filled(image: Image.Image, streaks: list[tuple[int, int]], dpi: float) -> Image.Image:
    """The image with the columns of the streaks mixed from what stands on both sides of them."""
    beside = _beside(dpi)
    levels = np.asarray(image).astype(np.float32)
    for start, end in streaks:
        first, last = max(0, start - beside), min(levels.shape[1] - 1, end + beside - 1)
        steps = np.linspace(0.0, 1.0, last - first + 1, dtype=np.float32)[None, :, None]
        band = levels[:, first : last + 1]
        flat = band if band.ndim == 3 else band[:, :, None]
        mixed = flat[:, :1] * (1 - steps) + flat[:, -1:] * steps
        levels[:, first : last + 1] = mixed if band.ndim == 3 else mixed[:, :, 0]
    return Image.fromarray(levels.astype(np.uint8))
