"""Streaks of the scanner are taken out; rules of tables, text and edges of the sheet stay."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docproc.scan.streaks import without_streaks

DPI = 100.0
WIDTH, HEIGHT = 827, 1169


def page(*lines: tuple[tuple[int, int, int, int], int]) -> Image.Image:
    """A white page with the box of a table, and lines (box, grey)."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 700, 1000), outline="black", width=2)
    for box, grey in lines:
        draw.rectangle(box, fill=(grey, grey, grey))
    return image


def grey(image: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(image.convert("L"))


@pytest.mark.parametrize("shade", [0, 110])
def test_a_line_down_the_whole_page_is_taken_out(shade: int) -> None:
    clean = without_streaks(page(((400, 0, 402, HEIGHT), shade)), DPI)
    assert grey(clean)[10:90, 390:412].min() > 240


def test_a_line_that_ends_where_the_sheet_ended_is_taken_out() -> None:
    clean = without_streaks(page(((400, 0, 402, HEIGHT - 60), 0)), DPI)
    assert grey(clean)[10:90, 390:412].min() > 240


def test_what_crosses_a_streak_stays_whole() -> None:
    clean = without_streaks(page(((300, 500, 500, 503), 0), ((400, 0, 402, HEIGHT), 0)), DPI)
    assert grey(clean)[501, 300:500].max() < 60


def test_two_streaks_that_touch_are_one() -> None:
    clean = without_streaks(page(((400, 0, 401, HEIGHT), 0), ((403, 0, 404, HEIGHT), 0)), DPI)
    assert grey(clean)[10:90, 390:412].min() > 240


def test_a_streak_across_a_page_scanned_on_its_side_is_taken_out() -> None:
    clean = without_streaks(page(((0, 50, WIDTH, 52), 0)), DPI)
    assert grey(clean)[40:62].min() > 240


@pytest.mark.parametrize(
    "line",
    [
        (400, 100, 402, 1000),  # a rule of the table
        (400, 60, 402, HEIGHT - 60),  # a border that ends at the margins
        (0, 0, 8, HEIGHT),  # the edge of the sheet
        (400, 0, 440, HEIGHT),  # a shadow
        (400, 0, 402, 600),  # a scribble from the edge
    ],
)
def test_other_lines_stay(line: tuple[int, int, int, int]) -> None:
    image = page((line, 0))
    assert without_streaks(image, DPI) is image


def test_a_page_of_one_pixel_stays() -> None:
    image = Image.new("RGB", (1, 1))
    assert without_streaks(image, DPI) is image
