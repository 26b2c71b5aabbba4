"""Opening the store; what passes by waiting."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from docproc.settings import load_settings
from docproc.store import Store, database, open_store
from docproc.store.database import patience_of
from docproc.store.faults import StoreBusy, StoreFull, StoreTooNew, StoreUnreachable
from docproc.store.schema import Base, FilePart, StoredLetter, StoredTask, User


def test_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    own = {"letter_texts.exact", "letter_texts.folded"}  # PostgreSQL's search, made by hand

    def ours(_object: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
        return not (
            reflected and kind in ("table", "index") and str(name).startswith(("letter_fts", "ix_letter_texts"))
        )

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        found = compare_metadata(context, Base.metadata)
    assert [one for one in found if one[0] != "remove_column" or f"{one[2]}.{one[3].name}" not in own] == []


def test_opening_again_keeps_what_is_there(store: Store) -> None:
    store.write(lambda session: session.add(User(name="lan")))
    again = open_store(store.data, store.url)
    with again.reading() as session:
        assert session.query(User).count() == 1
    again.close()


def test_database_of_a_newer_docproc_is_refused(store: Store) -> None:
    store.write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(store.data, store.url)


_LETTERS = "symbol issuer subject urgency secrecy doubts checked_at checked_by next_due arranged_id void_reason"
_LETTERS += " arrangement event_start report_on archived_on"
_ADDED = {
    "users": "password role confidential department_id language failed locked_until",
    "tasks": "last_day rrule assigned_to department_id late_reason version text_folded",
    "letters": _LETTERS,
    "jobs": "letter_id asked_by",
}
# Of columns that stay, or of several.
_NEW_INDEXES = "ix_letters_book ix_letters_doc_type ix_letters_seen ix_tasks_followed ix_audit_at ix_audit_person"
_NEW_INDEXES += " ix_tasks_completed_on"
_NEW_TABLES = "attached drafts known_names letter_pages letter_readers sessions tokens file_parts departments"


def _as_it_was_at_first(session: Session) -> None:
    """The tables of the first form, out of those of today."""
    for index in _NEW_INDEXES.split():
        session.execute(text(f"DROP INDEX {index}"))
    for table, columns in _ADDED.items():
        for index in (f"ix_{table}_{column}" for column in columns.split()):
            session.execute(text(f"DROP INDEX IF EXISTS {index}"))
        for column in columns.split():
            session.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    session.execute(text("CREATE INDEX ix_letters_issuer ON letters (issuer_folded)"))
    for table in _NEW_TABLES.split():
        session.execute(text(f"DROP TABLE {table}"))
    session.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def test_a_store_of_an_older_docproc_is_brought_up_to_date_with_what_is_in_it(store: Store) -> None:
    store.write(lambda session: session.add(User(name="lan")))
    store.write(_as_it_was_at_first)
    again = open_store(store.data, store.url)
    with again.reading() as session:
        assert (session.query(User).count(), session.query(FilePart).count()) == (1, 0)
    again.close()


def test_letters_of_an_older_docproc_get_the_columns_that_lists_are_made_of(
    store: Store, registered: int
) -> None:
    store.write(_as_it_was_at_first)
    again = open_store(store.data, store.url)
    with again.reading() as session:
        letter = session.get_one(StoredLetter, registered)
        task = session.query(StoredTask).order_by(StoredTask.position).first()
    again.close()
    assert (letter.symbol, letter.subject) == ("UBND-NN", "tăng cường bảo vệ rừng mùa khô năm 2024")
    assert task is not None
    assert task.last_day == letter.next_due == date(2024, 3, 25)
    assert task.text_folded == "ra soat phuong an."


@pytest.mark.usefixtures("migrations")
def test_several_programs_may_open_a_new_store_at_once(tmp_path: Path, new_database: Callable[..., str]) -> None:
    for url in (None, new_database(bare=True)):
        faults: list[BaseException] = []

        def opening(url: str | None = url, faults: list[BaseException] = faults) -> None:
            try:
                open_store(tmp_path / "new", url).close()
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=opening) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []


def held_lock(store: Store) -> sqlite3.Connection:
    """Another program that holds the database."""
    other = sqlite3.connect(store.data / database.DATABASE, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_locked_database_is_waited_for_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.2)
    store = open_store(tmp_path / "data", patience=20)
    other = held_lock(store)
    release = threading.Timer(1.0, lambda: other.execute("ROLLBACK"))
    release.start()
    began = time.monotonic()
    store.write(lambda session: session.add(User(name="lan")))
    assert time.monotonic() - began >= 0.9
    release.join()
    told = capsys.readouterr()
    assert "store_waits" in told.out + told.err
    with store.reading() as session:
        assert session.query(User).count() == 1
    other.close()
    store.close()


def test_database_locked_for_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    store = open_store(tmp_path / "data", patience=0.5)
    other = held_lock(store)
    with pytest.raises(StoreBusy, match="locked by another program"):
        store.write(lambda session: session.add(User(name="lan")))
    other.close()
    store.close()


def test_reading_does_not_wait_for_a_writer(sqlite_store: Store) -> None:
    other = held_lock(sqlite_store)
    with sqlite_store.reading() as session:
        assert session.query(User).count() == 0
    other.close()


_HOLDS = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("PRAGMA locking_mode = EXCLUSIVE")
held.execute("BEGIN EXCLUSIVE")
held.execute("CREATE TABLE held (x)")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_by_another_process(store: Store) -> Iterator[None]:
    """The database is shut to everybody, as a program that repairs or copies it shuts it."""
    store.engine.dispose()
    command = [sys.executable, "-c", _HOLDS, str(store.data / database.DATABASE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        yield
        assert other.stdin
        other.stdin.close()


def seconds_told(fault: StoreBusy) -> int:
    return int(re.findall(r"for (\d+) seconds", fault.message("en"))[0])


@pytest.mark.parametrize("waits", [2, 4])
def test_a_reader_tells_the_seconds_that_it_really_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waits: int
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", float(waits))
    store = open_store(tmp_path / "data", patience=900)
    with held_by_another_process(store):
        began = time.monotonic()
        with pytest.raises(StoreBusy) as raised, store.reading() as session:
            session.query(User).count()
        waited = time.monotonic() - began
    assert waits <= waited < waits + 2
    assert abs(seconds_told(raised.value) - waited) <= 1
    store.close()


def test_what_a_reader_did_before_it_waited_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    store = open_store(tmp_path / "data", patience=900)
    with held_by_another_process(store), pytest.raises(StoreBusy) as raised, store.reading() as session:
        time.sleep(2.5)
        session.query(User).count()
    assert seconds_told(raised.value) == 1
    store.close()


def test_a_writer_tells_the_seconds_that_it_really_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.5)
    store = open_store(tmp_path / "data", patience=2)
    with held_by_another_process(store), pytest.raises(StoreBusy) as raised:
        store.write(lambda session: session.add(User(name="lan")))
    assert 2 <= seconds_told(raised.value) <= 8
    store.close()


def test_nobody_waits_longer_than_the_patience(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", patience=1)
    with held_by_another_process(store):
        began = time.monotonic()
        with pytest.raises(StoreBusy), store.reading() as session:
            session.query(User).count()
        assert time.monotonic() - began < 3
    store.close()


@pytest.mark.parametrize(("set_to", "at_the_desk", "seconds"), [(900, False, 900), (900, True, 10), (3, True, 3)])
def test_who_waits_how_long(set_to: float, at_the_desk: bool, seconds: float) -> None:
    settings = replace(load_settings(), patience_seconds=set_to)
    assert patience_of(settings, at_the_desk) == seconds


def test_full_disk_loses_nothing_and_work_goes_on(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", patience=0.5)
    store.write(lambda session: session.add(User(name="before")))
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")  # SQLite then fails as on a full disk
    with pytest.raises(StoreFull, match="no space left"):
        store.write(lambda session: session.add_all(User(name=f"{n}", full_name="x" * 9000) for n in range(9)))
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    store.write(lambda session: session.add(User(name="after")))
    with store.reading() as session:
        assert [user.name for user in session.query(User)] == ["before", "after"]
    store.close()


def test_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        open_store(tmp_path / "data", f"postgresql+psycopg://docproc@/x?host={tmp_path}", patience=0.2)


def test_lost_connection_is_made_again(postgresql: str, new_database: Callable[[], str], tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", new_database(), patience=10)
    turns = []

    def work(session: database.Session) -> None:
        turns.append(1)
        session.add(User(name="lan"))
        session.flush()
        if len(turns) == 1:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    store.write(work)
    with store.reading() as session:
        assert (len(turns), session.query(User).count()) == (2, 1)
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET did = 'nothing'",
        "DELETE FROM audit",
        "UPDATE letter_versions SET content = ''",
        "DELETE FROM letter_versions",
        "DELETE FROM letters",
        "UPDATE letters SET arrival_number = 7",
    ],
)
def test_database_itself_refuses_to_change_the_past(store: Store, change: str, registered: int) -> None:
    with pytest.raises(Exception, match=r"only grows|not allowed|never"):
        store.write(lambda session: session.execute(text(change)))


def test_moments_keep_their_zone(store: Store) -> None:
    store.write(lambda session: session.add(User(name="lan")))
    with store.reading() as session:
        made = session.query(User).one().made_at
        assert made.tzinfo is not None and abs(made.timestamp() - time.time()) < 60


def test_mistake_of_the_program_is_not_waited_for(store: Store) -> None:
    store.write(lambda session: session.add(User(name="lan")))
    began = time.monotonic()
    with pytest.raises(IntegrityError):
        store.write(lambda session: session.add(User(name="lan")))
    with pytest.raises(IntegrityError):
        store.write(lambda session: session.execute(update(User).values(name=None)))
    assert time.monotonic() - began < 5
