"""A name that lists several offices of one kind (annotation guide, decision 8)."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.office_lists import each_of


@pytest.mark.parametrize(
    ("name", "offices"),
    [
        ("các Sở: Tài chính, Xây dựng", ["Sở Tài chính", "Sở Xây dựng"]),
        (
            "UBND các huyện Suối Vàng, Thác Bà Hai và thành phố An Khê",
            ["UBND huyện Suối Vàng", "UBND huyện Thác Bà Hai", "UBND thành phố An Khê"],
        ),
        (
            "Giám đốc các Sở: Nội vụ, Giáo dục và Đào tạo",
            ["Giám đốc Sở Nội vụ", "Giám đốc Sở Giáo dục và Đào tạo"],
        ),
        (
            "Các bộ, cơ quan ngang bộ: Tài chính; Khoa học và Công nghệ; Văn phòng Chính phủ",
            ["Bộ Tài chính", "Bộ Khoa học và Công nghệ", "Văn phòng Chính phủ"],
        ),
        ("các phòng, các đơn vị", ["các phòng", "các đơn vị"]),
        ("UBND xã Suối Vàng, An Khê và Ea H'leo", ["UBND xã Suối Vàng", "UBND xã An Khê", "UBND xã Ea H'leo"]),
        ("UBND xã Đắk Mây, Ấm Hạ", ["UBND xã Đắk Mây", "UBND xã Ấm Hạ"]),
        ("hai xã Bản Mây, Suối Vàng", ["Xã Bản Mây", "Xã Suối Vàng"]),
        ("03 bản Nà Lam, Nà Sáng", ["Bản Nà Lam", "Bản Nà Sáng"]),
        ("Trưởng các khu dân cư 1, 3 và 4", [f"Trưởng khu dân cư {n}" for n in (1, 3, 4)]),
        ("Ban tự quản thôn 6, buôn Ea Kar", ["Ban tự quản thôn 6", "Ban tự quản buôn Ea Kar"]),
        (
            "Trung tâm Kiểm nghiệm khu vực I, II",
            ["Trung tâm Kiểm nghiệm khu vực I", "Trung tâm Kiểm nghiệm khu vực II"],
        ),
        ("Phòng Y tế; Công an huyện", ["Phòng Y tế", "Công an huyện"]),
    ],
)
def test_several_offices_behind_one_kind(name: str, offices: list[str]) -> None:
    assert each_of(name) == offices


@pytest.mark.parametrize(
    "name",
    [
        "các sở, ban, ngành",
        "UBND các xã, thị trấn",
        "Sở Giáo dục và Đào tạo",
        "các thôn, bản",
        "UBND xã Suối Vàng và Đảng ủy xã",
        "Chi cục Thuế khu vực Suối Vàng - Thác Bà",
        "UBND xã Suối Vàng, Sở Y tế",
    ],
)
def test_a_class_or_one_office_stays_one(name: str) -> None:
    assert each_of(name) == [name]
