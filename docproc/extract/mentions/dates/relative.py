"""Due days that are counted from a base: "trong 05 ngày làm việc kể từ ngày ký"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from docproc.extract.mentions.dates.days import FIRST_YEAR, LAST_YEAR, month_end, number, read_date, shifted_month
from docproc.extract.mentions.dates.grammar import Expression
from docproc.extract.mentions.rules.dates import Dates
from docproc.rules import load
from docproc.workdays import add_working_days, next_working_day_on_or_after

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Count:
    """So many units after a base (issue_date, received_date, date, event; None when none is named)."""

    unit: str
    count: int
    base: str | None
    due: date | None
    doubts: tuple[str, ...]


def _after(base: date, unit: str, count: int) -> date | None:
    """The day so long after `base`, which is not counted; None when out of range.

    Calendar periods that end on a day off run on to the next working day (Civil Code 2015, articles 147
    and 148).
    """
    if unit == "working_day":
        return add_working_days(base, count)
    if unit in _DAYS:
        end = base + timedelta(days=count * _DAYS[unit])
    elif unit in _MONTHS:
        year, month = shifted_month(base, count * _MONTHS[unit])
        if year > LAST_YEAR:
            return None
        end = min(date(year, month, 1) + timedelta(days=base.day - 1), month_end(year, month))
    else:
        return None
    return next_working_day_on_or_after(end) if FIRST_YEAR <= end.year <= LAST_YEAR else None


def _base(
    e: Expression, issued: date | None, arrived: date | None
) -> tuple[str | None, date | None, tuple[str, ...]]:
    if "issue" in e.parts:
        return "issue_date", issued, () if issued else ("issue_date_unknown",)
    if "received" in e.parts:
        return "received_date", arrived or issued, () if arrived else ("received_date_unknown",)
    if "date" in e.parts:
        days = read_date(e.parts["date"], issued)
        return "date", days.last, days.doubts
    return ("event" if e.kind != "duration" else None), None, ("date_unclear",)


def count_of(e: Expression, issued: date | None, arrived: date | None) -> Count:
    """Unit, number, base and due day. Without an arrival date the issue date stands for it, with a doubt."""
    unit = load(Dates).units[e.part("unit", "unit2") or ""]
    count = number(e.part("n", "n2") or "")
    name, day, doubts = _base(e, issued, arrived)
    due = _after(day, unit, count) if day and e.kind != "before_event" else None
    if due is None and not doubts:
        doubts = ("date_unclear",)
    return Count(unit, count, name, due, doubts)
