"""A whole page read by one reader on the lines that docproc finds, and the readers that come after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from readers import SaidBefore

from docproc.page import Box, Line, Word
from docproc.reading import combine
from docproc.reading.combine import read_combined
from docproc.reading.found_lines import read_found_lines
from docproc.synthesis.render import RenderedPage, render_letter
from docproc.synthesis.source import read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DPI = 200


@pytest.fixture(scope="module")
def printed() -> RenderedPage:
    return render_letter(read_source(SAMPLES / "cong-van-giao-viec.toml"), DPI)[0]


@dataclass
class SaysSurely:
    """A reader that surely reads the same word in every line, as wide as the line."""

    said: str
    name: str = "own"
    handwriting: bool = False
    asked: list[Box] = field(default_factory=list)

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        boxes = [line.box for line in lines if line.box]
        self.asked += boxes
        return [Line((Word(self.said, Box(b.x0, b.y0 - 9, b.x1, b.y1 + 9), 0.99),)) for b in boxes]


def test_every_printed_line_is_shown_once_and_whole(printed: RenderedPage) -> None:
    reader = SaysSurely("kế")
    assert read_found_lines(printed.image.convert("L"), DPI, 9, reader) is not None
    middles = [(line.box.y0 + line.box.y1) / 2 for line in printed.lines]
    holding = [
        [b for b in reader.asked if b.y0 < y < b.y1 and b.x0 < line.box.x1 and b.x1 > line.box.x0]
        for y, line in zip(middles, printed.lines, strict=True)
    ]
    assert [len(found) for found in holding] == [1] * len(printed.lines)


def test_words_are_as_high_as_their_line(printed: RenderedPage) -> None:
    reader = SaysSurely("kế")
    lines = read_found_lines(printed.image.convert("L"), DPI, 9, reader) or []
    assert [(line.words[0].box.y0, line.words[0].box.y1) for line in lines if line.words[0].box] == [
        (box.y0, box.y1) for box in reader.asked
    ]


class MissesTheEdges(SaysSurely):
    """One that reads every line but for so many points at both of its ends."""

    def __init__(self, missed: float) -> None:
        super().__init__("kế")
        self.missed = missed

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        boxes = [box for line in super().read(image, lines, dpi, timeout) if (box := line.box)]
        inner = [box._replace(x0=box.x0 + self.missed, x1=box.x1 - self.missed) for box in boxes]
        return [
            Line(
                tuple(Word(self.said, part, 0.99) for part in (b._replace(x1=b.x0 + 4), b._replace(x0=b.x1 - 4)))
            )
            for b in inner
        ]


@pytest.mark.parametrize(("missed", "doubted"), [(1.5, False), (8.0, True)], ids=["a frame", "a list's mark"])
def test_ink_that_was_not_read_at_the_edges_of_a_line_makes_it_unsure(
    printed: RenderedPage, missed: float, doubted: bool
) -> None:
    reader = MissesTheEdges(missed)
    lines = read_found_lines(printed.image.convert("L"), DPI, 9, reader) or []
    for line, asked in zip(lines, reader.asked, strict=True):
        first, last = line.words
        assert first.box and last.box
        assert (first.box.x0 == asked.x0, last.box.x1 == asked.x1) == (doubted, doubted)
        assert [word.confidence < 0.8 for word in line.words] == [doubted, doubted]


def test_a_page_that_is_not_understood_is_left_to_others() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1200, 900), dtype=np.uint8)
    assert read_found_lines(Image.fromarray(noise), DPI, 9, SaysSurely("kế")) is None


def test_tesseract_is_asked_for_what_the_first_reader_left_in_doubt_alone(
    printed: RenderedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tesseract = SaidBefore("vie")
    monkeypatch.setattr(combine, "VIE", tesseract)
    read_combined(printed.image.convert("L"), DPI, 9, [SaysSurely("huyện")])
    assert tesseract.asked == []
    read_combined(printed.image.convert("L"), DPI, 9, [SaysSurely("lzqwf")])
    assert set(tesseract.asked) == {"lzqwf"}


def test_cells_of_tables_are_read_by_tesseract_first(
    printed: RenderedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Line((Word("kế", Box(80, 80, 95, 92), 0.99),))
    monkeypatch.setattr(combine, "read_image", lambda *_: [said])
    reader = SaysSurely("hoạch")
    assert [line.text for line in read_combined(printed.image.convert("L"), DPI, 9, [reader], 6)] == ["kế"]
    assert reader.asked == []


def test_where_the_page_is_not_understood_tesseract_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Line((Word("kế", Box(10, 80, 25, 92), 0.99), Word("hoạch", Box(28, 80, 58, 92), 0.99)))
    monkeypatch.setattr(combine, "read_image", lambda *_: [said])
    noise = np.random.default_rng(1).integers(0, 256, (1200, 900), dtype=np.uint8)
    lines = read_combined(Image.fromarray(noise), DPI, 9, [SaysSurely("lzqwf")])
    assert [line.text for line in lines] == ["kế hoạch"]
