"""Number and date written by hand, as the reader of handwriting gives them."""

from __future__ import annotations

from printed import plain

from docproc.extract.assemble.written import written_figures


def test_number_and_date_are_taken_from_their_lines() -> None:
    found = written_figures(plain("Số: 1645", "ngày 17 tháng 10 năm 2017"))
    assert (found.number, found.day, found.month, found.year) == ("1645", 17, 10, 2017)


def test_what_is_unreadable_is_left_open() -> None:
    found = written_figures(plain("Số: 1645", "ngày ? tháng 10 năm 2017"))
    assert (found.day, found.month) == (None, 10)


def test_the_fields_written_by_hand_are_named() -> None:
    assert written_figures(plain("Số: 1645")).fields == ["number"]
    assert written_figures(plain("ngày 17 tháng 10 năm 2017")).fields == ["issue_date"]


def test_without_handwriting_nothing_is_written() -> None:
    assert written_figures([]).fields == []


def test_the_lines_are_kept_as_evidence() -> None:
    rows = plain("Số: 1645")
    assert written_figures(rows).rows == tuple(rows)
