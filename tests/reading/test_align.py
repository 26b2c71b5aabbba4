"""Readings are brought together by place."""

from __future__ import annotations

from readers import line_of

from docproc.page import Box, Line, Word
from docproc.reading.align import Group, Reading, groups_of, new_lines


def texts(groups: list[Group]) -> list[tuple[str | None, ...]]:
    return [
        tuple(None if words is None else " ".join(word.text for word in words) for words in group)
        for group in groups
    ]


def grouped(*lines: Line) -> list[tuple[str | None, ...]]:
    return texts(groups_of([Reading(line.words) for line in lines]))


def test_words_at_one_place_are_one_group_whatever_their_letters() -> None:
    pairs = [("quản", "quan"), ("lý", "ly"), ("rừng", "rung")]
    assert grouped(line_of("quản lý rừng"), line_of("quan ly rung")) == pairs


def test_a_word_read_as_one_meets_both_words_of_the_other() -> None:
    joined = Line((Word("quảnlý", Box(0, 0, 42, 12)),))
    assert grouped(joined, line_of("quản lý")) == [("quảnlý", "quản lý")]


def test_what_one_reader_missed_stands_alone() -> None:
    second = line_of("số 15 ngày")
    first = Line((second.words[0], second.words[2]))
    assert grouped(first, second) == [("số", "số"), ("", "15"), ("ngày", "ngày")]


def test_a_reader_that_was_not_asked_is_not_silent() -> None:
    line = line_of("số 15 ngày")
    box = line.words[1].box
    assert box is not None
    groups = groups_of([Reading(line.words), Reading((), [(box.x0, box.x1)])])
    assert texts(groups) == [("số", None), ("15", ""), ("ngày", None)]


def test_only_lines_at_empty_places_are_new() -> None:
    lines = [line_of("Kính gửi các xã")]
    others = [line_of("Kinh gui", y=2), line_of("Lò Văn Khải", y=200)]
    assert [line.text for line in new_lines(lines, others)] == ["Lò Văn Khải"]
