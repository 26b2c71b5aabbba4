"""A feed as calendars fetch it. Nobody is logged in: the key in the address is all there is.

Of a letter marked MẬT nothing is told but that it is there, and by when: what a feed says lies on phones and on
servers of others. Who may not see it does not get even that.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Event, Header, Letter, Task
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.exchange.calendar_file import calendar_of
from docproc.reports.rules.calendar import CalendarRules
from docproc.reports.wording.phrases import one_line
from docproc.rules import load
from docproc.store import feeds
from docproc.web.desk import desk_of
from docproc.web.faults import NoSuchPlace
from docproc.workdays import VIETNAM

_MOST_KEPT = 50  # feeds that are kept as they were made last
_SECRET = "Văn bản mật"
# What changes with the moment at which a calendar is made, and says nothing of what is in it.
_STAMPS = re.compile(rb"^(?:DTSTAMP|SEQUENCE):.*$", re.MULTILINE)


def answer_feed(request: Request, key: str) -> Response:
    """The answer to a calendar that asks; raises NoSuchPlace for a key that is good for nothing.

    The tag is of what is in the calendar, so a program that has it already gets 304 (RFC 9110, 13.1.2).
    """
    desk = desk_of(request)
    now = desk.clock().astimezone(VIETNAM)
    with desk.store.reading() as session:
        feed = feeds.feed_with(session, key, now)
        if feed is None:
            raise NoSuchPlace()
        to_note = feeds.is_to_be_noted(session, key, now)
        made = _made(session, feed, now)
    if to_note:
        desk.store.write(lambda session: feeds.note_used(session, key, now))
    headers = {
        "ETag": made.tag,
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "Content-Disposition": 'inline; filename="docproc.ics"',
    }
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if made.tag in known:
        return Response(status_code=304, headers=headers)
    return Response(made.content, media_type="text/calendar; charset=utf-8", headers=headers)


@dataclass(frozen=True, slots=True)
class _Made:
    """A feed as it was made last: what it was made from, its bytes and their tag."""

    state: tuple[object, ...]
    content: bytes
    tag: str


_kept: OrderedDict[tuple[str, int, str], _Made] = OrderedDict()
_keeping = threading.Lock()


def _made(session: Session, feed: feeds.Feed, now: datetime) -> _Made:
    """The feed, made anew only where something changed: calendars ask several times an hour."""
    state, place = feeds.state_of(session, feed, now.date()), (_database(session), feed.user.id, feed.whose.value)
    with _keeping:
        known = _kept.get(place)
    if known is not None and known.state == state:
        return known
    letters, tasks = feeds.contents(session, feed, now.date())
    content = calendar_of(map(_told, letters), map(_task_told, tasks), now).content
    tag = f'"{hashlib.sha256(_STAMPS.sub(b"", content)).hexdigest()[:32]}"'
    made = _Made(state, content, tag)
    with _keeping:
        _kept[place] = made
        _kept.move_to_end(place)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _database(session: Session) -> str:
    return str(session.get_bind().engine.url)


def _told(record: RegisteredLetter) -> RegisteredLetter:
    """The letter as a feed may tell of it."""
    if record.letter.header.secrecy is None:
        return record
    return replace(record, letter=_without_words(record), note=None, given_to=None)


def _task_told(tracked: TrackedTask) -> TrackedTask:
    if tracked.letter.letter.header.secrecy is None:
        return tracked
    letter, task = _told(tracked.letter), _task_without_words(tracked.task)
    return replace(tracked, letter=letter, task=task, owner=None, note=None, result=None, reply=None)


def _without_words(record: RegisteredLetter) -> Letter:
    """The days of a letter, and its place in the register, without a word of it."""
    letter, number = record.letter, str(record.arrival_number)
    return Letter(
        file=f"{_SECRET}, số đến {number}/{record.arrived_on.year}",
        pages=letter.pages,
        header=Header(doc_type=_SECRET, number=number, symbol="đến", issue_date=letter.header.issue_date),
        tasks=[_task_without_words(task) for task in letter.tasks],
        report_due=_only_days(letter.report_due),
        event=Event(start=letter.event.start, end=letter.event.end) if letter.event else None,
    )


def _task_without_words(task: Task) -> Task:
    return Task(id=task.id, page=task.page, text=_SECRET, kind=task.kind, deadline=_only_days(task.deadline))


def _only_days(deadline: Deadline | None) -> Deadline | None:
    """The deadline without its words, but that the day itself is too late."""
    if deadline is None:
        return None
    is_before = load(CalendarRules).before_the_day.regex.search(one_line(deadline.text))
    words = "trước ngày này" if is_before else ""
    return deadline.model_copy(update={"text": words, "send_to": None, "evidence": []})
