"""Stores to test on: SQLite, and a real PostgreSQL server that the tests start (as another user when root)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from store_rows import add_letter

from docproc.letter import Deadline, Header, Letter, Office, Task
from docproc.store import Store, open_store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server's `postgres` database; the server lives as long as the tests."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    base = Path(tempfile.mkdtemp(prefix="docproc-pg-", dir="/tmp"))
    if user:
        shutil.chown(base, "postgres", "postgres")
    cluster, log = base / "cluster", base / "log"
    run = {"check": True, "capture_output": True, "cwd": base, "env": {"LC_ALL": "C.UTF-8"}, **user}
    options = f"-c listen_addresses='' -c unix_socket_directories={base} -c fsync=off -c max_connections=40"
    try:
        subprocess.run([programs / "initdb", "-D", cluster, "-A", "trust", "-U", "docproc", "-N"], **run)
        server = [programs / "pg_ctl", "-D", cluster, "-w"]
        subprocess.run([*server, "-l", log, "-o", options, "start"], **run)
        yield f"postgresql+psycopg://docproc@/postgres?host={base}"
        subprocess.run([*server, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def new_database(postgresql: str) -> Iterator[Callable[[], str]]:
    """A function that makes an empty database and gives its URL."""
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make() -> str:
        name = f"t{os.urandom(4).hex()}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        made.append(name)
        return postgresql.replace("/postgres?", f"/{name}?")

    yield make
    with server.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


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
