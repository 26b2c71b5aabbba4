"""The words of a page as an invisible layer, each where it was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name
from pikepdf.canvas import ContentStreamBuilder

from docproc.page import Box, turned_box
from docproc.searchable.font import BELOW, WIDTH, BlankFont

_FONT = Name("/F0")
_INVISIBLE = 3  # text rendering mode (ISO 32000-1, table 106)
_SAME_LINE = 0.3  # of the lower of two boxes that must lie beside the other
_STANDS_OUT = 1.2  # times the height of the high words of its line: a seal was read along with the word
_FEWEST_SLANTED = 4  # words from which the slope of a line can be told
_LEVEL = 0.002  # a slope below this moves the end of a line by one point
_STEEPEST = 0.2
_PLACES = 1  # decimals of points; a pixel of a scan is 0.3 points


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word as read, in its box on the upright page (points, from the top left). `angle`: by how many degrees
    clockwise (0, 90, 180, 270) the page must be turned for it to stand level.
    """

    text: str
    box: Box
    angle: int = 0


@dataclass(frozen=True, slots=True)
class PageLayer:
    """The layer of a page: its words line by line, the size of the upright page in points, and by how many
    degrees clockwise (0, 90, 180, 270) the page of the file has to be turned to stand upright.
    """

    lines: tuple[tuple[LayerWord, ...], ...]
    width: float
    height: float
    turned: int = 0

    @property
    def signs(self) -> set[str]:
        """All letters that occur, and the blank between words."""
        return {" "}.union(*(spelled(word.text) for line in self.lines for word in line))


def spelled(text: str) -> str:
    """The text as the layer spells it: one sign a letter (NFC), nothing but what can stand in a word."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] != "C")


def add_layer(document: pikepdf.Pdf, page: pikepdf.Page, layer: PageLayer, font: BlankFont) -> None:
    """Put the layer under a page. The `font` has been made for its `signs`.

    It is a drawing of its own (form XObject), which says nothing to the contents of the page and hears nothing of
    them: whatever those do, the words stay in their places.
    """
    box = seen_box(page)
    drawing = document.make_stream(
        _drawn(layer, _to_page(page, box, layer), font),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array(list(box)),
        Resources=Dictionary(Font=Dictionary({str(_FONT): font.object})),
    )
    name = page.add_resource(drawing, Name.XObject, prefix="Text")
    page.contents_add(b"q %s Do Q" % bytes(name), prepend=True)


def seen_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the part of the sheet that viewers show (crop box within media box), as PDFium
    takes it: the whole sheet where the two do not meet.
    """
    sheet, crop = _sides(page.mediabox), _sides(page.cropbox)
    left, bottom = max(sheet[0], crop[0]), max(sheet[1], crop[1])
    right, top = min(sheet[2], crop[2]), min(sheet[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else sheet


def _sides(box: pikepdf.Object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _to_page(page: pikepdf.Page, box: tuple[float, float, float, float], layer: PageLayer) -> Matrix:
    """From points of the upright page, y upwards, to the space of the page."""
    left, bottom, right, top = box
    turn = (int(page.obj.get("/Rotate", 0)) + layer.turned) % 360
    across, up = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)
    x, y = across / layer.width, up / layer.height  # a page may count by a unit of its own
    return {
        0: Matrix(x, 0, 0, y, left, bottom),
        90: Matrix(0, x, -y, 0, right, bottom),
        180: Matrix(-x, 0, 0, -y, right, top),
        270: Matrix(0, -x, y, 0, left, top),
    }[turn]


def _drawn(layer: PageLayer, to_page: Matrix, font: BlankFont) -> bytes:
    runs = [run for line in layer.lines for run in _runs(line)]
    slopes = [slope for run in runs if (slope := _slope(run)) is not None]
    slope = median(slopes) if slopes else 0.0
    drawn = ContentStreamBuilder()
    drawn.cm(to_page).begin_text().set_text_rendering(_INVISIBLE)
    for run in runs:
        _draw_run(drawn, run, layer, 0.0 if abs(slope) < _LEVEL else slope, font)
    drawn.end_text()
    return drawn.build()


def _runs(line: Sequence[LayerWord]) -> Iterator[list[LayerWord]]:
    """The words of a line in stretches that lie beside each other: a cell of a table has lines of its own."""
    run: list[LayerWord] = []
    for word in line:
        if not spelled(word.text).strip():
            continue
        if run and not _goes_on(run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _goes_on(last: LayerWord, word: LayerWord) -> bool:
    before, box = _level(last), _level(word)
    beside = min(before.y1, box.y1) - max(before.y0, box.y0)
    return (
        last.angle == word.angle and box.x0 > before.x0 and beside > _SAME_LINE * min(before.height, box.height)
    )


def _level(word: LayerWord) -> Box:
    """The box of a word on a page turned so that the word stands level; places count from its own corner."""
    return turned_box(word.box, word.angle, 0.0, 0.0)


def _slope(run: Sequence[LayerWord]) -> float | None:
    """How many points a level line falls for each to the right; None for one that is too short to tell."""
    if len(run) < _FEWEST_SLANTED or run[0].angle:
        return None
    xs = [word.box.centre_x for word in run]
    ys = [(word.box.y0 + word.box.y1) / 2 for word in run]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((one - x) ** 2 for one in xs)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread if spread else 0.0
    return slope if abs(slope) <= _STEEPEST else None


def _draw_run(
    drawn: ContentStreamBuilder, run: Sequence[LayerWord], layer: PageLayer, slope: float, font: BlankFont
) -> None:
    """Write the words on one base line, as high as the line: so a selected line is marked as one band."""
    if run[0].angle:
        slope = 0.0
    boxes = [_level(word) for word in run]
    start = boxes[0].x0
    usual = sorted(box.height for box in boxes)[3 * (len(boxes) - 1) // 4]
    measured = [box for box in boxes if box.height <= _STANDS_OUT * usual]
    top = min(box.y0 - slope * (box.centre_x - start) for box in measured)
    bottom = max(box.y1 - slope * (box.centre_x - start) for box in measured)
    size = max(bottom - top, 1.0)
    drawn.set_text_font(_FONT, round(size, 2))
    x, y = start, bottom - BELOW * size
    drawn.set_text_matrix(_placed(x, y, slope, run[0].angle, layer))
    # Where one word is said to lie over the next, the first ends where that begins: PDFium takes two blanks that
    # lie over each other for one.
    ends = [*(min(box.x1, after.x0) for box, after in pairwise(boxes)), boxes[-1].x1]
    for word, box, end in zip(run, boxes, ends, strict=True):
        text = spelled(word.text)
        x, step = x + round(box.x0 - x, _PLACES), round(box.x0 - x, _PLACES)
        if step:
            drawn.move_cursor(step, 0)
        drawn.set_text_horizontal_scaling(max(1, round(100 * (end - box.x0) / (len(text) * WIDTH * size))))
        drawn.show_text(font.encoded(text + " "))  # the last one, too: not all readers tell a line's end


def _placed(x: float, y: float, slope: float, angle: int, layer: PageLayer) -> Matrix:
    """The text matrix of a base line that begins at `x`, `y` (y downwards) of the page turned by `angle`, and
    falls by `slope`. Letters stay upright, so that distances along the line are those of the page.
    """
    px, py = {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[angle]
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[angle]
    return Matrix(cos, sin - round(slope, 5), -sin, cos, round(px, _PLACES), round(layer.height - py, _PLACES))
