"""The audit trail as people look through it: newest first, page by page, by who, when, and letter or task.

What was done to a letter that the reader may not see is told without the letter and without the details.
`deeds.py` puts each line into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from docproc.store.faults import NoSuchTask
from docproc.store.people.access import seen_letter, visible
from docproc.store.schema import (
    Attached,
    AuditEntry,
    Department,
    Draft,
    FilePart,
    StoredLetter,
    StoredTask,
    User,
    can_be_id,
)
from docproc.workdays import VIETNAM

DOCPROC = 0
"""Stands for docproc itself where a person is asked for."""
_OPEN = ("user", "unit", "job", "register")
"""What everybody who may read the trail may know of; all else belongs to a letter, or is not known here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the trail; None and "" leave it open. `before`: only what is older than this line."""

    person: int | None = None
    since: Date | None = None
    until: Date | None = None
    letter: int | None = None
    task: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What people and units are called, by their ids."""

    people: dict[int, str]
    units: dict[int, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the trail. `letter`: the letter it belongs to, if there is one that the reader may see;
    `hidden`: it belongs to one that they may not, and `details` are left out.
    """

    id: int
    at: datetime
    user_id: int | None
    did: str
    subject: str
    subject_id: int
    letter: StoredLetter | None
    hidden: bool
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Some lines of the trail, newest first. `older`: `Asked.before` of the next page; None at the end."""

    deeds: list[Deed]
    names: Names
    older: int | None


def trail_page(session: Session, reader: User, asked: Asked, most: int = 50) -> TrailPage:
    """A page of the trail, for somebody who may read it.

    Raises NoSuchLetter, NoSuchTask when one that they may not see is asked for.
    """
    entries = list(session.scalars(_wanted(session, reader, asked).limit(most + 1)))
    shown = entries[:most]
    older = shown[-1].id if len(entries) > most else None
    return TrailPage(_deeds(session, reader, shown), names_of(session), older)


def names_of(session: Session) -> Names:
    """What all people and units are called, those of earlier times too."""
    people = {user.id: user.full_name or user.name for user in session.scalars(select(User))}
    return Names(people, {unit.id: unit.name for unit in session.scalars(select(Department))})


def _wanted(session: Session, reader: User, asked: Asked) -> Select[AuditEntry]:
    wanted = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    if asked.person is not None:
        wanted = wanted.where(AuditEntry.user_id == (asked.person or None))
    if asked.since:
        wanted = wanted.where(AuditEntry.at >= _midnight(asked.since))
    if asked.until:
        wanted = wanted.where(AuditEntry.at < _midnight(asked.until + timedelta(days=1)))
    if asked.letter is not None:
        wanted = wanted.where(_of_letter(session, seen_letter(session, asked.letter, reader)))
    if asked.task is not None:
        _check_task(session, asked.task, reader)
        wanted = wanted.where(AuditEntry.subject_id == asked.task, AuditEntry.subject == "task")
    last = session.get(AuditEntry, asked.before) if asked.before and can_be_id(asked.before) else None
    if last is not None:
        wanted = wanted.where(tuple_(AuditEntry.at, AuditEntry.id) < (last.at, last.id))
    return wanted


def _midnight(day: Date) -> datetime:
    """The beginning of a day by the clocks of the office."""
    return datetime.combine(day, time(), VIETNAM)


def _check_task(session: Session, task_id: int, reader: User) -> None:
    """Raises NoSuchTask for one of a letter that may not be seen; one that a correction took out is there."""
    of = select(StoredTask.id).join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
    found = session.scalar(of.where(StoredTask.id == task_id, visible(reader))) if can_be_id(task_id) else None
    if found is None:
        raise NoSuchTask(number=task_id)


def _of_letter(session: Session, letter: StoredLetter) -> ColumnElement[bool]:
    """The condition that holds for what was done to a letter, its file, tasks, drafts and attached files."""
    tasks = session.scalars(select(StoredTask.id).where(StoredTask.letter_id == letter.id)).all()
    drafts = session.scalars(select(Draft.id).where(Draft.letter_id == letter.id)).all()
    attached = session.scalars(select(Attached.id).where(Attached.task_id.in_(tasks))).all()
    ids: dict[str, Sequence[int]] = {
        "letter": [letter.id],
        "file": [letter.file_id],
        "task": tasks,
        "draft": drafts,
        "attached": attached,
    }
    numbers = {number for found in ids.values() for number in found}  # there is an index of them alone
    these = (and_(AuditEntry.subject == kind, AuditEntry.subject_id.in_(found)) for kind, found in ids.items())
    return and_(AuditEntry.subject_id.in_(numbers), or_(*these))


def _deeds(session: Session, reader: User, entries: Sequence[AuditEntry]) -> list[Deed]:
    letters = _letters_of(session, entries)
    every = {letter for of in letters.values() for letter in of}
    wanted = select(StoredLetter).where(StoredLetter.id.in_(every), visible(reader))
    seen = {letter.id: letter for letter in session.scalars(wanted)}
    return [_deed(entry, letters.get((entry.subject, entry.subject_id), set()), seen) for entry in entries]


def _deed(entry: AuditEntry, of: set[int], seen: dict[int, StoredLetter]) -> Deed:
    """A line of the trail that belongs to the letters `of`; `seen` are those that the reader may see."""
    # A file without a letter waits to be read, or failed: its name stands in the list of files, too.
    hidden = not of <= seen.keys() or (not of and entry.subject not in (*_OPEN, "file"))
    return Deed(
        id=entry.id,
        at=entry.at,
        user_id=entry.user_id,
        did=entry.did,
        subject=entry.subject,
        subject_id=entry.subject_id,
        letter=None if hidden or len(of) != 1 else seen[min(of)],
        hidden=hidden,
        details={} if hidden else entry.details,
    )


def _letters_of(session: Session, entries: Sequence[AuditEntry]) -> dict[tuple[str, int], set[int]]:
    """The letters that lines of the trail belong to, by their subjects: several of a file cut into letters."""
    ids: dict[str, set[int]] = {}
    for entry in entries:
        ids.setdefault(entry.subject, set()).add(entry.subject_id)
    found: dict[tuple[str, int], set[int]] = {}
    for subject, rows in _letter_queries(ids):
        if ids.get(subject):
            for number, letter in session.execute(rows):
                found.setdefault((subject, number), set()).add(letter)
    return found


def _letter_queries(ids: dict[str, set[int]]) -> Iterator[tuple[str, Executable]]:
    """What gives pairs of the number of a subject and of its letter; `ids`: the numbers asked for."""
    asked = {subject: ids.get(subject, set()) for subject in ("letter", "task", "draft", "attached", "file")}
    yield "letter", select(StoredLetter.id, StoredLetter.id).where(StoredLetter.id.in_(asked["letter"]))
    yield "task", select(StoredTask.id, StoredTask.letter_id).where(StoredTask.id.in_(asked["task"]))
    yield "draft", select(Draft.id, Draft.letter_id).where(Draft.id.in_(asked["draft"]))
    attached = select(Attached.id, StoredTask.letter_id).join(StoredTask, StoredTask.id == Attached.task_id)
    yield "attached", attached.where(Attached.id.in_(asked["attached"]))
    for file in (StoredLetter.file_id, StoredLetter.arranged_id):
        yield "file", select(file, StoredLetter.id).where(file.in_(asked["file"]))
    parts = select(FilePart.file_id, StoredLetter.id).join(StoredLetter, StoredLetter.file_id == FilePart.part_id)
    yield "file", parts.where(FilePart.file_id.in_(asked["file"]))
