"""How ruled tables are found on a page and read."""

from __future__ import annotations

from docproc.measures import Confidence, Dpi, Inches, Share
from docproc.rules import Checked, Rules


class Ruling(Checked):
    """Which dark runs are rules."""

    dpi: Dpi
    dark: Share
    run: Inches
    filled: Share
    join: Inches
    thickest: Inches
    longest_writing: Inches
    stems: Share
    lean: Inches


class Grid(Checked):
    """Which rules make the cells of a table."""

    near: Inches
    covered: Share
    whole: Share
    width_share: Share
    fewest_columns: int
    fewest_rows: int
    overhang: Inches


class Cells(Checked):
    """How the cells are cut out and read, and what in them is dirt."""

    gap: Inches
    inset: Inches
    margin: Inches
    highest: Inches
    ink: Share
    fewest_ink: float
    """Square inches."""
    alone: tuple[str, ...]
    digits_confidence: Confidence
    edge_confidence: Confidence
    frame: Inches
    dpi: Dpi


class Serials(Checked):
    """The column of running numbers: its headings (folded), and what may be put right in it."""

    heads: tuple[str, ...]
    longest: int
    """Letters and figures of a number that was misread."""
    confidence: Confidence


class Tables(Rules):
    """models/tables.toml: ruled tables, from dark pixels to the words of their cells."""

    file = "tables"
    ruling: Ruling
    grid: Grid
    reading: Cells
    serials: Serials
