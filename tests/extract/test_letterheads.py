"""Where the letters of a file begin."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD, plain

from docproc.extract.layout.several.letterheads import begins_letter, letters_of

LETTERHEAD = HEAD.splitlines()


def test_a_letterhead_begins_a_letter() -> None:
    assert begins_letter(plain(*LETTERHEAD))


@pytest.mark.parametrize(
    "lines",
    [
        ["PHỤ LỤC", "1. Hồ Nà Pán"],
        FOOT.splitlines(),
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ],
    ids=["annex", "foot", "motto alone"],
)
def test_other_pages_begin_none(lines: list[str]) -> None:
    assert not begins_letter(plain(*lines))


def test_a_letterhead_further_down_the_page_begins_none() -> None:
    assert not begins_letter(plain(*["Các xã rà soát hồ chứa."] * 40, *LETTERHEAD))


def test_a_page_without_a_letterhead_stays_with_the_letter_before() -> None:
    rows = plain(*LETTERHEAD) + plain("2. Các xã báo cáo.", page=2) + plain(*LETTERHEAD, page=3)
    assert [{row.page for row in letter} for letter in letters_of(rows)] == [{1, 2}, {3}]


def test_pages_before_any_letterhead_are_a_letter() -> None:
    rows = plain("Phiếu chuyển") + plain(*LETTERHEAD, page=2)
    assert [{row.page for row in letter} for letter in letters_of(rows)] == [{1}, {2}]


def test_no_rows_no_letters() -> None:
    assert letters_of([]) == []
