"""A whole page read by one network on the lines that docproc finds itself, without Tesseract's layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.linefinder.find import find_lines
from docproc.reading.linefinder.found import FoundLine
from docproc.reading.recogniser import Recogniser
from docproc.reading.rules.line_finding import LineFinding
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load


def read_found_lines(image: Image.Image, dpi: float, timeout: float, reader: Recogniser) -> list[Line] | None:
    """The lines of a cleaned grey page of `dpi` dots per inch as one reader reads them, from top to bottom; boxes
    in points, all words of a line as high as the line. None where the lines of the page are not to be relied on.
    """
    found = find_lines(image, dpi)
    if found.reason_against is not None:
        return None
    read = reader.read(image, [Line((Word("", line.box),)) for line in found.lines], dpi, timeout)
    return [
        Line(tuple(_with_edges(line, _as_high_as(line.box, words.words))))
        for line, words in zip(found.lines, read, strict=True)
        if words.words
    ]


def _as_high_as(box: Box, words: Sequence[Word]) -> list[Word]:
    """The words with the upper and lower edge of their line: a reader tells their places along it alone."""
    return [replace(word, box=word.box._replace(y0=box.y0, y1=box.y1)) for word in words if word.box]


def _with_edges(line: FoundLine, words: list[Word]) -> Iterator[Word]:
    """The words of a line; where ink at its edges was not read, a list's mark or a full stop, the word beside it
    is unsure, and reaches there, so that others are shown it.
    """
    least = load(LineFinding).words.unread * line.x_height
    unsure = load(ReadingRules).decision.unsure
    for number, word in enumerate(words):
        box = word.box
        assert box is not None  # see _as_high_as
        left = line.box.x0 if number == 0 and box.x0 - line.box.x0 > least else box.x0
        right = line.box.x1 if number == len(words) - 1 and line.box.x1 - box.x1 > least else box.x1
        whole = box._replace(x0=left, x1=right)
        yield word if whole == box else replace(word, box=whole, confidence=min(word.confidence, unsure))
