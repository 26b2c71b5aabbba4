"""How a stretch of text opens, and what stands below what."""

from __future__ import annotations

import pytest
from roled import read

from docproc.extract.mentions.nlp import analyse
from docproc.extract.roles.outline import (
    after_opening,
    ends_with_colon,
    has_children,
    is_whole_office,
    office_opening,
    opens_with_duty,
    tokens_of,
)


@pytest.mark.parametrize("text", ["Rà soát hộ nghèo", "Cần kiểm tra bếp"])
def test_what_opens_with_a_duty(text: str) -> None:
    doc = analyse(text, None)
    assert opens_with_duty(doc, 0, len(doc))


@pytest.mark.parametrize("text", ["Mẫu báo cáo số 1", "Kết quả thực hiện năm 2024"])
def test_a_verb_behind_a_noun_is_no_duty(text: str) -> None:
    doc = analyse(text, None)
    assert not opens_with_duty(doc, 0, len(doc))


@pytest.mark.parametrize(
    ("text", "whole"), [("Đối với Phòng Y tế:", True), ("Phòng Y tế", True), ("Phòng Y tế rà soát", False)]
)
def test_whether_an_office_fills_a_heading(text: str, whole: bool) -> None:
    doc = analyse(text, None)
    assert is_whole_office(doc, 0, len(doc)) is whole


def test_a_colon_opens_a_list_also_before_quotes() -> None:
    assert ends_with_colon("các nội dung sau: ”")
    assert not ends_with_colon("Thời gian: 8 giờ.")


def test_the_tokens_of_a_block_are_its_words_without_the_marker() -> None:
    doc, body = read("1. Rà soát hộ nghèo.", "2. Kiểm tra bếp ăn.")
    tokens = tokens_of(doc, body.blocks[1])
    assert tokens is not None
    assert doc[slice(*tokens)].text == "Kiểm tra bếp ăn."


def test_items_stand_below_a_block() -> None:
    _doc, body = read("1. Phòng Y tế", "- Rà soát số giường bệnh.", "2. Phòng Nội vụ")
    assert [has_children(body, index) for index in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "following"), [("Đối với Phòng Y tế", "Phòng"), ("Riêng: các xã", "các"), ("Phòng Y tế", "Phòng")]
)
def test_an_opening_is_passed_over(text: str, following: str) -> None:
    doc = analyse(text, None)
    assert doc[after_opening(doc, 0)].text == following


@pytest.mark.parametrize("text", ["Phòng Y tế rà soát", "Giao Phòng Y tế rà soát", "Đối với Phòng Y tế: rà soát"])
def test_the_office_that_opens_a_stretch(text: str) -> None:
    doc = analyse(text, None)
    phrase = office_opening(doc, 0, len(doc))
    assert phrase is not None
    assert doc[slice(*phrase.parts[0])].text == "Phòng Y tế"


def test_an_office_further_on_opens_nothing() -> None:
    doc = analyse("Rà soát hồ sơ do Phòng Y tế lập", None)
    assert office_opening(doc, 0, len(doc)) is None
