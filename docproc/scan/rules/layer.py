"""What is believed of the text layer of a PDF page."""

from __future__ import annotations

from docproc.measures import Degrees, Heights, Points, Share, Times
from docproc.rules import Checked, Rules


class Turns(Checked):
    """Which letters run the same way."""

    skew: Degrees
    level: Degrees
    step: Degrees


class Across(Checked):
    """Letters of a watermark, printed over others."""

    height: Times
    covered: Share
    same: Share


class Block(Checked):
    """When text that runs another way is a text of its own: letters, lines, or words at least."""

    letters: int
    lines: int
    words: int
    gap: Heights


class Standing(Checked):
    """A line read from an image that runs up or down the page: letters at least, height over width."""

    letters: int
    high: Times


class Hidden(Checked):
    """When a layer is that of a scan: the share of its pieces that is invisible."""

    share: Share


class Confirmed(Checked):
    """When a scan shows what its layer says: the lines that are compared, and what makes two of them the same."""

    lines: int
    letters: int
    enough: int
    alike: Share
    run: int
    """Letters."""
    off: Points
    share: Share
    pad: Points


class Drawn(Checked):
    """What beside plain text may be the rules of a table, or a stamp."""

    flat: Points
    long: Times
    table: Share
    """Of the shorter side of the page."""
    upper: Share
    grey: int
    """Of 255, between the channels of a colour."""
    white: int
    """Of 255."""


class Layer(Rules):
    """models/layer.toml: directions of a text layer, and whether a scan shows it."""

    file = "layer"
    direction: Turns
    across: Across
    block: Block
    standing: Standing
    hidden: Hidden
    drawn: Drawn
    confirmed: Confirmed
