"""Printed lines in order, with what the zones need to know of each."""

from __future__ import annotations

from printed import boxed, boxed_rows, page_of, plain, texts

from docproc.extract.layout.rows import evidence_of, is_upper, rows_of, rows_of_looks
from docproc.page import Look, Page


def test_a_blank_line_is_no_row_but_a_gap() -> None:
    rows = plain("Điều một", "", "Điều hai", "Điều ba")
    assert [(row.text, row.gap) for row in rows] == [("Điều một", False), ("Điều hai", True), ("Điều ba", False)]


def test_wide_white_space_is_a_gap() -> None:
    rows = boxed_rows(boxed("trên", 80, 100), boxed("giữa", 80, 116), boxed("dưới", 80, 150))
    assert [row.gap for row in rows] == [False, False, True]


def test_a_jump_back_up_the_page_is_a_gap() -> None:
    rows = boxed_rows(boxed("cột trái", 80, 300), boxed("cột phải", 320, 100))
    assert [row.gap for row in rows] == [False, True]


def test_rows_know_their_page() -> None:
    rows = rows_of([page_of(boxed("một", 80, 80)), page_of(boxed("hai", 80, 80), number=2)])
    assert [(row.page, row.text) for row in rows] == [(1, "một"), (2, "hai")]


def test_folded_text_has_the_length_of_the_text() -> None:
    (row,) = plain("Ủy ban nhân dân xã Đồi Chè")
    assert row.folded == "uy ban nhan dan xa doi che"


def test_indent_is_measured_from_the_left_edge() -> None:
    (row,) = boxed_rows(boxed("Căn cứ", 113.5, 100))
    assert row.indent(85.0) == 28.5


def test_without_boxes_there_is_no_indent() -> None:
    assert plain("Căn cứ")[0].indent(85.0) == 0.0


def test_looks_of_another_region_are_left_out() -> None:
    looks = (Look("head", (boxed("KHẨN", 90, 180),)), Look("signature", (boxed("Lò Văn Khải", 350, 700),)))
    page = Page(1, 595, 842, (), "ocr", "made for a test", looks=looks)
    assert [texts(rows) for rows in rows_of_looks([page], "signature")] == [["Lò Văn Khải"]]


def test_capitals_with_a_small_letter_misread_among_them_are_upper() -> None:
    assert is_upper("ỦY BAN NHÂN DÂN HUYỆN SUốI VÀNG")


def test_a_sentence_with_an_abbreviation_is_not_upper() -> None:
    assert not is_upper("UBND xã")


def test_two_letters_are_too_few_to_be_upper() -> None:
    assert not is_upper("KT")


def test_evidence_of_a_row_has_place_words_and_confidence() -> None:
    (evidence,) = evidence_of(boxed_rows(boxed("Số: 12/UBND-VX", 90.04, 100, confidence=0.5)))
    assert (evidence.page, evidence.text, evidence.confidence) == (1, "Số: 12/UBND-VX", 0.5)
    assert evidence.box == (90.0, 100.0, 174.0, 112.0)


def test_evidence_of_plain_text_has_no_box() -> None:
    assert evidence_of(plain("Số: 12/UBND-VX"))[0].box is None
