"""What the store gives to the reports: letters and tasks as plain data, in the order of arrival."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date as Date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Row, Select, not_, select
from sqlalchemy.orm import Session

from docproc.letter import Letter, Task
from docproc.records import RegisteredLetter, Status, TrackedTask
from docproc.store.faults import NoSuchLetter, NoSuchTask, StoreDamaged
from docproc.store.schema import File, LetterVersion, StoredLetter, StoredTask, can_be_id
from docproc.wrong_values import wrong_value

_Letters = Select[*tuple[Any, ...]]
FirstAndLast = tuple[Date | None, Date | None]
"""The first and the last day wanted, both included; None: no end on that side."""
ANY_DAY: FirstAndLast = (None, None)
_AT_A_TIME = 200  # rows fetched at a time: memory stays flat whatever the size of the register


def registered_letters(
    session: Session,
    book: str | None = None,
    arrived: FirstAndLast = ANY_DAY,
    issued: FirstAndLast = ANY_DAY,
    ids: Sequence[int] | None = None,
    only: ColumnElement[bool] | None = None,
) -> Iterator[RegisteredLetter]:
    """The letters of the register in the order of arrival: by year, book and number.

    `book` None means all books but those of archives; `arrived` are the days of arrival wanted, `issued` the days
    on the letters; `ids` restricts to these letters, `only` to those for which a condition on their rows holds.
    The letters are as corrected last. They are fetched as they are used: use them within the session.
    """
    wanted = _within(_letters(), book, ids, only)
    wanted = _on_days(wanted, arrived, issued)
    for row in session.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        yield _registered(row)


def registered_letter(session: Session, letter_id: int) -> RegisteredLetter:
    """One letter of the register, as corrected last. Raises NoSuchLetter."""
    if not can_be_id(letter_id):
        raise NoSuchLetter(number=letter_id)
    row = session.execute(_letters().where(StoredLetter.id == letter_id)).one_or_none()
    if row is None:
        raise NoSuchLetter(number=letter_id)
    return _registered(row)


def days_of_letters(
    session: Session, book: str | None = None, only: ColumnElement[bool] | None = None
) -> list[tuple[Date, Date | None]]:
    """The day of arrival and the day on the letter of every letter in the register, in no order.

    `book` and `only` as for `registered_letters`.
    """
    wanted: _Letters = _within(select(StoredLetter.arrived_on, StoredLetter.issue_date), book, None, only)
    return [(row[0], row[1]) for row in session.execute(wanted)]


def tracked_tasks(
    session: Session,
    book: str | None = None,
    arrived: FirstAndLast = ANY_DAY,
    issued: FirstAndLast = ANY_DAY,
    ids: Sequence[int] | None = None,
    statuses: Collection[Status] = (),
    struck_out: bool = False,
    only: ColumnElement[bool] | None = None,
) -> Iterator[TrackedTask]:
    """The tasks of registered letters in the order of arrival and, within a letter, of its text.

    Arguments as for `registered_letters`, `ids` those of letters; without `statuses` all; `struck_out`: those of
    the letters that were struck out instead of those that stand. Tasks that a correction took out of their letter
    are left out. They are fetched as they are used: use them within the session.
    """
    wanted = _letters().add_columns(StoredTask).join(StoredTask, StoredTask.letter_id == StoredLetter.id)
    wanted = wanted.where(StoredTask.dropped.is_(False)).order_by(StoredTask.position)
    stands = StoredLetter.void_reason.is_(None)
    wanted = wanted.where(not_(stands) if struck_out else stands)
    wanted = _within(wanted, book, ids, only)
    wanted = _on_days(wanted, arrived, issued)
    if statuses:
        wanted = wanted.where(StoredTask.status.in_(statuses))
    letter: RegisteredLetter | None = None
    for row in session.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        if letter is None or letter.id != row.StoredLetter.id:
            letter = _registered(row)
        yield _tracked(row.StoredTask, letter)


def tracked_task(session: Session, task_id: int) -> TrackedTask:
    """One task of the register, of whatever letter. Raises NoSuchTask, also when a correction took it out."""
    row = session.get(StoredTask, task_id) if can_be_id(task_id) else None
    if row is None or row.dropped:
        raise NoSuchTask(number=task_id)
    return _tracked(row, registered_letter(session, row.letter_id))


def letter_tasks(session: Session, letter_id: int) -> list[TrackedTask]:
    """The tasks of one letter in the order of its text, also of one that is struck out. Raises NoSuchLetter."""
    letter = registered_letter(session, letter_id)
    of_letter = select(StoredTask).where(StoredTask.letter_id == letter_id, StoredTask.dropped.is_(False))
    return [_tracked(row, letter) for row in session.scalars(of_letter.order_by(StoredTask.position))]


def due_tasks(session: Session, first: Date | None = None, last: Date | None = None) -> list[TrackedTask]:
    """The tasks that wait to be done and come due from `first` to `last`, both included, in that order.

    None: without that end; without both, those that have no last day come at the end. Those of one day, and those
    without one, stand in the order of arrival.
    """
    waiting = tracked_tasks(session, statuses=("open", "running"))
    within = [one for one in waiting if _lies_within(one.last_day, first, last)]
    return sorted(within, key=lambda one: one.last_day or Date.max)


def _lies_within(day: Date | None, first: Date | None, last: Date | None) -> bool:
    if day is None:
        return first is None and last is None
    return (first is None or first <= day) and (last is None or day <= last)


def _letters() -> _Letters:
    wanted: _Letters = (
        select(StoredLetter, LetterVersion.content, File.sha256)
        .join(
            LetterVersion,
            (LetterVersion.letter_id == StoredLetter.id) & (LetterVersion.version == StoredLetter.version),
        )
        .join(File, File.id == StoredLetter.file_id)
        .order_by(StoredLetter.year, StoredLetter.book, StoredLetter.arrival_number)
    )
    return wanted


def _within(
    wanted: _Letters, book: str | None, ids: Sequence[int] | None, only: ColumnElement[bool] | None
) -> _Letters:
    if book is not None:
        wanted = wanted.where(StoredLetter.book == book)
    elif ids is None:
        wanted = wanted.where(StoredLetter.archived_on.is_(None))
    if only is not None:
        wanted = wanted.where(only)
    return wanted if ids is None else wanted.where(StoredLetter.id.in_(ids))


def _on_days(wanted: _Letters, arrived: FirstAndLast, issued: FirstAndLast) -> _Letters:
    for day, (first, last) in ((StoredLetter.arrived_on, arrived), (StoredLetter.issue_date, issued)):
        if first is not None:
            wanted = wanted.where(day >= first)
        if last is not None:
            wanted = wanted.where(day <= last)
    return wanted


def _registered(row: Row[*tuple[Any, ...]]) -> RegisteredLetter:
    stored: StoredLetter = row.StoredLetter
    try:
        letter = Letter.model_validate_json(row.content)
    except ValidationError as error:
        raise StoreDamaged(detail=f"{stored.id}: {wrong_value(error)}") from error
    return RegisteredLetter(
        id=stored.id,
        letter=letter,
        file_sha256=row.sha256,
        book=stored.book,
        arrival_number=stored.arrival_number,
        arrived_on=stored.arrived_on,
        given_to=stored.given_to,
        given_on=stored.given_on,
        note=stored.note,
        tags=tuple(stored.tags),
        duplicate_of=stored.duplicate_of,
        version=stored.version,
        registered=stored.archived_on is None,
        void_reason=stored.void_reason,
    )


def _tracked(row: StoredTask, letter: RegisteredLetter) -> TrackedTask:
    return TrackedTask(
        id=row.id,
        letter=letter,
        task=Task.model_validate_json(row.content),
        status=row.status,  # type: ignore[arg-type]  # checked when written
        progress=row.progress,
        owner=row.owner,
        extended_to=row.extended_to,
        completed_on=row.completed_on,
        result=row.result,
        reply=row.reply,
        note=row.note,
    )
