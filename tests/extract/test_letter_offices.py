"""Offices that a whole letter is about."""

from __future__ import annotations

import pytest
from roled import read, roles_for

from docproc.extract.roles.letter_offices import (
    asked_by_letter,
    most_often_first,
    named_by_title,
    offices_of_letter,
)


def test_a_letter_asks_the_first_class_behind_a_directing_word() -> None:
    doc, _body = read("Sở Y tế yêu cầu thủ trưởng các đơn vị thực hiện:", "- Kiểm tra bếp ăn.")
    asked = asked_by_letter(doc)
    assert asked is not None
    assert doc[asked.start : asked.end].text == "thủ trưởng các đơn vị"


def test_a_regulation_is_about_the_office_that_opens_most_of_its_sentences() -> None:
    doc, body = read("1. Phòng Y tế họp hằng tháng.", "2. Phòng Y tế lập sổ.", "3. Trạm Y tế xã báo cáo.")
    most = most_often_first(doc, roles_for(doc, body, "OOO"))
    assert most is not None
    assert doc[most.start : most.end].text == "Phòng Y tế"


def test_a_letter_is_not_about_the_office_that_only_asks() -> None:
    doc, body = read("1. Sở Y tế đề nghị các xã họp.", "2. Sở Y tế đề nghị các xã lập sổ.", "3. Các xã họp.")
    assert most_often_first(doc, roles_for(doc, body, "OOO")) is None


def test_an_office_that_opens_one_sentence_is_not_what_a_text_is_about() -> None:
    doc, body = read("1. Phòng Y tế rà soát hồ sơ.", "2. Trạm Y tế xã báo cáo.")
    assert most_often_first(doc, roles_for(doc, body, "OO")) is None


def test_the_name_in_the_title_is_taken_whole() -> None:
    doc, body = read("1. Cơ quan Kiểm định, đo lường vùng có con dấu riêng.", "2. Trình Sở dự thảo kế hoạch.")
    title = "Quy định nhiệm vụ và tổ chức của Cơ quan Kiểm định, đo lường vùng trực thuộc Sở"
    about = named_by_title(doc, roles_for(doc, body, "OB"), title)
    assert about is not None
    assert doc[about.start : about.end].text == "Cơ quan Kiểm định, đo lường vùng"


@pytest.mark.parametrize("title", [None, "Về việc chấn chỉnh kỷ luật lao động", "Về rà soát tại các phòng"])
def test_a_title_that_names_no_office_of_the_text(title: str | None) -> None:
    doc, body = read("1. Các phòng báo cáo.", "2. Phòng Y tế lập sổ.")
    assert named_by_title(doc, roles_for(doc, body, "BB"), title) is None


def test_each_office_comes_with_why_it_may_lead() -> None:
    doc, body = read(
        "Sở Y tế yêu cầu các đơn vị thực hiện:", "1. Phòng Y tế lập sổ.", "2. Phòng Y tế báo cáo kết quả."
    )
    found = offices_of_letter(doc, roles_for(doc, body, "OBB"), "Quy định nhiệm vụ của Phòng Y tế")
    assert [(why, doc[party.start : party.end].text) for why, party in found] == [
        ("asked", "các đơn vị"),
        ("often", "Phòng Y tế"),
        ("titled", "Phòng Y tế"),
    ]


def test_a_letter_that_asks_one_office_by_name_asks_no_class() -> None:
    doc, _body = read("Sở Y tế yêu cầu Phòng Nội vụ rà soát biên chế.")
    assert asked_by_letter(doc) is None
