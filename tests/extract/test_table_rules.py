"""Examples beside the expressions of assignment.toml: what each finds and what not."""

from __future__ import annotations

import re
from functools import reduce
from typing import Any

import pytest

from docproc.resources import load_rules

FOUND = [
    ("assignment/shapes/deadline", "30/4/2024"),
    ("assignment/shapes/deadline", "Quý IV/2024"),
    ("assignment/shapes/deadline", "Trước ngày 15/3"),
    ("assignment/shapes/deadline", "Hằng tháng"),
    ("assignment/shapes/lead", "Sở Y tế"),
    ("assignment/shapes/lead", "Giám đốc Sở Tài chính"),
    ("assignment/shapes/lead", "UBND xã Bản Mây"),
    ("assignment/offices/heading", "1. Phòng Y tế (6 nhiệm vụ):"),
    ("assignment/offices/heading", "II. Nhiệm vụ của Sở Xây dựng"),
    ("assignment/no_deadlines/cell", "8h00 - 8h30 "),
    ("assignment/no_deadlines/cell", "da hoan thanh "),
    ("assignment/rows/group_text", "II. Nhóm nhiệm vụ về con người"),
    ("assignment/labels/lead", "don vi chu tri: phong y te"),
    ("assignment/labels/lead", "- co quan, don vi chu tri thuc hien: phong y te"),
    ("assignment/labels/lead", "bo phan thuc hien: phong y te"),
    ("assignment/labels/lead", "phan cong thuc hien: phong y te"),
    ("assignment/labels/coordinate", "cac co quan, don vi phoi hop: cong an xa"),
    ("assignment/labels/coordinate", "phoi hop thuc hien: cong an xa"),
    ("assignment/labels/deadline", "thoi gian hoan thanh: quy ii/2024"),
    ("assignment/labels/product", "san pham: bao cao"),
]

NOT_FOUND = [
    ("assignment/shapes/deadline", "Theo kế hoạch"),
    ("assignment/shapes/deadline", "12"),
    ("assignment/shapes/lead", "Bổ sung hồ sơ"),
    ("assignment/shapes/lead", "Quét dọn kho"),
    ("assignment/no_deadlines/cell", "quy iv/2024 "),
    ("assignment/rows/group_text", "1. Làm cầu"),
    ("assignment/labels/lead", "don vi thuc hien tot: khen thuong"),
    ("assignment/labels/lead", "phan cong chuan bi: so y te"),
    ("assignment/labels/coordinate", "phoi hop voi cong an xa lam cau"),
    ("assignment/labels/deadline", "thoi gian kiem tra: quy ii/2024"),
]


def match(place: str, text: str) -> re.Match[str] | None:
    file, *keys = place.split("/")
    rules: Any = load_rules(file)
    return re.match(reduce(lambda part, key: part[key], keys, rules), text)


@pytest.mark.parametrize(("place", "text"), FOUND)
def test_the_expression_finds(place: str, text: str) -> None:
    assert match(place, text)


@pytest.mark.parametrize(("place", "text"), NOT_FOUND)
def test_the_expression_does_not_find(place: str, text: str) -> None:
    assert not match(place, text)
