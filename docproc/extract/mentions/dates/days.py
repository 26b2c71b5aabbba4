"""Days of the calendar from their written parts."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import dateparser

from docproc.extract.mentions.rules.dates import Dates
from docproc.numerals import whole_number
from docproc.rules import load

FIRST_YEAR, LAST_YEAR = 1945, 2100
Prefer = Literal["future", "near"]

_DATEPARSER = {"DATE_ORDER": "DMY", "STRICT_PARSING": True}


@dataclass(frozen=True, slots=True)
class Days:
    """The days an expression covers: `first` and `last`, None where the calendar does not tell.

    `point` is the day meant by "đầu", "giữa", "cuối" (beginning, middle, end). `inferred`: the year or
    the month was not written. `possible`: the day that the words may mean where they fix none. `doubts` are
    codes of DateMention.
    """

    first: date | None = None
    last: date | None = None
    point: date | None = None
    inferred: bool = False
    possible: date | None = None
    doubts: tuple[str, ...] = ()


IMPOSSIBLE = Days(doubts=("impossible_date",))
UNCLEAR = Days(doubts=("date_unclear",))
NO_ISSUE_DATE = Days(doubts=("issue_date_unknown",))


def one_day(day: date, *, inferred: bool = False) -> Days:
    """The given day as Days."""
    return Days(day, day, inferred=inferred)


@lru_cache(maxsize=4096)
def _read_full_date(written: str) -> date | None:
    """The day written as d/m/yyyy by dateparser; None when the calendar has no such day."""
    parsed = dateparser.parse(written, languages=["vi"], settings=_DATEPARSER)
    return parsed.date() if parsed else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    # dateparser would read 5/13/2023 as 13 May, so the month is looked at first.
    return _read_full_date(f"{day}/{month}/{year}") if 1 <= month <= 12 else None


def number(written: str) -> int:
    """The value of digits, a number word or a Roman numeral. Raises KeyError for anything else."""
    found = whole_number(written)
    return found if found is not None else load(Dates).numbers[written]


def quarter(written: str) -> int:
    """The quarter that a numeral, a word or a misread numeral stands for: a stroke is one, an H two strokes that
    touch ("HI" is III), and what ends with V or, misread, Y is IV. Raises KeyError for anything else.
    """
    if not is_misread_quarter(written):
        return number(written)
    return 4 if written[-1] in "vy" else sum(2 if sign == "h" else 1 for sign in written)


def is_misread_quarter(written: str) -> bool:
    """Whether what stands for a quarter is neither a number nor a numeral nor a word."""
    return not written.isdecimal() and written not in load(Dates).numbers


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _nearest(days: list[date], issued: date, prefer: Prefer) -> date | None:
    if prefer == "future":
        return min((day for day in days if day >= issued), default=None)
    return min(days, key=lambda day: abs((day - issued).days), default=None)


def day_without_year(month: int, day: int, issued: date | None, prefer: Prefer) -> Days:
    """The first such day on or after the issue date, or with prefer="near" the one nearest to it."""
    if issued is None:
        return NO_ISSUE_DATE
    years = (issued.year - 1, issued.year, issued.year + 1)
    found = _nearest([d for y in years if (d := day_of(y, month, day))], issued, prefer)
    return one_day(found, inferred=True) if found else IMPOSSIBLE


def date_parts(written: str) -> dict[str, str]:
    """The named parts (d, m, y, near_year, near_month) of an isolated date; {} when it is none."""
    for form in load(Dates).parts.date.regexes:
        if match := form.fullmatch(written):
            return {name: value for name, value in match.groupdict().items() if value is not None}
    return {}


def shifted_month(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _day_in_near_month(parts: dict[str, str], issued: date | None) -> Days:
    if issued is None:
        return NO_ISSUE_DATE
    found = day_of(*shifted_month(issued, load(Dates).later_by[parts["near_month"]]), int(parts["d"]))
    return one_day(found, inferred=True) if found else IMPOSSIBLE


def read_date(written: str, issued: date | None, prefer: Prefer = "future") -> Days:
    """The day of an isolated date such as 15/10/2023, 05 tháng 6, 25 tháng này.

    A year of two digits or outside 1945-2100 is not resolved (date_unclear); a day that does not exist
    is not corrected (impossible_date).
    """
    parts = date_parts(written)
    if "near_month" in parts:
        return _day_in_near_month(parts, issued)
    if "m" not in parts:
        return UNCLEAR
    day, month = int(parts["d"]), number(parts["m"])
    if "near_year" in parts:
        if issued is None:
            return NO_ISSUE_DATE
        found = day_of(issued.year + load(Dates).later_by[parts["near_year"]], month, day)
        return one_day(found, inferred=True) if found else IMPOSSIBLE
    if "y" not in parts:
        return day_without_year(month, day, issued, prefer)
    if len(parts["y"]) != 4 or not FIRST_YEAR <= int(parts["y"]) <= LAST_YEAR:
        return UNCLEAR
    found = day_of(int(parts["y"]), month, day)
    return one_day(found) if found else IMPOSSIBLE


def read_clock(written: str | None) -> str | None:
    """HH:MM of an hour such as 17h, 10h00', 17 giờ 30 phút, 5 giờ chiều; None when there is none.

    The end of a day (24h00, 12 giờ đêm) is 23:59: HH:MM has no later time of that day.
    """
    match = load(Dates).parts.clock.regex.fullmatch(written) if written else None
    if not match:
        return None
    hour, half = int(match["h"]), match["half"]
    if hour == 24 or (hour == 12 and half == "đêm"):
        return "23:59"
    first_after_noon = load(Dates).after_noon.get(half or "", 12)
    if first_after_noon <= hour < 12 or (half == "trưa" and hour < 4):
        hour += 12
    minutes = "30" if match["mi"] == "rưỡi" else match["mi"] or "00"
    return f"{hour:02d}:{minutes}"
