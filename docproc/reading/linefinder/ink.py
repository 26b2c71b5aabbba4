"""The ink of a page as dark pixels, without the rules of tables, frames and underlines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load
from docproc.scan.resolution import POINTS

Dark = NDArray[np.bool_]
_BLOCK = 8  # pixels, those of a packed byte


@dataclass(frozen=True, slots=True)
class Ink:
    """Which pixels of a page are ink of letters (`letters`) and which are upright rules (`upright`), rows by
    columns; `scale` is the pixels of a point. `page` is what was looked at, `paper` its paper, a pixel a block.
    """

    letters: Dark
    upright: Dark
    scale: float
    page: Image.Image
    paper: Image.Image

    def is_black(self) -> Dark:
        """Which pixels are as dark as black print."""
        return _darker(self.page, self.paper, load(LineFinding).ink.black)


def ink_of_page(image: Image.Image, dpi: float) -> Ink:
    """The ink of a grey page image (mode L) of `dpi` dots per inch, seen at no more than the resolution of the
    rules.
    """
    rules = load(LineFinding).ink
    if dpi > rules.finest:
        size = (round(image.width * rules.dpi / dpi), round(image.height * rules.dpi / dpi))
        image, dpi = image.resize(size, Image.Resampling.BOX), dpi * size[0] / image.width
    # The mean of a block lies a little below the paper; the brightest of its neighbours is the paper.
    paper = image.reduce(max(1, round(rules.block * dpi))).filter(ImageFilter.MaxFilter(3))
    dark = _darker(image, paper, rules.dark)
    upright = _upright_strokes(dark, round(rules.upright * dpi))
    letters = dark & ~_level_strokes(dark, round(rules.level * dpi)) & ~upright
    return Ink(letters, upright, dpi / POINTS, image, paper)


def _darker(image: Image.Image, paper: Image.Image, share: float) -> Dark:
    """Which pixels are darker than that share of the paper round them."""
    limit = paper.point(lambda level: int(level * share)).resize(image.size, Image.Resampling.NEAREST)
    found: Dark = np.asarray(image) < np.asarray(limit)
    return found


def _level_strokes(dark: Dark, length: int) -> Dark:
    """The dark pixels in straight level runs of at least about `length` pixels, which may step aside by a pixel.

    An opening of the ink, made a pixel thicker to both sides, by a line of whole blocks of pixels: 8 times as
    fast, and what it takes too much at the end of a rule is less than a block.
    """
    width = dark.shape[1] // _BLOCK * _BLOCK
    thick = dark[:, :width].copy()
    thick[1:] |= dark[:-1, :width]
    thick[:-1] |= dark[1:, :width]
    full = np.packbits(thick, axis=1) == 255
    strokes = np.zeros_like(dark)
    rows = np.flatnonzero(full.sum(axis=1) >= _blocks(length))
    found = _in_long_runs(np.ascontiguousarray(full[rows].T), length).T
    strokes[rows, :width] = dark[rows, :width] & np.repeat(found, _BLOCK, axis=1)
    return strokes


def _upright_strokes(dark: Dark, length: int) -> Dark:
    """The same for upright runs."""
    height = dark.shape[0] // _BLOCK * _BLOCK
    full = np.ones((height // _BLOCK, dark.shape[1]), dtype=np.bool_)
    for row in range(_BLOCK):
        part = dark[row:height:_BLOCK]
        thick = part.copy()
        thick[:, 1:] |= part[:, :-1]
        thick[:, :-1] |= part[:, 1:]
        full &= thick
    strokes = np.zeros_like(dark)
    columns = np.flatnonzero(full.sum(axis=0) >= _blocks(length))
    found = _in_long_runs(full[:, columns], length)
    strokes[:height, columns] = dark[:height, columns] & np.repeat(found, _BLOCK, axis=0)
    return strokes


def _blocks(length: int) -> int:
    return max(2, length // _BLOCK)


def _in_long_runs(full: Dark, length: int) -> Dark:
    """Which blocks lie in a run down the columns of at least `length` pixels, or at one of its ends."""
    blocks = _blocks(length)
    found = np.zeros_like(full)
    if len(full) < blocks:
        return found
    starts = full[: len(full) - blocks + 1].copy()
    for step in range(1, blocks):
        starts &= full[step : step + len(starts)]
    for step in range(-1, blocks + 1):
        first = max(0, step)
        found[first : step + len(starts)] |= starts[first - step : len(full) - step]
    return found
