"""What the panel of tasks shows: each task with its fields, its doubts and who has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Letter, Task
from docproc.letter_words import day_words, words_of
from docproc.messages import _, mark
from docproc.store.records import registered_letter
from docproc.store.schema import Department, StoredTask, User
from docproc.workdays import last_working_day_on_or_before

FIELDS = {
    "text": mark("Text"),
    "lead": mark("Lead"),
    "coordinate": mark("With"),
    "deadline": mark("Deadline"),
    "deliverable": mark("To be sent"),
    "send_to": mark("Sent to"),
}
"""The fields of a task that the panel shows and changes, with their names."""
_ALWAYS = ("text", "lead", "deadline")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field in words; `typed`: as a person types it; `doubts`: why it is not sure; `always`: even empty."""

    name: str
    label: str
    words: str
    typed: str
    doubts: tuple[str, ...]
    always: bool


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task of the letter. `to` says who has it, as the choice of people and units names them; "" nobody."""

    key: str
    number: int
    row: StoredTask
    fields: tuple[FieldShown, ...]
    day: str
    to: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class TasksShown:
    """The tasks of a letter in its version `version`; `pages` of its file."""

    letter_id: int
    version: int
    pages: int
    tasks: tuple[TaskShown, ...]
    people: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]


def tasks_shown(session: Session, letter_id: int) -> TasksShown:
    """The tasks of a letter, and to whom they can be handed. Raises NoSuchLetter."""
    found = registered_letter(session, letter_id)
    rows = session.scalars(
        select(StoredTask).where(StoredTask.letter_id == letter_id, StoredTask.dropped.is_(False))
    )
    by_key = {row.key: row for row in rows}
    people = session.scalars(select(User).where(User.active.is_(True), User.password.is_not(None)))
    units = session.scalars(select(Department).where(Department.active.is_(True)).order_by(Department.name))
    tasks = found.letter.tasks
    return TasksShown(
        letter_id,
        found.version,
        found.letter.pages,
        tuple(
            TaskShown(
                task.id,
                at + 1,
                by_key[task.id],
                tuple(_field(found.letter, at, task, name) for name in FIELDS),
                _day(by_key[task.id], task),
                _to(by_key[task.id]),
                at + 1 == len(tasks),
            )
            for at, task in enumerate(tasks)
        ),
        tuple(sorted(((f"person:{user.id}", user.full_name or user.name) for user in people), key=_name)),
        tuple((f"unit:{unit.id}", unit.name) for unit in units),
    )


def typed_words(task: Task, name: str) -> str:
    """A value of a task as a person types it; "" for none, and for a deadline without a day."""
    value = getattr(task, name)
    if not isinstance(value, Deadline):
        return words_of(value)
    if value.date is None:
        return ""
    return f"trước {day_words(value.date)}" if value.inclusive is False else day_words(value.date)


def _field(letter: Letter, at: int, task: Task, name: str) -> FieldShown:
    path = f"tasks[{at}].{name}"
    doubted = re.compile(rf"{re.escape(path)}(?:[.\[].*)?" + (rf"|tasks\[{at}\]" if name == "text" else ""))
    doubts = tuple(doubt.in_words() for doubt in letter.doubts if doubted.fullmatch(doubt.field))
    value = getattr(task, name)
    words = value.text if isinstance(value, Deadline) else words_of(value)
    return FieldShown(
        name, _(FIELDS[name]), words, typed_words(task, name), doubts, name in _ALWAYS or bool(doubts)
    )


def _day(row: StoredTask, task: Task) -> str:
    """The last day that counts for a task: where it comes from, and the working day before where it is none."""
    if row.last_day is None:
        return _("no day")
    day = day_words(row.last_day)
    if row.extended_to is not None:
        day = _("{day} (granted)", day=day)
    elif task.deadline is None:
        day = _("{day} (common report day)", day=day)
    working = last_working_day_on_or_before(row.last_day)
    return (
        day if working == row.last_day else _("{day}, working day {working}", day=day, working=day_words(working))
    )


def _to(row: StoredTask) -> str:
    if row.assigned_to is not None:
        return f"person:{row.assigned_to}"
    return f"unit:{row.department_id}" if row.department_id is not None else ""


def _name(choice: tuple[str, str]) -> str:
    return choice[1]
