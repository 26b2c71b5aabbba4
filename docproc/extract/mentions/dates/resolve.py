"""Which days of the calendar an expression covers, whatever it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from docproc.extract.mentions.dates.days import (
    FIRST_YEAR,
    IMPOSSIBLE,
    LAST_YEAR,
    NO_ISSUE_DATE,
    UNCLEAR,
    Days,
    Prefer,
    date_parts,
    day_of,
    is_misread_quarter,
    month_end,
    number,
    one_day,
    quarter,
    read_date,
    shifted_month,
)
from docproc.extract.mentions.dates.grammar import Expression
from docproc.extract.mentions.rules.dates import Dates
from docproc.rules import load
from docproc.workdays import last_working_day_on_or_before, next_working_day_on_or_after


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words lean on: the issue date and the day last named in the text before."""

    issued: date | None
    named: date | None = None
    prefer: Prefer = "future"


def _absolute(e: Expression, anchor: Anchor) -> Days:
    days = read_date(e.parts["date"], anchor.issued, anchor.prefer)
    if "weekday" in e.parts and _misses(e.parts["weekday"], days):
        return _mismatched(days)
    if "near" in e.parts and anchor.issued and days.last:
        week = _near_week(e.parts["near"], anchor.issued)
        if week.first and week.last and not week.first <= days.last <= week.last:
            return _mismatched(days)
    return days


def _misses(weekday: str, days: Days) -> bool:
    return days.last is not None and days.last.weekday() != weekday_number(weekday)


def _mismatched(days: Days) -> Days:
    return replace(days, doubts=(*days.doubts, "weekday_mismatch"))


def with_weekday(days: Days, weekday: str) -> Days:
    """The days, doubted when the day of the week written behind them is another."""
    return _mismatched(days) if _misses(weekday, days) and "weekday_mismatch" not in days.doubts else days


def _complete_start(written: str, end: date, issued: date | None) -> Days:
    """The beginning of a range whose month or year is written only with its end ("19 - 20/10/2017")."""
    parts = date_parts(written)
    if "y" in parts:
        return read_date(written, issued)
    day, month = int(parts["d"]), int(parts.get("m", end.month))
    start = day_of(end.year, month, day)
    if start and start > end and "m" in parts:
        start = day_of(end.year - 1, month, day)
    return one_day(start) if start and start <= end else IMPOSSIBLE


def _range(e: Expression, anchor: Anchor) -> Days:
    end = read_date(e.parts["to"], anchor.issued, anchor.prefer)
    if end.last is None or "from" not in e.parts:
        return end
    start = _complete_start(e.parts["from"], end.last, anchor.issued)
    return replace(end, first=start.first, doubts=start.doubts + end.doubts)


def _valid_year(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _years(e: Expression, anchor: Anchor) -> Days:
    first, last = int(e.parts["y"]), int(e.parts["y2"])
    if not (_valid_year(first) and _valid_year(last)):
        return UNCLEAR
    return Days(date(first, 1, 1), date(last, 12, 31)) if first <= last else UNCLEAR


def _until_year(e: Expression, anchor: Anchor) -> Days:
    year = int(e.parts["y"])
    return Days(None, date(year, 12, 31)) if _valid_year(year) else UNCLEAR


def _with_point(days: Days, middle: date, point: str | None) -> Days:
    """Civil Code 2015, article 146(3): beginning, middle and end of a month or a year are days."""
    return replace(days, point={"đầu": days.first, "giữa": middle, "cuối": days.last}.get(point or ""))


def _months_of_year(year: int, first: int, last: int, point: str | None, *, inferred: bool) -> Days:
    days = Days(date(year, first, 1), month_end(year, last), inferred=inferred)
    middles = {1: date(year, first, 15), 3: date(year, min(first + 1, 12), 15), 12: date(year, 6, 30)}
    return _with_point(days, middles.get(last - first + 1, days.last or date(year, last, 1)), point)


def _year_of(e: Expression, last_month: int, anchor: Anchor) -> int | Days:
    """The year written, or the one that puts the period beside the issue date; Days when neither."""
    written = e.part("y", "y2", "y1")
    if written:
        return int(written) if _valid_year(int(written)) else UNCLEAR
    if anchor.issued is None:
        return NO_ISSUE_DATE
    ends = [month_end(anchor.issued.year + step, last_month) for step in (-1, 0, 1)]
    if anchor.prefer == "future":
        return next(end.year for end in ends if end >= anchor.issued)
    issued = anchor.issued
    return min(ends, key=lambda end: abs((end - issued).days)).year


def _months(e: Expression, first: int, last: int, anchor: Anchor, *, inferred: bool = False) -> Days:
    if not 1 <= first <= last <= 12:
        return IMPOSSIBLE
    year = _year_of(e, last, anchor)
    if isinstance(year, Days):
        return year
    inferred = inferred or e.part("y", "y2", "y1") is None
    return _months_of_year(year, first, last, e.part("point"), inferred=inferred)


def _quarter(e: Expression, anchor: Anchor) -> Days:
    written = e.parts["q"], e.parts.get("q2", e.parts["q"])
    first, last = (quarter(one) for one in written)
    days = _months(e, first * 3 - 2, last * 3, anchor)
    misread = any(is_misread_quarter(one) for one in written)
    return replace(days, doubts=(*days.doubts, "quarter_misread")) if misread else days


def _part_of_year(e: Expression, anchor: Anchor) -> Days:
    n = number(e.parts["n"])
    first, last = (1, n) if e.parts["part"] == "đầu" else (13 - n, 12)
    return _months(e, first, last, anchor)


def _month(e: Expression, anchor: Anchor) -> Days:
    month = number(e.parts["m"])
    return _months(e, month, month, anchor)


def _month_list(e: Expression, anchor: Anchor) -> Days:
    return _months(e, int(e.parts["m"]), int(e.parts["m2"]), anchor)


def _year(e: Expression, anchor: Anchor) -> Days:
    return _months(e, 1, 12, anchor)


def _week(day: date, weeks: int) -> Days:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return Days(monday, monday + timedelta(days=6), inferred=True)


def _near_week(written: str, issued: date) -> Days:
    """The week of "tuần này", "tuần sau"."""
    return _week(issued, load(Dates).later_by[written.split()[-1]])


def _near(e: Expression, anchor: Anchor) -> Days:
    if anchor.issued is None:
        return NO_ISSUE_DATE
    step, point = load(Dates).later_by[e.parts.get("near", "này")], e.part("point")
    if e.parts["unit"] == "tuần" and point == "giữa":
        return UNCLEAR
    if e.parts["unit"] == "tuần":
        week = _week(anchor.issued, step)
        return _with_point(week, week.last or anchor.issued, point)
    if e.parts["unit"] == "năm":
        return _months_of_year(anchor.issued.year + step, 1, 12, point, inferred=True)
    year, month = shifted_month(anchor.issued, step * (3 if e.parts["unit"] == "quý" else 1))
    if e.parts["unit"] == "tháng":
        return _months_of_year(year, month, month, point, inferred=True)
    quarter = (month + 2) // 3
    return _months_of_year(year, quarter * 3 - 2, quarter * 3, point, inferred=True)


def _whole(e: Expression, anchor: Anchor) -> Days:
    """The month, quarter or year that an expression names a part of."""
    if "m" in e.parts:
        return _month(e, anchor)
    if "q" in e.parts:
        return _quarter(e, anchor)
    return _year(e, anchor) if "y1" in e.parts else _near(e, anchor)


def _half(e: Expression, anchor: Anchor) -> Days:
    """Civil Code 2015, article 146(1): half a month is fifteen days, half a year six months."""
    whole = _whole(e, anchor)
    if whole.first is None or whole.last is None:
        return whole
    months = whole.last.month - whole.first.month + 1
    if months == 3:
        return Days(None, whole.last, inferred=whole.inferred) if e.parts["part"] != "đầu" else UNCLEAR
    middle = whole.first.replace(day=15) if months == 1 else date(whole.first.year, 6, 30)
    if e.parts["part"] == "đầu":
        return replace(whole, last=middle)
    return replace(whole, first=middle + timedelta(days=1))


def _some_days(e: Expression, anchor: Anchor) -> Days:
    whole, count = _whole(e, anchor), number(e.parts["n"])
    if whole.first is None or whole.last is None:
        return whole
    if not 1 <= count <= (whole.last - whole.first).days:
        return UNCLEAR
    if e.parts["part"] == "đầu":
        return replace(whole, last=whole.first + timedelta(days=count - 1))
    return replace(whole, first=whole.last - timedelta(days=count - 1))


def _decade(e: Expression, anchor: Anchor) -> Days:
    whole = _whole(e, anchor)
    if whole.first is None or whole.last is None or (whole.first.month != whole.last.month):
        return replace(UNCLEAR, doubts=whole.doubts or UNCLEAR.doubts)
    first, last = load(Dates).decades[e.parts["part"]]
    last = min(last, whole.last.day)
    return replace(whole, first=whole.first.replace(day=first), last=whole.first.replace(day=last))


def _week_of(e: Expression, anchor: Anchor) -> Days:
    """The last week ends with the period, however weeks are counted; of the others only a day that is `possible`.

    They may be counted from the first day of the period, as `possible` is, or by the calendar.
    """
    whole = _whole(e, anchor)
    if whole.first is None or whole.last is None:
        return whole
    if e.part("part") == "cuối":
        return replace(whole, first=None)
    weeks = number(e.part("nth", "n") or "một")
    possible = min(whole.last, whole.first + timedelta(days=7 * weeks - 1))
    return Days(possible=possible, doubts=("week_unclear",))


def _edge(e: Expression, anchor: Anchor) -> Days:
    """The first or last day, or working day, of a period; of which month "cuối tháng" is, must be said."""
    if "unit" in e.parts and "near" not in e.parts:
        return UNCLEAR
    whole = _whole(e, anchor)
    if whole.first is None or whole.last is None:
        return whole
    at_start = e.parts["part"] == "đầu"
    day = whole.first if at_start else whole.last
    if "worked" in e.parts:
        day = next_working_day_on_or_after(day) if at_start else last_working_day_on_or_before(day)
    return one_day(day, inferred=whole.inferred)


def _day_word(e: Expression, anchor: Anchor) -> Days:
    if "same" in e.parts and anchor.named:
        return one_day(anchor.named)
    if anchor.issued is None:
        return NO_ISSUE_DATE
    return one_day(anchor.issued + timedelta(days="tomorrow" in e.parts))


def weekday_number(written: str) -> int:
    """0 for Monday to 6 for Sunday of "thứ Hai" … "chủ nhật"."""
    word = written.split()[-1]
    return 6 if word in load(Dates).sunday else number(word[-1] if word[-1].isdigit() else word) - 2


def _week_day(e: Expression, anchor: Anchor) -> Days:
    if "near" not in e.parts:
        return UNCLEAR
    if anchor.issued is None:
        return NO_ISSUE_DATE
    week = _near_week(e.parts["near"], anchor.issued)
    monday = week.first or anchor.issued
    return one_day(monday + timedelta(days=weekday_number(e.parts["weekday"])), inferred=True)


def _stamp(e: Expression, anchor: Anchor) -> Days:
    try:
        return one_day(date.fromisoformat(e.parts["iso"]))
    except ValueError:
        return IMPOSSIBLE


def _no_days(e: Expression, anchor: Anchor) -> Days:
    return Days()


def _unreadable(e: Expression, anchor: Anchor) -> Days:
    return UNCLEAR


_RESOLVERS: dict[str, Callable[[Expression, Anchor], Days]] = {
    "absolute": _absolute,
    "range": _range,
    "years": _years,
    "until_year": _until_year,
    "school_year": _no_days,
    "months": _month_list,
    "quarter": _quarter,
    "part_of_year": _part_of_year,
    "month": _month,
    "year": _year,
    "near": _near,
    "day_word": _day_word,
    "week_day": _week_day,
    "half": _half,
    "some_days": _some_days,
    "decade": _decade,
    "week_of": _week_of,
    "edge": _edge,
    "unnamed": _unreadable,
    "hour": _unreadable,
    "unreadable": _unreadable,
    "stamp": _stamp,
}


def is_of_calendar(e: Expression) -> bool:
    """Whether the expression names days of the calendar (and not a count, a rhythm or an urgency)."""
    return e.kind in _RESOLVERS


def days_of(e: Expression, anchor: Anchor) -> Days:
    """The days an expression of the calendar covers. Raises KeyError for other kinds."""
    return _RESOLVERS[e.kind](e, anchor)
