"""The pages of a file as they are read, and which of them each letter has."""

from __future__ import annotations

from printed import FOOT, HEAD, letter_of

from docproc.extract.layout.several.sheets import pages_of_letters, sheets_of
from docproc.language.plain import text_page
from docproc.letter import Attachment, Doubt, Letter

FIRST = f"{HEAD}\n1. Các xã rà soát hồ chứa."
LAST = f"2\n2. Các xã báo cáo trước ngày 20/5/2024.\n{FOOT}"


def pages(*texts: str) -> list[int]:
    """The numbers of the pages in the order in which they are read."""
    sheets, _doubts = sheets_of([text_page(number, text) for number, text in enumerate(texts, start=1)])
    return [sheet.number for sheet in sheets]


def test_a_page_alone_is_read_as_it_is() -> None:
    assert pages(LAST) == [1]


def test_pages_are_read_in_their_order() -> None:
    assert pages(LAST, FIRST) == [2, 1]


def test_a_page_scanned_twice_is_read_once() -> None:
    assert pages(FIRST, FIRST, LAST) == [1, 3]


def with_another_at(page: int, count: int) -> Letter:
    """A letter of so many pages with another one from a page on."""
    doubt = Doubt(field="attachments[0]", code="another_letter", message="why")
    return Letter(
        file="a.pdf",
        pages=count,
        attachments=[Attachment(first_page=page, last_page=count)],
        doubts=[doubt],
    )


def test_another_letter_begins_at_its_first_page() -> None:
    made = [text_page(number, f"Trang thứ {number} của tập") for number in range(1, 5)]
    assert pages_of_letters(made, with_another_at(3, 4)) == [[1, 2], [3, 4]]


def test_an_attachment_stays_with_its_letter() -> None:
    made = [text_page(number, f"Trang thứ {number} của tập") for number in range(1, 4)]
    letter = with_another_at(3, 3).model_copy(update={"doubts": []})
    assert pages_of_letters(made, letter) == [[1, 2, 3]]


def test_a_further_scan_goes_with_the_page_before() -> None:
    made = [text_page(number, text) for number, text in enumerate((FIRST, FIRST, LAST), start=1)]
    assert pages_of_letters(made, letter_of(FIRST, FIRST, LAST)) == [[1, 2, 3]]
