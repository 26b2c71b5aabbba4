"""The tasks of a letter, and what became of the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from docproc.letter import Task
from docproc.store.audit import note
from docproc.store.entered.corrections import correct_value, go_back, undo
from docproc.store.entered.values import LONGEST_TASK
from docproc.store.entered.versions import task_field
from docproc.store.letters.history import history
from docproc.store.letters.tasks import (
    Arranged,
    Box,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    split_task,
)
from docproc.store.people.access import seen_letter
from docproc.store.people.rights import Right
from docproc.store.records import letter_tasks
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of

router = APIRouter(tags=["tasks of a letter"])
CorrectingCaller = Annotated[Caller, Depends(calling(Right.CORRECT))]
TaskField = Literal["text", "lead", "coordinate", "deadline", "deliverable", "send_to"]


class TaskOfLetter(BaseModel):
    """A task: `number` in the register, what the letter says, who has it, by when."""

    number: int
    status: str
    owner: str | None
    last_day: Date | None
    task: Task


class TasksOfLetter(BaseModel):
    """The tasks of a letter in the order of its text, and the version of the letter that they are of."""

    version: int
    tasks: list[TaskOfLetter]


class Seen(BaseModel):
    """`seen`: the version of the letter that was looked at; what others changed since is not overwritten."""

    seen: int


class CorrectedField(Seen):
    """A value as a person writes it; None: the task has none."""

    field: TaskField
    value: str | None = Field(max_length=LONGEST_TASK)
    remark: str | None = None


class Cut(Seen):
    """Where a task is divided: before this character of its text."""

    at: int


class Joined(Seen):
    """`keep`: the id of the task that stays, where people entered something about both."""

    keep: str | None = None


class Moved(Seen):
    """By how many places, upwards where negative."""

    steps: int


class NewTask(Seen):
    """A task that was not found: its text, where it stands, behind which task it comes (None: last)."""

    text: str
    page: int = 1
    boxes: list[Box] = Field(default_factory=list, max_length=50)
    after: str | None = None


class Now(BaseModel):
    """What came of a change: the version of the letter, the id of the task to go on with."""

    version: int
    task: str | None = None


class ChangeOfLetter(BaseModel):
    """A field in words, with what stood there before and since."""

    field: str
    before: str
    after: str


class StepOfLetter(BaseModel):
    """One version of a letter; `who` is None for the machine's reading."""

    version: int
    who: str | None
    when: datetime
    remark: str | None
    changes: list[ChangeOfLetter]


@router.get("/letters/{letter_id}/tasks")
def tasks_of_letter(request: Request, letter_id: int, caller: ReadingCaller) -> TasksOfLetter:
    """The tasks of a letter."""

    def read(session: Session) -> TasksOfLetter:
        letter = seen_letter(session, letter_id, caller.user)
        note(session, "viewed", "letter", letter_id, caller.user)
        found = letter_tasks(session, letter_id)
        tasks = [
            TaskOfLetter(number=one.id, status=one.status, owner=one.owner, last_day=one.last_day, task=one.task)
            for one in found
        ]
        return TasksOfLetter(version=letter.version, tasks=tasks)

    return desk_of(request).store.write(read)


@router.patch("/letters/{letter_id}/tasks/{key}")
def correct_task(
    request: Request, letter_id: int, key: str, wanted: CorrectedField, caller: CorrectingCaller
) -> Now:
    """Correct one value of a task, by the id of the task in the letter."""

    def write(session: Session) -> Arranged:
        field = task_field(session, letter_id, key, wanted.field, wanted.seen)
        done = correct_value(
            session, letter_id, field, wanted.value, caller.user, wanted.remark, seen=wanted.seen
        )
        return Arranged(done.version, key)

    return _changed(request, letter_id, caller, write)


@router.post("/letters/{letter_id}/tasks")
def add(request: Request, letter_id: int, wanted: NewTask, caller: CorrectingCaller) -> Now:
    """Add a task that was not found."""

    def write(session: Session) -> Arranged:
        return add_task(
            session,
            letter_id,
            wanted.text,
            caller.user,
            page=wanted.page,
            boxes=wanted.boxes,
            after=wanted.after,
            seen=wanted.seen,
        )

    return _changed(request, letter_id, caller, write)


@router.post("/letters/{letter_id}/tasks/{key}/split")
def split(request: Request, letter_id: int, key: str, wanted: Cut, caller: CorrectingCaller) -> Now:
    """Divide a task; the first part keeps its id, the answer names that of the second."""
    return _changed(
        request,
        letter_id,
        caller,
        lambda s: split_task(s, letter_id, key, wanted.at, caller.user, wanted.seen),
    )


@router.post("/letters/{letter_id}/tasks/{key}/merge")
def merge(request: Request, letter_id: int, key: str, wanted: Joined, caller: CorrectingCaller) -> Now:
    """Join a task with the next one."""
    return _changed(
        request,
        letter_id,
        caller,
        lambda s: merge_tasks(s, letter_id, key, caller.user, wanted.seen, wanted.keep),
    )


@router.post("/letters/{letter_id}/tasks/{key}/move")
def move(request: Request, letter_id: int, key: str, wanted: Moved, caller: CorrectingCaller) -> Now:
    """Move a task up or down."""
    return _changed(
        request,
        letter_id,
        caller,
        lambda s: move_task(s, letter_id, key, wanted.steps, caller.user, wanted.seen),
    )


@router.delete("/letters/{letter_id}/tasks/{key}")
def remove(request: Request, letter_id: int, key: str, seen: int, caller: CorrectingCaller) -> Now:
    """Take a task out of the letter; it is kept and can come back."""
    return _changed(request, letter_id, caller, lambda s: remove_task(s, letter_id, key, caller.user, seen))


@router.get("/letters/{letter_id}/history")
def versions(
    request: Request, letter_id: int, caller: ReadingCaller, before: int | None = None
) -> list[StepOfLetter]:
    """What became of a letter, the last version first, twenty at a time; `before`: those before that version."""
    with desk_of(request).store.reading() as session:
        seen_letter(session, letter_id, caller.user)
        steps = history(session, letter_id, before)
    return [
        StepOfLetter(
            version=step.version,
            who=step.who,
            when=step.when,
            remark=step.remark,
            changes=[ChangeOfLetter(field=one.field, before=one.before, after=one.after) for one in step.changes],
        )
        for step in steps
    ]


@router.post("/letters/{letter_id}/undo")
def take_back(request: Request, letter_id: int, wanted: Seen, caller: CorrectingCaller) -> Now:
    """Take the last version back, which has to be the one that was seen."""
    return _changed(
        request, letter_id, caller, lambda s: Arranged(undo(s, letter_id, caller.user, wanted.seen), None)
    )


@router.post("/letters/{letter_id}/versions/{version}/restore")
def restore(request: Request, letter_id: int, version: int, wanted: Seen, caller: CorrectingCaller) -> Now:
    """Let the letter stand as one of its versions has it."""
    return _changed(
        request,
        letter_id,
        caller,
        lambda s: Arranged(go_back(s, letter_id, version, caller.user, wanted.seen), None),
    )


def _changed(request: Request, letter_id: int, caller: Caller, act: Callable[[Session], Arranged]) -> Now:
    def write(session: Session) -> Arranged:
        seen_letter(session, letter_id, caller.user)
        return act(session)

    done = desk_of(request).store.write(write)
    return Now(version=done.version, task=done.task)
