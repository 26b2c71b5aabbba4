from __future__ import annotations

import pytest

from docproc.letter import Header
from docproc.reports.names.full_names import in_full, issuer_name

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


def test_a_party_committee_does_not_stop_at_the_first_word_of_a_peoples_committee() -> None:
    assert "nhân dân" not in in_full("Thường trực Đảng uỷ", Header(issuer="Ủy ban nhân dân xã Bản Mây"))
