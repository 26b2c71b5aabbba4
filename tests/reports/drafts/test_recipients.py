from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.letter import Header, Letter
from docproc.reports.drafts.recipients import (
    addresses_in,
    is_office,
    may_be_reminded,
    misread_addresses,
    recipients_in,
)
from tests.reports.golden import words_of
from tests.reports.reply_letters import water_letter

DISTRICT = Header(issuer="Ủy ban nhân dân huyện Suối Vàng", issuer_parent="UBND tỉnh Hòa Xuân")
HEALTH = Header(issuer="Sở Y tế", issuer_parent="UBND tỉnh Hòa Xuân")


def named(written: str, header: Header = HEALTH) -> list[str]:
    return [one.written() for one in recipients_in(written, Letter(file="x.pdf", pages=1, header=header))]


@pytest.mark.parametrize(
    ("written", "recipients"),
    [
        ("Sở Y tế", ["Sở Y tế"]),
        ("Sở Nội vụ và Văn phòng UBND tỉnh", ["Sở Nội vụ", "Văn phòng UBND tỉnh Hòa Xuân"]),
        ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
        ("Bộ Y tế, Sở Y tế", ["Bộ Y tế", "Sở Y tế"]),
        ("Phòng Kinh tế và Hạ tầng", ["Phòng Kinh tế và Hạ tầng"]),
        ("UBND tỉnh (thông qua Sở Tư pháp) đúng thời gian quy định", ["UBND tỉnh Hòa Xuân (qua Sở Tư pháp)"]),
        ("Sở Y tế (gửi qua Văn phòng để vào sổ văn bản đến)", ["Sở Y tế (qua Văn phòng)"]),
        ("Phòng Nghiệp vụ Y - Sở Y tế", ["Sở Y tế (qua Phòng Nghiệp vụ Y)"]),
        ("Sở Y tế (số 15 đường Hoa Ban, thành phố Hòa Xuân)", ["Sở Y tế"]),
        ("Viện Khí hậu, Tầng 8, 15 Hoa Ban, Hòa Xuân", ["Viện Khí hậu"]),
        ("Bộ Nội vụ (qua Vụ Tổ chức cán bộ1)", ["Bộ Nội vụ (qua Vụ Tổ chức cán bộ)"]),
        (
            "Công an tỉnh (qua Phòng Cảnh sát giao thông, địa chỉ: 15 Hoa Ban; đ/c An, SĐT: 0900.000.000)",
            ["Công an tỉnh Hòa Xuân (qua Phòng Cảnh sát giao thông)"],
        ),
        ("Sở Tư pháp - Cơ quan thường trực của Ban Chỉ đạo", ["Sở Tư pháp"]),
        ("Sở Y tế; nvy@soyte.example", ["Sở Y tế"]),
        ("nvy@soyte.example", []),
        ("", []),
    ],
)
def test_recipients_are_taken_out_of_a_sentence(written: str, recipients: list[str]) -> None:
    assert named(written) == recipients


@pytest.mark.parametrize(
    "written",
    [
        "học sinh trung học",
        "các đại biểu",
        "cơ quan",
        "lực lượng",
        "doanh nghiệp",
        "Sở ội vụ",
        "Văn phòng Thường",
        "Cục Kiểm lâm trao đổi",
    ],
)
def test_what_is_no_known_kind_of_office_is_marked(written: str) -> None:
    assert named(written) == [f"[CẦN KIỂM TRA: nơi nhận ghi trong văn bản là “{written}”]"]


@pytest.mark.parametrize(("name", "known"), words_of("known_offices").items())
def test_which_kinds_of_offices_are_known(name: str, known: bool) -> None:
    assert is_office(name) is known


@pytest.mark.parametrize(
    "name",
    [
        "Các cơ quan, đơn vị",
        "UBND các xã, thị trấn",
        "Trưởng Công an huyện",
        "Phòng Nội vụ",
        "Công chức Tư pháp - Hộ tịch",
    ],
)
def test_classes_and_heads_are_reminded(name: str) -> None:
    assert may_be_reminded(name)


@pytest.mark.parametrize(
    "name", ["việc thu gom rác", "Công ty hợp tác để đơn vị tư vấn", "Cục Kiểm lâm trao đổi"]
)
def test_a_piece_of_a_sentence_is_not_reminded_as_if_it_were_right(name: str) -> None:
    assert not may_be_reminded(name)


@pytest.mark.parametrize(
    ("written", "misread"),
    [
        ("gửi qua địa chỉ thư điện tử phongyte®suoivang.example.", ["phongyte®suoivang.example"]),
        ("gửi về ccvc.snv®@suoivang.example.", ["ccvc.snv®@suoivang.example"]),
        ("gửi qua Email: phongyteQgmail.com.", ["phongyteQgmail.com"]),
        ("gửi về hộp thư: phongyte_suoivang.gov.vn.", ["phongyte_suoivang.gov.vn"]),
        ("gửi qua Email: phongyte@suoivang.example.", []),
        ("gửi về Sở Y tế trước ngày 10.5", []),
    ],
)
def test_an_address_without_its_sign_is_found(written: str, misread: list[str]) -> None:
    assert misread_addresses(written) == misread


def test_addresses_stay_for_who_sends_the_file() -> None:
    assert addresses_in("Sở Y tế; nvy@soyte.example, http://soyte.example") == [
        "nvy@soyte.example",
        "http://soyte.example",
    ]


@given(st.text(max_size=80))
def test_whatever_was_read_gives_names_or_marks(written: str) -> None:
    for one in recipients_in(written, water_letter()):
        assert one.written().strip() and (one.known == ("[CẦN KIỂM TRA" not in one.written()))
