"""Plain text as a page: lines of words without boxes."""

from __future__ import annotations

from docproc.language.normalise import normalise
from docproc.page import CELL_BREAK, Line, Page, Word


def text_page(number: int, text: str) -> Page:
    """A page of plain text (NFC); blank lines are kept as lines without words."""
    lines = tuple(_line(line) for line in normalise(text).splitlines())
    return Page(number, 0.0, 0.0, lines, source="text", reason="plain text")


def _line(text: str) -> Line:
    """A line; one with several cells joined by " | " is a row of a table."""
    words = tuple(Word(w) for w in text.split())
    parts = text.split(f" {CELL_BREAK} ")
    cells = tuple(tuple(Word(w) for w in part.split()) for part in parts) if len(parts) > 2 else ()
    return Line(words, cells)
