"""Deadlines and meetings as an iCalendar file (RFC 5545) for Outlook, Google Calendar, Thunderbird, phones.

What a letter sets for one day is one entry. An entry keeps its UID, that of the first task in it, so that
importing the file again updates it: of a registered letter whatever is corrected in it, else as long as issuer,
number, symbol and day stay the same. A task with a later day of its own is an entry of its own, which moves. A
deadline that names no day is not put on a guessed one; it is counted and told. What comes back ends (RFC 5545,
3.3.10, UNTIL).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Alarm, Calendar, Event, vRecur

from docproc.letter import Deadline, Letter
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.names.full_names import issuer_name
from docproc.reports.names.office_names import key_of, short_form
from docproc.reports.rules.calendar import CalendarRules
from docproc.reports.wording.doubts import report_reasons, task_reasons
from docproc.reports.wording.phrases import one_line, short_citation, shortened
from docproc.rules import load
from docproc.workdays import last_working_day_on_or_before

_DAY = timedelta(days=1)
_TITLE = 90  # letters: what a list of entries shows; the whole text stands below it
_DOUBTFUL = "(?) "  # the mark that docproc puts on what a person should check, as in its tables
# SEQUENCE has to grow with every revision (RFC 5545, 3.8.7.4): minutes since then.
_FIRST_REVISION = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file's bytes, how many entries it has, and the deadlines it could not hold, in the letters' words."""

    content: bytes
    entries: int
    without_day: list[str]


def calendar_of(
    letters: Iterable[RegisteredLetter],
    tasks: Iterable[TrackedTask],
    now: datetime,
    *,
    repeat_until: Date | None = None,
) -> CalendarFile:
    """The calendar of all deadlines, of common report deadlines and of meetings.

    `now` carries its time zone; it stamps the revision. Tasks that are done, paused or withdrawn ring no more; a
    withdrawn one is cancelled, and so is all of a letter that was struck out. Recurring deadlines end on
    `repeat_until`, without it with the year of the letter; each comes at least once.
    """
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//docproc//vi"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", "Thời hạn văn bản"),
    ):
        calendar.add(name, value)
    entries: list[_Entry] = []
    waiting: dict[int, bool] = {}
    reported: set[tuple[int, Date]] = set()
    for tracked in tasks:
        letter, deadline = tracked.letter, tracked.task.deadline
        if tracked.extended_to is None and deadline is None:
            waiting[letter.id] = waiting.get(letter.id, False) or tracked.status in ("open", "running")
            continue
        if tracked.task.kind == "report" and deadline is not None and deadline.last_day is not None:
            reported.add((letter.id, deadline.last_day))
        entries += _task_entries(tracked)
    for record in letters:
        due = record.letter.report_due
        if due is not None and waiting.get(record.id, True) and (record.id, due.last_day) not in reported:
            entries += _report_entries(record, due)
        entries += _meeting_entries(record)
    for entry, start in _one_a_day(entries):
        calendar.add_component(_component(entry, start, now, repeat_until))
    calendar.add_missing_timezones()
    without_day = [entry.words().replace("\n", "; ") for entry in entries if entry.start is None]
    return CalendarFile(calendar.to_ical(), len(calendar.events), without_day)


@dataclass(frozen=True, slots=True)
class _Entry:
    """`letter`, `cited`, `source`, `issued`: key, number, full name and day of the letter. `start`: a day, or a
    moment with its zone; None where the words name no day. What is `alone` shares its day with nothing.
    """

    letter: str
    key: str
    title: str
    details: str
    source: str
    cited: str
    issued: Date | None = None
    start: Date | datetime | None = None
    end: datetime | None = None
    rule: str | None = None
    place: str = ""
    doubtful: bool = False
    rings: bool = True
    cancelled: bool = False
    alone: bool = False

    def words(self) -> str:
        """What stands below the title."""
        return _lines(*self.details.split("\n"), self.source)


def _one_a_day(entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, Date | datetime]]:
    """The entries that have a day, those of one letter on one day, or of one rule from it on, as one."""
    groups: dict[tuple[object, ...], list[tuple[_Entry, Date | datetime]]] = {}
    for entry in entries:
        if entry.start is not None:
            day = entry.start.date() if isinstance(entry.start, datetime) else entry.start
            key = (entry.key,) if entry.alone else (entry.letter, day, entry.rule)
            groups.setdefault(key, []).append((entry, entry.start))
    for group in groups.values():
        yield group[0] if len(group) == 1 else _together(group)


def _together(group: list[tuple[_Entry, Date | datetime]]) -> tuple[_Entry, Date | datetime]:
    """One entry for several of a letter: at the first hour that one of them names."""
    members = [entry for entry, _ in group]
    waiting = [(entry, start) for entry, start in group if entry.rings] or group
    hours = [start for _, start in waiting if isinstance(start, datetime)]
    items = [f"{number}. {entry.title}\n{entry.details}" for number, entry in enumerate(members, start=1)]
    together = replace(
        members[0],
        title=f"{len(waiting)} việc đến hạn theo {members[0].cited}",
        details="\n".join(items),
        doubtful=any(entry.doubtful for entry, _ in waiting),
        rings=any(entry.rings for entry in members),
        cancelled=all(entry.cancelled for entry in members),
    )
    return together, min(hours) if hours else waiting[0][1]


def _task_entries(tracked: TrackedTask) -> list[_Entry]:
    letter, task = tracked.letter.letter, tracked.task
    number = str(tracked.id) if tracked.letter.registered else task.id
    state = {"done": "Đã xong: ", "paused": "Tạm dừng: ", "withdrawn": "Đã dừng: "}.get(tracked.status, "")
    who = tracked.owner or "; ".join(short_form(one_line(office.name)) for office in task.lead)
    doubts = task_reasons(letter, task)
    entry = replace(
        _entry_of(tracked.letter, number),
        title=f"{state}{shortened(task.text, _TITLE)}",
        details=_lines(task.text, who and f"Chủ trì: {who}", *_to_check(doubts)),
        doubtful=bool(doubts),
        rings=not state,
        cancelled=tracked.status == "withdrawn" or tracked.letter.void_reason is not None,
        alone=tracked.extended_to is not None,
    )
    deadline = task.deadline or Deadline(text="")
    if tracked.extended_to is not None:
        deadline = Deadline(text=f"gia hạn (văn bản ghi: {deadline.text})", last_day=tracked.extended_to)
    return _with_times(entry, deadline)


def _report_entries(record: RegisteredLetter, due: Deadline) -> list[_Entry]:
    letter = record.letter
    title = f"Báo cáo kết quả thực hiện {short_citation(letter.header)}"
    doubts = report_reasons(letter)
    to = due.send_to and f"Nơi nhận: {due.send_to}"
    entry = replace(
        _entry_of(record, "report"),
        title=title,
        details=_lines(title, to, *_to_check(doubts)),
        doubtful=bool(doubts),
        cancelled=record.void_reason is not None,
    )
    return _with_times(entry, due)


def _entry_of(record: RegisteredLetter, part: str) -> _Entry:
    """An entry for a part of a letter, with nothing in it yet."""
    key, letter = _letter_key(record), record.letter
    return _Entry(
        key, f"{key}|{part}", "", "", _source(letter), short_citation(letter.header), letter.header.issue_date
    )


def _with_times(entry: _Entry, deadline: Deadline) -> list[_Entry]:
    """The entry on its day, or one for each rule of a recurring deadline (rules are joined by ` | `)."""
    words = one_line(deadline.text)
    entry = replace(entry, details=_lines(*entry.details.split("\n"), words and f"Thời hạn: {words}"))
    if not deadline.rrule:
        return [replace(entry, start=_start(deadline))]
    if not deadline.time and load(CalendarRules).before_the_day.regex.search(words):
        entry = replace(entry, title=f"(Trước ngày này) {entry.title}")
    return [
        replace(entry, key=f"{entry.key}|{rule}", start=_first(rule, deadline, entry.issued), rule=rule)
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
    title = shortened(letter.header.subject or short_citation(letter.header), _TITLE)
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        end = None
    place = one_line(event.place or "")
    entry = replace(_entry_of(record, "event"), title=title, start=start, end=end, place=place, alone=True)
    return [replace(entry, cancelled=record.void_reason is not None)]


def _moment(written: str) -> Date | datetime:
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=_zone()) if "T" in written else moment.date()


def _start(deadline: Deadline) -> Date | datetime | None:
    """The hour named, where it is one of the last day; else the whole last day."""
    day = deadline.last_day
    if day is None or not deadline.time or deadline.date not in (None, day):
        return day
    return datetime.combine(day, time.fromisoformat(deadline.time), _zone())


def _first(rule: str, deadline: Deadline, issued: Date | None) -> Date | datetime | None:
    """The first day of the rule from the issue of the letter on; None where the rule names no day."""
    parts = set(re.findall(r"(\w+)=", rule))
    if issued is None or not ("FREQ=DAILY" in rule or parts & set(load(CalendarRules).day_parts)):
        return None
    begin = datetime.combine(issued, time())
    try:
        first = rrulestr(rule, dtstart=begin).after(begin, inc=True)
    except (ValueError, TypeError):  # a rule that somebody wrote by hand
        return None
    if first is None or not deadline.time:
        return first.date() if first else None
    return datetime.combine(first.date(), time.fromisoformat(deadline.time), _zone())


def days_of(rrule: str, issued: Date | None, first: Date, last: Date) -> list[Date]:
    """The days from `first` to `last` on which a deadline of a letter issued on `issued` comes back.

    `rrule` as in Deadline. It ends with the year of the letter, as in the file; what names no day gives none.
    """
    days: set[Date] = set()
    for rule in rrule.split(" | "):
        start = _first(rule, Deadline(text=""), issued)
        if start is None or issued is None:
            continue
        ends = last if {"UNTIL", "COUNT"} & set(re.findall(r"(\w+)=", rule)) else min(last, _year_end(issued))
        begin = datetime.combine(start, time())
        found = rrulestr(rule, dtstart=begin).between(
            datetime.combine(first, time()), datetime.combine(ends, time()), inc=True
        )
        days |= {moment.date() for moment in found}
    return sorted(days)


def _component(entry: _Entry, start: Date | datetime, now: datetime, repeat_until: Date | None) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'docproc:{entry.key}')}@docproc")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int((now - _FIRST_REVISION).total_seconds() // 60))
    event.add("summary", f"{_DOUBTFUL if entry.doubtful else ''}{entry.title}")
    event.add("description", entry.words())
    event.add("dtstart", start)
    if entry.end is not None:
        event.add("dtend", entry.end)
    elif not isinstance(start, datetime):
        event.add("dtend", start + _DAY)
    if entry.rule:
        event.add("rrule", _ending(entry.rule, start, repeat_until or _year_end(entry.issued or now)))
    if entry.place:
        event.add("location", entry.place)
    event.add("transp", "OPAQUE" if entry.end or entry.place else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.rings and not entry.cancelled:
        event.add_component(_alarm(entry, start))
    return event


def _ending(rule: str, start: Date | datetime, last: Date) -> vRecur:
    """The rule, ended on the `last` day where it names no end of its own; after its first day, not before."""
    recurring: vRecur = vRecur.from_ical(rule)
    if "UNTIL" in recurring or "COUNT" in recurring:
        return recurring
    if isinstance(start, datetime):
        # RFC 5545, 3.3.10: with a start that has an hour, the end is a moment in UTC.
        recurring["UNTIL"] = datetime.combine(max(last, start.date()), time.max, _zone()).astimezone(UTC)
    else:
        recurring["UNTIL"] = max(last, start)
    return recurring


def _year_end(day: Date) -> Date:
    return Date(day.year, 12, 31)


def _alarm(entry: _Entry, start: Date | datetime) -> Alarm:
    """On the last working day before, in the morning; of what is due every day, that morning."""
    rules = load(CalendarRules)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    if entry.rule:
        hour = start.time() if isinstance(start, datetime) else time()
        early = datetime.combine(Date.min, hour) - datetime.combine(Date.min, rules.alarm)
        days = 0 if "FREQ=DAILY" in entry.rule else rules.days_before_recurring
        alarm.add("trigger", -(timedelta(days=days) + early))
        return alarm
    day = start.date() if isinstance(start, datetime) else start
    before = last_working_day_on_or_before(day - _DAY)
    # RFC 5545, 3.8.6.3: a moment is in UTC and says that it is one.
    moment = datetime.combine(before, rules.alarm, _zone()).astimezone(UTC)
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    return alarm


def _zone() -> ZoneInfo:
    return ZoneInfo(load(CalendarRules).timezone)


def _source(letter: Letter) -> str:
    issuer = one_line(issuer_name(letter.header))
    return f"Văn bản: {short_citation(letter.header)}{f' của {issuer}' if issuer else ''} ({letter.file})"


def _letter_key(record: RegisteredLetter) -> str:
    """What stays the same: the register's own id, else issuer, number, symbol, day, else the name of the file."""
    header = record.letter.header
    if record.registered:
        return f"register|{record.file_sha256}|{record.id}"
    if not (header.number and header.symbol and header.issue_date):
        return f"file|{record.letter.file}"
    return f"{key_of(header.issuer or '')}|{header.number}|{header.symbol}|{header.issue_date}"
