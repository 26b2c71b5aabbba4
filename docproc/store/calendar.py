"""What falls on which day: tasks by the day that counts, common reports, meetings. For calendars at the desk.

All queries go by columns with an index (`tasks.last_day` behind the state, `letters.event_start`,
`letters.report_on`, `tasks.rrule`), so a month costs what is in it, not what is in the register; letters are
opened only for what is shown. A letter's common report stands alone only where none of its tasks has that day:
else it would count twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from docproc.letter import Task
from docproc.store.people.access import visible
from docproc.store.schema import Department, StoredLetter, StoredTask, User
from docproc.store.summary import WAITING

SHOWN = (*WAITING, "done")
"""The states of tasks that a calendar shows."""
_AT_A_TIME = 500  # ids in one question


class Whose(StrEnum):
    """Whose days: those of a person, of the unit of that person, of the whole office."""

    MINE = "mine"
    UNIT = "unit"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day. `hour`: as `08:30`, where one is named. `unsure`: docproc doubts something in the
    letter and no person has checked it, so the day may be wrong. `task_id`: None for what is no task.
    """

    kind: Literal["task", "report", "meeting"]
    day: Date
    hour: str | None
    text: str
    letter_id: int
    task_id: int | None
    cited: str
    issuer: str | None
    status: str | None
    owner: str | None
    urgency: str | None
    unsure: bool
    recurring: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do something by then."""
        return self.status is None or self.status in WAITING


@dataclass(frozen=True, slots=True)
class Day:
    """A day: how much is on it, and the first of that."""

    count: int
    entries: list[Entry]


def days_between(
    session: Session, user: User, first: Date, last: Date, whose: Whose, most: int
) -> dict[Date, Day]:
    """What falls on the days from `first` to `last`, up to `most` entries a day, without what comes back.

    Meetings come first, then common reports, tasks that wait, tasks that are done.
    """
    entries: dict[Date, list[Entry]] = {}
    counts: dict[Date, int] = {}
    for entry in (*_meetings(session, user, first, last, whose), *_reports(session, user, first, last, whose)):
        entries.setdefault(entry.day, []).append(entry)
        counts[entry.day] = counts.get(entry.day, 0) + 1
    tasks_on: dict[Date, int] = {}
    for entry, on_that_day in _tasks(session, user, first, last, whose, most):
        entries.setdefault(entry.day, []).append(entry)
        tasks_on[entry.day] = on_that_day
    return {
        day: Day(counts.get(day, 0) + tasks_on.get(day, 0), found[:most])
        for day, found in sorted(entries.items())
    }


@dataclass(frozen=True, slots=True)
class Recurring:
    """A task that comes back and waits: its rules (RFC 5545, joined by ` | `) and the day of its letter."""

    task_id: int
    rrule: str
    issued: Date | None


def recurring_tasks(session: Session, user: User, years: Sequence[int], whose: Whose) -> list[Recurring]:
    """The tasks that come back, of letters of these years: what comes back ends with the year of its letter."""
    wanted = select(StoredTask.id, StoredTask.rrule, StoredLetter.issue_date)
    wanted = wanted.join(StoredLetter, StoredLetter.id == StoredTask.letter_id).where(
        StoredTask.rrule.is_not(None),
        StoredTask.extended_to.is_(None),
        StoredTask.status.in_(WAITING),
        func.coalesce(StoredLetter.issue_date, StoredLetter.arrived_on).between(
            Date(min(years), 1, 1), Date(max(years), 12, 31)
        ),
        *standing_tasks(user),
        *of_whom(user, whose),
    )
    rows = session.execute(wanted.order_by(StoredTask.id)).all()
    return [Recurring(row.id, str(row.rrule), row.issue_date) for row in rows]


def entries_of_tasks(session: Session, user: User, days: Iterable[tuple[int, Date]]) -> list[Entry]:
    """Entries for tasks that come back, on the days given for each (its id, a day); in that order."""
    wanted = list(days)
    ids = sorted({task_id for task_id, _day in wanted})
    rows: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), _AT_A_TIME):
        asked = _task_rows().where(StoredTask.id.in_(ids[start : start + _AT_A_TIME]), *standing_tasks(user))
        rows |= {row.StoredTask.id: row for row in session.execute(asked)}
    return [_task_entry(rows[task_id], day, recurring=True) for task_id, day in wanted if task_id in rows]


def _tasks(
    session: Session, user: User, first: Date, last: Date, whose: Whose, most: int
) -> list[tuple[Entry, int]]:
    """The first tasks of each day, each with how many that day has."""
    waiting_first = case((StoredTask.status.in_(WAITING), 0), else_=1)
    place = (
        func.row_number()
        .over(partition_by=StoredTask.last_day, order_by=(waiting_first, StoredTask.id))
        .label("place")
    )
    count = func.count().over(partition_by=StoredTask.last_day).label("count")
    numbered = (
        select(StoredTask.id, place, count)
        .join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
        .where(
            StoredTask.last_day.between(first, last),
            StoredTask.status.in_(SHOWN),
            *standing_tasks(user),
            *of_whom(user, whose),
        )
        .subquery()
    )
    wanted = _task_rows().add_columns(numbered.c.count.label("on_that_day"))
    wanted = wanted.join(numbered, numbered.c.id == StoredTask.id).where(numbered.c.place <= most)
    rows = session.execute(wanted.order_by(StoredTask.last_day, numbered.c.place))
    return [(_task_entry(row, row.StoredTask.last_day), row.on_that_day) for row in rows]


def _task_rows() -> Select[Any]:
    unit = Department.name.label("unit")
    wanted: Select[Any] = select(StoredTask, StoredLetter, User.full_name, User.name, unit)  # type: ignore[assignment]
    wanted = wanted.join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
    wanted = wanted.outerjoin(User, User.id == StoredTask.assigned_to)
    return wanted.outerjoin(Department, Department.id == StoredTask.department_id)


def _task_entry(row: Row[Any], day: Date, recurring: bool = False) -> Entry:
    stored: StoredTask = row.StoredTask
    task = Task.model_validate_json(stored.content)
    deadline = task.deadline if stored.extended_to is None else None
    hour = deadline.time if deadline and deadline.date in (None, day) else None
    who = row.full_name or row.name or row.unit or stored.owner
    about = _about(row.StoredLetter)
    return Entry(
        "task",
        day,
        hour,
        task.text,
        task_id=stored.id,
        status=stored.status,
        owner=who,
        recurring=recurring,
        **about,
    )


def _meetings(session: Session, user: User, first: Date, last: Date, whose: Whose) -> list[Entry]:
    # ISO 8601 sorts as text; the hour of the last day is behind its own day.
    after = (last + timedelta(days=1)).isoformat()
    wanted = select(StoredLetter).where(
        StoredLetter.event_start >= first.isoformat(),
        StoredLetter.event_start < after,
        *letters_of_whom(user, whose),
    )
    rows = session.scalars(wanted.order_by(StoredLetter.event_start, StoredLetter.id)).all()
    return [_meeting(row) for row in rows]


def _meeting(row: StoredLetter) -> Entry:
    day, _, hour = (row.event_start or "").partition("T")
    return Entry(
        "meeting",
        Date.fromisoformat(day),
        hour[:5] or None,
        row.subject or "",
        task_id=None,
        status=None,
        owner=row.given_to,
        **_about(row),
    )


def _reports(session: Session, user: User, first: Date, last: Date, whose: Whose) -> list[Entry]:
    told = exists().where(
        StoredTask.letter_id == StoredLetter.id,
        StoredTask.dropped.is_(False),
        StoredTask.last_day == StoredLetter.report_on,
    )
    wanted = select(StoredLetter).where(
        StoredLetter.report_on.between(first, last), ~told, *letters_of_whom(user, whose)
    )
    return [
        Entry(
            "report",
            row.report_on,
            None,
            row.subject or "",
            task_id=None,
            status=None,
            owner=row.given_to,
            **_about(row),
        )
        for row in session.scalars(wanted.order_by(StoredLetter.report_on, StoredLetter.id))
        if row.report_on is not None
    ]


def _about(row: StoredLetter) -> dict[str, Any]:
    """What an entry says of its letter."""
    return {
        "letter_id": row.id,
        "cited": "/".join(part for part in (row.number, row.symbol) if part),
        "issuer": row.issuer,
        "urgency": row.urgency,
        "unsure": row.doubts > 0 and row.checked_at is None,
    }


def standing_tasks(user: User) -> list[ColumnElement[bool]]:
    """Tasks of letters that stand and that the office follows: those of archives are nobody's any more."""
    return [StoredTask.dropped.is_(False), *_followed(user)]


def _followed(user: User) -> list[ColumnElement[bool]]:
    return [StoredLetter.void_reason.is_(None), StoredLetter.archived_on.is_(None), visible(user)]


def letters_of_whom(user: User, whose: Whose) -> list[ColumnElement[bool]]:
    """Letters that stand; those of a person or unit are the ones with a task of theirs."""
    wanted = _followed(user)
    if whose is not Whose.ALL:
        own = exists().where(
            StoredTask.letter_id == StoredLetter.id, StoredTask.dropped.is_(False), *of_whom(user, whose)
        )
        wanted.append(own)
    return wanted


def of_whom(user: User, whose: Whose) -> list[ColumnElement[bool]]:
    """The condition on `tasks` for those of a person, or of the person's unit and everybody in it."""
    if whose is Whose.ALL:
        return []
    mine = StoredTask.assigned_to == user.id
    if whose is Whose.MINE or user.department_id is None:
        return [mine]
    colleagues = select(User.id).where(User.department_id == user.department_id)
    of_unit = StoredTask.department_id == user.department_id
    return [or_(mine, of_unit, StoredTask.assigned_to.in_(colleagues))]
