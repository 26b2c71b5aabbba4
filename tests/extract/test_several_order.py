"""Stacks that were fed the wrong way round or got mixed."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD, letter_of
from test_several_belonging import OTHER

from docproc.letter import Letter

ONE = f"{HEAD}\n1. Đề nghị UBND xã Bản Mây báo cáo trước ngày 20/5/2024."
TWO = "2\n2. Đề nghị UBND xã Nà Pán báo cáo trước ngày 21/5/2024."
THREE = f"3\n3. Đề nghị UBND xã Pa Tần báo cáo trước ngày 22/5/2024.\n{FOOT}"
ANNEX = "PHỤ LỤC\nDANH SÁCH HỒ CHỨA\n1. Hồ Nà Pán\n2. Hồ Bản Mây"


def doubts(letter: Letter) -> list[str]:
    return [doubt.in_words("en") for doubt in letter.doubts if doubt.code == "page_order"]


def days(letter: Letter) -> list[tuple[int, int]]:
    """Page and day of the deadline of each task."""
    found = []
    for task in letter.tasks:
        assert task.deadline is not None and task.deadline.date is not None
        found.append((task.page, task.deadline.date.day))
    return found


def test_pages_in_order_carry_no_doubt() -> None:
    assert doubts(letter_of(ONE, TWO, THREE, ANNEX)) == []


@pytest.mark.parametrize(
    ("pages", "order", "expected"),
    [
        ((THREE, TWO, ONE), "3, 2, 1", [(3, 20), (2, 21), (1, 22)]),
        ((ONE, THREE, TWO), "1, 3, 2", [(1, 20), (3, 21), (2, 22)]),
        ((TWO, ONE, THREE), "2, 1, 3", [(2, 20), (1, 21), (3, 22)]),
    ],
)
def test_pages_in_the_wrong_order_are_read_in_the_right_one(
    pages: tuple[str, ...], order: str, expected: list[tuple[int, int]]
) -> None:
    letter = letter_of(*pages)
    assert doubts(letter) == [f"the pages lie in the wrong order; they were read in the order {order}"]
    assert (letter.header.number, letter.signer.name, letter.attachments) == ("642", "Lò Văn Khải", [])
    assert days(letter) == expected


def test_a_letter_of_two_pages_without_numbers_is_turned_round() -> None:
    letter = letter_of(THREE.removeprefix("3\n"), ONE)
    assert doubts(letter)
    assert (letter.header.number, letter.attachments, days(letter)) == ("642", [], [(2, 20), (1, 22)])


def test_a_reversed_stack_of_two_letters_is_turned_round() -> None:
    letter = letter_of(OTHER, f"2\n{FOOT}", ONE)
    assert doubts(letter) == ["the pages lie in the wrong order; they were read in the order 3, 2, 1"]
    assert letter.header.number == "642"
    assert [(one.header.number, one.first_page, one.last_page) for one in letter.attachments] == [("77", 1, 1)]


def test_an_order_that_cannot_be_made_out_is_only_doubted() -> None:
    letter = letter_of(ONE, "4\nVà các hồ chứa nhỏ.", "3\nCác hồ chứa lớn.", FOOT)
    assert doubts(letter) == ["the pages seem to belong in the order 1, 3, 2, 4; they were read as they lie"]
    letter = letter_of(ONE, "5\nVà hồ nhỏ.", "4\nVà hồ lớn.", "Hồ khác.", "7\nHồ Nà Pán.", f"6\n{FOOT}")
    assert "page numbers as printed: –, 5, 4, –, 7, 6" in doubts(letter)[0]


def test_items_that_go_between_others_tell_the_order() -> None:
    five = f"5. Giao xã Pa Tần trực.\n6. Giao xã Bản Mây trực.\n{FOOT}"
    three = "3. Giao xã Nà Pán trực.\n4. Giao xã Đồi Chè trực."
    letter = letter_of(f"{ONE}\n2. Giao xã Nậm Toong trực.", five, three)
    assert doubts(letter) == ["the pages seem to belong in the order 1, 3, 2; they were read as they lie"]


def test_items_that_begin_anew_in_a_further_part_are_in_order() -> None:
    parts = (f"{ONE}\n2. Giao xã Nậm Toong.", "3. Giao xã Nà Pán.\n4. Giao xã Pa Tần.\nII. BIỆN PHÁP")
    assert doubts(letter_of(*parts, f"1. Trực lũ.\n2. Báo cáo.\n{FOOT}")) == []


@pytest.mark.parametrize(
    "pages",
    [
        (ONE, TWO, THREE, "PHỤ LỤC I\nBiểu tổng hợp", "2\nTiếp theo biểu tổng hợp"),
        (ONE, TWO, THREE, OTHER, f"2\n{ANNEX}"),
        ("Chuyển anh Ba xem\nGấp", ONE, TWO, THREE),
        (f"{ONE}\n{FOOT}", "1\nPHƯƠNG ÁN bảo vệ hồ chứa", "2\nTiếp theo phương án"),
    ],
)
def test_annexes_and_further_letters_count_their_pages_anew(pages: tuple[str, ...]) -> None:
    assert doubts(letter_of(*pages)) == []
