"""A whole page read by one network on the lines that docproc finds itself, without Tesseract's layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.linefinder.find import find_lines
from docproc.reading.recogniser import Recogniser


def read_found_lines(image: Image.Image, dpi: float, timeout: float, reader: Recogniser) -> list[Line] | None:
    """The lines of a cleaned grey page of `dpi` dots per inch as one reader reads them, from top to bottom; boxes
    in points, all words of a line as high as the line. None where the lines of the page are not to be relied on.
    """
    found = find_lines(image, dpi)
    if found.reason_against is not None:
        return None
    boxes = [line.box for line in found.lines]
    read = reader.read(image, [Line((Word("", box),)) for box in boxes], dpi, timeout)
    return [_as_high_as(box, line.words) for box, line in zip(boxes, read, strict=True) if line.words]


def _as_high_as(box: Box, words: Sequence[Word]) -> Line:
    """The words with the upper and lower edge of their line: a reader tells their places along it alone."""
    return Line(tuple(replace(word, box=word.box._replace(y0=box.y0, y1=box.y1)) for word in words if word.box))
