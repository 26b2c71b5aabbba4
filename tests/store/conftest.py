"""Stores to test on: SQLite, and PostgreSQL on the server of tests/conftest.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Deadline, Header, Letter, Office, Task
from docproc.store import Store, open_store
from docproc.store.entered import changes


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else None
    opened = open_store(tmp_path / "data", url, patience=10)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", patience=10)
    yield opened
    opened.close()


@pytest.fixture
def letter() -> Letter:
    """A letter with two tasks, the first due on 25/3/2024."""
    header = Header(
        doc_type="Công văn",
        number="642",
        symbol="UBND-NN",
        issuer="Ủy ban nhân dân huyện Suối Vàng",
        issue_date=date(2024, 3, 12),
        subject="tăng cường bảo vệ rừng mùa khô năm 2024",
    )
    due = Deadline(text="trước ngày 26/3/2024", date=date(2024, 3, 26), last_day=date(2024, 3, 25))
    tasks = [
        Task(id="1", page=1, text="Rà soát phương án.", lead=[Office(name="Hạt Kiểm lâm huyện")], deadline=due),
        Task(id="2", page=1, text="Tuyên truyền.", lead=[Office(name="Phòng Nông nghiệp và PTNT")]),
    ]
    return Letter(file="a.pdf", pages=1, header=header, tasks=tasks)


@pytest.fixture
def registered(store: Store, letter: Letter) -> int:
    """The id of a letter in the register of `store`."""
    return add_letter(store, letter)


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person enters is cut off when it has been written, before the audit trail has it."""

    def stop(session: Session, *_: object, **__: object) -> None:
        session.flush()
        raise RuntimeError("cut off")

    monkeypatch.setattr(changes, "note", stop)
