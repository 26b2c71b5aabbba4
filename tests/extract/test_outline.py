"""How a stretch of text opens, and what stands below what."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.nlp import analyse
from docproc.extract.roles.outline import ends_with_colon, is_whole_office, opens_with_duty


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
