"""A register, a table, a calendar, headers for exchange: made as files of the letters that a person may see.

Letters are fetched as they are written, so that a register of any length takes no more memory; what cannot be
written so is made of a limited number of letters. One is made at a time: it takes a processor for itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from docproc.errors import DocprocError, NoTasks, NotForExchange, NothingForCalendar
from docproc.messages import _, mark
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.exchange.calendar_file import calendar_of
from docproc.reports.exchange.edxml import header_of, to_xml
from docproc.reports.sheets.period import DayOf, Days, Period, PeriodFault
from docproc.reports.sheets.registers import write_registers
from docproc.reports.sheets.tracker import write_tracker
from docproc.reports.tasks.concern import followed, that_may_concern
from docproc.store import days_of_letters, registered_letters, tracked_tasks
from docproc.store.audit import note
from docproc.store.people.access import visible
from docproc.store.records import ANY_DAY
from docproc.store.schema import StoredLetter, User
from docproc.web.desk import Desk
from docproc.web.downloads import EXCEL, ZIP, file_name
from docproc.web.turns import a_turn

Value = TypeVar("Value")
_TURNS = BoundedSemaphore(1)
_MOST_LETTERS = 5000  # of a calendar, and of headers: they are put together in memory
WITHOUT_SECRET = "Không gồm văn bản mật"


class NothingInPeriod(DocprocError):
    reason = mark("nothing to write: {detail}")
    remedy = mark("Choose other days or another book.")


class NoSuchExport(DocprocError):
    reason = mark("there is no such register or table")
    remedy = mark("Choose one of those offered.")


class TooManyLetters(DocprocError):
    reason = mark("these are {count} letters; this file can be made of at most {most}")
    remedy = mark("Choose a shorter period.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: letters of a period and book, in the eyes of an office.

    `every`: the tasks of other offices as well. `secret`: letters marked MẬT as well, as far as the person may
    see them.
    """

    office: str
    parent: str | None
    period: Period = field(default_factory=partial(Period, by=DayOf.ARRIVAL))
    book: str | None = None
    every: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, its name for people and its media type."""

    file: Path
    name: str
    media: str


@dataclass(frozen=True)
class _Again(Iterable[Value], Generic[Value]):
    """What can be gone through more than once, fetched anew each time."""

    begin: Callable[[], Iterator[Value]]

    def __iter__(self) -> Iterator[Value]:
        return self.begin()


@dataclass(frozen=True, slots=True)
class _Source:
    """Letters and tasks of a register, and what is said of them at the head of a sheet."""

    letters: Iterable[RegisteredLetter]
    tasks: Iterable[TrackedTask]
    struck_out: Iterable[TrackedTask]
    count: int
    words: str

    def standing(self) -> Iterator[RegisteredLetter]:
        """The letters that were not struck out: what goes to others, and not the book itself."""
        return (record for record in self.letters if record.void_reason is None)


def make(desk: Desk, user: User, what: str, wanted: Wanted, folder: Path, now: datetime) -> Made:
    """Make the file in an existing folder; `what` is one of EXPORTS, `now` the moment, by the
    clocks of the office.

    Raises NoSuchExport, NothingInPeriod, TooManyLetters, NoTasks, NothingForCalendar, TooManyAtOnce.
    """
    chosen = EXPORTS.get(what)
    if chosen is None:
        raise NoSuchExport()
    with a_turn(_TURNS):
        with desk.store.reading() as session:
            made = chosen.write(_source(session, user, wanted), wanted, folder, now)
        ends = {"since": wanted.period.since, "until": wanted.period.until, "by": wanted.period.by}
        about = {"what": what, **ends, "book": wanted.book, "secret": _with_secret(user, wanted)}
        desk.store.write(lambda session: note(session, "exported", "register", 0, user, **about))
    return made


def _source(session: Session, user: User, wanted: Wanted) -> _Source:
    """Raises NothingInPeriod."""
    only, period, book = _only(user, wanted), wanted.period, wanted.book
    days = [Days(*of_one) for of_one in days_of_letters(session, book, only)]
    if not days:
        raise NothingInPeriod(detail=_("no letter is in the register"))
    try:
        period.told(days)
    except PeriodFault as error:
        raise NothingInPeriod(detail=error.cause()) from error
    ends = (period.since, period.until)
    arrived, issued = (ANY_DAY, ends) if period.by is DayOf.LETTER else (ends, ANY_DAY)
    words = [period.words(), book and f"Sổ: {book}", "" if _with_secret(user, wanted) else WITHOUT_SECRET]
    return _Source(
        letters=_Again(partial(registered_letters, session, book, arrived, issued, only=only)),
        tasks=_Again(partial(tracked_tasks, session, book, arrived, issued, only=only)),
        struck_out=_Again(partial(tracked_tasks, session, book, arrived, issued, struck_out=True, only=only)),
        count=sum(map(period.holds, days)),
        words=". ".join(filter(None, words)),
    )


def _with_secret(user: User, wanted: Wanted) -> bool:
    return wanted.secret and user.confidential


def _only(user: User, wanted: Wanted) -> ColumnElement[bool]:
    """Files travel on by themselves; so letters marked MẬT are in them only when somebody who may asks for it."""
    return visible(user) if _with_secret(user, wanted) else StoredLetter.secrecy.is_(None)


def _register(source: _Source, wanted: Wanted, folder: Path, now: datetime) -> Made:
    file = write_registers(
        source.letters,
        source.tasks,
        folder / "register.xlsx",
        office=wanted.office,
        parent=wanted.parent,
        day=now.date(),
        period=source.words,
    )
    return Made(file, file_name("Sổ đăng ký văn bản đến", ".xlsx"), EXCEL)


def _tasks(source: _Source, wanted: Wanted, folder: Path, now: datetime) -> Made:
    chosen = followed(source.tasks, wanted.office, wanted.parent, wanted.every)
    first = next(chosen, None)
    if first is None:
        raise NoTasks(office=wanted.office, others=sum(1 for _one in source.tasks))
    file = write_tracker(
        chain([first], chosen), folder / "tasks.xlsx", office=wanted.office, day=now.date(), period=source.words
    )
    return Made(file, file_name("Bảng theo dõi nhiệm vụ", ".xlsx"), EXCEL)


def _calendar(source: _Source, wanted: Wanted, folder: Path, now: datetime) -> Made:
    _check_count(source)
    tasks = (
        followed(some, wanted.office, wanted.parent, wanted.every) for some in (source.tasks, source.struck_out)
    )
    letters = source.letters
    if not wanted.every:
        letters = that_may_concern(letters, wanted.office, wanted.parent, [])
    made = calendar_of(letters, chain.from_iterable(tasks), now)
    if not made.entries:
        raise NothingForCalendar(office=wanted.office)
    file = folder / "deadlines.ics"
    file.write_bytes(made.content)
    return Made(file, file_name("Lịch thời hạn", ".ics"), "text/calendar; charset=utf-8")


def _headers(source: _Source, wanted: Wanted, folder: Path, now: datetime) -> Made:
    """The headers of letters for exchange (edXML), in a ZIP file; what cannot be exchanged is told in a list."""
    _check_count(source)
    file, refused, names = folder / "headers.zip", list[str](), set[str]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for record in source.standing():
            name = f"{record.arrived_on.year}-{record.arrival_number:05}-{record.id}.edxml"
            try:
                package.writestr(name, to_xml(header_of(record.letter, {}), record.letter.file))
                names.add(name)
            except NotForExchange as error:
                refused.append(f"{name}: {error.cause()}")
        if refused:
            package.writestr("khong-xuat-duoc.txt", "\n".join(refused) + "\n")
    if not names:
        raise NothingInPeriod(detail=refused[0] if refused else "")
    return Made(file, file_name("Thông tin trao đổi văn bản edXML", ".zip"), ZIP)


def _check_count(source: _Source) -> None:
    if source.count > _MOST_LETTERS:
        raise TooManyLetters(count=source.count, most=_MOST_LETTERS)


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file: what it is called, what it is for, how it is written."""

    title: str
    help: str
    write: Callable[[_Source, Wanted, Path, datetime], Made]


EXPORTS = {
    "register": Export(
        "Sổ đăng ký văn bản đến",
        mark(
            "Both books of Decree 30/2020, Annex IV: the register of incoming letters, how they were followed up."
        ),
        _register,
    ),
    "tasks": Export(
        "Bảng theo dõi nhiệm vụ",
        mark(
            "Tasks with state and statistics by month and office. What is typed into it can be taken back below."
        ),
        _tasks,
    ),
    "calendar": Export(
        "Lịch thời hạn", mark("Deadlines and meetings for Outlook, Google Calendar and phones (.ics)."), _calendar
    ),
    "edxml": Export(
        "Thông tin trao đổi edXML",
        mark("The headers of the letters for the exchange of documents, a file a letter (.edXML in a .zip)."),
        _headers,
    ),
}
"""The kinds of files, by their names in addresses."""
