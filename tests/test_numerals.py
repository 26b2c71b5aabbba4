"""A text that looks like a number need not be one."""

from __future__ import annotations

import string
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.numerals import whole_number

# Every sign for which `str.isdigit` or `str.isnumeric` holds: ², ①, ½, Ⅷ, ٣, १, 三 …
NUMERIC = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isnumeric()]


@given(st.text(st.sampled_from(NUMERIC), min_size=1, max_size=6))
def test_no_sign_that_looks_like_a_number_trips(text: str) -> None:
    found = whole_number(text)
    assert (found is None) != text.isdecimal()
    assert found is None or str(found) == str(int(text))


@given(st.text(string.digits, min_size=1, max_size=100))
def test_digits_are_their_number(text: str) -> None:
    assert whole_number(text) == int(text)


@pytest.mark.parametrize("text", ["", "²", "①", "½", "Ⅷ", "-1", "+1", "1_000", "1.0", " 1", "1\n", "9" * 5000])
def test_everything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("٣", 3), ("१२", 12), ("１２", 12)])
def test_digits_of_other_scripts_count(text: str, number: int) -> None:
    assert whole_number(text) == number
