"""Does the layer of a scan say what the scan shows? Layers are made by programs that turn pages, mix them up or
put the words elsewhere, and nobody sees it: they are invisible.

Some lines are cut out of the image where the layer has them, read, and compared (models/layer.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from PIL import Image

from docproc.language.normalise import fold
from docproc.page import Box, Line
from docproc.reading.directions import letters_of
from docproc.reading.sheet import sheet_of
from docproc.reading.tesseract import ReadingTimeout, read_image
from docproc.resources import load_rules

_ONE_BLOCK = 6


def is_confirmed(lines: Sequence[Line], image: Image.Image, dpi: float, timeout: float) -> bool:
    """Whether an image (grey, `dpi` dots per inch) shows the lines (boxes in points) where they say they stand.

    `timeout` is in seconds. Raises MissingProgram without Tesseract.
    """
    rules = load_rules("layer")["confirmed"]
    chosen = _sample(lines, int(rules["lines"]), rules["letters"])
    if not chosen:
        return False
    sheet = sheet_of(image, [_padded(box, rules["pad"]) for line in chosen if (box := line.box)], dpi)
    try:
        seen = sheet.lines(read_image(sheet.image, dpi, timeout, _ONE_BLOCK), dpi)
    except ReadingTimeout:
        return False
    same = [_likeness(line, other) >= rules["alike"] for line, other in zip(chosen, seen, strict=True)]
    return bool(sum(same) >= rules["share"] * len(same))


def _sample(lines: Sequence[Line], most: int, fewest: int) -> list[Line]:
    """Lines with letters enough to tell, spread over the page; the longest where none is long."""
    there = sorted((line for line in lines if line.box), key=_top)
    long = [line for line in there if letters_of([line]) >= fewest] or sorted(there, key=_letters)[-most:]
    count = min(most, len(long))
    return [long[round(n * (len(long) - 1) / max(1, count - 1))] for n in range(count)]


def _top(line: Line) -> float:
    return line.box.y0 if line.box else 0.0


def _letters(line: Line) -> int:
    return letters_of([line])


def _padded(box: Box, pad: float) -> Box:
    return Box(max(0.0, box.x0 - pad), max(0.0, box.y0 - pad), box.x1 + pad, box.y1 + pad)


def _likeness(line: Line, seen: Line) -> float:
    """How much of a line was seen, 0 to 1, without marks and case."""
    says, shows = _plain(line), _plain(seen)
    blocks = SequenceMatcher(None, says, shows, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(says) if says else 0.0


def _plain(line: Line) -> str:
    return "".join(c for c in fold(line.text) if c.isalnum())
