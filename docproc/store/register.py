"""The register of incoming letters: a letter gets its number (số đến).

Nghị định 30/2020, Điều 22.2: numbers run from 01 on 1 January without gaps, paper and electronic together. The
counter is raised in the same transaction that writes the letter: a transaction that fails gives its number
back, and the counter's row makes others wait, so that no number is missing or given twice. The year is that of
`arrived_on`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from docproc.extract.assemble.own_names import with_own_names
from docproc.language.normalise import fold
from docproc.letter import Doubt, Header, Letter
from docproc.messages import mark
from docproc.rules.follow_up import Status
from docproc.store.audit import note
from docproc.store.clock import doubtful_day
from docproc.store.fulltext import index_letter
from docproc.store.known_names import own_names
from docproc.store.letters.kept_secret import cut_from, let_in_as, still_secret
from docproc.store.schema import LetterVersion, RegisterCounter, StoredLetter
from docproc.store.summary import letter_columns, note_next_due
from docproc.store.task_rows import new_task

SAME_DOCUMENT = "same_document"
_LOCK = 3020200022  # for pg_advisory_xact_lock: one registration at a time, as SQLite does anyway


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a letter that comes in, beside its words.

    `archived_on`: the day it is taken over from an archive; then `arrived_on` is the day of its file, which
    counts where the letter does not say its own.
    """

    file_id: int
    book: str
    arrived_on: Date
    tags: tuple[str, ...] = ()
    engine: str | None = None
    archived_on: Date | None = None

    def day_of(self, header: Header) -> Date:
        """The day under which a letter stands in its book."""
        if self.archived_on is None or header.issue_date is None:
            return self.arrived_on
        return min(header.issue_date, self.archived_on)


def register(session: Session, letter: Letter, pages: Sequence[str], entry: Entry) -> StoredLetter:
    """Put a letter into the register, with its tasks and, for search, the text of its pages.

    Its offices are named as the people of this office wrote them before (docproc/store/known_names.py). What a
    person cut from a letter marked MẬT is as secret, and seen by the same people.
    A letter with the number, symbol, issuer and year of an earlier one is registered all the same, with a doubt
    that names the first (Phụ lục VI, III.1.h: the system must warn). One of an archive gets no number, and its
    tasks are not followed. Raises IntegrityError when the file
    already has a letter.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    letter = with_own_names(letter, own_names(session))
    whole = cut_from(session, entry.file_id)
    if whole is not None:
        letter = still_secret(letter, whole.secrecy)
    first = same_document(session, letter.header)
    doubts = [seen_before(first)] if first else []
    doubts += doubtful_day(session, entry.file_id, entry.arrived_on)
    if doubts:
        letter = letter.model_copy(update={"doubts": [*letter.doubts, *doubts]})
    day = entry.day_of(letter.header)
    stored = StoredLetter(
        file_id=entry.file_id,
        book=entry.book,
        year=day.year,
        arrival_number=next_number(session, entry.book, day.year),
        arrived_on=day,
        archived_on=entry.archived_on,
        tags=list(entry.tags),
        duplicate_of=first.id if first else None,
        **letter_columns(letter),
    )
    session.add(stored)
    session.flush()
    if whole is not None and whole.secrecy is not None:
        let_in_as(session, whole, stored.id)
    session.add(
        LetterVersion(letter_id=stored.id, version=1, content=letter.model_dump_json(), engine=entry.engine)
    )
    status: Status = "open" if entry.archived_on is None else "archived"
    session.add_all(
        new_task(stored.id, position, task, letter, status) for position, task in enumerate(letter.tasks)
    )
    note_next_due(session, stored.id)
    index_letter(session, stored.id, letter, pages)
    number: dict[str, Any] = {"number": stored.arrival_number} if entry.archived_on is None else {}
    note(session, "registered", "letter", stored.id, book=stored.book, **number)
    return stored


def is_registered(session: Session, file_id: int) -> bool:
    """Whether the file has its letter already: it came as a part of another file, or another worker was first."""
    return session.scalar(select(StoredLetter.id).where(StoredLetter.file_id == file_id)) is not None


def next_number(session: Session, book: str, year: int) -> int:
    """The next number of a book in a year, for a letter written in the same transaction."""
    raised = (
        update(RegisterCounter)
        .where(RegisterCounter.book == book, RegisterCounter.year == year)
        .values(last=RegisterCounter.last + 1)
        .returning(RegisterCounter.last)
    )
    found = session.execute(raised).scalar()
    if found is None:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(insert(RegisterCounter).values(book=book, year=year, last=0).on_conflict_do_nothing())
        found = session.execute(raised).scalar_one()
    return int(found)


def same_document(session: Session, header: Header, before: int | None = None) -> StoredLetter | None:
    """The first registered letter with this number, symbol, issuer and year of issue; None when one is unknown.

    A number is unique in an organisation and a year (Nghị định 30/2020, Điều 15). A letter that was struck out is
    none; with `before`, only those registered before that one count.
    """
    if not (header.number and header.symbol and header.issuer and header.issue_date):
        return None
    same = select(StoredLetter).where(
        StoredLetter.number == header.number,
        StoredLetter.symbol_folded == fold(header.symbol),
        StoredLetter.issuer_folded == fold(header.issuer),
        StoredLetter.issue_date.between(Date(header.issue_date.year, 1, 1), Date(header.issue_date.year, 12, 31)),
        StoredLetter.void_reason.is_(None),
    )
    if before is not None:
        same = same.where(StoredLetter.id < before)
    return session.scalar(same.order_by(StoredLetter.id).limit(1))


def seen_before(first: StoredLetter) -> Doubt:
    """The doubt on a letter that names the first with its number, symbol, issuer and year."""
    details: dict[str, str | int]
    if first.archived_on is not None:
        message = mark("a letter with this number, symbol, issuer and year is in the archive: {book}")
        details = {"book": first.book}
    else:
        message = mark(
            "a letter with this number, symbol, issuer and year is already there: no. {number}/{year}, {book}"
        )
        details = {"number": first.arrival_number, "year": first.year, "book": first.book}
    return Doubt(field="header.number", code=SAME_DOCUMENT, message=message, details=details)


def missing_numbers(session: Session) -> list[tuple[str, int, int]]:
    """Numbers that a register lacks or counts too many: (book, year, number). Empty when all is well."""
    missing: list[tuple[str, int, int]] = []
    for counter in session.scalars(select(RegisterCounter)):
        given = select(StoredLetter.arrival_number).where(
            StoredLetter.book == counter.book, StoredLetter.year == counter.year
        )
        gone = set(range(1, counter.last + 1)) ^ set(session.scalars(given))
        missing += [(counter.book, counter.year, number) for number in sorted(gone)]
    return missing
