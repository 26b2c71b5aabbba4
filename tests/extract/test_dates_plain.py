"""Text as the date grammar likes it, with the way back."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from docproc.extract.mentions.dates.plain import plain_text


def test_it_is_in_small_letters_with_single_blanks() -> None:
    assert plain_text("Trước  Ngày\n15/10").text == "trước ngày 15/10"


def test_signs_that_look_alike_are_one() -> None:
    assert plain_text("19–20/10").text == "19-20/10"


def test_letters_are_composed() -> None:
    assert plain_text(unicodedata.normalize("NFD", "Trước")).text == "trước"


def test_words_of_days_get_the_marks_that_were_lost() -> None:
    assert plain_text("truoc ngay 15/10").text == "trước ngày 15/10"


def test_the_way_back_leads_to_the_words_as_written() -> None:
    text = "Báo cáo  trước   ngày 15/10."
    plain = plain_text(text)
    start = plain.text.index("trước")
    first, last = plain.span_in_original(start, start + len("trước ngày"))
    assert text[first:last] == "trước   ngày"


@given(st.text(max_size=60))
def test_every_character_has_its_place(text: str) -> None:
    plain = plain_text(text)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(plain.starts, plain.ends, strict=True))
