"""Figures as hands write them: what the reader of handwritten numbers tells apart, and how it is trained."""

from __future__ import annotations

from docproc.measures import Points, Share, Times
from docproc.rules import Checked, Rules

Stroke = tuple[tuple[float, float], ...]
"""The points [x, y] that the pen goes through, in a box of 1 by 1."""


class Strip(Checked):
    """The strip of a page with number or date."""

    height_pt: Points
    scale: float
    """Pixels a point."""


class Classes(Checked):
    """The signs that the network tells apart, one letter each; `stops` are those that end a number."""

    printed: str
    written: str
    words: str
    slash: str
    letters: str
    other: str
    stops: str

    @property
    def all(self) -> str:
        """The signs in the order of the network's classes."""
        return self.printed + self.written + self.words + self.slash + self.letters + self.other


class Hand(Checked):
    """How hands differ: from, to; `jitter` and `drift` are standard deviations."""

    jitter: Share
    slant: tuple[Times, Times]
    """Sideways a height."""
    height_pt: tuple[Points, Points]
    width: tuple[Share, Share]
    """A share of the height, as `gap` and `drift`."""
    pen_pt: tuple[Points, Points]
    gap: tuple[Times, Times]
    drift: Share


class Fonts(Checked):
    """Names of font files: of print, upright and slanted, and of hands."""

    upright: tuple[str, ...]
    slanted: tuple[str, ...]
    hands: tuple[str, ...]


class Training(Checked):
    """How the network is trained: strips at a time, highest rate of AdamW, seed, strips held back."""

    batch: int
    rate: float
    seed: int
    held_back: int


class Handwriting(Rules):
    """models/handwriting.toml: the figures that hands write, stroke by stroke, and who reads them."""

    file = "handwriting"
    line: Strip
    classes: Classes
    strokes: dict[str, tuple[tuple[Stroke, ...], ...]]
    """The ways of writing each figure or letter; a way is one stroke or more."""
    hand: Hand
    fonts: Fonts
    training: Training
