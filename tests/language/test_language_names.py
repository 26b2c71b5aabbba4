"""Which words of a line look like a person's name."""

from __future__ import annotations

import pytest

from docproc.language.names import parts_of_names


def names_in(line: str) -> list[str]:
    words = line.split()
    return [words[at] for at in parts_of_names(words)]


def test_a_family_name_and_what_follows_it_with_capitals() -> None:
    assert names_in("ông Lò Văn Khải ký") == ["Lò", "Văn", "Khải"]


@pytest.mark.parametrize(
    "line",
    ["ông Lò Văn ký", "Suối Vàng Xanh", "LÒ VĂN KHẢI", "lò văn khải", "Lò Văn Khải Minh Tú Anh Hùng"],
    ids=["two words", "no family name", "capitals", "small letters", "seven words"],
)
def test_other_words_are_none(line: str) -> None:
    assert names_in(line) == []


def test_a_sign_ends_a_name() -> None:
    assert names_in("Lò Văn Khải, Bản Mây") == ["Lò", "Văn", "Khải,"]


def test_two_names_are_both_found() -> None:
    assert names_in("Lò Văn Khải; Hoàng Thị Mai") == ["Lò", "Văn", "Khải;", "Hoàng", "Thị", "Mai"]


def test_blanks_between_words_do_not_count() -> None:
    assert parts_of_names(["Lò", " ", "Văn", " ", "Khải"]) == [0, 2, 4]
