"""Opening the store; reading and writing it.

SQLite runs in WAL mode: readers never wait for the writer. A writing transaction begins with BEGIN IMMEDIATE, so
that two writers queue at the start instead of failing in the middle. With `synchronous = FULL` a commit is on the
disk when it returns: a number given in the register survives a power cut. A ledger of an archive can use NORMAL
(`durable` False): after a power cut it is consistent but may lack the last moments, whose files are read again.

`Store.write` takes the whole transaction as a function, because it may have to run again: a locked database, a
full disk, a lost connection pass, and waiting with a message is better than losing work. A session that reads
cannot begin again, so it waits as long as SQLite waits by itself, for each statement. What is told in the end are
the seconds that were really waited. How long to wait says `patience_of`, and nobody else.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import Session
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from docproc.disk import try_folder
from docproc.errors import why
from docproc.messages import Message
from docproc.settings import Settings
from docproc.store.faults import (
    NO_ADDRESS,
    NO_TEXT,
    NoDataFolder,
    StoreBusy,
    StoreDamaged,
    StoreFault,
    StoreFull,
    StoreGone,
    StoreReadOnly,
    StoreUnreachable,
    WrongAddress,
)

Value = TypeVar("Value")
log = structlog.get_logger(__name__)

DATABASE = "docproc.sqlite"
ORIGINALS = "originals"
_CONNECT_SECONDS = 5  # for a server that does not even refuse; psycopg would wait for minutes
_BUSY_SECONDS = 5.0  # SQLite's own waiting, before a message and another try; never more than the patience
PERSON_WAITS = 10.0
"""Seconds that a person waits for a locked or full database; a program that works by itself waits longer."""
_SQLITE = {
    "locked": {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED},
    "full": {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR},
    "damaged": {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB},
    "read-only": {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM},
}
_DRIVERS = ("postgresql", "postgresql+psycopg")  # SQLAlchemy takes psycopg for the first
# PostgreSQL, Appendix A: disk full; lock not available, serialization, deadlock; connection lost, shutting down
_PG_FULL, _PG_LOCKED, _PG_GONE = ("53100",), ("55P03", "40001", "40P01"), ("08", "57P", "53300")
# When the database was last asked for something, by the clock of time.monotonic.
_asked: ContextVar[float] = ContextVar("asked")


def patience_of(settings: Settings, at_the_desk: bool) -> float:
    """Seconds that a locked, full or unreachable database is waited for: as set, and where somebody sits and
    waits, no longer than people do.
    """
    return min(settings.patience_seconds, PERSON_WAITS) if at_the_desk else settings.patience_seconds


@dataclass(frozen=True)
class Store:
    """An open store: the database at `url`, the original files under `data`.

    `patience`: seconds that a write waits for a locked, full or unreachable database before it gives up. `place`:
    device and inode that the database, or with a server the data folder, had when the store was opened. `on_wait`
    hears why a write waits (`locked`, `full`, `gone`), each time, and `""` when it went on.
    """

    url: str
    data: Path
    engine: Engine = field(repr=False)
    patience: float
    place: tuple[int, int] | None = None
    on_wait: Callable[[str], None] = lambda why: None

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def originals(self) -> Path:
        """The folder of the original files, see `originals.py`."""
        return self.data / ORIGINALS

    @property
    def places(self) -> tuple[Path, ...]:
        """Where it lies on the disk: data folder, originals, SQLite's file; a link may put each elsewhere."""
        return (self.data, self.originals, *([self.data / DATABASE] if self.is_sqlite else []))

    def write(self, work: Callable[[Session], Value]) -> Value:
        """Run `work` in one transaction and give its value: all of it is on the disk, or nothing.

        `work` may run several times and must touch nothing but the session. Raises StoreBusy, StoreFull,
        StoreUnreachable when waiting did not help, and whatever `work` raises.
        """
        engine = self.engine.execution_options(docproc_writes=True)

        def once() -> Value:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session)

        return self._patiently(once)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store. Raises StoreFault."""
        _asked.set(time.monotonic())
        try:
            with Session(self.engine) as session:
                yield session
        except DBAPIError as error:
            if isinstance(error, OperationalError | InterfaceError) or _kind(error) == "damaged":
                raise fault_of(error, time.monotonic() - _asked.get()) from error
            raise

    def check_there(self) -> None:
        """Raises StoreGone when what was opened is no longer where it was.

        A disk that went away, or a folder that was deleted, leaves an open database that takes every letter and
        shows it to nobody.
        """
        if self.place != _place(self.data, self.is_sqlite):
            raise StoreGone(self.data)

    def close(self) -> None:
        self.engine.dispose()

    def _patiently(self, once: Callable[[], Value]) -> Value:
        began = time.monotonic()
        retrying = Retrying(
            retry=retry_if_exception(passes),
            wait=wait_random_exponential(multiplier=0.1, max=5),
            stop=stop_after_delay(self.patience),
            before_sleep=self._tell,
            reraise=True,
        )
        try:
            value = retrying(once)
            if retrying.statistics.get("attempt_number", 1) > 1:
                self.on_wait("")
            return value
        except DBAPIError as error:
            if passes(error) or _kind(error) in ("read-only", "damaged"):
                raise fault_of(error, time.monotonic() - began) from error
            raise

    def _tell(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, DBAPIError):
            why_it_waits = _kind(error) or ""
            log.warning("store_waits", why=why_it_waits, detail=str(error.orig), tried=state.attempt_number)
            self.on_wait(why_it_waits)


def open_store(
    data: Path,
    url: str | None = None,
    *,
    patience: float = PERSON_WAITS,
    durable: bool = True,
    check_schema: bool = True,
) -> Store:
    """The store in the data folder, made when it is not there, brought up to date when it is older.

    `url` is SQLAlchemy's (`postgresql+psycopg://…`); None means SQLite in the data folder. `patience` is what
    `patience_of` says. `check_schema` False is for workers whose parent has just opened it. Raises StoreTooNew,
    StoreUnreachable (WrongAddress, NoDataFolder, StoreDamaged), StoreBusy, StoreFull.
    """
    own = _own_url(data)
    if url is not None and url != own:
        _check_server(url)
    try:
        (data / ORIGINALS).mkdir(parents=True, exist_ok=True)
        if not (data / DATABASE).exists():
            try_folder(data)
    except OSError as error:
        raise NoDataFolder(data, detail=why(error)) from error
    store = Store(url or own, data, _engine(url or own, durable, min(_BUSY_SECONDS, patience)), patience)
    if check_schema:
        try:
            store._patiently(lambda: _upgrade(store))
        except (DBAPIError, UnicodeError) as error:  # UnicodeError: a name of a server that can be none
            raise fault_of(error, 0.0) from error
    return replace(store, place=_place(data, store.is_sqlite))


def _own_url(data: Path) -> str:
    """The SQLite database of a data folder, whatever signs are in its name. Raises NoDataFolder."""
    try:
        return URL.create("sqlite", database=str(data / DATABASE)).render_as_string(hide_password=False)
    except UnicodeEncodeError as error:
        raise NoDataFolder(data, detail=Message(NO_TEXT)) from error


def _check_server(url: str) -> None:
    """Raises WrongAddress for what is no address of a PostgreSQL server that docproc can speak to.

    Another SQLite file is refused, too: one without a name keeps its letters in memory only.
    """
    try:
        named = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise WrongAddress(detail=Message(NO_ADDRESS)) from error
    if named.drivername not in _DRIVERS:
        raise WrongAddress(detail=named.drivername)


def _place(data: Path, is_sqlite: bool) -> tuple[int, int] | None:
    try:
        found = (data / DATABASE if is_sqlite else data).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _upgrade(store: Store) -> None:
    from docproc.store.migrate import is_newest, upgrade  # Alembic: only when a store is opened

    with store.engine.connect() as connection:
        if is_newest(connection):  # nothing to write: a full disk, too, can be looked at
            return
    with store.engine.execution_options(docproc_writes=True).begin() as connection:
        upgrade(connection)


def _engine(url: str, durable: bool, busy_seconds: float) -> Engine:
    if not url.startswith("sqlite"):
        waits = {} if "connect_timeout" in make_url(url).query else {"connect_timeout": _CONNECT_SECONDS}
        return _timed(create_engine(url, pool_pre_ping=True, pool_size=2, connect_args=waits))
    engine = _timed(create_engine(url, connect_args={"timeout": busy_seconds}))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # docproc says BEGIN itself, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("docproc_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _timed(engine: Engine) -> Engine:
    """The engine, noting when the database is asked for something: a connection, or the answer to a statement."""

    @event.listens_for(engine, "do_connect")
    @event.listens_for(engine, "before_cursor_execute")
    def ask(*_of_what: object) -> None:
        _asked.set(time.monotonic())

    return engine


def passes(error: BaseException) -> bool:
    """Whether waiting may help: a locked or full database, a lost connection."""
    return isinstance(error, DBAPIError) and _kind(error) in ("locked", "full", "gone")


def fault_of(error: DBAPIError | UnicodeError, seconds: float) -> StoreFault:
    """The words for a database error that waiting, for so many seconds, did not cure."""
    if isinstance(error, UnicodeError):
        return WrongAddress(detail=Message(NO_ADDRESS))
    detail = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    match _kind(error):
        case "damaged":
            return StoreDamaged(detail=detail)
        case "locked":
            return StoreBusy(seconds=max(1, round(seconds)))
        case "full":
            return StoreFull(detail=detail)
        case "read-only":
            return StoreReadOnly(detail=detail)
    return StoreUnreachable(detail=detail)


def _kind(error: DBAPIError) -> str | None:
    original: Any = error.orig
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None:
        return next((kind for kind, codes in _SQLITE.items() if code & 0xFF in codes), None)
    state = getattr(original, "sqlstate", None) or ""
    if state in _PG_FULL:
        return "full"
    if state in _PG_LOCKED:
        return "locked"
    lost = error.connection_invalidated or (isinstance(error, OperationalError) and not state)
    return "gone" if lost or state.startswith(_PG_GONE) else None


def clock(session: Session) -> float:
    """Seconds since 1970 by the one clock that all users of the database share."""
    if session.get_bind().dialect.name == "sqlite":
        return time.time()
    return float(session.execute(text("SELECT extract(epoch FROM clock_timestamp())")).scalar_one())
