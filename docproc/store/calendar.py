"""What falls on which day: tasks by the day that counts, common reports, meetings. For calendars at the desk.

All queries go by columns with an index (`tasks.last_day`, `letters.event_start`, `letters.report_on`,
`tasks.rrule`), so a month costs what is in it, not what is in the register; letters are opened only for what is
shown. A letter's common report stands alone only where none of its tasks has that day: else it would count twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from docproc.letter import Task
from docproc.store.people.access import visible
from docproc.store.schema import StoredLetter, StoredTask, User
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
    """Something on a day. `hour`: as `08:30`, where one is named. `unchecked`: no person has looked at the letter
    since it was read, so the day may be wrong. `task_id` is None for a meeting or a common report.
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
    unchecked: bool
    recurring: bool = False

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do something by then."""
        return self.status is None or self.status in WAITING


@dataclass(slots=True)
class Day:
    """A day: how much is on it, and the first of that."""

    count: int
    entries: list[Entry]


def days_between(
    session: Session, user: User, first: Date, last: Date, whose: Whose, most: int
) -> dict[Date, Day]:
    """What falls on the days from `first` to `last`, up to `most` entries a day, without what comes back.

    Meetings and reports come first, then tasks that wait, then those that are done.
    """
    days: dict[Date, Day] = {}
    for entry in _of_letters(session, user, first, last, whose):
        _add(days, entry, most)
    for entry, count in _tasks(session, user, first, last, whose, most):
        day = days.setdefault(entry.day, Day(0, []))
        if not any(one.kind == "task" for one in day.entries):
            day.count += count
        if len(day.entries) < most or not any(one.kind == "task" for one in day.entries):
            day.entries = [*day.entries[: most - 1], entry] if len(day.entries) >= most else [*day.entries, entry]
    return days


def _add(days: dict[Date, Day], entry: Entry, most: int) -> None:
    day = days.setdefault(entry.day, Day(0, []))
    day.count += 1
    if len(day.entries) < most:
        day.entries.append(entry)
