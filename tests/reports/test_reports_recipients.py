from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reply_letters import water_letter

from docproc.letter import Header, Letter
from docproc.reports.full_names import in_full, issuer_name
from docproc.reports.recipients import addresses_in, is_office, may_be_reminded, misread_addresses, recipients_in

DISTRICT = Header(issuer="Ủy ban nhân dân huyện Suối Vàng", issuer_parent="UBND tỉnh Hòa Xuân")
HEALTH = Header(issuer="Sở Y tế", issuer_parent="UBND tỉnh Hòa Xuân")


@pytest.mark.parametrize(
    ("issuer", "parent", "full"),
    [
        ("Văn phòng", "UBND tỉnh Hòa Xuân", "Văn phòng UBND tỉnh Hòa Xuân"),
        ("Văn phòng", "UBND huyện Suối Vàng", "Văn phòng HĐND và UBND huyện Suối Vàng"),
        ("Văn phòng HĐND và UBND", "UBND huyện Suối Vàng", "Văn phòng HĐND và UBND huyện Suối Vàng"),
        ("Văn phòng", "Huyện ủy Suối Vàng", "Văn phòng Huyện ủy Suối Vàng"),
        ("Ban Thường vụ", "Hội Nông dân tỉnh Hòa Xuân", "Ban Thường vụ Hội Nông dân tỉnh Hòa Xuân"),
        ("Ban Chỉ đạo chuyển đổi số", "UBND tỉnh Hòa Xuân", "Ban Chỉ đạo chuyển đổi số tỉnh Hòa Xuân"),
        ("Hội đồng thẩm định tỉnh", "UBND tỉnh Hòa Xuân", "Hội đồng thẩm định tỉnh Hòa Xuân"),
        ("Trung tâm Văn hóa", "UBND quận 1", "Trung tâm Văn hóa quận 1"),
        ("Sở Y tế", "UBND tỉnh Hòa Xuân", "Sở Y tế"),
        ("Sở GD&ĐT", "UBND tỉnh Hòa Xuân", "Sở Giáo dục và Đào tạo"),
        ("Phòng Nội vụ", "UBND huyện Suối Vàng", "Phòng Nội vụ"),
        ("Công an tỉnh Hòa Xuân", "Bộ Công an", "Công an tỉnh Hòa Xuân"),
        ("Ủy ban nhân dân xã Bản Mây", None, "UBND xã Bản Mây"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH Hòa Xuân", None, "Chủ tịch UBND tỉnh Hòa Xuân"),
        (None, None, ""),
    ],
)
def test_an_issuer_is_named_so_that_others_know_which(issuer: str | None, parent: str | None, full: str) -> None:
    assert issuer_name(Header(issuer=issuer, issuer_parent=parent)) == full


@pytest.mark.parametrize(
    ("written", "header", "full"),
    [
        ("Sở", HEALTH, "Sở Y tế"),
        ("Văn phòng Sở", HEALTH, "Văn phòng Sở Y tế"),
        ("Thanh tra", HEALTH, "Thanh tra Sở Y tế"),
        ("UBND tỉnh", HEALTH, "UBND tỉnh Hòa Xuân"),
        ("UBND huyện", HEALTH, "UBND huyện"),
        ("UBND huyện", DISTRICT, "UBND huyện Suối Vàng"),
        ("Hạt Kiểm lâm huyện", DISTRICT, "Hạt Kiểm lâm huyện Suối Vàng"),
        ("Văn phòng", DISTRICT, "Văn phòng HĐND và UBND huyện Suối Vàng"),
        ("Phòng Nội vụ", DISTRICT, "Phòng Nội vụ"),
        ("Hợp tác xã", Header(issuer="UBND xã Bản Mây"), "Hợp tác xã"),
        ("UBND xã", Header(), "UBND xã"),
    ],
)
def test_a_name_that_only_the_letterhead_completes(written: str, header: Header, full: str) -> None:
    assert in_full(written, header) == full


def test_our_own_offices_tell_a_place_too() -> None:
    assert in_full("UBND xã", Header(), "UBND xã Bản Mây") == "UBND xã Bản Mây"


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


@pytest.mark.parametrize(
    "name", ["Trường hợp khó", "Hội nghị", "Ban hành Quy chế", "phòng, chống dịch", "Báo cáo số liệu"]
)
def test_words_that_begin_like_an_office_are_none(name: str) -> None:
    assert not is_office(name)


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
