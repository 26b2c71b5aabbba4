"""Lists of tasks to follow up, made of columns alone; only the tasks of the lines shown are opened.

Tasks of letters that were struck out are none, nor those that a correction took out; those of letters marked MẬT
are there for who was named for them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, not_, or_, select, union_all
from sqlalchemy.orm import Session

from docproc.language.normalise import fold
from docproc.letter import Task
from docproc.rules import load
from docproc.rules.follow_up import FollowUp, Status, Timing
from docproc.store.people.access import visible
from docproc.store.schema import StoredLetter, StoredTask, User, can_be_id
from docproc.store.summary import WAITING
from docproc.workdays import add_working_days, working_days_between

Due = Literal["overdue", "near", "this_week", "next_week", "none"]
Sort = Literal["day", "letter", "owner", "state", "progress"]
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks, in which order.

    `mine`: those of the person who asks and of their unit; `nobody`: those that were handed to nobody yet.
    `outside`: those of somebody who is no unit, or no person, of the desk. `states` empty: all. `due`: where the
    last day lies; `overdue` and `near` are only tasks that wait. `words`: all of them in the task or its lead,
    with or without marks.
    """

    mine: bool = False
    nobody: bool = False
    person: int | None = None
    unit: int | None = None
    outside: Literal["unit", "person"] | None = None
    states: tuple[Status, ...] = WAITING
    due: Due | None = None
    letter: int | None = None
    words: str = ""
    sort: Sort = "day"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A task as a list shows it.

    `days`: working days left, below 0 those since the last day; None without one or when it does not wait.
    `is_checked`: a person looked at its letter, or nothing in it was doubtful.
    """

    id: int
    version: int
    task: Task
    status: Status
    progress: int
    owner: str | None
    assigned_to: int | None
    unit: int | None
    last_day: Date | None
    is_other_day: bool
    timing: Timing
    days: int | None
    reply: str | None
    letter_id: int
    arrival_number: int
    year: int
    title: str
    issuer: str | None
    is_checked: bool


def count_tasks(session: Session, wanted: Wanted, user: User, today: Date, most: int | None = None) -> int:
    """How many tasks fit; counted no further than `most`."""
    fitting = select(StoredTask.id).where(*conditions(wanted, user, today)).limit(most)
    return session.scalar(select(func.count()).select_from(fitting.subquery())) or 0


def followed_tasks(
    session: Session, wanted: Wanted, user: User, today: Date, limit: int = 50, offset: int = 0
) -> list[Line]:
    """The tasks that fit, in the order asked for; those without a last day come last."""
    asked = select(StoredTask.id).where(*conditions(wanted, user, today))
    if wanted.sort == "day" and len(wanted.states) == 1:
        found = _along_the_days(asked, wanted.descending, limit + offset)
    else:
        found = asked.order_by(*_order(wanted))
    return _lines(session, session.scalars(found.limit(limit).offset(offset)).all(), today)


def tasks_by_number(session: Session, ids: Sequence[int], user: User, today: Date) -> list[Line]:
    """These tasks as far as the person may see them, in this order."""
    ids = [one for one in ids if can_be_id(one)]
    asked = select(StoredTask.id).where(*conditions(Wanted(states=()), user, today), StoredTask.id.in_(ids))
    seen = set(session.scalars(asked))
    return _lines(session, [one for one in ids if one in seen], today)


def conditions(wanted: Wanted, user: User, today: Date) -> list[ColumnElement[bool]]:
    """What holds for the tasks that fit; of columns that an index of tasks holds, but for the words."""
    task = StoredTask
    own: ColumnElement[bool] = task.assigned_to == user.id
    if user.department_id is not None:
        own = or_(own, task.department_id == user.department_id)
    all_of_them = [
        task.dropped.is_(False),
        task.letter_id.not_in(_letters_left_out(user)),
        own if wanted.mine else None,
        task.owner.is_(None) if wanted.nobody else None,
        task.assigned_to == wanted.person if wanted.person is not None else None,
        task.department_id == wanted.unit if wanted.unit is not None else None,
        *_outside(wanted.outside),
        _is_in(wanted.states) if wanted.states else None,
        task.letter_id == wanted.letter if wanted.letter is not None else None,
        *_days(wanted.due, today),
        *map(_has_word, _searched(wanted.words)),
    ]
    return [one for one in all_of_them if one is not None]


def standing_of(status: str, last_day: Date | None, completed_on: Date | None, today: Date) -> Timing:
    """How a task stands, counting in working days (near_days of models/follow_up.toml)."""
    if status == "done":
        if last_day is None or completed_on is None:
            return "none"
        return "done_in_time" if completed_on <= last_day else "done_late"
    if last_day is None or status not in WAITING:
        return "none"
    if last_day < today:
        return "overdue"
    return "near" if working_days_left(last_day, today) <= load(FollowUp).near_days else "in_time"


def working_days_left(last_day: Date, today: Date) -> int:
    """Working days after today up to and including the last day; below 0 those since it, at least one."""
    if last_day < today:
        return -max(1, working_days_between(last_day, today))
    return working_days_between(today, last_day)


def _letters_left_out(user: User) -> Select[int]:
    """The letters whose tasks are none for the person: few, so they are set aside first."""
    struck_out, secret = StoredLetter.void_reason.is_not(None), StoredLetter.secrecy.is_not(None)
    # The first condition leaves nothing out; it is the one of the index that holds these letters alone.
    return select(StoredLetter.id).where(or_(struck_out, secret), or_(struck_out, not_(visible(user))))


def _is_in(states: tuple[Status, ...]) -> ColumnElement[bool]:
    """One state is asked for as such: behind it the index has the tasks by their days."""
    return StoredTask.status == states[0] if len(states) == 1 else StoredTask.status.in_(states)


def _outside(which: Literal["unit", "person"] | None) -> list[ColumnElement[bool]]:
    if which is None:
        return []
    column = StoredTask.department_id if which == "unit" else StoredTask.assigned_to
    return [column.is_(None), StoredTask.owner.is_not(None)]


def _days(due: Due | None, today: Date) -> list[ColumnElement[bool]]:
    day, waits = StoredTask.last_day, StoredTask.status.in_(WAITING)
    monday = today - timedelta(days=today.weekday())
    if due == "overdue":
        return [day < today, waits]
    if due == "near":
        return [day.between(today, _last_near(today)), waits]
    if due == "none":
        return [day.is_(None)]
    if due is None:
        return []
    first = monday if due == "this_week" else monday + _A_WEEK
    return [day.between(first, first + _A_WEEK - timedelta(days=1))]


def _last_near(today: Date) -> Date:
    """The last day that is still near: the days off after the last near working day count as it does."""
    return add_working_days(today, load(FollowUp).near_days + 1) - timedelta(days=1)


def _searched(words: str) -> list[str]:
    """The words without marks; signs that cannot be seen, of which PostgreSQL does not take all, part them."""
    return "".join(sign if sign.isprintable() else " " for sign in fold(words)).split()


def _has_word(word: str) -> ColumnElement[bool]:
    inside = [StoredTask.text_folded.contains(word, autoescape=True)]
    inside.append(StoredTask.assignees_folded.contains(word, autoescape=True))
    return or_(*inside)


def _order(wanted: Wanted) -> list[ColumnElement[Any]]:
    """By the column asked for, then by the last day. Whether a value is there comes first: so what is missing
    stands last both ways, and no database walks along an index of days past all that is done.
    """
    day = [StoredTask.last_day.is_(None), StoredTask.last_day.asc()]
    columns: dict[Sort, Any] = {
        "day": StoredTask.last_day,
        "letter": StoredTask.letter_id,
        "owner": StoredTask.owner,
        "state": StoredTask.status,
        "progress": StoredTask.progress,
    }
    column = columns[wanted.sort]
    first = [column.is_(None), column.desc() if wanted.descending else column.asc()]
    return [*first, *(day if wanted.sort != "day" else []), StoredTask.id.asc()]


def _along_the_days(asked: Select[int], descending: bool, most: int) -> Select[int]:
    """The first of the tasks in one state by their last day, then those without one: what is done is nearly all
    that there is, so it is read along the index and not put in order.
    """
    day, number = StoredTask.last_day, StoredTask.id
    by_day = day.desc() if descending else day.asc()
    dated = asked.add_columns(day.label("day")).where(day.is_not(None)).order_by(by_day, number).limit(most)
    undated = asked.add_columns(day.label("day")).where(day.is_(None)).order_by(number).limit(most)
    both = union_all(select(dated.subquery()), select(undated.subquery())).subquery()
    first = both.c.day.desc() if descending else both.c.day.asc()
    return select(both.c.id).order_by(both.c.day.is_(None), first, both.c.id)


def _lines(session: Session, ids: Sequence[int], today: Date) -> list[Line]:
    """The lines of these tasks, in this order."""
    asked = select(StoredTask, StoredLetter).join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
    rows = session.execute(asked.where(StoredTask.id.in_(ids)))
    found = {row[0].id: _line(row, today) for row in rows}
    return [found[one] for one in ids]


def _line(row: Row[*tuple[Any, ...]], today: Date) -> Line:
    task: StoredTask = row[0]
    letter: StoredLetter = row[1]
    timing = standing_of(task.status, task.last_day, task.completed_on, today)
    waits = task.status in WAITING and task.last_day is not None
    named = "/".join(part for part in (letter.number, letter.symbol) if part)
    return Line(
        id=task.id,
        version=task.version,
        task=Task.model_validate_json(task.content),
        status=task.status,  # type: ignore[arg-type]  # checked when written
        progress=task.progress,
        owner=task.owner,
        assigned_to=task.assigned_to,
        unit=task.department_id,
        last_day=task.last_day,
        is_other_day=task.extended_to is not None,
        timing=timing,
        days=working_days_left(task.last_day, today) if waits and task.last_day else None,
        reply=task.reply,
        letter_id=letter.id,
        arrival_number=letter.arrival_number,
        year=letter.year,
        title=" ".join(part for part in (letter.doc_type, named) if part),
        issuer=letter.issuer,
        is_checked=letter.checked_at is not None or not letter.doubts,
    )
