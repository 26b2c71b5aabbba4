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


def _with_edges(line: FoundLine, words: Sequence[Word]) -> Iterator[Word]:
    """The words of a line. Where ink at its edges was not read, a list's mark or a full stop, the word beside it
    reaches there and all are unsure, so that others are shown the whole line: its edge alone is read worse.
    """
    rules = load(LineFinding).words
    boxes = [word.box for word in words if word.box]
    before = boxes[0].x0 - line.box.x0 > rules.unread * line.x_height
    after = line.box.x1 - boxes[-1].x1 > rules.unread * line.x_height
    if before:
        boxes[0] = boxes[0]._replace(x0=line.box.x0)
    if after:
        boxes[-1] = boxes[-1]._replace(x1=line.box.x1)
    most = load(ReadingRules).decision.unsure if before or after else 1.0
    for word, box in zip(words, boxes, strict=True):
        yield replace(word, box=box, confidence=min(word.confidence, most))
