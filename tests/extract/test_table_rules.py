"""Examples beside the expressions of annexes and notes.toml: what each finds and what not."""

from __future__ import annotations

import re
from functools import reduce
from typing import Any

import pytest

from docproc.resources import load_rules

FOUND = [
    ("annexes/begins", "phu luc i"),
    ("annexes/begins", "(ban hanh kem theo quyet dinh so 12/qd-ubnd)"),
    ("annexes/begins", "mau so 02"),
    ("annexes/refusing", "phu luc ii. danh sach cac thon"),
    ("annexes/refusing", "bao cao ket qua nam 2024"),
    ("notes/mark", "1 Nghị định số 12"),
    ("notes/mark", "! Nghị định số 12"),
    ("notes/mark", "2Nghị định số 12"),
]

NOT_FOUND = [
    ("annexes/begins", "cac thon gui phu luc kem theo cong van nay ve ubnd xa truoc ngay 30/4/2024"),
    ("annexes/begins", "thu gom rac theo mau so 02"),
    ("annexes/refusing", "quy che lam viec"),
    ("annexes/refusing", "cac thon bao cao"),
    ("notes/mark", "Nghị định số 12"),
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
