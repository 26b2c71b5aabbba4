"""Deadlines and meetings as an iCalendar file (RFC 5545) for Outlook, Google Calendar, Thunderbird, phones.

An entry keeps its UID, so that importing the file again updates it: that of a registered letter whatever is
corrected in it, else as long as issuer, number, symbol and day stay the same. A deadline that names no day is
not put on a guessed one; it is counted and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Alarm, Calendar, Event, vRecur

from docproc.letter import Deadline, Letter
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.doubts import report_reasons, task_reasons
from docproc.reports.office_names import key_of, short_form
from docproc.reports.wording import one_line, short_citation, shortened
from docproc.resources import load_rules
from docproc.workdays import last_working_day_on_or_before

_DAY = timedelta(days=1)
_DOUBTFUL = "(?) "  # the mark that docproc puts on what a person should check, as in its tables
# SEQUENCE has to grow with every revision (RFC 5545, 3.8.7.4): minutes since then.
_FIRST_REVISION = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file's bytes, how many entries it has, and the deadlines it could not hold, in the letters' words."""

    content: bytes
    entries: int
    without_day: list[str]


def calendar_of(letters: Iterable[RegisteredLetter], tasks: Iterable[TrackedTask], now: datetime) -> CalendarFile:
    """The calendar of all deadlines, of common report deadlines and of meetings.

    `now` carries its time zone; it stamps the revision. Tasks that are done, paused or withdrawn ring no more; a
    withdrawn one is cancelled, and so is all of a letter that was struck out.
    """
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//docproc//vi"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "Thời hạn văn bản"),
    ):
        calendar.add(name, value)
    without_day: list[str] = []
    waiting: dict[int, bool] = {}
    for tracked in tasks:
        letter = tracked.letter
        if tracked.extended_to is None and tracked.task.deadline is None:
            waiting[letter.id] = waiting.get(letter.id, False) or tracked.status in ("open", "running")
            continue
        _add_all(calendar, _task_entries(tracked), now, without_day)
    for record in letters:
        due = record.letter.report_due
        if due is not None and waiting.get(record.id, True):
            _add_all(calendar, _report_entries(record, due), now, without_day)
        _add_all(calendar, _meeting_entries(record), now, without_day)
    calendar.add_missing_timezones()
    return CalendarFile(calendar.to_ical(), len(calendar.events), without_day)


@dataclass(frozen=True, slots=True)
class _Entry:
    """`start`: a day, or a moment with its zone; None where the words name no day."""

    key: str
    title: str
    details: str
    start: Date | datetime | None = None
    end: datetime | None = None
    rule: str | None = None
    place: str = ""
    rings: bool = True
    cancelled: bool = False


def _task_entries(tracked: TrackedTask) -> list[_Entry]:
    letter, task = tracked.letter.letter, tracked.task
    number = str(tracked.id) if tracked.letter.registered else task.id
    state = {"done": "Đã xong: ", "paused": "Tạm dừng: ", "withdrawn": "Đã dừng: "}.get(tracked.status, "")
    who = tracked.owner or "; ".join(short_form(one_line(office.name)) for office in task.lead)
    doubts = task_reasons(letter, task)
    entry = _Entry(
        key=f"{_letter_key(tracked.letter)}|{number}",
        title=f"{state}{_DOUBTFUL if doubts else ''}{shortened(task.text, 90)}",
        details=_lines(task.text, who and f"Chủ trì: {who}", _source(letter), *_to_check(doubts)),
        rings=not state,
        cancelled=tracked.status == "withdrawn" or tracked.letter.void_reason is not None,
    )
    deadline = task.deadline or Deadline(text="")
    if tracked.extended_to is not None:
        deadline = Deadline(text=f"gia hạn (văn bản ghi: {deadline.text})", last_day=tracked.extended_to)
    return _with_times(entry, deadline, letter)


def _report_entries(record: RegisteredLetter, due: Deadline) -> list[_Entry]:
    letter = record.letter
    title = f"Báo cáo kết quả thực hiện {short_citation(letter.header)}"
    doubts = report_reasons(letter)
    to = due.send_to and f"Nơi nhận: {due.send_to}"
    entry = _Entry(
        key=f"{_letter_key(record)}|report",
        title=f"{_DOUBTFUL if doubts else ''}{title}",
        details=_lines(title, to, _source(letter), *_to_check(doubts)),
        cancelled=record.void_reason is not None,
    )
    return _with_times(entry, due, letter)


def _with_times(entry: _Entry, deadline: Deadline, letter: Letter) -> list[_Entry]:
    """The entry on its day, or one for each rule of a recurring deadline (rules are joined by ` | `)."""
    words = one_line(deadline.text)
    entry = replace(entry, details=_lines(*entry.details.split("\n"), words and f"Thời hạn: {words}"))
    if not deadline.rrule:
        return [replace(entry, start=_start(deadline))]
    if not deadline.time and re.search(load_rules("calendar")["before_the_day"], words):
        entry = replace(entry, title=f"(Trước ngày này) {entry.title}")
    return [
        replace(entry, key=f"{entry.key}|{rule}", start=_first(rule, deadline, letter), rule=rule)
        for rule in deadline.rrule.split(" | ")
    ]


def _lines(*parts: str | None) -> str:
    return "\n".join(one_line(part) for part in parts if part)


def _to_check(doubts: list[str]) -> list[str]:
    return [f"Cần kiểm tra: {reason}" for reason in doubts]


def _meeting_entries(record: RegisteredLetter) -> list[_Entry]:
    letter, event = record.letter, record.letter.event
    if event is None or not event.start:
        return []
    start, end = _moment(event.start), _moment(event.end) if event.end else None
    title = shortened(letter.header.subject or short_citation(letter.header), 90)
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        end = None
    place = one_line(event.place or "")
    key = f"{_letter_key(record)}|event"
    cancelled = record.void_reason is not None
    return [_Entry(key, title, _source(letter), start=start, end=end, place=place, cancelled=cancelled)]


def _moment(written: str) -> Date | datetime:
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=_zone()) if "T" in written else moment.date()


def _start(deadline: Deadline) -> Date | datetime | None:
    """The hour named, where it is one of the last day; else the whole last day."""
    day = deadline.last_day
    if day is None or not deadline.time or deadline.date not in (None, day):
        return day
    return datetime.combine(day, time.fromisoformat(deadline.time), _zone())


def _first(rule: str, deadline: Deadline, letter: Letter) -> Date | datetime | None:
    """The first day of the rule from the issue of the letter on; None where the rule names no day."""
    issued = letter.header.issue_date
    parts = set(re.findall(r"(\w+)=", rule))
    if issued is None or not ("FREQ=DAILY" in rule or parts & set(load_rules("calendar")["day_parts"])):
        return None
    begin = datetime.combine(issued, time())
    try:
        first = rrulestr(rule, dtstart=begin).after(begin, inc=True)
    except (ValueError, TypeError):  # a rule that somebody wrote by hand
        return None
    if first is None or not deadline.time:
        return first.date() if first else None
    return datetime.combine(first.date(), time.fromisoformat(deadline.time), _zone())


def _add_all(calendar: Calendar, entries: list[_Entry], now: datetime, without_day: list[str]) -> None:
    for entry in entries:
        if entry.start is None:
            without_day.append(entry.details.replace("\n", "; "))
        else:
            calendar.add_component(_component(entry, entry.start, now))


def _component(entry: _Entry, start: Date | datetime, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'docproc:{entry.key}')}@docproc")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int((now - _FIRST_REVISION).total_seconds() // 60))
    event.add("summary", entry.title)
    event.add("description", entry.details)
    event.add("dtstart", start)
    if entry.end is not None:
        event.add("dtend", entry.end)
    elif not isinstance(start, datetime):
        event.add("dtend", start + _DAY)
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if entry.place:
        event.add("location", entry.place)
    event.add("transp", "OPAQUE" if entry.end or entry.place else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.rings and not entry.cancelled:
        event.add_component(_alarm(entry, start))
    return event


def _alarm(entry: _Entry, start: Date | datetime) -> Alarm:
    """On the last working day before, in the morning; of what is due every day, that morning."""
    rules = load_rules("calendar")
    at = time.fromisoformat(rules["alarm"])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    if entry.rule:
        hour = start.time() if isinstance(start, datetime) else time()
        early = datetime.combine(Date.min, hour) - datetime.combine(Date.min, at)
        days = 0 if "FREQ=DAILY" in entry.rule else rules["days_before_recurring"]
        alarm.add("trigger", -(timedelta(days=days) + early))
        return alarm
    day = start.date() if isinstance(start, datetime) else start
    before = last_working_day_on_or_before(day - _DAY)
    # RFC 5545, 3.8.6.3: a moment is in UTC and says that it is one.
    moment = datetime.combine(before, at, _zone()).astimezone(UTC)
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    return alarm


def _zone() -> ZoneInfo:
    return ZoneInfo(load_rules("calendar")["timezone"])


def _source(letter: Letter) -> str:
    issuer = short_form(one_line(letter.header.issuer or ""))
    return f"Văn bản: {short_citation(letter.header)}{f' của {issuer}' if issuer else ''} ({letter.file})"


def _letter_key(record: RegisteredLetter) -> str:
    """What stays the same: the register's own id, else issuer, number, symbol, day, else the name of the file."""
    header = record.letter.header
    if record.registered:
        return f"register|{record.file_sha256}|{record.id}"
    if not (header.number and header.symbol and header.issue_date):
        return f"file|{record.letter.file}"
    return f"{key_of(header.issuer or '')}|{header.number}|{header.symbol}|{header.issue_date}"
