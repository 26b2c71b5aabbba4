"""What stamps of urgency and secrecy say, and how their ink is looked for."""

from __future__ import annotations

from docproc.measures import Confidence, Dpi, Millimetres, Pixels, Share, Times
from docproc.rules import Checked, Rules


class Patch(Checked):
    """Which ink may be a stamp, and the picture of it that the network takes."""

    coarse_dpi: Dpi
    fine_dpi: Dpi
    ink: Share
    read: Confidence
    cell_mm: Millimetres
    cell_ink: Times
    """Pixels of ink for each of the cell's height."""
    narrowest_mm: Millimetres
    widest_mm: Millimetres
    lowest_mm: Millimetres
    highest_mm: Millimetres
    pad_mm: Millimetres
    squarest: Times
    """Width over height, as `longest`."""
    longest: Times
    width: Pixels
    height: Pixels


class Stamps(Rules):
    """models/stamps.toml: the marks in the order of the network's classes, and when they are believed."""

    file = "stamps"
    values: tuple[str, ...]
    least: Confidence
    sure: Confidence
    upper: Share
    patch: Patch
