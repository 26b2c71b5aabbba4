"""Strips of a page on a sheet of their own, and their words back on the page."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docproc.page import Box, Line, Word
from docproc.reading.sheet import Sheet, in_sheets, sheet_of

DPI = 144.0
STRIPS = [Box(20, 30, 90, 42), Box(100, 200, 130, 212)]


def sheet() -> Sheet:
    page = Image.new("L", (400, 600), 255)
    draw = ImageDraw.Draw(page)
    for box in STRIPS:
        draw.rectangle((box.x0 * 2 + 4, box.y0 * 2 + 4, box.x1 * 2 - 4, box.y1 * 2 - 4), fill=0)
    return sheet_of(page, STRIPS, DPI)


def blocks(image: Image.Image) -> list[Box]:
    """The black blocks from top to bottom, in points."""
    ink = np.asarray(image) < 128
    rows = np.flatnonzero(ink.any(axis=1))
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    found = []
    for part in parts:
        columns = np.flatnonzero(ink[part[0]])
        found.append(Box(columns[0] / 2, part[0] / 2, (columns[-1] + 1) / 2, (part[-1] + 1) / 2))
    return found


def test_the_strips_lie_under_each_other_and_nothing_else() -> None:
    assert len(blocks(sheet().image)) == len(STRIPS)
    assert sheet().image.width < 200


def test_words_go_back_to_their_place_on_the_page() -> None:
    words = [Word("a", box) for box in blocks(sheet().image)]
    lines = sheet().lines([Line((word,)) for word in words], DPI)
    for line, strip in zip(lines, STRIPS, strict=True):
        (word,) = line.words
        assert word.box is not None
        assert abs(word.box.x0 - strip.x0 - 2) < 1 and abs(word.box.y0 - strip.y0 - 2) < 1


def test_a_strip_on_which_nothing_was_read_has_no_words() -> None:
    second = Line((Word("a", blocks(sheet().image)[1]),))
    assert [line.text for line in sheet().lines([second], DPI)] == ["", "a"]


def test_a_strip_beyond_the_edge_is_cut_off() -> None:
    page = Image.new("L", (100, 100), 255)
    assert sheet_of(page, [Box(-5, -5, 900, 900)], 72).image.width < 200


@pytest.mark.parametrize("box", [Box(110, 20, 120, 32), Box(-30, 20, -20, 32), Box(20, 120, 40, 130)])
def test_a_strip_outside_of_the_page_is_blank(box: Box) -> None:
    made = sheet_of(Image.new("L", (100, 100), 255), [STRIPS[0], box], 72)
    assert len(made.ends) == 2 and np.asarray(made.image).min() == 255


def test_more_strips_than_tesseract_takes_on_one_sheet_lie_on_several() -> None:
    page = Image.new("L", (400, 600), 255)
    strips = [Box(20, 30 + n % 50, 42, 42 + n % 50) for n in range(2000)]
    runs = list(in_sheets(strips, DPI))
    assert [strip for run in runs for strip in run] == strips
    assert len(runs) > 1 and max(sheet_of(page, run, DPI).image.height for run in runs) <= 32_767
