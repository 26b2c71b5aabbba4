"""Headings of assignment tables: what their columns are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tabled import row

from docproc.extract.layout.table_columns import heading_at, is_heading, kind_of_heading
from docproc.language.normalise import fold

HEADINGS = tomllib.loads((Path(__file__).parent / "words" / "assignment.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, text) for kind, found in HEADINGS.items() for text in found]
)
def test_a_heading_tells_what_its_column_is(kind: str, heading: str) -> None:
    assert kind_of_heading(fold(heading)) == kind
    assert is_heading(fold(heading))


@pytest.mark.parametrize("heading", ["Rừng", "Bản Mây", "Ruộng lúa", "Quê quán"])
def test_other_words_are_no_heading(heading: str) -> None:
    assert kind_of_heading(fold(heading)) is None
    assert not is_heading(fold(heading))


@pytest.mark.parametrize(
    ("heading", "both"),
    [
        ("Đơn vị thực hiện, phối hợp", True),
        ("Đơn vị thực hiện và phối hợp", True),
        ("Cơ quan chủ trì, phối hợp", True),
        ("Cơ quan chủ trì và phối hợp", True),
        ("Đơn vị chủ trì, đơn vị phối hợp", True),
        ("Cơ quan chủ trì", False),
    ],
)
def test_one_column_may_hold_both_kinds_of_offices(heading: str, both: bool) -> None:
    found = heading_at([row("STT", "Nội dung", heading, "Thời hạn")], 0, first=True)
    assert found is not None and found.columns is not None
    assert (found.columns.kinds[2], found.columns.both) == ("lead", both)
