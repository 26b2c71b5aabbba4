"""One image, several readers: who is asked for what, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PIL import Image
from readers import SaidBefore, line_of

from docproc.page import Box, Line
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


@pytest.fixture
def read_found(monkeypatch: pytest.MonkeyPatch):
    """The road on which the network reads the lines that docproc finds, here `first`."""

    def call(first: Sequence[Line], *readers: Recogniser) -> list[Line]:
        monkeypatch.setattr(combine, "read_found_lines", lambda *_: list(first))
        return read_combined(BLANK, 72, 5, [SaidBefore("own"), *readers])

    return call


def test_without_further_readers_the_first_reading_stands(read) -> None:
    assert [line.text for line in read([line_of("Kính gửi: Sở Y tế")])] == ["Kính gửi: Sở Y tế"]


def test_ink_like_a_line_that_was_passed_over_is_shown_to_the_first_further_reader_alone(
    read_found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(combine, "unread_places", lambda *_: [Box(0, 300, 90, 312)])
    vie, script = SaidBefore("vie", line_of("Nguyễn Văn Mẫu", y=300)), SaidBefore("script")
    lines = read_found([line_of("ban hành kế hoạch")], vie, script)
    assert [line.text for line in lines] == ["ban hành kế hoạch", "Nguyễn Văn Mẫu"]
    assert len(vie.asked) == 1 and script.asked == []


def test_ink_that_reads_like_no_text_is_left(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combine, "unread_places", lambda *_: [Box(0, 300, 90, 312)])
    lines = read([line_of("ban hành kế hoạch")], SaidBefore("script", line_of("§ ~~ xq", y=300)))
    assert [line.text for line in lines] == ["ban hành kế hoạch"]


def test_a_further_reader_is_asked_only_for_what_is_doubtful_with_a_neighbour_on_either_side(read) -> None:
    reader = SaidBefore("script", Line(()))
    read([line_of("Sở Y tế tỉnh ban hành kế hoạch lzqwf rừng và bảo vệ rừng")], reader)
    assert reader.asked == ["hoạch lzqwf rừng"]


def test_what_two_readers_agree_on_is_not_shown_to_a_third(read_found) -> None:
    first = line_of("ban hành kế hoạch ngày 15 tháng 3")
    same = Line(first.words[4:])
    third = SaidBefore("script")
    read_found([first], SaidBefore("vie", same), third)
    assert third.asked == []


def test_what_two_readers_differ_on_is_shown_to_a_third(read_found) -> None:
    first = line_of("ban hành kế hoạch trước ngày 15/3/2024")
    other = line_of("ban hành kế hoạch trước ngày 16/3/2024")
    third = SaidBefore("script", Line(()))
    read_found([first], SaidBefore("vie", Line(other.words[5:])), third)
    assert third.asked == ["ngày 15/3/2024"]


def test_a_line_with_a_code_is_shown_whole(read) -> None:
    reader = SaidBefore("script", Line(()))
    read([line_of("Căn cứ Công văn số 15/KH-UBND của tỉnh")], reader)
    assert reader.asked == ["Căn cứ Công văn số 15/KH-UBND của tỉnh"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("các cơ quan. đơn vị có liên quan", "cơ quan. đơn"),
        ("xây dựng kế,hoạch phòng chống thiên tai", "dựng kế,hoạch phòng"),
    ],
)
def test_a_stop_inside_a_sentence_and_a_comma_inside_a_word_are_doubtful(read, line: str, asked: str) -> None:
    reader = SaidBefore("script", Line(()))
    read([line_of(line)], reader)
    assert reader.asked == [asked]


def test_a_word_that_a_reader_was_not_asked_for_stays(read) -> None:
    reader = SaidBefore("script", line_of("quản lý rừng"))
    (line,) = read([line_of("quản lzqwf rừng và bảo vệ rừng")], reader)
    assert line.text.endswith("rừng và bảo vệ rừng")


def test_a_reader_that_takes_too_long_is_left_out(read) -> None:
    class Slow(SaidBefore):
        def read(self, *_: object) -> list[Line]:
            raise ReadingTimeout

    assert read([line_of("Kính gửi")], Slow("script"))[0].text == "Kính gửi"


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
