"""What tells which entries of rule files nothing needs (tools/rules_needed.py)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[1]
RULES = """[class]
words = [
    "sở",
    # a comment
    'ban \\w+',  # another
]
few = ["one", "two"]
finds = [
    "an example",
]
number = 3
"""


def _tool() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("rules_needed")
    finally:
        sys.path.remove(str(ROOT / "tools"))


TOOL: Any = _tool()


def test_the_lines_of_lists_are_entries(tmp_path: Path) -> None:
    file = tmp_path / "toy.toml"
    file.write_text(RULES, encoding="utf-8")
    assert [(entry.line, entry.text) for entry in TOOL.entries(file)] == [
        (2, '"sở",'),
        (4, "'ban \\w+',  # another"),
    ]


@given(st.sets(st.integers(0, 40)))
def test_what_nobody_misses_is_found(needed: set[int]) -> None:
    everything = list(range(41))
    found = TOOL.unneeded(everything, lambda gone: bool(needed & set(gone)))
    assert set(found) == set(everything) - needed


def test_of_two_that_stand_in_for_each_other_one_stays() -> None:
    def is_missed(gone: Sequence[int]) -> bool:
        return {2, 5} <= set(gone)

    found = TOOL.unneeded(list(range(8)), is_missed)
    assert not is_missed(found)
    assert len(found) == 7


@pytest.mark.parametrize(("lost", "noticed"), [('"sở",', True), ('"unused",', False)])
def test_a_test_that_fails_without_an_entry_notices_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str, noticed: bool
) -> None:
    house = tmp_path / "house"
    for folder in ("docproc", "tests", "benchmarks", "tools", "models"):
        (house / folder).mkdir(parents=True)
    (house / "pyproject.toml").write_text("", encoding="utf-8")
    (house / "models" / "toy.toml").write_text('words = [\n    "sở",\n    "unused",\n]\n', encoding="utf-8")
    (house / "tests" / "test_toy.py").write_text(
        "from pathlib import Path\n\n\ndef test_toy():\n"
        '    assert "sở" in Path("models/toy.toml").read_text(encoding="utf-8")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(TOOL, "HOUSE", house)
    (tmp_path / "copy").mkdir()
    copy = TOOL.Copy(tmp_path / "copy", ["tests"], [])
    entry = next(one for one in TOOL.entries(house / "models" / "toy.toml") if one.text == lost)
    assert copy.misses([entry]) is noticed
    assert (tmp_path / "copy" / "models" / "toy.toml").read_text(encoding="utf-8").count("\n") == 4
