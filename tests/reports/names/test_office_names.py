from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.reports.names.office_names import (
    key_of,
    kind_of,
    letterhead_lines,
    place_name,
    short_form,
    symbol_of,
    take_apart,
)
from tests.reports.golden import words_of


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("UBND xã Bến Lau", "Bến Lau"),
        ("UBND xã Bến Lau, huyện Sông Mơ", "Bến Lau"),
        ("UBND quận 1", "Quận 1"),
        ("Phòng Y tế TP. Mơ", "Mơ"),
        ("Phòng Lao động - Thương binh và Xã hội", None),
        ("Hợp tác xã Đồng Xanh", None),
        ("Sở Y tế", None),
    ],
)
def test_the_place_in_an_offices_own_name(name: str, place: str | None) -> None:
    assert place_name(name) == place


def test_the_letterhead_breaks_after_the_body() -> None:
    assert letterhead_lines("UBND xã Bến Lau") == ["Ủy ban nhân dân", "xã Bến Lau"]
    assert letterhead_lines("Sở Y tế") == ["Sở Y tế"]


def test_running_text_shortens_the_body() -> None:
    assert short_form("Uỷ ban nhân dân huyện Sông Mơ") == "UBND huyện Sông Mơ"


def test_who_signs_follows_from_the_kind() -> None:
    kind = kind_of("UBND xã Bến Lau")
    assert kind is not None and kind.signer == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert kind_of("Tổ hợp tác Đồng Xanh") is None


@pytest.mark.parametrize(
    ("office", "symbol"),
    [
        ("UBND xã Bến Lau", "UBND"),
        ("Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("Sở GD&ĐT", "SGDĐT"),
        ("Sở Y tế", "SYT"),
        ("Sở Nội vụ", "SNV"),
        ("Sở Ngoại vụ", "SNgV"),
        ("Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
        ("Phòng Tài chính - Kế hoạch huyện Sông Mơ", "PTCKH"),
        ("Trung tâm Y tế huyện Thác Bà Hai", "TTYT"),
        ("Văn phòng UBND tỉnh Hòa Xuân", "VPUBND"),
        ("Hạt Kiểm lâm huyện Sông Mơ", "HKL"),
        ("Công ty Cổ phần Cấp nước Sông Mơ", None),
        ("Trường Tiểu học Bến Lau", None),
        ("Trung tâm Ứng dụng tiến bộ khoa học và công nghệ nông nghiệp", None),
    ],
)
def test_the_abbreviation_of_an_office_in_its_symbol(office: str, symbol: str | None) -> None:
    assert symbol_of(office) == symbol


@pytest.mark.parametrize(("name", "key"), words_of("keys").items())
def test_each_abbreviation_is_compared_as_what_it_stands_for(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(("name", "parts"), words_of("taken_apart").items())
def test_a_name_is_taken_apart_at_its_levels(name: str, parts: list[str]) -> None:
    found = take_apart(name)
    assert [found.body, ", ".join(found.levels), found.place] == parts


@given(st.text(alphabet=string.ascii_letters + "ạảđĐươÂ ,.-–&/()", max_size=60))
def test_the_key_of_a_name_is_stable(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)
