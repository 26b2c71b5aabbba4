"""The order of the pages of a file, told from what is on them."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD

from docproc.extract.layout.several.order import in_order
from docproc.language.plain import text_page

FIRST = f"{HEAD}\n1. Các xã rà soát hồ chứa."
SECOND = "2\n2. Các xã báo cáo."
THIRD = f"3\n3. Các xã kiểm tra.\n{FOOT}"


def read(*texts: str) -> tuple[list[int], list[str]]:
    """The numbers of the pages as they are to be read, and what is said of them."""
    pages, doubts = in_order([text_page(number, text) for number, text in enumerate(texts, start=1)])
    return [page.number for page in pages], [doubt.in_words("en") for doubt in doubts]


def test_pages_that_can_follow_each_other_stay() -> None:
    assert read(FIRST, SECOND, THIRD) == ([1, 2, 3], [])


@pytest.mark.parametrize(
    ("texts", "order"), [((THIRD, SECOND, FIRST), [3, 2, 1]), ((FIRST, THIRD, SECOND), [1, 3, 2])]
)
def test_pages_are_put_right_by_their_numbers(texts: tuple[str, ...], order: list[int]) -> None:
    assert read(*texts)[0] == order


def test_what_was_put_right_is_said() -> None:
    [said] = read(FIRST, THIRD, SECOND)[1]
    assert "1, 3, 2" in said


def test_an_order_that_only_seems_right_is_said_and_not_taken() -> None:
    order, [said] = read(FIRST, "3. Các xã kiểm tra.", "2. Các xã báo cáo.")
    assert order == [1, 2, 3]
    assert "1, 3, 2" in said


def test_a_page_without_words_says_nothing_of_the_order() -> None:
    assert read(FIRST, "", SECOND, THIRD) == ([1, 2, 3, 4], [])


def test_an_annex_counts_its_pages_anew() -> None:
    assert read(FIRST, SECOND, THIRD, "PHỤ LỤC\n1. Hồ Nà Pán", "2\n2. Hồ Bản Mây")[1] == []
