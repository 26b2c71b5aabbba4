"""Lines cut out for the reader of our own: one height, the letters in one place whatever the box says."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from docproc.page import Box
from docproc.reading.strips import Strip, strip_of
from docproc.rules import load
from docproc.rules.reader import Reader
from docproc.synthesis.fonts import font_family

DPI = 200
SIZE = 36  # pixels: 13 points
BASE = 100


def line(text: str, neighbours: bool = False) -> Image.Image:
    font = ImageFont.truetype(str(font_family("termes").files["regular"]), SIZE)
    image = Image.new("L", (round(font.getlength(text)) + 80, 200), 255)
    draw = ImageDraw.Draw(image)
    draw.text((40, BASE), text, 0, font, anchor="ls")
    if neighbours:
        for y in (BASE - 46, BASE + 46):
            draw.text((40, y), "Phòng Nội vụ gửi kèm", 0, font, anchor="ls")
    return image


def box(image: Image.Image, top: float = 0.0, bottom: float = 0.0) -> Box:
    """The box of the line, in points; `top` and `bottom` are what it misses, in pixels."""
    points = 72 / DPI
    return Box(
        40 * points,
        (BASE - 0.92 * SIZE + top) * points,
        (image.width - 40) * points,
        (BASE + 0.24 * SIZE + bottom) * points,
    )


def cut(image: Image.Image, top: float = 0.0, bottom: float = 0.0) -> Strip:
    strip = strip_of(image, box(image, top, bottom), DPI)
    assert strip is not None
    return strip


def base_in(strip: Strip) -> float:
    """Where the base line lies in the strip, as a share of its height."""
    return (BASE - strip.top) / (strip.bottom - strip.top)


@pytest.mark.parametrize(
    "text", ["Căn cứ Công văn số 88/UBND-KT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Số: 1234/2024", "an"]
)
def test_a_strip_has_the_height_and_the_width_that_the_network_wants(text: str) -> None:
    form = load(Reader).strip
    pixels = cut(line(text)).pixels
    assert pixels.shape[0] == form.height and pixels.shape[1] % form.frame == 0
    assert pixels.min() >= -0.5 and pixels.max() == 1.0 and np.median(pixels) == 0.0


@pytest.mark.parametrize("text", ["Căn cứ Công văn số 88/UBND-KT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Số: 1234/2024"])
def test_letters_large_and_small_stand_in_one_place_at_one_size(text: str) -> None:
    strip = cut(line(text))
    assert 0.74 < base_in(strip) < 0.86
    assert 0.6 < SIZE / (strip.bottom - strip.top) < 0.82


@pytest.mark.parametrize(("top", "bottom"), [(-6, 0), (0, 6), (5, 5), (-5, -5), (8, -4), (-8, 8)])
def test_a_box_that_misses_moves_the_letters_little(top: float, bottom: float) -> None:
    image = line("Căn cứ Công văn số 88/UBND-KT", neighbours=True)
    exact, missed = cut(image), cut(image, top, bottom)
    assert abs(base_in(exact) - base_in(missed)) < 0.04
    assert abs((missed.bottom - missed.top) / (exact.bottom - exact.top) - 1) < 0.08


def test_all_ink_of_the_line_is_inside() -> None:
    strip = cut(line("Ủy ban Ẵm yến gỡ CỘNG HÒA"))
    assert np.abs(strip.pixels[0]).max() < 0.2 and np.abs(strip.pixels[-1]).max() < 0.2


def test_a_rule_under_the_line_does_not_move_it() -> None:
    plain = line("Độc lập - Tự do - Hạnh phúc")
    ruled = plain.copy()
    ImageDraw.Draw(ruled).line((0, BASE + 8, ruled.width, BASE + 8), 0, 2)
    assert abs(base_in(cut(plain)) - base_in(cut(ruled))) < 0.02


def test_a_place_of_the_strip_is_one_of_the_image() -> None:
    image = Image.new("L", (400, 200), 255)
    ImageDraw.Draw(image).rectangle((200, 72, 206, 100), fill=0)
    ImageDraw.Draw(image).rectangle((60, 72, 66, 100), fill=0)
    points = 72 / DPI
    strip = strip_of(image, Box(50 * points, 65 * points, 300 * points, 105 * points), DPI)
    assert strip is not None
    columns = np.flatnonzero(strip.pixels.max(axis=0) > 0.5)
    middle = columns[columns > 80].mean() + 0.5
    assert strip.left + middle * strip.step == pytest.approx(203.5, abs=2)


def test_no_line_has_no_height() -> None:
    assert strip_of(Image.new("L", (100, 100), 255), Box(10, 20, 60, 20), DPI) is None
