"""What a body is cut into: sentences, and what semicolons part in them."""

from __future__ import annotations

import pytest
from roled import read

from docproc.extract.roles.units import units_of


def test_a_semicolon_parts_units_of_a_block() -> None:
    doc, body = read("1. Phòng Y tế lập hồ sơ gửi huyện; Phòng Nội vụ rà soát biên chế.")
    assert [doc[unit.start : unit.end].text for unit in units_of(doc, body)] == [
        "Phòng Y tế lập hồ sơ gửi huyện;",
        "Phòng Nội vụ rà soát biên chế.",
    ]


def test_a_semicolon_between_two_words_parts_nothing() -> None:
    doc, body = read("1. Các xã; các thôn rà soát hộ nghèo.")
    assert len(units_of(doc, body)) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Các sở, ban, ngành; UBND các huyện rà soát hồ sơ.", 1),
        ("Các sở; các phòng của huyện; UBND các xã rà soát hồ sơ; báo cáo kết quả.", 2),
        ("Các sở rà soát hồ sơ; UBND các huyện báo cáo kết quả.", 2),
        ("Sở Nội vụ đề nghị Văn phòng các sở; Phòng Nội vụ các huyện rà soát hồ sơ.", 1),
        ("Giao Phòng Y tế; Phòng Nội vụ; UBND các xã rà soát hồ sơ; báo cáo kết quả.", 2),
        ("Các sở, ban, ngành; hội quần chúng; UBND các xã rà soát hồ sơ.", 1),
        ("Các sở; tổ chức đại diện người lao động; UBND các xã rà soát hồ sơ.", 1),
        ("Các sở; tổ chức hội nghị; UBND các xã rà soát hồ sơ.", 2),
        ("Gửi về Phòng Y tế (địa chỉ: 1 phố Cũ; điện thoại: 5 số của văn phòng) trước ngày 15/4.", 1),
        ("Gửi về Phòng Y tế (địa chỉ: 1 phố Cũ; báo cáo huyện trước ngày 15/4.", 2),
        ("Giao Phòng Y tế chủ trì, phối hợp với Phòng Nội vụ; UBND các xã rà soát hồ sơ.", 2),
        ("Phòng Y tế kiểm tra các trạm; Phòng Nội vụ rà soát hồ sơ.", 2),
    ],
)
def test_a_semicolon_between_offices_parts_no_sentence(text: str, parts: int) -> None:
    doc, body = read(text)
    assert len(units_of(doc, body)) == parts


def test_blocks_read_elsewhere_have_no_units() -> None:
    doc, body = read("1. Các xã rà soát hộ nghèo.", "2. Các trường kiểm tra bếp ăn.")
    assert {unit.block for unit in units_of(doc, body, frozenset({0}))} == {1}


def test_a_line_without_a_word_or_number_is_no_unit() -> None:
    doc, body = read("1. Các xã rà soát hộ nghèo.", "2. ./.")
    assert {unit.block for unit in units_of(doc, body)} == {0}


def test_a_short_end_behind_a_semicolon_stays_with_its_sentence() -> None:
    doc, body = read("1. Phòng Y tế lập hồ sơ gửi huyện; báo cáo.")
    assert len(units_of(doc, body)) == 1
