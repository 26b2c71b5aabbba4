"""One image, several readers: who is asked for what, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image
from readers import SaidBefore, line_of

from docproc.page import Line
from docproc.reading import combine
from docproc.reading.combine import is_credible, read_combined
from docproc.reading.recogniser import Recogniser
from docproc.reading.tesseract import ReadingTimeout

BLANK = Image.new("L", (100, 100), 255)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch):
    def call(first: Sequence[Line], *readers: Recogniser) -> list[Line]:
        monkeypatch.setattr(combine, "read_image", lambda *_: list(first))
        return read_combined(BLANK, 72, 5, readers)

    return call


def test_without_further_readers_the_first_reading_stands(read) -> None:
    assert [line.text for line in read([line_of("Kính gửi: Sở Y tế")])] == ["Kính gửi: Sở Y tế"]


def test_a_line_that_only_another_reader_saw_is_added(read) -> None:
    name = line_of("Nguyễn Văn Mẫu", y=300)
    lines = read([line_of("Kính gửi")], SaidBefore("script", False, line_of("Kính gửi"), name))
    assert [line.text for line in lines] == ["Kính gửi", "Nguyễn Văn Mẫu"]


def test_a_reader_by_the_line_is_asked_only_for_what_is_doubtful(read) -> None:
    first, second = line_of("ban hành kế hoạch này"), line_of("ban hành kê hoạch này")
    x = first.words[1].box.x0 if first.words[1].box else 0
    by_line = SaidBefore("ctc", True, line_of("hành kế hoạch", x=x))
    lines = read([first], SaidBefore("script", False, second), by_line)
    assert by_line.asked == ["hành kế hoạch"]
    assert lines[0].text == "ban hành kế hoạch này"


def test_figures_are_read_again_when_only_one_reader_saw_them(read) -> None:
    by_line = SaidBefore("ctc", True, Line(()))
    read([line_of("ngày 15 tháng 3")], by_line)
    assert by_line.asked == ["ngày 15 tháng 3"]


def test_a_reader_that_takes_too_long_is_left_out(read) -> None:
    class Slow(SaidBefore):
        def read(self, *_: object) -> list[Line]:
            raise ReadingTimeout

    assert read([line_of("Kính gửi")], Slow("script", False))[0].text == "Kính gửi"


@pytest.mark.parametrize(
    ("text", "confidence", "credible"),
    [
        ("Nguyễn Văn Mẫu", 0.8, True),
        ("Nguyễn Văn Mẫu", 0.3, False),
        ("§ ~~ xq", 0.9, False),
        ("Mẫu", 0.9, False),
    ],
)
def test_credible_lines_are_sure_and_vietnamese(text: str, confidence: float, credible: bool) -> None:
    assert is_credible(line_of(text, confidence)) is credible
