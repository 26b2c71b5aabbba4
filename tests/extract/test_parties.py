"""Offices that units name: who may name some, lists in a name, offices that stand together."""

from __future__ import annotations

import pytest
from roled import party, read, roles_for

from docproc.extract.roles.parties import (
    end_of_places,
    groups_of,
    may_name_others,
    names_of,
    parted_at_together,
    partners_among,
)


def test_a_heading_and_a_lead_in_may_name_who_does_what_stands_below() -> None:
    doc, body = read(
        "Kính gửi lời chào.", "1. Phòng Y tế", "2. Yêu cầu các xã:", "- Rà soát hộ nghèo.", "Số liệu đã được gửi."
    )
    roles = roles_for(doc, body, "OOOBO")
    assert [may_name_others(doc, body, role, n) for n, role in enumerate(roles)] == [
        True,  # the first of the body
        True,
        True,
        False,
        False,
    ]


def test_a_name_that_lists_offices_is_each_of_them() -> None:
    doc, _body = read("1. Giao các Sở: Tài chính, Y tế rà soát.")
    assert names_of(doc, party(doc, "các Sở: Tài chính, Y tế")) == ["Sở Tài chính", "Sở Y tế"]


def test_offices_that_stand_together_are_a_group() -> None:
    doc, _body = read("1. Phòng Y tế, Phòng Nội vụ rà soát hồ sơ do Trạm Y tế lập.")
    pair = (party(doc, "Phòng Y tế", 0.8), party(doc, "Phòng Nội vụ", 0.7))
    apart = party(doc, "Trạm Y tế", 0.6)
    assert groups_of(doc, [*pair, apart]) == [pair, (apart,)]


@pytest.mark.parametrize(
    ("line", "found", "whole"),
    [
        ("Giao UBND xã Suối Vàng, An Khê rà soát.", "UBND xã Suối Vàng", "UBND xã Suối Vàng, An Khê"),
        ("Ban tự quản thôn 6, buôn Ea Kar cử người.", "Ban tự quản thôn 6", "Ban tự quản thôn 6, buôn Ea Kar"),
        ("Các thôn 6, 7 báo cáo số hộ.", "Các thôn 6", "Các thôn 6, 7"),
        ("Thôn 6, 7 hộ nghèo được rà soát.", "Thôn 6", "Thôn 6"),
        ("UBND xã Suối Vàng, Sở Y tế rà soát.", "UBND xã Suối Vàng", "UBND xã Suối Vàng"),
        ("Các phòng, ban, ngành; Chủ tịch UBND xã rà soát.", "Các phòng, ban, ngành", "Các phòng, ban, ngành"),
    ],
)
def test_a_name_goes_on_with_further_places(line: str, found: str, whole: str) -> None:
    doc, _body = read(line)
    start, end = party(doc, found).start, party(doc, found).end
    assert doc[start : end_of_places(doc, start, end, len(doc))].text == whole


def test_who_stands_behind_together_with_helps() -> None:
    doc, _body = read("1. Phòng Y tế cùng Phòng Nội vụ và Trạm Y tế kiểm tra bếp ăn.")
    named = [party(doc, name) for name in ("Phòng Y tế", "Phòng Nội vụ", "Trạm Y tế")]
    assert [one.part for one in partners_among(doc, named)] == ["lead", "partner", "partner"]


def test_who_stands_behind_an_opening_together_helps() -> None:
    doc, _body = read("1. Cùng với Phòng Nội vụ, Trạm Y tế kiểm tra bếp ăn.")
    named = [party(doc, name) for name in ("Phòng Nội vụ", "Trạm Y tế")]
    assert [one.part for one in partners_among(doc, named)] == ["partner", "partner"]


def test_a_name_ends_where_together_joins_another() -> None:
    doc, _body = read("1. Giám đốc bệnh viện cùng Phòng Nội vụ kiểm tra bếp ăn.")
    whole = party(doc, "Giám đốc bệnh viện cùng Phòng Nội vụ")
    assert [doc[one.start : one.end].text for one in parted_at_together(doc, whole)] == [
        "Giám đốc bệnh viện",
        "Phòng Nội vụ",
    ]


def test_who_stands_in_a_list_leads() -> None:
    doc, _body = read("1. Phòng Y tế, Phòng Nội vụ và Trạm Y tế kiểm tra bếp ăn.")
    named = [party(doc, name) for name in ("Phòng Y tế", "Phòng Nội vụ", "Trạm Y tế")]
    assert [one.part for one in partners_among(doc, named)] == ["lead", "lead", "lead"]
