"""The tables. A change here needs a migration in `migrations/versions`; a test compares the two.

What guards the data stands in the database itself: one letter a file (one that holds several is cut into parts,
which are files), one number a register, and (by triggers in the migrations) an audit trail and letter versions
that can only grow, letters that cannot be deleted or renumbered. Moments are UTC; days (`arrived_on`, `due`, …)
are the office's. Paths are bytes: a name on disk need not be UTF-8.
"""

from __future__ import annotations

from datetime import UTC, datetime
from datetime import date as Date
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment, in UTC, with its zone on the way in and out (SQLite keeps none)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC) if value is not None else None


def utc_now() -> datetime:
    """The moment now, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """All tables. Constraints carry names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        str: Text,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
    }


_LARGEST_ID = 2**31 - 1  # an integer of PostgreSQL has four bytes (8.1.1)


def can_be_id(number: int) -> bool:
    """Whether a row can have this id. The databases refuse others instead of saying that there is no such row."""
    return 0 < number <= _LARGEST_ID


class User(Base):
    """A person who corrects letters or follows up tasks."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(default=utc_now)


class File(Base):
    """A content, once. `kept`: its bytes lie in the originals, else where they were found."""

    __tablename__ = "files"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    kept: Mapped[bool]
    first_seen: Mapped[datetime] = mapped_column(default=utc_now)


class FilePart(Base):
    """A letter that was cut out of a file that holds several: which file, the how manieth, from which pages.

    The part is a file of the originals like any other, with a letter of its own; the whole file has none.
    """

    __tablename__ = "file_parts"
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    pages: Mapped[list[int]] = mapped_column(JSON)


class Job(Base):
    """One piece of work and how it stands: the ledger.

    kind: `register` (read and put into the register), `read` (only read, for archives), `part` (pages
    `first_page` to `last_page` of a big file, for the job `parent`). state: `waiting`, `leased`, `split` (waits
    for its parts), `done`, `failed`. `lease_until` and `not_before` are seconds since 1970, by the clock of the
    database.
    """

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    kind: Mapped[str] = mapped_column(String(16))
    parent: Mapped[int | None] = mapped_column(ForeignKey("jobs.id"), index=True)
    first_page: Mapped[int] = mapped_column(default=0)
    last_page: Mapped[int] = mapped_column(default=0)
    path: Mapped[bytes | None] = mapped_column(LargeBinary)
    name: Mapped[str]
    book: Mapped[str] = mapped_column(default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    arrived_on: Mapped[Date]
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    urgent: Mapped[bool] = mapped_column(default=False)
    looked: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    interruptions: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[float] = mapped_column(default=0.0)
    taker: Mapped[str | None]
    lease_until: Mapped[float] = mapped_column(default=0.0)
    engine: Mapped[str | None]
    seconds: Mapped[float | None]
    pages: Mapped[int | None]
    reason: Mapped[dict[str, str] | None]
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None]
    exported: Mapped[bool] = mapped_column(Boolean, default=False)
    __table_args__ = (
        UniqueConstraint("file_id", "kind", "first_page", "last_page"),
        Index("ix_jobs_order", "state", "urgent", "attempts", "interruptions", "id"),
        Index("ix_jobs_exported", "exported", "state"),
    )


class JobResult(Base):
    """What a job gave: a letter (kind `read`) or pages (kind `part`), as JSON."""

    __tablename__ = "job_results"
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), primary_key=True)
    content: Mapped[str]


class Arrival(Base):
    """A file that was found at a place, once for every time it was dropped there.

    `filing`: `waiting` until the file at `path` is moved or left, then `done`, or `lost` when somebody took it
    away first. `size`, `changed_ns` and `inode` tell this file from another that comes under the same name.
    """

    __tablename__ = "arrivals"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id"), index=True)
    folder: Mapped[bytes] = mapped_column(LargeBinary)
    path: Mapped[bytes] = mapped_column(LargeBinary, index=True)
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    changed_ns: Mapped[int] = mapped_column(BigInteger)
    inode: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str] = mapped_column(String(8))
    filing: Mapped[str] = mapped_column(String(8), default="waiting", index=True)
    arrived_at: Mapped[datetime] = mapped_column(default=utc_now)


class RegisterCounter(Base):
    """The last number given in a register book in a year."""

    __tablename__ = "register_counters"
    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class StoredLetter(Base):
    """A letter in the register. The words are in its versions; columns repeat what is sorted by.

    `void_reason`: why its line was struck out; None for one that stands.
    """

    __tablename__ = "letters"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), unique=True)
    book: Mapped[str]
    year: Mapped[int]
    arrival_number: Mapped[int]
    arrived_on: Mapped[Date] = mapped_column(index=True)
    given_to: Mapped[str | None]
    given_on: Mapped[Date | None]
    note: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("letters.id"))
    number: Mapped[str | None]
    symbol_folded: Mapped[str | None]
    issuer_folded: Mapped[str | None]
    doc_type: Mapped[str | None]
    issue_date: Mapped[Date | None] = mapped_column(index=True)
    registered_at: Mapped[datetime] = mapped_column(default=utc_now)
    void_reason: Mapped[str | None]
    __table_args__ = (
        UniqueConstraint("book", "year", "arrival_number"),
        Index("ix_letters_same", "number", "symbol_folded", "issuer_folded"),
        Index("ix_letters_issuer", "issuer_folded"),
    )


class LetterVersion(Base):
    """A reading of a letter: 1 is the machine's (no user), each later one a person's correction."""

    __tablename__ = "letter_versions"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    engine: Mapped[str | None]
    note: Mapped[str | None]


class LetterText(Base):
    """The words of a letter as indexed for search: its head and its pages."""

    __tablename__ = "letter_texts"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    head: Mapped[str]
    body: Mapped[str]


class StoredTask(Base):
    """A task of a letter and what people entered about it. `dropped`: a correction took it out of the letter."""

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    key: Mapped[str]
    position: Mapped[int]
    content: Mapped[str]
    assignees_folded: Mapped[str]
    due: Mapped[Date | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(16), default="open")
    progress: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    extended_to: Mapped[Date | None]
    completed_on: Mapped[Date | None]
    result: Mapped[str | None]
    reply: Mapped[str | None]
    note: Mapped[str | None]
    dropped: Mapped[bool] = mapped_column(default=False)
    # Holds all that search asks of tasks, so that it need not read the tasks themselves.
    __table_args__ = (Index("ix_tasks_search", "assignees_folded", "letter_id", "dropped", "status", "due"),)


class AuditEntry(Base):
    """Who did what when. `user_id` None is docproc itself; `details` never holds document text."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    did: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
