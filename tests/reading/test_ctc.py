"""The line recogniser: strips out of lines, words out of frames. Without the weights: a made-up network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from readers import line_of

from docproc.page import Box, Line, Word
from docproc.reading.ctc import CtcReader, open_ctc, strips_of

LETTERS = ["", "a", "b", " ", "ă"]


class Network:
    """Says the same letters for every strip, one a frame."""

    def __init__(self, said: list[int]) -> None:
        self.said = said
        self.widest = 0

    def get_inputs(self) -> list[Any]:
        return [type("Input", (), {"name": "images"})]

    def run(self, _: None, images: dict[str, Any]) -> list[Any]:
        batch = images["images"]
        self.widest = max(self.widest, batch.shape[3])
        frames = np.full((batch.shape[3] // 4, len(batch), len(LETTERS)), -9.0, np.float32)
        for frame in range(len(frames)):
            frames[frame, :, self.said[frame] if frame < len(self.said) else 0] = -0.1
        return [frames]


@pytest.fixture
def real() -> CtcReader:
    """The network itself: requirements-dev.lock holds it, so that its absence is a fault."""
    reader = open_ctc()
    assert reader is not None
    return reader


def test_repeated_letters_are_one_and_blanks_part_them() -> None:
    network = Network([1, 1, 0, 1, 2, 3, 3, 4])
    (line,) = CtcReader(network, LETTERS).read(Image.new("L", (300, 60), 255), [line_of("xx xxxxxx xx")], 72, 5)
    assert line.text == "aab ă"
    assert [round(word.confidence, 2) for word in line.words] == [0.9, 0.9]


def test_words_have_places_in_their_order() -> None:
    network = Network([0, 1, 3, 2])
    (line,) = CtcReader(network, LETTERS).read(Image.new("L", (300, 60), 255), [line_of("xxxxxxxxx")], 72, 5)
    first, second = (word.box for word in line.words)
    assert first and second and first.x0 < first.x1 <= second.x0 < second.x1


def test_a_long_line_is_cut_between_words() -> None:
    line = line_of("xxxx " * 40, step=6)
    strips = list(strips_of(Image.new("L", (1400, 40), 255), line, 72))
    assert len(strips) > 5
    assert all(strip.pixels.shape[0] == 32 and strip.pixels.shape[1] % 4 == 0 for strip in strips)
    assert all(strip.pixels.shape[1] <= 32 * 10 for strip in strips)


def test_one_endless_word_is_no_wider_than_the_network_bears() -> None:
    line = Line((Word("x", Box(0, 0, 5000, 10)),))
    network = Network([0])
    CtcReader(network, LETTERS).read(Image.new("L", (5000, 40), 255), [line], 72, 5)
    assert network.widest == 1024


@pytest.mark.ocr
def test_what_is_read_does_not_depend_on_what_is_read_with_it(real: CtcReader) -> None:
    font = ImageFont.truetype("FreeSerif.ttf", 34)
    image = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(image).text((10, 8), "ngày 11 tháng 7", 0, font)
    short, long = (Line((Word("?", Box(10, 10, right, 48)),)) for right in (70, 250))
    alone = real.read(image, [short], 72, 5)
    assert real.read(image, [short, long], 72, 5)[:1] == alone


@pytest.mark.ocr
def test_the_real_network_reads_a_printed_line(real: CtcReader) -> None:
    font = ImageFont.truetype("FreeSerif.ttf", 34)
    image = Image.new("L", (900, 60), 255)
    draw = ImageDraw.Draw(image)
    words, x = [], 10.0
    for word in ["Kính", "gửi", "các", "huyện"]:
        draw.text((x, 8), word, 0, font)
        left, top, right, bottom = draw.textbbox((x, 8), word, font)
        words.append(Word("?", Box(left, top, right, bottom)))
        x = right + 10
    (line,) = real.read(image, [Line(tuple(words))], 72, 5)
    assert line.text == "Kính gửi các huyện"
