"""The inbox: letters by arrival, the newest first, narrowed down by what a clerk asks for.

A page of it is found by the letter it goes on from (its day of arrival and id), not by a count: so it costs the
same at any depth, and letters that come meanwhile move nothing. With words the order is that in which letters
were registered, in which the index of words is walked through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, literal_column, or_, select
from sqlalchemy.orm import Session

from docproc.language.normalise import fold
from docproc.messages import _
from docproc.store.faults import WrongValue
from docproc.store.people.access import visible
from docproc.store.schema import LetterText, RegisterCounter, StoredLetter, StoredTask, User, can_be_id
from docproc.store.search import passage_of, phrases_of, with_words, without_marks

State = Literal["waiting", "checked", "archived", "struck"]
Due = Literal["overdue", "today", "week", "month", "none"]
LINES = 50  # of a page
FOUND_LINES = 20  # of a page of letters found by words, each with a passage
_MONTH = timedelta(days=30)
_MOST_ISSUERS = 500  # issuers of which a part of the name may be looked for before each letter is
_FEW_ISSUERS = 3  # whose letters are put in order; those of more are met soon on the way through all letters
_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,10})")
_Letters = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; what is empty does not narrow. Days are included.

    `words`: all must be there, "in quotes" side by side, the last may be the beginning of a word. `state`:
    waiting for checking, checked, struck out. `urgency`: a mark, or `any`. `issuer`: a part of the name, with or
    without marks. `due`: when the first of its tasks is due: before today, today, from today to the end of the
    week or for thirty days, never.
    """

    words: str = ""
    state: State | None = None
    urgency: str = ""
    due: Due | None = None
    book: str = ""
    issuer: str = ""
    doc_type: str = ""
    arrived_from: Date | None = None
    arrived_to: Date | None = None
    doubts: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A letter as the inbox shows it. `holders`: who has it or its tasks; `passage` with the places of the words
    looked for (`marks`), empty where none were.
    """

    id: int
    book: str
    year: int
    arrival_number: int | None
    arrived_on: Date
    number: str | None
    symbol: str | None
    issuer: str | None
    subject: str | None
    urgency: str | None
    secrecy: str | None
    doc_type: str | None
    doubts: int
    next_due: Date | None
    state: State
    holders: tuple[str, ...] = ()
    passage: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def code(self) -> str:
        """Number and symbol as they are written."""
        return "/".join(part for part in (self.number, self.symbol) if part)

    @property
    def key(self) -> str:
        """What the page before or after this letter is asked for with."""
        return f"{self.arrived_on}.{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the inbox. `newer` and `older`: the key to go on from in that direction, None at the end."""

    lines: list[Line]
    newer: str | None = None
    older: str | None = None


_TABLE = StoredLetter.__table__.c
_COLUMNS = (
    _TABLE.id,
    _TABLE.book,
    _TABLE.year,
    _TABLE.arrival_number,
    _TABLE.archived_on,
    _TABLE.arrived_on,
    _TABLE.number,
    _TABLE.symbol,
    _TABLE.issuer,
    _TABLE.subject,
    _TABLE.urgency,
    _TABLE.secrecy,
    _TABLE.doc_type,
    _TABLE.doubts,
    _TABLE.next_due,
    _TABLE.void_reason.is_not(None).label("is_struck"),
    _TABLE.checked_at.is_not(None).label("is_checked"),
    _TABLE.given_to,
)
# What every page asks is put together once.
_NEWEST = select(StoredLetter.id).order_by(StoredLetter.id.desc()).limit(1)
_BOOKS = select(RegisterCounter.book).distinct().order_by(RegisterCounter.book)
_HELD = (
    select(StoredTask.letter_id, StoredTask.owner)
    .where(
        StoredTask.letter_id.in_(bindparam("ids", expanding=True)),
        StoredTask.owner.is_not(None),
        StoredTask.dropped.is_(False),
    )
    .order_by(StoredTask.letter_id, StoredTask.position)
)


def inbox_page(
    session: Session, user: User, filters: Filters, today: Date, before: str = "", after: str = ""
) -> Page:
    """A page of the letters that the person may see: the newest, those older than `before` or newer than `after`.

    Raises WrongValue for a key that is none.
    """
    wanted, phrases, order = _wanted(session, user, filters, today)
    most = FOUND_LINES if phrases else LINES
    if after:
        newer = _newer(session, wanted, order, _key(after), most)
        if len(newer) > most:
            lines = _lines(session, newer[-most:], phrases)
            return Page(lines, newer=lines[0].key, older=lines[-1].key)
    start = wanted.where(_is_before(order, _key(before))) if before else wanted
    rows = session.execute(start.order_by(*(one.desc() for one in order)).limit(most + 1)).all()
    lines = _lines(session, rows[:most], phrases)
    return Page(
        lines,
        newer=lines[0].key if before and lines else None,
        older=lines[-1].key if len(rows) > most else None,
    )


def come_since(session: Session, user: User, filters: Filters, today: Date, letter_id: int) -> list[Line]:
    """The letters of the inbox that were registered after this one, the newest first; at most a page."""
    wanted, phrases, order = _wanted(session, user, filters, today)
    wanted = wanted.where(StoredLetter.id > letter_id, StoredLetter.archived_on.is_(None))
    newest = wanted.order_by(*(one.desc() for one in order)).limit(LINES)
    return _lines(session, session.execute(newest).all(), phrases)


def newest_id(session: Session) -> int:
    """The id of the letter that was registered last; 0 before the first."""
    return session.scalar(_NEWEST) or 0


def books(session: Session) -> list[str]:
    """The books of the register that have a letter, in the order of their names."""
    return list(session.scalars(_BOOKS))


def _wanted(
    session: Session, user: User, filters: Filters, today: Date
) -> tuple[_Letters, list[list[str]], Sequence[ColumnElement[Any]]]:
    """The letters asked for, the phrases to show in them, and by what they are put in order."""
    conditions = [visible(user), *_conditions(session, filters, today)]
    wanted: _Letters = select(*_COLUMNS).where(*conditions)
    if not filters.words.strip():
        # What is due is rare: it is found by its day and then put in order.
        is_rare = filters.due not in (None, "none")
        day = _by_sight(session, _TABLE.arrived_on) if is_rare else _TABLE.arrived_on
        return wanted, [], (day, _TABLE.id)
    tried = _ways_to_look(filters.words)
    if not tried:
        return wanted.where(false()), [], (_TABLE.id,)
    for phrases in tried:
        found, number = with_words(session, wanted, phrases)
        if phrases is tried[-1] or session.execute(found.order_by(number.desc()).limit(1)).first() is not None:
            break
    return found, phrases, (number,)


def _ways_to_look(words: str) -> list[list[list[str]]]:
    """The phrases of what is looked for, and as what they are taken when no letter has them: the last word as the
    beginning of one, all words without their marks.
    """
    whole, typing = phrases_of(words), phrases_of(words, is_typing=True)
    ways = (whole, typing, without_marks(whole), without_marks(typing)) if whole else ()
    return [way for place, way in enumerate(ways) if way not in ways[:place]]


def _conditions(session: Session, filters: Filters, today: Date) -> list[ColumnElement[bool]]:
    letter = StoredLetter
    asked = [
        _in_state(filters.state) if filters.state else None,
        _is_urgent(filters.urgency) if filters.urgency else None,
        _is_due(filters.due, today) if filters.due else None,
        letter.book == filters.book if filters.book else None,
        letter.doc_type == filters.doc_type if filters.doc_type else None,
        _is_from(session, filters.issuer) if filters.issuer.strip() else None,
        letter.arrived_on >= filters.arrived_from if filters.arrived_from else None,
        letter.arrived_on <= filters.arrived_to if filters.arrived_to else None,
        letter.doubts > 0 if filters.doubts else None,
    ]
    return [one for one in asked if one is not None]


def _in_state(state: State) -> ColumnElement[bool]:
    stands = StoredLetter.void_reason.is_(None)
    match state:
        case "struck":
            return StoredLetter.void_reason.is_not(None)
        case "waiting":
            return and_(StoredLetter.checked_at.is_(None), stands, StoredLetter.archived_on.is_(None))
        case "archived":
            return and_(StoredLetter.archived_on.is_not(None), stands)
        case "checked":
            return and_(StoredLetter.checked_at.is_not(None), stands)


def _is_urgent(urgency: str) -> ColumnElement[bool]:
    return StoredLetter.urgency.is_not(None) if urgency == "any" else StoredLetter.urgency == urgency


def _is_due(due: Due, today: Date) -> ColumnElement[bool]:
    """Of letters that stand: the tasks of one that is struck out are due no more."""
    day = StoredLetter.next_due
    match due:
        case "overdue":
            asked: ColumnElement[bool] = day < today
        case "today":
            asked = day == today
        case "week":
            asked = day.between(today, today + timedelta(days=6 - today.weekday()))
        case "month":
            asked = day.between(today, today + _MONTH)
        case "none":
            asked = day.is_(None)
    return and_(asked, StoredLetter.void_reason.is_(None))


def _is_from(session: Session, issuer: str) -> ColumnElement[bool]:
    """Letters of the issuers whose name has this part. Their names are few and stand in an index: it is leapt
    through from name to name, so that no letter need be read.
    """
    part = fold(" ".join(issuer.split()))
    name = StoredLetter.issuer_folded
    leaps = select(func.min(name).label("name")).cte("names", recursive=True)
    following = select(func.min(name)).where(name > leaps.c.name).scalar_subquery()
    names = leaps.union_all(select(following).where(leaps.c.name.is_not(None)))
    known = session.scalars(select(names.c.name).limit(_MOST_ISSUERS + 2)).all()
    if len(known) > _MOST_ISSUERS:
        return name.contains(part, autoescape=True)
    fitting = [one for one in known if one and part in one]
    return name.in_(fitting) if len(fitting) <= _FEW_ISSUERS else _by_sight(session, name).in_(fitting)


def _by_sight(session: Session, column: Any) -> ColumnElement[Any]:
    """A column that SQLite does not look up in an index, which it chooses without knowing what is rare."""
    return literal_column(f"+letters.{column.key}", column.type) if _is_sqlite(session) else column


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _key(given: str) -> tuple[Date, int]:
    found = _KEY.fullmatch(given)
    try:
        if found and can_be_id(int(found[2])):
            return Date.fromisoformat(found[1]), int(found[2])
    except ValueError:  # the 30th of February
        pass
    raise WrongValue(field=_("page"), given=given[:30], expected=_("a place that a page of the inbox named"))


def _is_before(order: Sequence[ColumnElement[Any]], key: tuple[Date, int]) -> ColumnElement[bool]:
    if len(order) == 1:
        return order[0] < key[1]
    day, number = order
    # The first condition is what an index is entered by.
    return and_(day <= key[0], or_(day < key[0], number < key[1]))


def _newer(
    session: Session, wanted: _Letters, order: Sequence[ColumnElement[Any]], key: tuple[Date, int], most: int
) -> Sequence[Any]:
    """The letters next to the key on its newer side, one more than a page, the newest first."""
    if len(order) == 1:
        asked = order[0] > key[1]
    else:
        day, number = order
        asked = and_(day >= key[0], or_(day > key[0], number > key[1]))
    return session.execute(wanted.where(asked).order_by(*order).limit(most + 1)).all()[::-1]


def _lines(session: Session, rows: Sequence[Any], phrases: list[list[str]]) -> list[Line]:
    ids = [row.id for row in rows]
    held = _held(session, ids)
    lines = [_line(row, held.get(row.id, ())) for row in rows]
    return _with_passages(session, lines, phrases) if phrases else lines


def _line(row: Any, holders: tuple[str, ...]) -> Line:
    return Line(
        id=row.id,
        book=row.book,
        year=row.year,
        arrival_number=None if row.archived_on else row.arrival_number,
        arrived_on=row.arrived_on,
        number=row.number,
        symbol=row.symbol,
        issuer=row.issuer,
        subject=row.subject,
        urgency=row.urgency,
        secrecy=row.secrecy,
        doc_type=row.doc_type,
        doubts=row.doubts,
        next_due=row.next_due,
        state=_state(row),
        holders=(row.given_to,) if row.given_to else holders,
    )


def _state(row: Any) -> State:
    if row.is_struck:
        return "struck"
    if row.is_checked:
        return "checked"
    return "waiting" if row.archived_on is None else "archived"


def _held(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who has tasks of these letters, in the order of the tasks, each once."""
    held: dict[int, dict[str, None]] = {}
    for letter_id, owner in session.execute(_HELD, {"ids": ids}):
        held.setdefault(letter_id, {})[str(owner)] = None
    return {letter_id: tuple(owners) for letter_id, owners in held.items()}


def _with_passages(session: Session, lines: list[Line], phrases: list[list[str]]) -> list[Line]:
    texts = select(LetterText.letter_id, LetterText.head, LetterText.body)
    texts = texts.where(LetterText.letter_id.in_([line.id for line in lines]))
    found = {row.letter_id: passage_of(row.head, row.body, phrases) for row in session.execute(texts)}
    nothing: tuple[str, tuple[tuple[int, int], ...]] = ("", ())
    shown = [(line, *found.get(line.id, nothing)) for line in lines]
    return [replace(line, passage=passage, marks=marks) for line, passage, marks in shown]
