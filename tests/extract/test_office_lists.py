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
        ("Phòng Y tế; Công an huyện", ["Phòng Y tế", "Công an huyện"]),
    ],
)
def test_several_offices_behind_one_kind(name: str, offices: list[str]) -> None:
    assert each_of(name) == offices


@pytest.mark.parametrize(
    "name", ["các sở, ban, ngành", "UBND các xã, thị trấn", "Sở Giáo dục và Đào tạo", "các thôn, bản"]
)
def test_a_class_or_one_office_stays_one(name: str) -> None:
    assert each_of(name) == [name]
