"""Files, where they came from, and the work on them."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docproc.store.schema.base import Base, utc_now


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

    kind: `register` (read and put into the register), `archive` (the same, into the book of an archive), `read`
    (only read, for archives), `part` (pages `first_page` to `last_page` of a big file, for the job `parent`),
    `again` (read once more for the letter `letter_id`, whose pages `asked_by` has turned or put in order). state:
    `waiting`, `leased`, `split` (waits for its parts), `done`, `failed`. `lease_until` and `not_before` are
    seconds since 1970, by the clock of the database.
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
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
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
