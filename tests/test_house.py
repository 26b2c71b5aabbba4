"""The house as docs/architecture.md draws it: which room takes from which, no circles, folders and modules of a
size that a reader can hold, tests of each stage, and none that goes stale with the letters it tries.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_HOUSE = _ROOT / "docproc"

# The road from left to right; of two that stand in one place neither takes from the other. `pipeline` is the only
# plain module on it: it is the road itself.
_ROAD = (
    ("scan", "language"),  # language knows nothing of PDFs
    ("reading",),
    ("extract",),
    ("pipeline",),
    ("store", "reports", "searchable"),  # store and reports meet in the plain records.py
    ("remote",),  # keeps to the hashes of the store's originals
    ("workers",),
    ("intake",),
    ("archive",),
    ("web",),
    ("cli",),
)
# Beside the road, with the rooms that each takes from.
_BESIDE = {
    "synthesis": set[str](),
    "evaluate": set[str](),
    "teaching": {"extract", "evaluate"},
}
# Who takes from a room beside the road.
_TAKES_FROM_BESIDE = {
    "docproc.cli": {"synthesis", "evaluate", "teaching"},  # commands, and doctor asks for the fonts
    "docproc.language.training": {"synthesis"},  # learns from pages that were printed and soiled
}
# Under all rooms; takes only from plain modules.
_UNDER = "confined"
# Folders that are no rooms: plain modules under all rooms.
_PLAIN_FOLDERS = {"rules"}
# The plain modules that take from a room, and from which.
_PLAIN_THAT_TAKE = {"docproc.libreoffice": {"confined"}}  # LibreOffice is started under limits, without a network

_ROOMS = {room for rooms in _ROAD for room in rooms} | set(_BESIDE) | {_UNDER}

_DOZEN = 12
_MOST_LINES = 400
# Folders with more than a dozen modules, and why.
_CROWDED = {
    "docproc": "the plain modules under all rooms, which know no rooms themselves",
    "docproc/cli": "one thin module a command",
    "docproc/extract/assemble": "one module a part of the letter",
    "docproc/extract/layout": "one module a kind of zone or line, beside the rooms `several` and `rules`",
    "docproc/extract/mentions": "one module a kind of mention, beside the room `dates`",
    "docproc/intake": "each step of the way that a file goes is argued alone",
    "docproc/language": "one module a step of judging and repairing, listed in order in its docstring",
    "docproc/reading": "one module a step of reading, listed in order in its docstring",
    "docproc/scan": "one module a kind of file and a thing on its pages, beside `formats`, `measure`, `word`",
    "docproc/store": "one module a thing that is kept, beside the rooms `entered` and `migrations`",
    "docproc/web/api": "one module a part of the desk",
    "docproc/synthesis": "one module a thing that is printed or soiled",
}
# Modules with more than 400 lines, and why.
_LONG = {"docproc/errors.py": "a list: each type of error with its reason and remedy, three lines apiece"}


def _name(path: Path) -> str:
    parts = path.relative_to(_ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


_MODULES = {_name(path): path for path in sorted(_HOUSE.rglob("*.py"))}


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All that a module does, inside functions too, without what is there for the type checker alone: that is
    never imported when docproc runs.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from _nodes(node)


def _imported(path: Path) -> set[str]:
    """The modules of docproc that a file takes something from."""
    found = set()
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a module is imported by its whole name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in _MODULES else str(node.module))
    return found & set(_MODULES)


_TAKES = {name: _imported(path) for name, path in _MODULES.items()}


def _room(module: str) -> str | None:
    """The room a module stands in; None for the plain modules under all rooms."""
    _, _, inner = module.partition(".")
    first = inner.split(".")[0]
    return first if first in _ROOMS else None


def _may_take_from(module: str) -> set[str]:
    """The rooms that a module may take from, beside its own and the plain modules."""
    room = _room(module)
    if room == _UNDER:
        return set()
    if room is None:
        return _PLAIN_THAT_TAKE.get(module, set())
    if room in _BESIDE:
        return _BESIDE[room] | {_UNDER}
    here = next(place for place, rooms in enumerate(_ROAD) if room in rooms)
    beside = [rooms for start, rooms in _TAKES_FROM_BESIDE.items() if f"{module}.".startswith(f"{start}.")]
    return {_UNDER}.union(*_ROAD[:here], *beside)


def test_every_folder_has_its_place() -> None:
    folders = {path.parent.relative_to(_HOUSE).parts[0] for path in _HOUSE.glob("*/*.py")}
    assert folders | {"pipeline"} == _ROOMS | _PLAIN_FOLDERS


def test_the_architecture_tells_of_every_room() -> None:
    told = (_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert {room for room in _ROOMS if f"| `{room}/` |" not in told} == {"pipeline"}


@pytest.mark.parametrize("module", _MODULES)
def test_a_module_takes_only_from_rooms_to_its_left(module: str) -> None:
    own = {None, _room(module)}
    against = {taken for taken in _TAKES[module] if _room(taken) not in own | _may_take_from(module)}
    assert not against


def test_no_modules_take_from_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(_TAKES).prepare()
    except CycleError as error:
        pytest.fail(" takes from ".join(reversed(error.args[1])))


def _folder(module: str) -> str:
    return str(_MODULES[module].parent.relative_to(_ROOT))


def test_no_folder_holds_more_than_a_dozen_modules_without_a_reason() -> None:
    sizes: dict[str, int] = {}
    for module, path in _MODULES.items():
        if path.name != "__init__.py":
            sizes[_folder(module)] = sizes.get(_folder(module), 0) + 1
    assert {folder for folder, size in sizes.items() if size > _DOZEN} <= set(_CROWDED)


def test_no_module_is_longer_than_four_hundred_lines_without_a_reason() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in _MODULES.values()}
    assert {str(path.relative_to(_ROOT)) for path, count in lines.items() if count > _MOST_LINES} == set(_LONG)


# Rooms whose docstrings name their stages in order, each with its modules.
_TOLD = ("scan", "language", "reading", "extract", "searchable", "store", "web")


@pytest.mark.parametrize("room", _TOLD)
def test_a_room_tells_of_all_its_modules(room: str) -> None:
    for told in sorted((_HOUSE / room).rglob("__init__.py")):
        modules = {path.stem for path in told.parent.glob("*.py") if not path.stem.startswith("__")}
        folders = {path.parent.name for path in told.parent.glob("*/__init__.py")}
        if told.parent.name == "rules":  # a class for each rule file
            continue
        named = set(
            re.findall(r"`(\w+)/?`", ast.get_docstring(ast.parse(told.read_text(encoding="utf-8"))) or "")
        )
        assert modules - named == set(), told
        assert named - modules - folders == set(), told


# From four on: two and three letters in one file are what a test may be about.
_COUNTED = re.compile(
    r"_(four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|hundred|thousand)"
    r"(_\w+)?_(letters|letterheads|samples)(_|$)"
)


def test_no_test_is_named_after_how_many_letters_it_tries() -> None:
    """The name would be wrong with the next letter."""
    tests = sorted((_ROOT / "tests").rglob("test_*.py"))
    names = [
        node.name
        for path in tests
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert not [name for name in [*(path.stem for path in tests), *names] if _COUNTED.search(name)]


def test_no_two_tests_or_their_helpers_have_one_name() -> None:
    """Python keeps one module a name: of two, pytest would take the one that it met first."""
    found: dict[str, list[str]] = {}
    for path in (_ROOT / "tests").rglob("*.py"):
        if not (path.parent / "__init__.py").exists() and path.name != "conftest.py":
            found.setdefault(path.name, []).append(str(path.relative_to(_ROOT)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


# Rooms whose stages are tested one by one, beside the whole letters of tests/extract/letters.
_TESTED = ("docproc.extract.", "docproc.reading.", "docproc.language.")
# Rule files as data classes: tests/test_rules.py reads each of them and tries its expressions.
_RULES = ".rules."


def _has_logic(path: Path) -> bool:
    """Whether a module does more than hold data."""
    return any(
        isinstance(node, ast.FunctionDef) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_each_stage_is_tested_by_itself() -> None:
    """A test that reads whole letters shows that something is wrong, not where."""
    tested: set[str] = set().union(*(_imported(path) for path in (_ROOT / "tests").rglob("*.py")))
    stages = {
        name
        for name, path in _MODULES.items()
        if name.startswith(_TESTED) and _RULES not in name and path.name != "__init__.py" and _has_logic(path)
    }
    assert stages - tested == set()
