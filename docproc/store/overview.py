"""How the office stands: what arrived, what waits, what is late, and how that went over a period.

All counts are made by the database from columns. A task counts as done in time when it was done on its last day
or before; one without a last day cannot be late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from docproc.store.people.access import visible
from docproc.store.schema import Department, StoredLetter, StoredTask, User
from docproc.store.summary import WAITING

_DAY = timedelta(days=1)


class Step(StrEnum):
    """What a trend goes by."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands on a day: letters that arrived on it, letters that nobody has checked, tasks that wait and
    whose last day is in this week (from today on), tasks that wait and are overdue, tasks without a day.
    """

    arrived: int
    unchecked: int
    due_this_week: int
    overdue: int
    without_day: int


@dataclass(frozen=True, slots=True)
class Share:
    """What a unit or person has (`name` None: nobody yet): tasks that wait, of these due this week and overdue,
    and what was done in the period, of this in time.
    """

    name: str | None
    waiting: int
    due_this_week: int
    overdue: int
    done: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week or month of a trend: letters that arrived, tasks that were done, of these in time.

    `first` and `last` are cut to the period.
    """

    first: Date
    last: Date
    arrived: int
    done: int
    in_time: int


def standing_on(session: Session, user: User, today: Date) -> Now:
    """How it stands today, of the letters that the person may see."""
    seen = (StoredLetter.void_reason.is_(None), StoredLetter.archived_on.is_(None), visible(user))
    arrived = select(func.count()).select_from(StoredLetter).where(StoredLetter.arrived_on == today, *seen)
    unchecked = select(func.count()).select_from(StoredLetter).where(StoredLetter.checked_at.is_(None), *seen)
    waiting = _waiting(user)
    sums = session.execute(
        waiting.add_columns(_sum(_this_week(today)), _sum(_overdue(today)), _sum(_dayless()))
    ).one()
    return Now(
        session.scalar(arrived) or 0, session.scalar(unchecked) or 0, *(number or 0 for number in sums[1:])
    )


def by_unit(session: Session, user: User, today: Date, first: Date, last: Date) -> list[Share]:
    """What each unit has, a person's tasks counting for the unit of the person; the most overdue first."""
    unit = func.coalesce(StoredTask.department_id, User.department_id)
    return _shares(session, user, today, first, last, unit, Department)


def by_person(session: Session, user: User, today: Date, first: Date, last: Date) -> list[Share]:
    """What each person has; the most overdue first."""
    return _shares(session, user, today, first, last, StoredTask.assigned_to, User)


def trend(session: Session, user: User, first: Date, last: Date, step: Step) -> list[Stretch]:
    """Arrivals and tasks done from `first` to `last`, a week (from Monday) or month after the other."""
    letters = select(StoredLetter.arrived_on, func.count()).where(
        StoredLetter.arrived_on.between(first, last),
        StoredLetter.void_reason.is_(None),
        StoredLetter.archived_on.is_(None),
        visible(user),
    )
    arrived = {row[0]: row[1] for row in session.execute(letters.group_by(StoredLetter.arrived_on))}
    tasks = (
        _standing(select(StoredTask.completed_on, func.count(), _sum(_in_time())), user)
        .where(StoredTask.status == "done", StoredTask.completed_on.between(first, last))
        .group_by(StoredTask.completed_on)
    )
    done = {row[0]: (row[1], row[2] or 0) for row in session.execute(tasks)}
    found: list[Stretch] = []
    for start, end in _stretches(first, last, step):
        days = [start + _DAY * n for n in range((end - start).days + 1)]
        of_tasks = [done[day] for day in days if day in done]
        came = sum(arrived.get(day, 0) for day in days)
        found.append(Stretch(start, end, came, sum(n for n, _ in of_tasks), sum(n for _, n in of_tasks)))
    return found


def _stretches(first: Date, last: Date, step: Step) -> Iterable[tuple[Date, Date]]:
    while first <= last:
        if step is Step.WEEK:
            end = first + _DAY * (6 - first.weekday())
        else:
            end = (first.replace(day=28) + _DAY * 4).replace(day=1) - _DAY
        yield first, min(end, last)
        first = end + _DAY


def _shares(
    session: Session,
    user: User,
    today: Date,
    first: Date,
    last: Date,
    who: ColumnElement[Any] | InstrumentedAttribute[Any],
    named: type[Department] | type[User],
) -> list[Share]:
    waits = StoredTask.status.in_(WAITING)
    ended = and_(StoredTask.status == "done", StoredTask.completed_on.between(first, last))
    asked = _standing(
        select(
            who.label("who"),
            _sum(waits),
            _sum(and_(waits, _this_week(today))),
            _sum(and_(waits, _overdue(today))),
            _sum(ended),
            _sum(and_(ended, _in_time())),
        ),
        user,
    )
    asked = asked.outerjoin(User, User.id == StoredTask.assigned_to).where(or_(waits, ended)).group_by("who")
    rows = session.execute(asked).all()
    names = _names(session, named)
    shares = [_share(row, names) for row in rows]
    return sorted(shares, key=lambda one: (one.name is None, -one.overdue, -one.waiting, one.name or ""))


def _share(row: Row[Any], names: dict[int, str]) -> Share:
    numbers: list[int] = [number or 0 for number in tuple(row)[1:]]
    return Share(names.get(row[0]) if row[0] is not None else None, *numbers)


def _names(session: Session, named: type[Department] | type[User]) -> dict[int, str]:
    if named is Department:
        return {row.id: row.name for row in session.scalars(select(Department))}
    return {row.id: row.full_name or row.name for row in session.scalars(select(User))}


def _waiting(user: User) -> Select[*tuple[Any, ...]]:
    return _standing(select(func.count()), user).where(StoredTask.status.in_(WAITING))


def _standing(asked: Select[*tuple[Any, ...]], user: User) -> Select[*tuple[Any, ...]]:
    return (
        asked.select_from(StoredTask)
        .join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
        .where(StoredTask.dropped.is_(False), StoredLetter.void_reason.is_(None), visible(user))
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int | None]:
    """How many rows fulfil a condition; NULL where there is no row."""
    return func.sum(case((condition, 1), else_=0))


def _this_week(today: Date) -> ColumnElement[bool]:
    return StoredTask.last_day.between(today, today + _DAY * (6 - today.weekday()))


def _overdue(today: Date) -> ColumnElement[bool]:
    return StoredTask.last_day < today


def _dayless() -> ColumnElement[bool]:
    return and_(StoredTask.last_day.is_(None), StoredTask.rrule.is_(None))


def _in_time() -> ColumnElement[bool]:
    return or_(StoredTask.last_day.is_(None), StoredTask.completed_on <= StoredTask.last_day)
