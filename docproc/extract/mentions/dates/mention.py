"""What is said about one date or deadline in a passage. Pure data and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from docproc.workdays import is_working_day

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One mention of a time in a text.

    `start`, `end` are character offsets, `text` the words with their cue ("trước ngày 15/10/2023").
    role: deadline, citation, effective_from, period, cutoff, event, recurrence, urgency, issue, narrative,
    other. type: absolute, period_end, period_start, relative, recurring, recurring_period, period,
    continuous, immediate, none.
    `date` is the day named, for roles other than deadline; `due` the day named by a deadline. With
    `inclusive` False the last day is the day before, unless an hour (`time`, HH:MM) is given.
    `first` and `last` bound a period. Relative deadlines are `count` times `unit` after `base`.
    `doubts` are codes: due_before_issue, before_arrival, short_notice, day_off, year_inferred,
    received_date_unknown, issue_date_unknown, impossible_date (no such day in the calendar),
    date_unclear (a part is missing, unreadable or has no base), week_unclear (a week of a month, whose last day
    may be `possible`), quarter_misread ("quý HI"), weekday_mismatch (the date falls on another day of the week
    than is written).
    """

    start: int
    end: int
    text: str
    role: str
    type: str
    date: Date | None = None
    due: Date | None = None
    time: str | None = None
    inclusive: bool | None = None
    last_day: Date | None = None
    last_working_day: Date | None = None
    rrule: str | None = None
    first: Date | None = None
    last: Date | None = None
    unit: str | None = None
    count: int | None = None
    base: str | None = None
    year_inferred: bool = False
    possible: Date | None = None
    doubts: tuple[str, ...] = ()


def _iso(day: Date | None) -> str | None:
    return day.isoformat() if day else None


def mention_as_json(mention: DateMention) -> dict[str, Any]:
    """The mention as plain values; `weekday` and `is_working_day` are those of the due day.

    Fields that do not apply to the kind of mention are left out, except the core ones (`due`, `time`,
    `inclusive`, `last_day`), which are None then.
    """
    fields: dict[str, Any] = {
        "text": mention.text,
        "role": mention.role,
        "type": mention.type,
        "due": _iso(mention.due),
        "inclusive": mention.inclusive,
        "time": mention.time,
        "last_day": _iso(mention.last_day),
    }
    if mention.due:
        fields["weekday"] = _WEEKDAYS[mention.due.weekday()]
        fields["is_working_day"] = is_working_day(mention.due)
    optional = {
        "last_working_day": _iso(mention.last_working_day),
        "date": _iso(mention.date),
        "rrule": mention.rrule,
        "start": _iso(mention.first),
        "end": _iso(mention.last),
        "unit": mention.unit,
        "n": mention.count,
        "base": mention.base,
        "possible": _iso(mention.possible),
        "year_inferred": mention.year_inferred or None,
        "doubts": list(mention.doubts) or None,
    }
    return fields | {name: value for name, value in optional.items() if value is not None}
