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
    columns; `black` are those as dark as black print. `scale` is the pixels of a point.
    """

    letters: Dark
    upright: Dark
    black: Dark
    scale: float


def ink_of_page(image: Image.Image, dpi: float) -> Ink:
    """The ink of a grey page image (mode L) of `dpi` dots per inch, seen at no more than the resolution of the
    rules.
    """
    rules = load(LineFinding).ink
    if dpi > rules.finest:
        size = (round(image.width * rules.dpi / dpi), round(image.height * rules.dpi / dpi))
        image, dpi = image.resize(size, Image.Resampling.BOX), dpi * size[0] / image.width
    paper = _paper(image, round(rules.block * dpi))
    dark, black = (_darker(image, paper, share) for share in (rules.dark, rules.black))
    level = _level_strokes(dark, round(rules.level * dpi))
    upright = _upright_strokes(dark, round(rules.upright * dpi))
    return Ink(dark & ~level & ~upright, upright, black, dpi / POINTS)


def _paper(image: Image.Image, block: int) -> Image.Image:
    """The paper of the page, a pixel a block: the mean of a block lies a little below it, and the brightest of its
    neighbours is taken.
    """
    return image.reduce(max(1, block)).filter(ImageFilter.MaxFilter(3))


def _darker(image: Image.Image, paper: Image.Image, share: float) -> Dark:
    """Which pixels are darker than that share of the paper round them."""
    limit = paper.point(lambda level: int(level * share)).resize(image.size, Image.Resampling.BILINEAR)
    found: Dark = np.asarray(image) < np.asarray(limit)
    return found


def _level_strokes(dark: Dark, length: int) -> Dark:
    """The dark pixels in straight level runs of at least about `length` pixels, which may step aside by a pixel.

    An opening of the ink, made a pixel thicker to both sides, by a line of whole blocks of pixels: 8 times as fast,
    and what it takes too much at the end of a rule is less than a block.
    """
    width = dark.shape[1] // _BLOCK * _BLOCK
    thick = dark[:, :width].copy()
    thick[1:] |= dark[:-1, :width]
    thick[:-1] |= dark[1:, :width]
    full = np.packbits(thick, axis=1) == 255
    found = np.repeat(_in_long_runs(full.T, length).T, _BLOCK, axis=1)
    strokes = np.zeros_like(dark)
    np.logical_and(found, dark[:, :width], out=strokes[:, :width])
    return strokes


def _upright_strokes(dark: Dark, length: int) -> Dark:
    """The same for upright runs."""
    height = dark.shape[0] // _BLOCK * _BLOCK
    full = thick_all(dark[:height])
    found = np.repeat(_in_long_runs(full, length), _BLOCK, axis=0)
    strokes = np.zeros_like(dark)
    np.logical_and(found, dark[:height], out=strokes[:height])
    return strokes


def thick_all(dark: Dark) -> Dark:
    """For each block of rows which columns are dark all the way, counting with each pixel those beside it."""
    full = None
    for row in range(_BLOCK):
        part = dark[row::_BLOCK]
        thick = part.copy()
        thick[:, 1:] |= part[:, :-1]
        thick[:, :-1] |= part[:, 1:]
        full = thick if full is None else np.bitwise_and(full, thick, out=full)
    return full


def _in_long_runs(full: Dark, length: int) -> Dark:
    """Which blocks lie in a run down the columns of at least `length` pixels, or at one of its ends."""
    blocks = max(2, length // _BLOCK)
    starts = full[: len(full) - blocks + 1].copy()
    for step in range(1, blocks):
        starts &= full[step : step + len(starts)]
    found = np.zeros_like(full)
    if starts.any():
        for step in range(-1, blocks + 1):
            first = max(0, step)
            found[first : step + len(starts)] |= starts[first - step : len(full) - step]
    return found
