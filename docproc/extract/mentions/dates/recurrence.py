"""Recurrence rules (RFC 5545) of expressions such as "ngày 20 hằng tháng", "01 năm/lần"."""

from __future__ import annotations

import re

from docproc.extract.mentions.dates.days import date_parts, number, quarter
from docproc.extract.mentions.dates.grammar import Expression
from docproc.extract.mentions.dates.resolve import weekday_number
from docproc.extract.mentions.rules.dates import Dates
from docproc.rules import load

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
_BRACKETED_DAY = re.compile(r"(\d{1,2})(?:/| tháng )(\d{1,2})\)")


def _possible(day: int, month: int = 1) -> bool:
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= month <= 12 and 1 <= day <= longest


def _by_month_and_day(month: int, day: int) -> str | None:
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" if _possible(day, month) else None


def _listed(days: list[int]) -> str | None:
    return ",".join(map(str, days)) if days and all(_possible(day) for day in days) else None


def _values(e: Expression) -> dict[str, str | None]:
    values: dict[str, str | None] = {}
    if "days" in e.parts:
        values["days"] = _listed([int(day) for day in re.findall(r"\d+", e.parts["days"])])
    if "to" in e.parts:
        values["window"] = _listed(list(range(int(e.parts["from"]), int(e.parts["to"]) + 1)))
    if "weekday" in e.parts:
        values["weekday"] = _BYDAY[weekday_number(e.parts["weekday"])]
    if "m" in e.parts or "q" in e.parts:
        month = int(e.parts["m"]) if "m" in e.parts else 3 * quarter(e.parts["q"])
        values["month"] = str(month) if 1 <= month <= 12 else None
    return values


def _yearly(written: str) -> str | None:
    parts = date_parts(written)
    return _by_month_and_day(number(parts["m"]), int(parts["d"]))


def _joined(rules: list[str | None]) -> str | None:
    """Several rules as one value; None when one of them is impossible."""
    return None if None in rules else " | ".join(rule for rule in rules if rule)


def _from_template(e: Expression) -> str | None:
    if "date" in e.parts:
        return _joined([_yearly(e.parts[name]) for name in ("date", "date2") if name in e.parts])
    values = _values(e)
    if not e.rrule or None in values.values():
        return None
    return e.rrule.format_map(values)


def _every(e: Expression) -> str | None:
    frequency, step = _STEP[load(Dates).units[e.part("unit", "unit2") or ""]]
    interval = number(e.part("n", "n2") or "") * step
    return f"FREQ={frequency};INTERVAL={interval}" if interval else None


def _times(e: Expression) -> str | None:
    """So many times a period: a rule only where the times are evenly spaced whole months."""
    frequency, step = _STEP[load(Dates).units[e.part("unit", "unit2") or ""]]
    times = number(e.part("n", "n2") or "")
    if times == 1:
        return f"FREQ={frequency};INTERVAL={step}"
    months = 12 if frequency == "YEARLY" else step if frequency == "MONTHLY" else 0
    return f"FREQ=MONTHLY;INTERVAL={months // times}" if times and months and months % times == 0 else None


def _yearly_list(e: Expression) -> str | None:
    return _joined([_by_month_and_day(int(month), int(day)) for day, month in _BRACKETED_DAY.findall(e.text)])


_RULES = {"recurring": _from_template, "every": _every, "times": _times, "yearly_list": _yearly_list}


def is_recurring(e: Expression) -> bool:
    """Whether the expression tells a rhythm."""
    return e.kind in _RULES


def rrule_of(e: Expression) -> str | None:
    """The recurrence rule; None where the words name no rule ("định kỳ") or an impossible day."""
    return _RULES[e.kind](e)
