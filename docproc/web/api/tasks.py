"""Tasks to follow up: lists with filters, one task, changes of one and of many, files put to them."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, UploadFile
from fastapi.requests import Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from docproc.letter import Task
from docproc.rules.follow_up import Status, Timing
from docproc.store.faults import NoSuchTask
from docproc.store.people.access import seen_task
from docproc.store.people.follow import task_to_follow
from docproc.store.people.rights import Right
from docproc.store.schema import Attached
from docproc.store.tasks.asked import Asked, Holder, LastDay, change_as_asked
from docproc.store.tasks.attachments import attached_files, detach
from docproc.store.tasks.followed import Due, Line, Sort, count_tasks, followed_tasks, tasks_by_number
from docproc.store.tasks.many import for_each
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of
from docproc.web.tasks import files
from docproc.web.tasks.asking import Asking, State, wanted_of
from docproc.web.tasks.shown import today_of

router = APIRouter(tags=["tasks"])
Follower = Annotated[Caller, Depends(calling(Right.FOLLOW))]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Who = Annotated[str, Query(pattern=r"^(mine|nobody|all|person-[0-9]{1,9}|unit-[0-9]{1,9})$")]
_LONGEST = 2000  # letters of a text


class FollowedTask(BaseModel):
    """A task with what people noted of it.

    `content`: the task as in the letter's JSON; `letter`: the number of its letter. `days`: working days left,
    below 0 those since the last day. `timing`: how it stands, by working days. `is_checked`: a person looked at
    the letter, or nothing in it was doubtful. `version` is sent back as `seen` with a change.
    """

    id: int
    version: int
    letter: int
    status: Status
    progress: int
    owner: str | None
    person: int | None
    unit: int | None
    last_day: Date | None
    is_other_day: bool
    timing: Timing
    days: int | None
    reply: str | None
    is_checked: bool
    content: Task


class TaskList(BaseModel):
    """A part of the tasks that fit; `count`: how many there are in all."""

    count: int
    tasks: list[FollowedTask]


class Given(BaseModel):
    """Who is to have a task; neither: nobody."""

    person: Number | None = None
    unit: Number | None = None


class Granted(BaseModel):
    """The last day that is granted; none: that of the letter."""

    day: Date | None


class Change(BaseModel):
    """What is to change; what is left out stays. A text that is empty takes the old one away.

    `why`: the reason for another state or day. `on` goes with the state `done`.
    """

    state: Status | None = None
    progress: Annotated[int, Field(ge=0, le=99)] | None = None
    reply: Annotated[str, Field(max_length=200)] | None = None
    on: Date | None = None
    give: Given | None = None
    last_day: Granted | None = None
    note: Annotated[str, Field(max_length=_LONGEST)] | None = None
    result: Annotated[str, Field(max_length=_LONGEST)] | None = None
    late_reason: Annotated[str, Field(max_length=_LONGEST)] | None = None
    why: Annotated[str, Field(max_length=_LONGEST)] | None = None


class OneChange(Change):
    """A change of one task; `seen`: its version when the caller looked at it."""

    seen: Number


class Chosen(BaseModel):
    """A task and its version when the caller looked at it."""

    id: Number
    seen: Number


class ManyChange(BaseModel):
    """The same change to many tasks."""

    tasks: Annotated[list[Chosen], Field(min_length=1, max_length=500)]
    change: Change


class RefusedTask(BaseModel):
    """A task that was not changed, and why."""

    id: int
    kind: str
    reason: str
    remedy: str


class ManyChanged(BaseModel):
    """Which tasks were changed, and which were not."""

    done: list[int]
    refused: list[RefusedTask]


class AttachedFile(BaseModel):
    """A file that was put to a task."""

    id: int
    name: str


@router.get("/tasks")
def list_tasks(
    request: Request,
    caller: ReadingCaller,
    who: Who = "all",
    state: State = "waiting",
    due: Due | None = None,
    letter: Number | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
    sort: Sort = "day",
    way: Literal["up", "down"] = "up",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> TaskList:
    """The tasks that fit, in the order asked for; those without a last day come last.

    `who`: `mine`, `nobody`, `all`, `person-7`, `unit-2`. `due`: `overdue` and `near` are tasks that wait. `q`:
    words of the task or its lead, with or without marks.
    """
    desk = desk_of(request)
    asking = Asking(who=who, state=state, due=due or "", letter=letter or 0, q=q, sort=sort, way=way)
    wanted, today = wanted_of(asking, caller.user), today_of(desk)
    with desk.store.reading() as session:
        count = count_tasks(session, wanted, caller.user, today)
        lines = followed_tasks(session, wanted, caller.user, today, limit, offset)
    return TaskList(count=count, tasks=[_task(line) for line in lines])


@router.get("/tasks/{task_id}")
def one_task(request: Request, caller: ReadingCaller, task_id: int) -> FollowedTask:
    """One task."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        lines = tasks_by_number(session, [task_id], caller.user, today_of(desk))
    if not lines:
        raise NoSuchTask(number=task_id)
    return _task(lines[0])


@router.patch("/tasks/{task_id}")
def change_task(request: Request, caller: Follower, task_id: int, change: OneChange) -> FollowedTask:
    """Change a task; 409 when somebody else changed the same since the version `seen`."""
    desk = desk_of(request)
    asked, today = _asked(change), today_of(desk)

    def work(session: Session) -> None:
        seen_task(session, task_id, caller.user)
        change_as_asked(session, task_id, caller.user, asked, today, change.seen)

    desk.store.write(work)
    return one_task(request, caller, task_id)


@router.post("/tasks/many")
def change_many(request: Request, caller: Follower, many: ManyChange) -> ManyChanged:
    """The same change to many tasks: each is made or refused by itself."""
    desk = desk_of(request)
    asked, today = _asked(many.change), today_of(desk)
    seen = {one.id: one.seen for one in many.tasks}

    def change(session: Session, task: int) -> None:
        seen_task(session, task, caller.user)
        change_as_asked(session, task, caller.user, asked, today, seen[task])

    outcome = desk.store.write(lambda session: for_each(session, seen, change))
    refused = [
        RefusedTask(id=number, kind=type(error).__name__, reason=error.cause(), remedy=error.remedy_words())
        for number, error in outcome.refused
    ]
    return ManyChanged(done=list(outcome.done), refused=refused)


@router.get("/tasks/{task_id}/files")
def files_of_task(request: Request, caller: ReadingCaller, task_id: int) -> list[AttachedFile]:
    """The files that were put to a task."""
    with desk_of(request).store.reading() as session:
        seen_task(session, task_id, caller.user)
        return [_file(row) for row, _content in attached_files(session, task_id)]


@router.post("/tasks/{task_id}/files/upload")
def put_file(request: Request, caller: Follower, task_id: int, file: UploadFile) -> AttachedFile:
    """Put a file to a task."""
    return _file(files.put_file(desk_of(request), caller.user, task_id, file))


@router.get("/tasks/{task_id}/files/{file_id}", response_class=FileResponse)
def take_file(request: Request, caller: ReadingCaller, task_id: int, file_id: int) -> FileResponse:
    """The bytes of a file of a task."""
    return files.sent_file(desk_of(request), caller.user, task_id, file_id)


@router.delete("/tasks/{task_id}/files/{file_id}", status_code=204)
def remove_file(request: Request, caller: Follower, task_id: int, file_id: int) -> None:
    """Take a file from a task."""

    def work(session: Session) -> None:
        task_to_follow(session, task_id, caller.user)
        detach(session, task_id, file_id, caller.user)

    desk_of(request).store.write(work)


def _task(line: Line) -> FollowedTask:
    return FollowedTask(
        id=line.id,
        version=line.version,
        letter=line.letter_id,
        status=line.status,
        progress=line.progress,
        owner=line.owner,
        person=line.assigned_to,
        unit=line.unit,
        last_day=line.last_day,
        is_other_day=line.is_other_day,
        timing=line.timing,
        days=line.days,
        reply=line.reply,
        is_checked=line.is_checked,
        content=line.task,
    )


def _asked(change: Change) -> Asked:
    return Asked(
        state=change.state,
        progress=change.progress,
        reply=change.reply,
        on=change.on,
        holder=Holder(change.give.person, change.give.unit) if change.give else None,
        last_day=LastDay(change.last_day.day) if change.last_day else None,
        note=change.note,
        result=change.result,
        late_reason=change.late_reason,
        why=change.why,
    )


def _file(row: Attached) -> AttachedFile:
    return AttachedFile(id=row.id, name=row.name)
