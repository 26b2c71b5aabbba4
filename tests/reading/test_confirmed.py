"""Whether a scan shows the layer that lies over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from readers import line_of

from docproc.page import Line
from docproc.reading import confirmed
from docproc.reading.confirmed import is_confirmed
from docproc.reading.tesseract import ReadingTimeout
from docproc.synthesis.fonts import font_family

DPI = 144.0
TEXTS = ["Các xã rà soát hồ chứa nước", "Phòng Y tế tổng hợp báo cáo", "Gửi kết quả trước tháng năm"]
LINES = [line_of(text, y=40 + 40 * n) for n, text in enumerate(TEXTS)]
PAGE = Image.new("L", (800, 400), 255)


def seen(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Image.Image], list[Line]]) -> bool:
    """Whether the layer is believed when Tesseract gives such an answer for the sheet of strips."""
    monkeypatch.setattr(confirmed, "read_image", lambda image, *_: answer(image))
    return is_confirmed(LINES, PAGE, DPI, 5)


def test_a_layer_without_words_is_not_believed() -> None:
    assert not is_confirmed([], PAGE, DPI, 5)


def test_a_page_that_takes_too_long_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(_image: Image.Image) -> list[Line]:
        raise ReadingTimeout

    assert not seen(monkeypatch, too_long)


def test_where_nothing_is_seen_the_layer_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not seen(monkeypatch, lambda _image: [])


def printed(down: float = 0.0) -> Image.Image:
    """A page with the lines printed where the layer has them, so many points further down."""
    page = Image.new("L", (1000, 600), 255)
    draw, font = ImageDraw.Draw(page), font_family("termes").at("regular", 24)
    for line in LINES:
        for word in line.words:
            assert word.box is not None
            draw.text((word.box.x0 * 2, (word.box.y0 + down) * 2 - 2), word.text, fill=0, font=font)
    return page


@pytest.mark.ocr
def test_a_scan_that_shows_the_lines_is_believed() -> None:
    assert is_confirmed(LINES, printed(), DPI, 20)


@pytest.mark.ocr
def test_a_scan_that_shows_them_elsewhere_is_not() -> None:
    assert not is_confirmed(LINES, printed(down=20), DPI, 20)
