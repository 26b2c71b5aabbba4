"""The rooms of reports: each takes only from those before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

_REPORTS = Path(__file__).parents[2] / "docproc" / "reports"
_ROOMS = ("rules", "names", "wording", "tasks", "word", "drafts", "sheets", "exchange")


def _rooms_imported(module: Path) -> set[str]:
    """The rooms of reports that a module takes something from."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {name.split(".")[2] for name in names if name.startswith("docproc.reports.")}


def test_every_module_is_in_a_room() -> None:
    assert [path.name for path in _REPORTS.glob("*.py")] == ["__init__.py"]
    assert {path.name for path in _REPORTS.iterdir() if (path / "__init__.py").exists()} == set(_ROOMS)


@pytest.mark.parametrize("room", _ROOMS)
def test_a_room_takes_only_from_rooms_before_it(room: str) -> None:
    before = set(_ROOMS[: _ROOMS.index(room) + 1])
    against = {
        module.name: found - before
        for module in (_REPORTS / room).rglob("*.py")
        if (found := _rooms_imported(module)) - before
    }
    assert not against
