"""When a page image is cleaned before it is read."""

from __future__ import annotations

from docproc.measures import Degrees, Inches, Pixels, Share, Times
from docproc.rules import Checked, Rules


class Light(Checked):
    """When the light of a page is evened."""

    block: Pixels
    loss: Share
    darkest: int
    """Level of 0 to 255."""


class Lean(Checked):
    """How the angle of the lines is found, and from which on they are set level."""

    most: Degrees
    least: Degrees
    width: Pixels
    points: int
    """Dark pixels that count."""
    fewest: int
    """Dark pixels without which nothing can be told."""
    coarse: Degrees
    fine: Degrees
    sideways: Times


class Blank(Checked):
    """When a page is blank: its dark pixels at that width."""

    width: Pixels
    ink: int


class Streak(Checked):
    """Which lines are streaks of the scanner."""

    dark: Share
    share: Share
    edge: Share
    thickest: Inches
    margin: Share
    beside: Inches


class Cleaning(Rules):
    """models/cleaning.toml: light, lean, blank pages, streaks."""

    file = "cleaning"
    light: Light
    lean: Lean
    blank: Blank
    streak: Streak
