"""Working days of Vietnamese state offices, and counting in them.

Public holidays and official swaps come from the package `holidays`; `models/workdays.toml` adds what was
announced later and says whether Saturday morning is worked.
"""

from __future__ import annotations

from datetime import date, timedelta, timezone
from functools import cache, lru_cache
from itertools import accumulate

import holidays

from docproc.rules import load
from docproc.rules.workdays import Workdays

# The clocks of Vietnamese offices, which know no summer time.
VIETNAM = timezone(timedelta(hours=7))
_SATURDAY, _SUNDAY = 5, 6
_DAY = timedelta(days=1)


_LANGUAGES = {"vi": "vi", "en": "en_US"}  # as the package names those that it speaks


@cache
def _public_holidays(language: str = "vi") -> holidays.HolidayBase:
    return holidays.country_holidays("VN", language=_LANGUAGES[language])


def name_of_holiday(day: date, language: str) -> str | None:
    """What a public holiday, or a day off by swap, is called (`vi` or `en`); None for another day.

    A day off that only the office's own list has (models/workdays.toml) has no name.
    """
    return None if is_working_day(day) else _public_holidays(language).get(day)


def _free_by_week(day: date) -> bool:
    return day.weekday() == _SUNDAY or (day.weekday() == _SATURDAY and load(Workdays).saturday == "off")


def is_working_day(day: date) -> bool:
    """Whether offices work on that day: no weekend, public holiday or day off by swap."""
    own = load(Workdays)
    if day in own.days_off or day in own.working_days:
        return day in own.working_days
    known = _public_holidays()
    # The look-up comes first: it makes the package work out the swaps of that year.
    if day in known:
        return False
    return day in known.weekend_workdays or not _free_by_week(day)


def last_working_day_on_or_before(day: date) -> date:
    """The day itself if it is worked, else the nearest working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def next_working_day_on_or_after(day: date) -> date:
    """The day itself if it is worked, else the nearest working day after it.

    Civil Code 2015, article 148(5): a period whose last day is a day off ends at the end of the next
    working day.
    """
    while not is_working_day(day):
        day += _DAY
    return day


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, which is not counted itself (Civil Code 2015, article 147).

    With n = 0 the day itself. Raises ValueError for a negative n.
    """
    if n < 0:
        raise ValueError(f"n must not be negative: {n}")
    for _ in range(n):
        day = next_working_day_on_or_after(day + _DAY)
    return day


def working_days_between(a: date, b: date) -> int:
    """How many working days lie after `a` up to and including `b`; 0 when `b` is not after `a`."""
    if b <= a:
        return 0
    own = load(Workdays)
    whole_years = sum(_worked_up_to(year, own)[-1] for year in range(a.year, b.year))
    return whole_years + _worked_up_to(b.year, own)[_day_of_year(b)] - _worked_up_to(a.year, own)[_day_of_year(a)]


@lru_cache(maxsize=400)
def _worked_up_to(year: int, _own: Workdays) -> tuple[int, ...]:
    """How many days of the year are worked up to its n-th day, from n = 0: what is long overdue, of which lists
    are full, is counted by years and not by days.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (first + _DAY * n for n in range(_day_of_year(last)))
    return tuple(accumulate(map(is_working_day, days), initial=0))


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday
