"""Figures written by hand, drawn stroke by stroke (models/handwriting.toml): what fills the blanks of a letter.

One hand writes all figures of a line: its slant, size, pen and ways of writing are drawn once, each figure then
differs a little. The strokes are Catmull-Rom splines (Catmull & Rom 1974) through the jittered points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import ImageDraw

from docproc.rules import load
from docproc.rules.handwriting import Handwriting

Points = NDArray[np.float64]
_STEPS = 8  # points of a curve between two points of a stroke


@dataclass(frozen=True, slots=True)
class Hand:
    """How someone writes: `slant` is sideways a height, `height` and `pen` are pixels, `width` a share of the
    height, `gap` one too; `ways` is which way of writing each figure has, `ink` the grey of the pen (0 to 255).
    """

    slant: float
    height: float
    width: float
    pen: float
    gap: float
    ways: dict[str, int]
    ink: int


def some_hand(rng: np.random.Generator, scale: float) -> Hand:
    """A hand drawn by lot; `scale` is pixels a point."""
    rules = load(Handwriting)
    hand = rules.hand
    return Hand(
        slant=float(rng.uniform(*hand.slant)),
        height=float(rng.uniform(*hand.height_pt)) * scale,
        width=float(rng.uniform(*hand.width)),
        pen=float(rng.uniform(*hand.pen_pt)) * scale,
        gap=float(rng.uniform(*hand.gap)),
        ways={figure: int(rng.integers(len(ways))) for figure, ways in rules.strokes.items()},
        ink=int(rng.integers(0, 130)),
    )


def written(
    draw: ImageDraw.ImageDraw, figures: str, x: float, base: float, hand: Hand, rng: np.random.Generator
) -> float:
    """Write the figures on a grey image from `x` on, their feet near `base` (pixels); gives where they end."""
    rules = load(Handwriting)
    drift = rules.hand.drift * hand.height
    for figure in figures:
        height = hand.height * float(rng.uniform(0.85, 1.15))
        width = height * hand.width * float(rng.uniform(0.8, 1.2)) * (0.6 if figure == "1" else 1.0)
        strokes = rules.strokes[figure][hand.ways[figure]]
        foot = base + float(rng.normal(0, drift))
        ends = [x]
        for stroke in strokes:
            points = np.array(stroke) + rng.normal(0, rules.hand.jitter, (len(stroke), 2))
            curve = _curve(points)
            across = x + curve[:, 0] * width + (1 - curve[:, 1]) * height * hand.slant
            down = foot - (1 - curve[:, 1]) * height
            _draw(draw, across, down, hand.pen * float(rng.uniform(0.85, 1.15)), hand.ink)
            ends.append(float((x + curve[:, 0] * width).max()))
        x = max(ends) + hand.gap * height + hand.pen
    return x


def _curve(points: Points) -> Points:
    """The spline through the points, densely."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, _STEPS, endpoint=False)[:, None]
    pieces = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack([*pieces, points[-1:]])


def _draw(draw: ImageDraw.ImageDraw, across: Points, down: Points, pen: float, ink: int) -> None:
    path = [(float(a), float(d)) for a, d in zip(across, down, strict=True)]
    draw.line(path, fill=ink, width=max(1, round(pen)), joint="curve")
    for a, d in (path[0], path[-1]):
        draw.ellipse((a - pen / 2, d - pen / 2, a + pen / 2, d + pen / 2), fill=ink)
