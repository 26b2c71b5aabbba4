"""A month to choose a day from, which knows the days on which offices work."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from docproc.days import FIRST_YEAR, LAST_YEAR
from docproc.messages import current_language
from docproc.workdays import is_working_day, name_of_holiday, working_days_between


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month. `left`: working days until it, after today; `holiday` "" for one without a name."""

    day: Date
    is_worked: bool
    holiday: str
    is_over: bool
    is_today: bool
    is_chosen: bool
    left: int


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None for the days of other months. `earlier` and `later` as `2026-11`."""

    first: Date
    weeks: list[list[Day | None]]
    earlier: str
    later: str

    @property
    def entered(self) -> Date:
        """The day that the keyboard reaches first: the one chosen or today, else the first of the month."""
        days = [day for week in self.weeks for day in week if day]
        return next((one for one in days if one.is_chosen or one.is_today), days[0]).day


def month_of(day: Date, today: Date, chosen: Date | None) -> Month:
    """The month in which `day` lies."""
    first = day.replace(day=1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    shown = [[_day(one, today, chosen) if one.month == first.month else None for one in week] for week in weeks]
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return Month(first, shown, f"{before:%Y-%m}", f"{after:%Y-%m}")


def month_named(text: str) -> Date | None:
    """The first day of the month that `2026-11` names; None for all else."""
    year, dash, month = text.partition("-")
    if not (dash and f"{year}{month}".isascii() and f"{year}{month}".isdigit() and len(text) == 7):
        return None
    is_month = FIRST_YEAR < int(year) < LAST_YEAR and 1 <= int(month) <= 12
    return Date(int(year), int(month), 1) if is_month else None


def _day(day: Date, today: Date, chosen: Date | None) -> Day:
    return Day(
        day=day,
        is_worked=is_working_day(day),
        holiday=name_of_holiday(day, current_language()) or "",
        is_over=day < today,
        is_today=day == today,
        is_chosen=day == chosen,
        left=working_days_between(today, day),
    )
