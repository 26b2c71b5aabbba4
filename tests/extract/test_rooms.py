"""The rooms of extraction: a letter goes through them once, from left to right."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

_EXTRACT = Path(__file__).parents[2] / "docproc" / "extract"
_ROOMS = ("layout", "mentions", "roles", "assemble")


def _rooms_imported(module: Path) -> set[str]:
    """The rooms of extraction that a module takes something from."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {name.split(".")[2] for name in names if name.startswith("docproc.extract.")}


def test_every_module_is_in_a_room() -> None:
    assert [path.name for path in _EXTRACT.glob("*.py")] == ["__init__.py"]
    assert {path.name for path in _EXTRACT.iterdir() if (path / "__init__.py").exists()} == set(_ROOMS)


@pytest.mark.parametrize("room", _ROOMS)
def test_a_room_takes_only_from_rooms_to_its_left(room: str) -> None:
    left = set(_ROOMS[: _ROOMS.index(room) + 1])
    against = {
        module.name: found - left
        for module in (_EXTRACT / room).rglob("*.py")
        if (found := _rooms_imported(module)) - left
    }
    assert not against
