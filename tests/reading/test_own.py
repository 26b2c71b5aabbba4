"""The reader of our own: a strip in, frames out, words with places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein
from readers import line_of

from docproc.page import Box, Line, Word
from docproc.reading.own import OwnReader, open_own
from docproc.reading.seen import SeenWord
from docproc.reading.strips import strip_of
from docproc.resources import models_dir
from docproc.rules import load
from docproc.rules.reader import Reader
from docproc.synthesis.fonts import font_family

LETTERS = ("", *load(Reader).letters)


class Network:
    """Says the same letters for every strip, one every second frame."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.shapes: list[tuple[int, ...]] = []

    def run(self, _: None, strips: dict[str, Any]) -> list[Any]:
        (batch,) = strips.values()
        self.shapes.append(batch.shape)
        frames = np.full((batch.shape[3] // 4, len(batch), len(LETTERS)), -9.0, np.float32)
        frames[:, :, 0] = -0.2
        for n, letter in enumerate(self.said):
            frames[2 * n, :, LETTERS.index(letter)] = -0.1
        return [frames]


def page() -> Image.Image:
    """A line of ten blocks of ink, at 72 dots per inch where `line_of` puts its words."""
    image = Image.new("L", (400, 200), 255)
    box = line_of("xxxx xxxx").box
    assert box is not None
    for n in range(10):
        x = box.x0 + n * box.width / 10
        ImageDraw.Draw(image).rectangle((x, box.y0 + 3, x + 3, box.y1 - 3), fill=0)
    return image


def test_words_come_with_places_and_letters_thought_of() -> None:
    (line,) = OwnReader(Network("số 8"), LETTERS).read(page(), [line_of("xxxx xxxx")], 72, 5)
    assert line.text == "số 8"
    first, second = (word.box for word in line.words)
    assert first and second and first.x0 < first.x1 <= second.x0 < second.x1
    assert [round(word.confidence, 2) for word in line.words] == [0.9, 0.9]


def test_the_network_is_shown_whole_eights_with_paper_behind() -> None:
    network = Network("a")
    OwnReader(network, LETTERS).read(page(), [line_of("xxxx xxxx")], 72, 5)
    box = line_of("xxxx xxxx").box
    assert box is not None
    strip = strip_of(page(), box, 72)
    assert strip is not None
    (shape,) = network.shapes
    assert shape[:3] == (1, 1, 32) and shape[3] % 8 == 0 and shape[3] >= strip.pixels.shape[1] + 16


def test_columns_are_read_apart() -> None:
    network = Network("a")
    wide = Line((*line_of("xxxx").words, Word("xxxx", Box(300, 0, 324, 12))))
    OwnReader(network, LETTERS).read(page(), [wide], 72, 5)
    assert len(network.shapes) == 2


@pytest.fixture(scope="module")
def shipped() -> OwnReader:
    """The network itself."""
    return open_own()


def printed(text: str, style: str = "regular", size: int = 36) -> tuple[Image.Image, Line]:
    """A line of print at 200 dots per inch, and where it stands."""
    font = ImageFont.truetype(str(font_family("termes").files[style]), size)
    image = Image.new("L", (round(font.getlength(text)) + 80, 160), 250)
    ImageDraw.Draw(image).text((40, 100), text, 20, font, anchor="ls")
    points = 72 / 200
    box = Box(40 * points, (100 - size) * points, (image.width - 40) * points, (100 + 0.3 * size) * points)
    return image, Line((Word("x", box),))


PRINT = [
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 4 năm 2024 của Ủy ban nhân dân",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Bản Mây, ngày 17 tháng 10 năm 2024",
    "- Các phòng, ban, đơn vị thuộc huyện; Trạm Y tế các xã, thị trấn;",
    "Báo cáo kết quả về Sở Nội vụ trước ngày 15/11/2024 để tổng hợp, trình Chủ tịch",
    "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
]


def test_of_clean_print_fewer_than_four_words_of_a_hundred_are_wrong(shipped: OwnReader) -> None:
    wrong = words = 0
    for style in ("regular", "bold", "italic", "bold_italic"):
        for text in PRINT:
            image, line = printed(text, style)
            (read,) = shipped.read(image, [line], 200, 5)
            wrong += Levenshtein.distance(read.text.split(), text.split())
            words += len(text.split())
    assert wrong < 0.04 * words


def test_words_stand_where_the_line_does(shipped: OwnReader) -> None:
    image, line = printed(PRINT[0])
    (read,) = shipped.read(image, [line], 200, 5)
    assert line.box and read.box
    assert abs(read.box.x0 - line.box.x0) < 6 and abs(read.box.x1 - line.box.x1) < 6


def test_the_shipped_network_tells_of_every_four_pixels_and_is_small(shipped: OwnReader) -> None:
    image, line = printed("Số: 88/UBND-KT")
    assert line.box is not None
    strip = strip_of(image, line.box, 200)
    assert strip is not None
    assert shipped.frames(strip).shape == (strip.pixels.shape[1] // 4, len(LETTERS))
    assert (models_dir() / "reader" / "reader.onnx").stat().st_size <= 8_000_000


def test_the_shipped_network_thinks_of_other_letters(shipped: OwnReader) -> None:
    image, line = printed("tổng hợp")
    (read,) = shipped.read(image, [line], 200, 5)
    assert all(len(word.signs) == len(word.text) for word in read.words if isinstance(word, SeenWord))
    assert any(len(sign) > 1 for word in read.words if isinstance(word, SeenWord) for sign in word.signs)
