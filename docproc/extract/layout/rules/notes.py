"""What footnotes look like."""

from __future__ import annotations

from docproc.rules import Expressions, Rules


class Notes(Rules):
    """models/notes.toml: sizes as shares of those of the text."""

    file = "notes"
    full_line: int
    fewest_lines: int
    height: float
    width: float
    blank: float
    mark: Expressions
