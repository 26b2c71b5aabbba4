"""The page set straight and lit evenly, each step only where a measure says that it helps: first do no harm.

The measures and their limits stand in models/cleaning.toml; what each step gains is in docs/reading.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from docproc.rules import load
from docproc.scan.rules.cleaning import Cleaning

Grey = NDArray[np.uint8]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page image (RGB) after cleaning. `lean` is the angle in degrees by which its lines fell to the right and
    that was taken out by a turn about the middle of the image; `lit` tells whether its light was evened.
    """

    image: Image.Image
    lean: float = 0.0
    lit: bool = False

    def scanned(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """Where a place of the cleaned page (of that width and height, any unit) was on the page before."""
        angle = math.radians(self.lean)
        dx, dy = x - width / 2, y - height / 2
        return (
            width / 2 + dx * math.cos(angle) - dy * math.sin(angle),
            height / 2 + dx * math.sin(angle) + dy * math.cos(angle),
        )


def cleaned(image: Image.Image) -> Cleaned:
    """The page image (RGB) with its light evened and its lines level, where that is needed."""
    rules = load(Cleaning)
    lit = light_loss(image) > rules.light.loss
    if lit:
        image = evenly_lit(image)
    lean = lean_of(image)
    if abs(lean) < rules.lean.least:
        return Cleaned(image, lit=lit)
    return Cleaned(image.rotate(lean, Image.Resampling.BICUBIC, fillcolor=_paper(image)), lean, lit)


def _paper(image: Image.Image) -> tuple[int, ...]:
    """The usual colour of the paper."""
    small = np.asarray(image.reduce(8))
    return tuple(int(level) for level in np.median(small.reshape(-1, small.shape[-1]), axis=0))


def light_loss(image: Image.Image) -> float:
    """How much darker the paper is where it is darkest than where it is lightest, 0 to 1; not the very edges."""
    block = load(Cleaning).light.block
    paper = np.asarray(_background(image.convert("L"), block)).astype(float)
    dark, light = np.percentile(paper, (5, 95))
    return float(1 - dark / light) if light > 0 else 0.0


def evenly_lit(image: Image.Image) -> Image.Image:
    """The image divided by its paper, channel by channel, so that the paper is white everywhere."""
    rules = load(Cleaning).light
    bands = []
    for band in image.split():
        paper = _background(band, rules.block).resize(band.size, Image.Resampling.BICUBIC)
        light = np.maximum(np.asarray(paper, dtype=np.float32), rules.darkest)
        levels = np.asarray(band, dtype=np.float32) * 255 / light
        bands.append(Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)))
    return Image.merge(image.mode, bands)


def _background(band: Image.Image, block: int) -> Image.Image:
    """The paper under the ink, a pixel for `block` by `block`: of some neighbours the lightest, then smoothed."""
    return band.reduce(block).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5))


def lean_of(image: Image.Image) -> float:
    """The angle in degrees by which the lines of text fall to the right (within the limit of the rules).

    The angle at which the ink, summed along the lines, makes the sharpest peaks (Postl 1986). 0 when there is
    too little ink to tell.
    """
    rules = load(Cleaning).lean
    ys, xs = _ink_points(image, rules.width, rules.points)
    if len(ys) < rules.fewest:
        return 0.0
    most, near = rules.most, rules.coarse
    coarse = _sharpest(ys, xs, np.arange(-most, most + 0.01, near))
    return _sharpest(ys, xs, np.arange(coarse - near, coarse + near + 0.01, rules.fine))


def is_sideways(image: Image.Image) -> bool:
    """Whether the lines of text run up or down the image: ink summed along columns then has the sharper peaks."""
    rules = load(Cleaning).lean
    ys, xs = _ink_points(image, rules.width, rules.points)
    if len(ys) < rules.fewest:
        return False
    angles = np.arange(-3.0, 3.01, rules.coarse)  # more only blurs the comparison
    level = max(_sharpness(ys, xs, angle) for angle in angles) / image.height
    upright = max(_sharpness(xs, ys, angle) for angle in angles) / image.width
    return bool(upright > rules.sideways * level)


def is_blank(image: Image.Image) -> bool:
    """Whether hardly any pixel is darker than the paper, but for the edges."""
    rules = load(Cleaning).blank
    ys, _ = _ink_points(image, rules.width, rules.ink + 1)
    return len(ys) <= rules.ink


def _ink_points(image: Image.Image, width: int, most: int) -> tuple[Points, Points]:
    """The places of dark pixels on the image brought down to about `width` pixels across its shorter side."""
    grey = image.convert("L").reduce(max(1, min(image.size) // width))
    levels = np.asarray(grey)
    margin = [side // 30 for side in levels.shape]  # black edges say nothing about the text
    inner = levels[margin[0] : levels.shape[0] - margin[0], margin[1] : levels.shape[1] - margin[1]]
    ys, xs = np.nonzero(inner < 0.7 * np.median(inner))  # ink, however pale, and no shadow
    step = max(1, len(ys) // most)
    return ys[::step].astype(float), xs[::step].astype(float)


def _sharpest(ys: Points, xs: Points, angles: Points) -> float:
    return round(float(max(angles, key=lambda angle: _sharpness(ys, xs, angle))), 2)


def _sharpness(ys: Points, xs: Points, angle: float) -> float:
    rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
    sums = np.bincount(rows - rows.min()).astype(float)
    return float(np.sum(np.diff(sums) ** 2))
