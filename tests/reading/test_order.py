"""Lines in the order a person reads them: what belongs to one line is one line."""

from __future__ import annotations

import pytest

from docproc.page import Box, Line, Word
from docproc.reading.order import in_reading_order, split_at_gaps


def line(text: str, x: float, y: float, height: float = 14) -> Line:
    """Words of seven points a letter from `x` on, their tops at `y`."""
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y, x + 7 * len(word), y + height)))
        x += 7 * len(word) + 4
    return Line(tuple(words))


HEAD = [line("UBND HUYỆN SUỐI VÀNG", 60, 60), line("Độc lập - Tự do - Hạnh phúc", 320, 60)]
BELOW = [line("Số: 642/UBND-NN", 80, 100), line("Kính gửi: UBND các xã, thị trấn", 200, 140)]


def texts(*date: Line) -> list[str]:
    return [found.text for found in in_reading_order([*HEAD, *date, *BELOW])]


@pytest.mark.parametrize(
    "parts",
    [
        [line("Suối Vàng, ngày", 300, 100), line("12 tháng 3 năm 2024", 440, 96)],
        [line("Suối Vàng, ngày 12", 290, 100), line("tháng", 440, 103), line("3 năm 2024", 500, 98)],
        [line("Suối Vàng, ngày 12 tháng 3", 280, 100), line("năm 2024", 500, 104)],
    ],
)
def test_a_date_with_wide_blanks_is_one_line(parts: list[Line]) -> None:
    assert "Suối Vàng, ngày" in " ".join(texts(*parts))
    whole = [text for text in texts(*parts) if text.startswith("Suối Vàng")]
    assert whole[0].endswith("năm 2024")


def test_a_blank_date_stays_apart_from_what_stands_below_it() -> None:
    found = texts(line("Suối Vàng, ngày", 300, 100), line("tháng 3 năm 2024", 430, 118))
    assert "Suối Vàng, ngày" in found


def test_a_date_left_blank_stays_apart_for_the_letter_may_have_another() -> None:
    blank = [line("Suối Vàng, ngày", 300, 100), line("tháng", 430, 100), line("năm 2024", 500, 100)]
    assert "Suối Vàng, ngày" in texts(*blank, line("Suối Vàng, ngày 12 tháng 3 năm 2024", 300, 122))


def test_the_parts_of_a_line_in_a_column_go_from_left_to_right_whichever_was_told_first() -> None:
    foot = [
        line("Nơi nhận:", 60, 400),
        line("(b/c);", 160, 414),
        line("- UBND tỉnh", 60, 414.2),
        line("- Lưu: VT, NN.", 60, 428),
        line("CHỦ TỊCH", 380, 400),
    ]
    found = [part.text for part in in_reading_order([*HEAD, *BELOW, *foot])]
    assert found[found.index("Nơi nhận:") :] == [
        "Nơi nhận:", "- UBND tỉnh", "(b/c);", "- Lưu: VT, NN.", "CHỦ TỊCH"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA | XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ),
        ("XÃ BẢN MÂY | Độc lập - | Tự do - Hạnh phúc", ["XÃ BẢN MÂY", "Độc lập - Tự do - Hạnh phúc"]),
        ("XÃ BẢN MÂY Độc lập - Tự do - Hạnh phúc", ["XÃ BẢN MÂY Độc lập - Tự do - Hạnh phúc"]),
    ],
)
def test_the_motto_is_cut_off_where_it_begins_and_nowhere_else(text: str, parts: list[str]) -> None:
    """`|` is a gap half as wide again as those between words: wide enough for a column where the motto begins."""
    words = [
        Word(word.text, word.box and word.box._replace(x0=word.box.x0 + 8 * n, x1=word.box.x1 + 8 * n))
        for n, piece in enumerate(_pieces(text))
        for word in piece
    ]
    assert [part.text for part in split_at_gaps(Line(tuple(words)))] == parts


def _pieces(text: str) -> list[list[Word]]:
    words = list(line(text.replace(" |", ""), 60, 60).words)
    return [[words.pop(0) for _ in piece.split()] for piece in text.split("|")]
