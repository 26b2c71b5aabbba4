"""Readings are brought together by place."""

from __future__ import annotations

from readers import line_of

from docproc.page import Box, Line, Word
from docproc.reading.align import groups_of, lines_for, new_lines, split_by_lines


def texts(groups: list[tuple[tuple[Word, ...], ...]]) -> list[tuple[str, ...]]:
    return [tuple(" ".join(word.text for word in words) for words in group) for group in groups]


def test_words_at_one_place_are_one_group_whatever_their_letters() -> None:
    first, second = line_of("quản lý rừng"), line_of("quan ly rung")
    assert texts(groups_of([first.words, second.words])) == [("quản", "quan"), ("lý", "ly"), ("rừng", "rung")]


def test_a_word_read_as_one_meets_both_words_of_the_other() -> None:
    joined = Word("quảnlý", Box(0, 0, 42, 12))
    assert texts(groups_of([[joined], line_of("quản lý").words])) == [("quảnlý", "quản lý")]


def test_what_one_reader_missed_stands_alone() -> None:
    second = line_of("số 15 ngày")
    first = Line((second.words[0], second.words[2]))
    assert texts(groups_of([first.words, second.words])) == [("số", "số"), ("", "15"), ("ngày", "ngày")]


def test_words_belong_to_the_line_whose_height_they_share() -> None:
    lines = [line_of("Kính gửi các xã", y=0), line_of("Thực hiện công văn", y=16)]
    assert lines_for(line_of("Thực hiện", y=17).words, lines) == [1, 1]


def test_a_word_far_beyond_the_end_of_a_line_is_on_none() -> None:
    assert lines_for(line_of("ĐẾN", x=400).words, [line_of("Kính gửi")]) == [None]


def test_what_stands_on_no_line_comes_back_as_a_line() -> None:
    lines = [line_of("Kính gửi các xã")]
    found, rest = split_by_lines([line_of("Kính gửi các xã"), line_of("Lò Văn Khải", y=200)], lines)
    assert [word.text for word in found[0]] == ["Kính", "gửi", "các", "xã"]
    assert [line.text for line in rest] == ["Lò Văn Khải"]


def test_only_lines_at_empty_places_are_new() -> None:
    lines = [line_of("Kính gửi các xã")]
    others = [line_of("Kinh gui", y=2), line_of("Lò Văn Khải", y=200)]
    assert [line.text for line in new_lines(lines, others)] == ["Lò Văn Khải"]
