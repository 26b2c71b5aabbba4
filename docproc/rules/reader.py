"""The reader of printed lines of our own: its letters, and the strip of a page that it takes."""

from __future__ import annotations

from functools import cached_property

from docproc.measures import Pixels, Points, Share, Times
from docproc.rules import Checked, Rules


class Spread(Checked):
    """How far a line reaches, in standard deviations of its ink about the middle of its ink."""

    up: Times
    down: Times
    sides: Times
    window: Times
    """Ink farther from the middle is that of other lines."""


class Limits(Checked):
    """What the standard deviation of a line's ink may be: a share of the box's height; and at least."""

    least: Share
    most: Share
    least_pt: Points


class StripForm(Checked):
    """How a line is cut out and made a strip of fixed height."""

    height: Pixels
    frame: Pixels
    """Pixels of width of a frame that the network tells of."""
    spread: Spread
    limits: Limits
    around: Share
    """Of the box's height: so much above and below it is looked at."""
    quiet: Share
    """Of the rows, by their ink: what these have at most is noise."""


class Alphabet(Checked):
    """The letters that the network tells apart, by group."""

    vowels: str
    plain: str
    figures: str
    marks: str


class Training(Checked):
    """How the network is trained: pixels of strips at a time, highest rate of AdamW and its decay, seed, share of
    real lines once there are some.
    """

    pixels: Pixels
    rate: float
    decay: float
    seed: int
    real: Share


class Reader(Rules):
    """models/reader.toml: the letters of the line reader, the strips it takes, how it is trained."""

    file = "reader"

    strip: StripForm
    alphabet: Alphabet
    training: Training

    @cached_property
    def letters(self) -> str:
        """All letters in the order of the network's classes, without the blank, which comes before them."""
        alphabet = self.alphabet
        small = alphabet.vowels + alphabet.plain
        return " " + small + small.upper() + alphabet.figures + alphabet.marks
