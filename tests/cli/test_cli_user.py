"""The people of the office from the command line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docproc.store import open_store
from docproc.store.people import units
from docproc.store.people.members import member, members, person_named
from docproc.store.people.passwords import Refused, known_person

if TYPE_CHECKING:
    from conftest import Docproc

PASSWORD = "một câu dài dễ nhớ"


@pytest.fixture
def office(docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Docproc]:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[store]\ndata = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    yield docproc


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes from standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))


def _known(tmp_path: Path, name: str):  # type: ignore[no-untyped-def]
    store = open_store(tmp_path / "data")
    try:
        with store.reading() as session:
            return member(session, person_named(session, name).id)
    finally:
        store.close()


def test_a_person_is_added_and_gets_a_password(office: Docproc, tmp_path: Path, typed: None) -> None:
    added = office("user", "add", "lan", "--role", "clerk", "--full-name", "Nguyễn Thị Lan", "--confidential")
    assert added.code == 0
    assert office("user", "password", "lan").code == 0
    found = _known(tmp_path, "lan").user
    assert (found.role, found.full_name, found.confidential) == ("clerk", "Nguyễn Thị Lan", True)
    store = open_store(tmp_path / "data")
    assert not isinstance(known_person(store, "lan", PASSWORD, datetime.now(UTC)), Refused)
    store.close()


def test_a_password_typed_twice_must_be_the_same(office: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    office("user", "add", "lan")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter([PASSWORD, "một câu khác hẳn"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    called = office("user", "password", "lan")
    assert (called.code, "differ" in called.err) == (2, True)


def test_a_password_is_nowhere_in_what_is_said(office: Docproc, typed: None) -> None:
    office("user", "add", "lan")
    called = office("user", "password", "lan")
    assert PASSWORD not in called.out + called.err


def test_role_and_unit_are_changed(office: Docproc, tmp_path: Path) -> None:
    office("user", "add", "lan")
    store = open_store(tmp_path / "data")
    store.write(lambda session: units.add_unit(session, "Văn phòng", None))
    store.close()
    assert office("user", "role", "lan", "officer").code == 0
    assert office("user", "unit", "lan", "Văn phòng").code == 0
    found = _known(tmp_path, "lan")
    assert (found.user.role, found.unit.name) == ("officer", "Văn phòng")
    assert office("user", "unit", "lan", "--none").code == 0
    assert _known(tmp_path, "lan").unit is None


@pytest.mark.parametrize(
    "arguments", [("role", "ai-do", "clerk"), ("unit", "lan", "Phòng không có"), ("unit", "lan"), ("add", "lan")]
)
def test_what_cannot_be_is_refused(office: Docproc, arguments: tuple[str, ...]) -> None:
    office("user", "add", "lan")
    assert office("user", *arguments).code == 2


def test_somebody_retires_and_returns(office: Docproc, tmp_path: Path) -> None:
    office("user", "add", "lan")
    assert office("user", "retire", "lan").code == 0
    assert "has left" in office("user", "list").out
    assert office("user", "return", "lan").code == 0
    assert _known(tmp_path, "lan").user.active


def test_who_did_it_stands_in_the_list_too(office: Docproc, tmp_path: Path) -> None:
    office("user", "add", "lan", "--who", "hoa")
    store = open_store(tmp_path / "data")
    with store.reading() as session:
        assert [one.user.name for one in members(session)] == ["hoa", "lan"]
    store.close()
