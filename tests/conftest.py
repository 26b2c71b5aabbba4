"""For all tests: messages in English; quick tests first, so that mistakes show before Tesseract runs."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import structlog
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy import create_engine, text

from docproc.store import Store, database, open_store
from docproc.store.people import passwords

# Messages follow the environment; the tests look for the English ones wherever they run.
os.environ["LC_ALL"] = "en_GB.UTF-8"

# No test sees the settings or the register of whoever runs it.
_HOME = tempfile.mkdtemp(prefix="docproc-tests-")
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = _HOME
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

# Time is measured in benchmarks: a busy machine must not fail a property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# Weighing a password takes its time on purpose; hundreds of tests log people in.
passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)

_upgrade = database._upgrade


@cache
def _migrated() -> Path:
    """An empty SQLite database whose tables the migrations made."""
    store = open_store(Path(_HOME) / "migrated", check_schema=False)
    _upgrade(store)
    store.close()
    return store.data / database.DATABASE


def _copy_or_upgrade(store: Store) -> None:
    """Upgrade the store; a new one on SQLite begins as a copy, for the migrations take ten times as long."""
    new = store.data / database.DATABASE
    if store.is_sqlite and not new.exists():
        with suppress(OSError), tempfile.TemporaryDirectory(dir=store.data) as beside:
            os.link(shutil.copyfile(_migrated(), Path(beside) / "copy"), new)  # whole, or another's
    _upgrade(store)


# Thousands of tests open a new store.
database._upgrade = _copy_or_upgrade


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("ocr") is not None)


@pytest.fixture(autouse=True)
def logs_as_shipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a command sets up for its logs ends with the test."""
    monkeypatch.setenv("DOCPROC_LOG", "info")
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server that the tests start (as another user when root) and end."""
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
def migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """New stores get their tables from the migrations, as outside the tests."""
    monkeypatch.setattr(database, "_upgrade", _upgrade)


@pytest.fixture(scope="session")
def migrated_database(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database without letters, whose tables the migrations made."""
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE migrated"))
    server.dispose()
    open_store(tmp_path_factory.mktemp("migrated"), postgresql.replace("/postgres?", "/migrated?")).close()
    return "migrated"


@pytest.fixture
def new_database(postgresql: str, migrated_database: str) -> Iterator[Callable[..., str]]:
    """A function that makes a database without letters and gives its URL; `bare`, one without tables."""
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make(bare: bool = False) -> str:
        name = f"t{os.urandom(4).hex()}"
        with server.connect() as connection:
            connection.execute(
                text(f"CREATE DATABASE {name} TEMPLATE {'template1' if bare else migrated_database}")
            )
        made.append(name)
        return postgresql.replace("/postgres?", f"/{name}?")

    yield make
    with server.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
