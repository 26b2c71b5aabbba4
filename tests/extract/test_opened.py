"""A letter opened before its tasks are looked for."""

from __future__ import annotations

from printed import FOOT, HEAD, names

from docproc.extract.assemble.opened import numbered, opened_letters
from docproc.language.plain import text_page
from docproc.page import Page


def pages(*texts: str) -> list[Page]:
    return [text_page(number, text) for number, text in enumerate(texts, start=1)]


LETTER = f"{HEAD}\nUBND huyện đề nghị các xã rà soát hồ chứa.\n{FOOT}"


def test_head_body_and_addressees_are_apart() -> None:
    [opened] = opened_letters(pages(LETTER))
    assert opened.header.number == "642"
    assert opened.text.body.text == "UBND huyện đề nghị các xã rà soát hồ chứa."
    assert names(opened.facts.addressees) == ["Các phòng, ban thuộc UBND huyện", "UBND các xã, thị trấn"]


def test_each_letter_of_a_file_is_opened() -> None:
    other = LETTER.replace("642", "915")
    assert [opened.header.number for opened in opened_letters(pages(LETTER, other))] == ["642", "915"]


def test_what_follows_the_signature_is_the_annex() -> None:
    [opened] = opened_letters(pages(LETTER, "PHỤ LỤC\n1. Các xã kiểm kê hồ chứa trước ngày 20/5/2024."))
    assert opened.annex.annex
    assert "kiểm kê hồ chứa" in opened.annex.body.text


PLAN = "1. Rà soát hồ chứa\n- Cơ quan chủ trì: Phòng Nông nghiệp.\n- Thời gian hoàn thành: 20/5/2024."


def test_blocks_in_line_form_are_taken() -> None:
    [opened] = opened_letters(pages(f"{HEAD}\n{PLAN}\n{FOOT}"))
    assert opened.text.taken


def test_in_an_invitation_labels_are_those_of_the_meeting() -> None:
    head = HEAD.replace("Kính gửi:", "GIẤY MỜI\nKính gửi:")
    [opened] = opened_letters(pages(f"{head}\n{PLAN}\n{FOOT}"))
    assert opened.text.taken == frozenset()


def test_a_page_is_found_by_its_number() -> None:
    one, two = pages("a", "b")
    assert numbered([one, two], 2) == [two]
