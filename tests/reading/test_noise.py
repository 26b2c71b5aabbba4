"""What is set aside as specks, and what is text however short."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readers import line_of

from docproc.page import Box, Line
from docproc.reading.noise import without_blots, without_noise

PAGE = [line_of("Căn cứ Luật Tổ chức chính quyền địa phương", y=20.0 * n) for n in range(5)]


def high(line: Line, points: float) -> Line:
    words = [replace(w, box=w.box._replace(y1=w.box.y0 + points)) for w in line.words if w.box]
    return Line(tuple(words))


def set_aside(line: Line) -> list[str]:
    kept, noise = without_noise([*PAGE, line])
    assert len(kept) + len(noise) == len(PAGE) + 1
    return noise


@pytest.mark.parametrize("text", ["-", ";", "l", "¬ '"])
def test_signs_and_single_letters_are_specks(text: str) -> None:
    assert set_aside(line_of(text)) == [text]


@pytest.mark.parametrize("text", ["7", "12", "PHỤ LỤC"])
def test_numbers_and_words_are_text(text: str) -> None:
    assert set_aside(line_of(text)) == []


def test_few_unsure_letters_are_a_speck_and_many_are_not() -> None:
    assert set_aside(line_of("lơ,", confidence=0.3)) == ["lơ,"]
    assert set_aside(line_of("Nguyễn Văn", confidence=0.2)) == []


def test_few_letters_much_lower_than_the_lines_are_a_speck() -> None:
    assert set_aside(high(line_of("lơ,"), 5.0)) == ["lơ,"]
    assert set_aside(high(line_of("12"), 8.5)) == []


def test_where_long_lines_lean_a_short_one_is_no_speck() -> None:
    """Its words are as high as theirs, though the box of a long line that leans is higher."""
    leaning = [
        Line(
            tuple(
                replace(w, box=w.box._replace(y0=w.box.y0 + 0.1 * w.box.x0, y1=w.box.y1 + 0.1 * w.box.x0))
                for w in line.words
                if w.box
            )
        )
        for line in PAGE
    ]
    assert without_noise([*leaning, line_of("này.", y=200)])[1] == []


@pytest.mark.parametrize(
    ("text", "width", "height", "kept"),
    [("—", 50, 22, False), ("—", 50, 3, True), ("(", 5, 17, True), ("KHẨN", 60, 30, True)],
    ids=["two lines as one dash", "a dash", "a bracket", "large capitals"],
)
def test_wide_marks_higher_than_a_line_are_blots(text: str, width: float, height: float, kept: bool) -> None:
    line = line_of(text, y=300)
    word = replace(line.words[0], box=Box(0, 300, width, 300 + height))
    assert (Line((word,)) in without_blots([*PAGE, Line((word,))])) is kept
