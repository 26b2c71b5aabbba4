"""Does the layer of a scan say what the scan shows? Layers are made by programs that turn pages, mix them up or
put the words elsewhere, and nobody sees it: they are invisible.

Some lines are cut out of the image where the layer has them, read, and compared (models/layer.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from statistics import median

from PIL import Image

from docproc.language.normalise import fold
from docproc.page import Box, Line
from docproc.reading.directions import letters_of
from docproc.reading.order import split_at_gaps
from docproc.reading.sheet import sheet_of
from docproc.reading.tesseract import ONE_BLOCK, ReadingTimeout, read_image
from docproc.rules import load
from docproc.scan.rules.layer import Confirmed, Layer


def is_confirmed(lines: Sequence[Line], image: Image.Image, dpi: float, timeout: float) -> bool:
    """Whether an image (grey, `dpi` dots per inch) shows the lines (boxes in points) where they say they stand.

    `timeout` is in seconds. Raises MissingProgram without Tesseract.
    """
    rules = load(Layer).confirmed
    chosen = _sample(lines, rules)
    if not chosen:
        return False
    sheet = sheet_of(image, [_padded(box, rules.pad) for line in chosen if (box := line.box)], dpi)
    try:
        seen = sheet.lines(read_image(sheet.image, dpi, timeout, ONE_BLOCK), dpi)
    except ReadingTimeout:
        return False
    same = [_is_same(line, other, rules) for line, other in zip(chosen, seen, strict=True)]
    return sum(same) >= rules.share * len(same)


def _sample(lines: Sequence[Line], rules: Confirmed) -> list[Line]:
    """Stretches with letters enough to tell, spread over the page; the longest where none is long."""
    stretches = [_begin(part, rules.enough) for line in lines for part in split_at_gaps(line) if part.box]
    there = sorted(stretches, key=_top)
    most = rules.lines
    long = [line for line in there if _letters(line) >= rules.letters] or sorted(there, key=_letters)[-most:]
    count = min(most, len(long))
    return [long[round(n * (len(long) - 1) / max(1, count - 1))] for n in range(count)]


def _begin(line: Line, enough: float) -> Line:
    """The first words of a line, up to `enough` letters: the rest costs time and tells no more."""
    sums = accumulate(letters_of([Line((word,))]) for word in line.words)
    return Line(
        tuple(word for word, total in zip(line.words, sums, strict=True) if total <= enough) or line.words[:1]
    )


def _top(line: Line) -> float:
    return line.box.y0 if line.box else 0.0


def _letters(line: Line) -> int:
    return letters_of([line])


def _padded(box: Box, pad: float) -> Box:
    return Box(max(0.0, box.x0 - pad), max(0.0, box.y0 - pad), box.x1 + pad, box.y1 + pad)


def _is_same(line: Line, seen: Line, rules: Confirmed) -> bool:
    """Whether most of a line was seen, without marks and case, and where the layer has it."""
    says, shows = _letters_of(line), _letters_of(seen)
    matcher = SequenceMatcher(None, [c for c, _ in says], [c for c, _ in shows], autojunk=False)
    runs = [run for run in matcher.get_matching_blocks() if run.size >= rules.run]
    pairs = [(says[run.a + n][1], shows[run.b + n][1]) for run in runs for n in range(run.size)]
    if not says or len(pairs) < rules.alike * len(says):
        return False
    return median(abs(left - right) for left, right in pairs) <= rules.off


def _letters_of(line: Line) -> list[tuple[str, float]]:
    """The letters and figures of a line, plain, each with about where it stands from the left."""
    found = []
    for word in line.words:
        if word.box is None:
            continue
        step = word.box.width / max(1, len(word.text))
        plain = enumerate(fold(word.text))
        found += [(c, word.box.x0 + (n + 0.5) * step) for n, c in plain if c.isalnum()]
    return found
