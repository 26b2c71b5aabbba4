"""How lines are found on a page without a reader."""

from __future__ import annotations

from docproc.measures import Dpi, Inches, Points, Share, Times
from docproc.rules import Checked, Rules


class InkRules(Checked):
    """What is ink, and which ink is a rule."""

    dpi: Dpi
    finest: Dpi
    block: Inches
    dark: Share
    black: Share
    level: Inches
    upright: Inches


class Blots(Checked):
    """How large seals and signatures are: their shorter and their longer side."""

    least: Points
    most: Points


class SizeRules(Checked):
    """Which heights letters may have on a page, and which blobs are letters by the height of most; `lowest`,
    `highest`, `longest` and `thinnest` are times that height.
    """

    least: Points
    most: Points
    widest: Times
    fewest: int
    small_to_capital: tuple[Share, Share]
    enough: Share
    lowest: Times
    tall: Times
    highest: Times
    longest: Times
    thinnest: Times
    small: Times
    dust: Share


class Pieces(Checked):
    """Which letters follow each other; a blank is in heights of letters. `tell_slope` letters tell how a piece
    leans.
    """

    shared: Share
    blank: Times
    tell_slope: int


class Rows(Checked):
    """Which pieces of lines stand level, and which gaps part columns; gaps are in heights of letters."""

    sure: int
    level: Times
    shared: Share
    column_gap: Times
    justified_gap: Times
    alike: Share
    near: Times
    least_river: Times


class Strays(Checked):
    """Which pieces and lines are no text."""

    mark_height: Times
    mark_over: Share
    mark_gap: Times
    mark_under: Times
    in_seal: int
    few: int
    thinnest: Share
    sure: int
    beside: Times
    lowest_alone: Times


class Touching(Checked):
    """How far from a line ink may lie that is cut out for it, in heights of its letters; ink higher than `blot`
    is no letter.
    """

    above: Times
    below: Times
    beside: Times
    among: Share
    blot: Times
    pen: Share


class Marks(Checked):
    """How far marks and stops stand from their line, in heights of its letters."""

    stop: Times
    beside: Times
    edge: Times
    above: Times
    below: Times
    dot: Times
    round: Share
    over: Times


class Words(Checked):
    """Which gaps part words, and how far beyond them ink was not read, in heights of letters."""

    gap: Times
    unread: Times


class Understood(Checked):
    """How much of a page may lie outside of lines, and how much of it in lines of few letters."""

    fewest: Points
    outside: Share
    short: int
    scattered: Share
    letter_gap: Times
    upright: Times


class LineFinding(Rules):
    """models/line_finding.toml: from dark pixels to lines."""

    file = "line_finding"
    ink: InkRules
    blots: Blots
    size: SizeRules
    pieces: Pieces
    rows: Rows
    strays: Strays
    touching: Touching
    marks: Marks
    words: Words
    understood: Understood
