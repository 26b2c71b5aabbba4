"""Faces, texts and wear of the printed lines that the line reader is trained on."""

from __future__ import annotations

from docproc.measures import Degrees, Dpi, Points, Share, Times
from docproc.rules import Checked, Rules

Range = tuple[Points, Points]


class Texts(Checked):
    """How many lines of a hundred are of each kind of text."""

    running: float
    listed: float
    capitals: float
    head: float
    cells: float
    numbers: float
    syllables: float
    signs: float


class LineLook(Checked):
    """Sizes, and the shares of lines that are bold, italic, with one bold or italic stretch, underlined, with
    letters spaced; resolutions, one as likely as another; the longest line.
    """

    body_pt: Range
    any_pt: Range
    bold: Share
    italic: Share
    mixed: Share
    underlined: Share
    spaced: Share
    dpis: tuple[Dpi, ...]
    longest_em: Times


class LineWear(Checked):
    """The shares of lines to which each thing happens; how far they lean (standard deviation); how far the box
    may miss top or bottom, as a share of its height.
    """

    neighbours: Share
    rule: Share
    bars: Share
    stamp: Share
    pen: Share
    through: Share
    shade: Share
    light: Share
    lean: Share
    lean_degrees: Degrees
    blur: Share
    strokes: Share
    noise: Share
    specks: Share
    bilevel: Share
    dither: Share
    jpeg: Share
    coarse: Share
    jitter: Share


class Face(Checked):
    """A family of fonts: its Debian package and licence, how many lines of a hundred are set in it, and its files
    upright, bold, italic, bold italic.
    """

    package: str
    licence: str
    share: float
    files: tuple[str, str, str, str]


class Grammar(Checked):
    """What heads, feet and lists of letters are made of."""

    lines: tuple[str, ...]
    marks: tuple[str, ...]
    ends: tuple[str, ...]
    places: tuple[str, ...]
    offices: tuple[str, ...]
    titles: tuple[str, ...]
    surnames: tuple[str, ...]
    middles: tuple[str, ...]
    givens: tuple[str, ...]
    symbols: tuple[str, ...]


class Lines(Rules):
    """models/lines.toml: printed lines to train the line reader on."""

    file = "lines"

    texts: Texts
    look: LineLook
    wear: LineWear
    held_back: tuple[str, ...]
    face: dict[str, Face]
    grammar: Grammar
