"""Words of a line that are the name of a place that exists are never repaired."""

from __future__ import annotations

import pytest

from docproc.language.pieces import pieces_of
from docproc.language.place_words import place_words


def names_in(line: str) -> list[str]:
    return [text for _at, text in place_words(0, pieces_of(line))]


def test_the_name_behind_the_kind_of_a_place() -> None:
    assert names_in("UBND tỉnh Lai Châu báo cáo") == ["Lai", "Châu"]


@pytest.mark.parametrize(
    "line",
    ["ở Lai Châu", "tỉnh lai châu", "tinh Lai Chau", "tỉnh Lai Chàu", "tỉnh (Lai) Châu"],
    ids=["no kind", "small letters", "no marks", "no such place", "a sign between"],
)
def test_other_words_are_none(line: str) -> None:
    assert names_in(line) == []


def test_a_kind_of_two_words() -> None:
    assert names_in("thành phố Hà Nội") == ["Hà", "Nội"]


def test_words_are_told_by_line_and_place() -> None:
    pieces = pieces_of("tỉnh Lai Châu")
    assert [(at, pieces[at[1]].text) for at, _text in place_words(7, pieces)] == [
        ((7, 2), "Lai"),
        ((7, 4), "Châu"),
    ]
