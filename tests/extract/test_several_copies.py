"""One page scanned twice, and pages that only look so."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from printed import FOOT, HEAD, letter_of

from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.layout.several.copies import without_copies
from docproc.language.plain import text_page
from docproc.letter import Letter
from docproc.page import Box, Line, Page, Word

FIRST = f"{HEAD}\nĐề nghị UBND xã Bản Mây báo cáo trước ngày 20/5/2024."
SECOND = f"""Đề nghị UBND xã Nà Pán rà soát 12 hồ chứa trên địa bàn, báo cáo UBND huyện trước ngày 21/5/2024.
Trong quá trình thực hiện có vướng mắc, đề nghị phản ánh về Phòng Nông nghiệp để được hướng dẫn.
{FOOT}"""


def scanned(number: int, text: str, changes: dict[str, Word] | None = None, confidence: float = 0.95) -> Page:
    """The text as read by OCR, with `changes` to single words."""
    changes = changes or {}
    lines = (
        Line(tuple(changes.get(word, Word(word, None, confidence)) for word in line.split()))
        for line in text.splitlines()
    )
    return Page(number, 595, 842, tuple(lines), source="ocr", reason="made for a test")


def reasons(letter: Letter) -> list[str]:
    return [doubt.in_words("en") for doubt in letter.doubts if doubt.field == "pages"]


def kept(*pages: Page) -> list[int]:
    return [page.number for page in without_copies(pages)[0]]


def test_a_page_scanned_three_times_gives_its_tasks_once() -> None:
    letter = letter_of(FIRST, SECOND, SECOND, SECOND)
    assert [task.page for task in letter.tasks] == [1, 2]
    assert reasons(letter) == ["pages 2, 3, 4 are scans of one page; it was read once, from page 2"]
    assert (letter.pages, len(letter.page_notes)) == (4, 4)


def test_a_letter_scanned_twice_is_one_letter() -> None:
    letter = letter_of(FIRST, SECOND, FIRST, SECOND)
    assert (len(letter.tasks), letter.attachments, len(reasons(letter))) == (2, [], 2)


def test_the_better_scan_is_read() -> None:
    pages = [scanned(1, FIRST), scanned(2, SECOND, confidence=0.6), scanned(3, SECOND)]
    letter = letter_from_pages(pages, "a.pdf", 3)
    assert [task.page for task in letter.tasks] == [1, 3]
    assert reasons(letter) == ["pages 2, 3 are scans of one page; it was read once, from page 3"]


@pytest.mark.parametrize(
    "changes",
    [
        {"phản": Word("phàn", None, 0.9), "hướng": Word("hưởrg", None, 0.8)},
        {"Lò": Word("*~Lò", None, 0.3), "vướng": Word("v", None, 0.4)},
        {"12": Word("72", None, 0.5, ("12",))},
    ],
    ids=["misread words", "scrawl", "a figure that a reader saw so"],
)
def test_noise_makes_no_other_page(changes: dict[str, Word]) -> None:
    assert kept(scanned(1, SECOND), scanned(2, SECOND, changes)) == [1]


def test_columns_that_came_out_in_another_order_make_no_other_page() -> None:
    other = SECOND.replace("- Như trên;\n", "").replace("CHỦ TỊCH\n", "CHỦ TỊCH\n- Như trên;\n")
    assert kept(scanned(1, SECOND), scanned(2, other)) == [1]


def at(text: str, x: float, y: float) -> Line:
    """A line of words at a place, five points a letter and twelve high."""
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y, x + 5 * len(word), y + 12), 0.95))
        x += 5 * len(word) + 4
    return Line(tuple(words))


@pytest.mark.parametrize(("y", "is_copy"), [(225, True), (425, False)])
def test_what_was_written_into_the_stamp_of_arrival_makes_no_other_page(y: int, is_copy: bool) -> None:
    page = scanned(1, SECOND)
    stamped = [
        replace(page, number=number, lines=(*page.lines, at("ĐẾN", 70, 210), at(f"Số: {arrived}", 60, y)))
        for number, arrived in ((1, 512), (2, 12))
    ]
    assert (len(kept(*stamped)) == 1) is is_copy


def test_an_item_number_that_one_scan_lacks_makes_no_other_page() -> None:
    assert kept(scanned(1, f"3. {SECOND}"), scanned(2, SECOND)) == [1]


@pytest.mark.parametrize(
    ("old", "new"),
    [("12 hồ", "13 hồ"), ("21/5/2024", "27/5/2024"), ("Nà Pán", "Pa Tần"), ("12 hồ", "hồ")],
)
def test_a_form_filled_in_anew_is_another_page(old: str, new: str) -> None:
    assert kept(text_page(1, SECOND), text_page(2, SECOND.replace(old, new))) == [1, 2]
    assert kept(scanned(1, SECOND), scanned(2, SECOND.replace(old, new))) == [1, 2]


def test_a_scan_on_which_only_a_figure_differs_is_read_and_doubted() -> None:
    pages, doubts = without_copies([scanned(1, SECOND), scanned(2, SECOND.replace("21/5", "27/5"))])
    assert len(pages) == 2
    assert [doubt.code for doubt in doubts] == ["page_nearly_again"]
    assert "21/5/2024." in str(doubts[0].details["figures"])


def test_pages_with_numbers_of_their_own_are_two_pages() -> None:
    assert kept(text_page(1, f"2\n{SECOND}"), text_page(2, f"3\n{SECOND}")) == [1, 2]
    assert kept(text_page(1, f"2\n{SECOND}"), text_page(2, SECOND)) == [1]


def test_pages_of_few_words_are_never_taken_for_copies() -> None:
    assert kept(text_page(1, "Chuyển anh Ba xem"), text_page(2, "Chuyển anh Ba xem"), text_page(3, "")) == [
        1,
        2,
        3,
    ]


def test_a_stack_of_sixty_different_pages_is_compared_in_a_moment() -> None:
    chance = random.Random(3)
    words = SECOND.split()
    pages = [replace(scanned(n, " ".join(chance.choices(words, k=300)))) for n in range(1, 61)]
    assert kept(*pages) == list(range(1, 61))
