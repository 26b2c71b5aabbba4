"""`find_dates`: from a passage to its mentions of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from docproc.extract.mentions.dates.days import FIRST_YEAR, LAST_YEAR, UNCLEAR, Days, read_clock
from docproc.extract.mentions.dates.grammar import Expression, expressions
from docproc.extract.mentions.dates.mention import DateMention
from docproc.extract.mentions.dates.plain import PlainText, plain_text
from docproc.extract.mentions.dates.recurrence import is_recurring, rrule_of
from docproc.extract.mentions.dates.relative import count_of
from docproc.extract.mentions.dates.resolve import Anchor, days_of, is_of_calendar, with_weekday
from docproc.extract.mentions.dates.roles import (
    Context,
    DateRole,
    place_of,
    recurring_deadline,
    relative_deadline,
    role_of,
)
from docproc.extract.mentions.rules.dates import Dates
from docproc.rules import load
from docproc.workdays import is_working_day, last_working_day_on_or_before, working_days_between

_FUTURE_ROLES = {"deadline", "event", "effective_from"}
_ONE_DAY = {"absolute", "edge", "hour", "unreadable", "unnamed", "week_day"}
_BARE = {
    "continuous": ("recurrence", "continuous"),
    "immediate": ("urgency", "immediate"),
    "urgency": ("urgency", "none"),
    "recurring_period": ("period", "recurring_period"),
}


@dataclass(frozen=True, slots=True)
class _Letter:
    issued: date | None
    arrived: date | None


@dataclass(frozen=True, slots=True)
class _Last:
    """The mention before, and the day last named in the text: what "cùng ngày" leans on."""

    mention: DateMention | None = None
    day: date | None = None


def find_dates(text: str, issued: date | None, *, arrived: date | None = None) -> list[DateMention]:
    """Every mention of a time in a passage of a letter, left to right, without overlaps.

    `issued` is the date of the letter: it gives missing years and is the base of relative deadlines.
    `arrived` is the day the letter was received, if the register tells. Days that need a date that is
    not given have `due` None and a doubt. Offsets count characters of `text`.
    """
    plain = plain_text(text)
    letter = _Letter(_usable(issued), _usable(arrived))
    mentions: list[DateMention] = []
    last = _Last()
    last_end = quotes = quotes_seen = 0
    for expression in expressions(plain.text):
        quotes += _quotes_opened(plain.text, quotes_seen, expression.start)
        quotes_seen = expression.start
        place = place_of(expression, plain.text, last_end, quoted=quotes > 0)
        mention = _mention(place, letter, last)
        if mention is not None:
            mentions.append(_in_original(mention, plain, text))
            last = _Last(mentions[-1], mention.due or mention.date or last.day)
            last_end = expression.end
    return sorted([*mentions, *_open_cues(plain, text, mentions)], key=lambda mention: mention.start)


def _quotes_opened(text: str, start: int, end: int) -> int:
    """How many quotations are opened in a stretch of the text and not closed."""
    return text.count("“", start, end) - text.count("”", start, end)


def _open_cues(plain: PlainText, text: str, found: list[DateMention]) -> Iterator[DateMention]:
    """Deadlines whose time is said in words unknown here, as in "chậm nhất sau khi kết thúc đợt kiểm tra"."""
    rules = load(Dates)
    ordered = sorted((mention.start, mention.end) for mention in found)
    starts = [start for start, _ in ordered]
    ends = list(accumulate((end for _, end in ordered), max))
    for match in rules.bounds.open_cue.regex.finditer(plain.text):
        start, end = plain.span_in_original(*match.span())
        before = bisect_right(starts, end + rules.open_cue_reach)
        if not before or ends[before - 1] <= start:
            yield DateMention(start, end, text[start:end], "deadline", "absolute", doubts=("date_unclear",))


def _usable(day: date | None) -> date | None:
    """Days outside the years docproc counts with are as good as unknown."""
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _in_original(mention: DateMention, plain: PlainText, text: str) -> DateMention:
    start, end = plain.span_in_original(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=text[start:end])


def _mention(place: Context, letter: _Letter, last: _Last) -> DateMention | None:
    e = place.expression
    if e.kind in _BARE:
        return _plain_mention(e, *_BARE[e.kind])
    if is_recurring(e):
        return _recurring(place)
    if e.kind == "from_signing":
        return replace(_plain_mention(e, "effective_from", "relative"), date=letter.issued, base="issue_date")
    if is_of_calendar(e):
        return _calendar_mention(place, letter, last)
    return _relative(place, letter)


def _plain_mention(e: Expression, role: str, kind: str) -> DateMention:
    return DateMention(start=e.start, end=e.end, text=e.text, role=role, type=kind)


def _clock(e: Expression) -> str | None:
    return read_clock(e.part("clock", "clock2"))


def _recurring(place: Context) -> DateMention:
    e = place.expression
    has_own_cue = e.kind == "yearly_list" or "cue" in e.parts
    reading = DateRole("deadline", e.start) if has_own_cue else recurring_deadline(place)
    plain = _plain_mention(e, "recurrence", "recurring")
    if reading:
        plain = replace(plain, role="deadline", start=reading.start)
    return replace(plain, rrule=rrule_of(e), time=_clock(e))


def _relative(place: Context, letter: _Letter) -> DateMention | None:
    e = place.expression
    count = count_of(e, letter.issued, letter.arrived)
    mention = replace(
        _plain_mention(e, "period", "relative"), unit=count.unit, count=count.count, base=count.base
    )
    if relative_deadline(place):
        mention = replace(mention, role="deadline", due=count.due, inclusive=True, doubts=count.doubts)
        return _checked(mention, letter)
    if e.kind == "duration" or (e.kind == "before_event" and count.due is None):
        return None
    if place.left_match(load(Dates).left.effect_word):
        return replace(mention, role="effective_from", date=count.due)
    return mention


def _deadline_just_before(last: DateMention | None) -> DateRole | None:
    if last is None or last.role != "deadline" or last.type != "absolute":
        return None
    return DateRole("deadline", last.start, last.inclusive)


def _as_written(place: Context, anchor: Anchor) -> tuple[Days, int]:
    """The days of an expression with what is written behind it, and where the mention ends.

    A day of the lunar calendar is none of this calendar; a day of the week that does not fit is a doubt.
    """
    e = place.expression
    if lunar := place.right_match(load(Dates).right.lunar):
        return UNCLEAR, e.end + lunar.end()
    days = days_of(e, anchor)
    if e.kind == "absolute" and (weekday := place.right_match(load(Dates).right.weekday)):
        days = with_weekday(days, weekday["weekday"])
    return days, e.end


def _calendar_mention(place: Context, letter: _Letter, last: _Last) -> DateMention | None:
    e = place.expression
    anchor = Anchor(letter.issued, last.day)
    days, end = _as_written(place, anchor)
    reading = role_of(place, days, letter.issued, _deadline_just_before(last.mention))
    if reading is None:
        return None
    if days.inferred and reading.role not in _FUTURE_ROLES:
        days, end = _as_written(place, replace(anchor, prefer="near"))
    mention = replace(
        _plain_mention(e, reading.role, "absolute"),
        start=reading.start,
        end=end,
        possible=days.possible,
        time=_clock(e),
        year_inferred=days.inferred and e.kind != "day_word",
        doubts=days.doubts,
    )
    if reading.role == "deadline":
        return _checked(_deadline(mention, e, days, reading), letter)
    if reading.role == "period" and e.kind == "absolute":
        return replace(mention, type="period", first=letter.issued, last=days.last)
    return _with_days(mention, e, days)


def _deadline(mention: DateMention, e: Expression, days: Days, reading: DateRole) -> DateMention:
    """With "trước" a period counts from its first day, else to its last; a point is a day either way."""
    mention = replace(mention, inclusive=reading.inclusive)
    if e.kind in _ONE_DAY:
        return replace(mention, due=days.last)
    if e.kind == "day_word":
        base, count = ("date" if "same" in e.parts else "issue_date"), int("tomorrow" in e.parts)
        return replace(mention, type="relative", due=days.last, unit="day", base=base, count=count)
    if days.point:
        kind = "period_start" if days.point == days.first else "period_end"
        return replace(mention, type=kind, due=days.point)
    if reading.by_start:
        return replace(mention, type="period_start", due=days.first)
    return replace(mention, type="period_end", due=days.last)


def _with_days(mention: DateMention, e: Expression, days: Days) -> DateMention:
    """The days of a mention that is no deadline."""
    if mention.role == "cutoff" and e.kind != "absolute":
        return replace(mention, type="period_end", date=days.point or days.last)
    if mention.role == "effective_from" and e.kind != "absolute":
        return replace(mention, type="period_start", date=days.point or days.first)
    if e.kind in _ONE_DAY or e.kind == "stamp":
        return replace(mention, date=days.last)
    if e.kind == "day_word":
        return replace(mention, type="relative", date=days.last)
    return replace(mention, type="period", first=days.first, last=days.last)


def _checked(mention: DateMention, letter: _Letter) -> DateMention:
    """The deadline with its last day, the working day to be ready on, and what a person should look at."""
    due = mention.due
    if due is None:
        return replace(mention, doubts=mention.doubts or ("date_unclear",))
    exclusive = mention.inclusive is False and mention.time in (None, "00:00")
    last_day = due - timedelta(days=1) if exclusive else due
    return replace(
        mention,
        last_day=last_day,
        last_working_day=last_working_day_on_or_before(last_day),
        doubts=mention.doubts + _doubts(due, last_day, mention, letter),
    )


def _doubts(due: date, last_day: date, mention: DateMention, letter: _Letter) -> tuple[str, ...]:
    issued, arrived = letter.issued, letter.arrived
    overdue = issued is not None and due < issued
    found = {
        "year_inferred": mention.year_inferred,
        "due_before_issue": overdue,
        "before_arrival": arrived is not None and last_day < arrived,
        "short_notice": issued is not None and not overdue and _is_short(issued, last_day),
        "day_off": not is_working_day(last_day),
    }
    return tuple(code for code, applies in found.items() if applies)


def _is_short(issued: date, last_day: date) -> bool:
    # A far day need not be counted to its end: within so many days there is always a working day more.
    if (last_day - issued).days > 30:
        return False
    return working_days_between(issued, last_day) <= load(Dates).short_notice_days
