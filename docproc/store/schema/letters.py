"""Letters in the register, their readings, their words and their tasks."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from docproc.store.schema.base import Base, utc_now

_FOLLOWED = ("status", "last_day", "dropped", "letter_id", "assigned_to", "department_id", "owner")


def _some(name: str, which: str, *columns: str) -> Index:
    """An index of the days of arrival, or of other columns, of some letters, which holds only those."""
    return Index(name, *(columns or ("arrived_on",)), sqlite_where=text(which), postgresql_where=text(which))


class RegisterCounter(Base):
    """The last number given in a register book in a year."""

    __tablename__ = "register_counters"
    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class StoredLetter(Base):
    """A letter in the register. The words are in its versions; columns repeat what is sorted by.

    `void_reason`: why its line was struck out; None for one that stands. `doubts` counts those of the version in
    force; `checked_at` and `checked_by` say that a person looked at all of it. `next_due` is the first last day
    among its tasks that wait to be done. `arranged_id`: the file with its pages turned or in another order, which
    is shown and read in place of the original; None while the original is. `arrangement`: which pages of the
    original it holds, in order, each as [number, degrees that it was turned clockwise]. `event_start`: the day of
    its meeting, or the day with the hour, as in its JSON; `report_on`: the last day of its common report.
    `archived_on`: the day it was taken over from an archive; None for one that came in. Such a letter was given
    no number: `arrival_number` is its place in the book, and shown nowhere.
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
    symbol: Mapped[str | None]
    symbol_folded: Mapped[str | None]
    issuer: Mapped[str | None]
    issuer_folded: Mapped[str | None]
    subject: Mapped[str | None]
    urgency: Mapped[str | None]
    secrecy: Mapped[str | None]
    doc_type: Mapped[str | None]
    issue_date: Mapped[Date | None] = mapped_column(index=True)
    registered_at: Mapped[datetime] = mapped_column(default=utc_now)
    void_reason: Mapped[str | None]
    doubts: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    next_due: Mapped[Date | None] = mapped_column(index=True)
    arranged_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    arrangement: Mapped[list[list[int]] | None] = mapped_column(JSON(none_as_null=True))
    event_start: Mapped[str | None] = mapped_column(index=True)
    report_on: Mapped[Date | None] = mapped_column(index=True)
    archived_on: Mapped[Date | None]
    __table_args__ = (
        UniqueConstraint("book", "year", "arrival_number"),
        Index("ix_letters_same", "number", "symbol_folded", "issuer_folded"),
        # Letters whose tasks are not listed for everybody. Of all letters it would be one that SQLite takes for
        # those that stand, as if they were few.
        _some("ix_letters_seen", "void_reason IS NOT NULL OR secrecy IS NOT NULL", "void_reason", "secrecy"),
        # Lists by arrival of what is rare among the letters; the others are found on the way (inbox.py).
        Index("ix_letters_issuer", "issuer_folded", "arrived_on"),
        Index("ix_letters_book", "book", "arrived_on"),
        Index("ix_letters_doc_type", "doc_type", "arrived_on"),
        _some("ix_letters_checked_at", "checked_at IS NULL AND void_reason IS NULL AND archived_on IS NULL"),
        _some("ix_letters_urgency", "urgency IS NOT NULL"),
        _some("ix_letters_void_reason", "void_reason IS NOT NULL"),
    )


class LetterVersion(Base):
    """A reading of a letter: 1 is the machine's (no user), each later one a person's correction, or, with an
    `engine`, the machine's of pages that a person turned or put in order.
    """

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


class LetterPage(Base):
    """The words of a page of a letter as read, with their places: JSON, packed (docproc/store/page_words.py)."""

    __tablename__ = "letter_pages"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class LetterReader(Base):
    """Somebody who may see one confidential letter."""

    __tablename__ = "letter_readers"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(default=utc_now)


class StoredTask(Base):
    """A task of a letter and what people entered about it. `dropped`: a correction took it out of the letter.

    `due` is the day of its own deadline, `last_day` the day that counts: the one granted later, else its own,
    else the letter's common day of report; `rrule` how its deadline comes back. `owner` is who has it, in words;
    `assigned_to` and `department_id` the person or unit of the office where it is one of those. `version` counts
    what people changed. `late_reason`: why it will be, or was, late. `text_folded`: its words as searched.
    """

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    key: Mapped[str]
    position: Mapped[int]
    content: Mapped[str]
    assignees_folded: Mapped[str]
    text_folded: Mapped[str] = mapped_column(default="", server_default="")
    due: Mapped[Date | None] = mapped_column(index=True)
    last_day: Mapped[Date | None]
    rrule: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(String(16), default="open")
    progress: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    extended_to: Mapped[Date | None]
    completed_on: Mapped[Date | None]
    result: Mapped[str | None]
    reply: Mapped[str | None]
    note: Mapped[str | None]
    late_reason: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    dropped: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        # Holds all that search asks of tasks, so that it need not read the tasks themselves.
        Index("ix_tasks_search", "assignees_folded", "letter_id", "dropped", "status", "due"),
        # The same for lists of tasks to follow up (docproc/store/tasks/followed.py).
        # An index of days alone would lead past all that is done to the few that wait.
        Index("ix_tasks_followed", *_FOLLOWED),
        Index("ix_tasks_assigned_to", "assigned_to", "status", "last_day"),
        Index("ix_tasks_department_id", "department_id", "status", "last_day"),
        Index("ix_tasks_completed_on", "status", "completed_on"),
    )
