"""A month as a calendar shows it: whole weeks from Monday, with days off and what falls on each day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import cache

from sqlalchemy.orm import Session

from docproc.days import FIRST_YEAR, LAST_YEAR
from docproc.messages import mark
from docproc.reports.exchange.calendar_file import days_of
from docproc.store.calendar import Entry, Whose, days_between, entries_of_tasks, recurring_tasks
from docproc.store.schema import User
from docproc.workdays import is_working_day, name_of_holiday

WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
WEEKDAYS_SHORT = (mark("Mo"), mark("Tu"), mark("We"), mark("Th"), mark("Fr"), mark("Sa"), mark("Su"))
WHOSE_NAMES = {
    Whose.ALL: mark("the whole office"),
    Whose.UNIT: mark("my unit and I"),
    Whose.MINE: mark("handed out to me"),
}
"""What the choices of whose deadlines are shown are called."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of the calendar. `entries`: the first of what falls on it; `count`: how much that is."""

    day: Date
    in_month: bool
    works: bool
    holiday: str | None
    count: int
    entries: list[Entry]

    @property
    def more(self) -> int:
        """How many entries are not among those shown."""
        return self.count - len(self.entries)


def month_named(written: str | None, today: Date) -> Date:
    """The first day of a month written as `2026-11`; of the month of `today` for anything else."""
    try:
        first = Date.fromisoformat(f"{written}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else today.replace(day=1)


def month_before(first: Date) -> Date:
    """The first day of the month before."""
    return (first - _DAY).replace(day=1)


def month_after(first: Date) -> Date:
    """The first day of the next month."""
    return (first.replace(day=28) + _WEEK).replace(day=1)


def weeks_of(
    session: Session, user: User, month: Date, whose: Whose, language: str, most: int
) -> list[list[DayShown]]:
    """The weeks that hold a month (its first day), each of seven days; up to `most` entries a day."""
    first = month - timedelta(days=month.weekday())
    last = month_after(month) - _DAY
    last += timedelta(days=6 - last.weekday())
    shown = days_shown(session, user, first, last, whose, language, most)
    return [[_in_month(day, month) for day in shown[start : start + 7]] for start in range(0, len(shown), 7)]


def days_shown(
    session: Session, user: User, first: Date, last: Date, whose: Whose, language: str, most: int
) -> list[DayShown]:
    """All days from `first` to `last`, with what falls on them, also what comes back."""
    fixed = days_between(session, user, first, last, whose, most)
    again = _coming_back(session, user, first, last, whose)
    wanted: list[tuple[int, Date]] = []
    for day, ids in again.items():
        room = most - len(fixed[day].entries) if day in fixed else most
        wanted += [(task_id, day) for task_id in ids[:room]]
    entries: dict[Date, list[Entry]] = {day: list(found.entries) for day, found in fixed.items()}
    for entry in entries_of_tasks(session, user, wanted):
        entries.setdefault(entry.day, []).append(entry)
    shown: list[DayShown] = []
    for day in _days(first, last):
        count = (fixed[day].count if day in fixed else 0) + len(again.get(day, ()))
        holiday = name_of_holiday(day, language)
        shown.append(DayShown(day, True, is_working_day(day), holiday, count, entries.get(day, [])))
    return shown


def _in_month(day: DayShown, month: Date) -> DayShown:
    in_month = (day.day.year, day.day.month) == (month.year, month.month)
    return DayShown(day.day, in_month, day.works, day.holiday, day.count, day.entries)


def _coming_back(session: Session, user: User, first: Date, last: Date, whose: Whose) -> dict[Date, list[int]]:
    """On which day which tasks come back."""

    @cache
    def days(rrule: str, issued: Date | None) -> list[Date]:
        return days_of(rrule, issued, first, last)

    found: dict[Date, list[int]] = {}
    for task in recurring_tasks(session, user, (first.year, last.year), whose):
        for day in days(task.rrule, task.issued):
            found.setdefault(day, []).append(task.task_id)
    return found


def _days(first: Date, last: Date) -> Iterator[Date]:
    while first <= last:
        yield first
        first += _DAY
