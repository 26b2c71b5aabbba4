"""One task: its words where they stand, who has it, by when, how far it is, what answers it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from docproc.letter import Doubt, Evidence
from docproc.records import TrackedTask
from docproc.store.audit import note as note_in_trail
from docproc.store.people.access import seen_task
from docproc.store.people.follow import may_follow, task_to_follow
from docproc.store.people.rights import Right
from docproc.store.records import tracked_task
from docproc.store.tasks.asked import Asked, LastDay, change_as_asked
from docproc.store.tasks.attachments import KINDS, attached_files, detach
from docproc.store.tasks.followed import tasks_by_number
from docproc.store.tasks.history import task_history
from docproc.web.desk import desk_of
from docproc.web.pages import page
from docproc.web.tasks import files
from docproc.web.tasks.asking import holder_of
from docproc.web.tasks.days import month_named, month_of
from docproc.web.tasks.entered import asked_state, entered_day, entered_percent
from docproc.web.tasks.shown import CLASSES, days_words, people_of, states, today_of, units_of
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
Follower = Annotated[Visitor, Depends(allowed(Right.FOLLOW))]
HandsOut = Annotated[Visitor, Depends(allowed(Right.HAND_OUT))]
Field = Annotated[str, Form()]
Seen = Annotated[int, Form()]


@router.get("/tasks/{task_id}")
def show_task(request: Request, visitor: Reader, task_id: int) -> HTMLResponse:
    desk = desk_of(request)
    desk.store.write(lambda session: _note_look(session, task_id, visitor))
    return _page(request, visitor, task_id)


@router.get("/tasks/{task_id}/days")
def show_days(request: Request, visitor: Reader, task_id: int, month: str = "", chosen: str = "") -> HTMLResponse:
    """A month to choose a day from, as a part of the page."""
    desk = desk_of(request)
    today = today_of(desk)
    with desk.store.reading() as session:
        task = seen_task(session, task_id, visitor.user)
    first = month_named(month) or task.last_day or today
    shown = {"month": month_of(first, today, task.last_day), "task_id": task_id}
    return page(request, "tasks/days.html", visitor, shown)


@router.post("/tasks/{task_id}/state")
def change_state(
    request: Request,
    visitor: Follower,
    task_id: int,
    state: Field,
    seen: Seen,
    reply: Field = "",
    on: Field = "",
    why: Field = "",
) -> Response:
    asked = asked_state(state, reply, on, why)
    return _changed(request, visitor, task_id, asked, seen)


@router.post("/tasks/{task_id}/progress")
def change_progress(request: Request, visitor: Follower, task_id: int, percent: Field, seen: Seen) -> Response:
    return _changed(request, visitor, task_id, Asked(progress=entered_percent(percent)), seen)


@router.post("/tasks/{task_id}/owner")
def give(request: Request, visitor: HandsOut, task_id: int, seen: Seen, to: Field = "") -> Response:
    return _changed(request, visitor, task_id, Asked(holder=holder_of(to or "nobody")), seen)


@router.post("/tasks/{task_id}/day")
def grant(
    request: Request, visitor: HandsOut, task_id: int, seen: Seen, day: Field = "", why: Field = ""
) -> Response:
    return _changed(request, visitor, task_id, Asked(last_day=LastDay(entered_day(day)), why=why), seen)


@router.post("/tasks/{task_id}/words")
def write_down(
    request: Request,
    visitor: Follower,
    task_id: int,
    seen: Seen,
    reply: Annotated[str | None, Form()] = None,
    note: Annotated[str | None, Form()] = None,
    late_reason: Annotated[str | None, Form()] = None,
) -> Response:
    """The number of the answer, a note, why it is late: those that were sent; a blank one takes the old away."""
    return _changed(request, visitor, task_id, Asked(reply=reply, note=note, late_reason=late_reason), seen)


@router.post("/tasks/{task_id}/upload")
def put_file(request: Request, visitor: Follower, task_id: int, file: UploadFile) -> Response:
    files.put_file(desk_of(request), visitor.user, task_id, file)
    return _answer(request, visitor, task_id)


@router.get("/tasks/{task_id}/files/{attached_id}")
def take_file(request: Request, visitor: Reader, task_id: int, attached_id: int) -> Response:
    return files.sent_file(desk_of(request), visitor.user, task_id, attached_id)


@router.post("/tasks/{task_id}/files/{attached_id}/remove")
def remove_file(request: Request, visitor: Follower, task_id: int, attached_id: int) -> Response:
    desk = desk_of(request)

    def work(session: Session) -> None:
        task_to_follow(session, task_id, visitor.user)
        detach(session, task_id, attached_id, visitor.user)

    desk.store.write(work)
    return _answer(request, visitor, task_id)


def _changed(request: Request, visitor: Visitor, task_id: int, asked: Asked, seen: int) -> Response:
    desk = desk_of(request)
    desk.store.write(lambda session: change_as_asked(session, task_id, visitor.user, asked, today_of(desk), seen))
    return _answer(request, visitor, task_id, is_done=True)


def _answer(request: Request, visitor: Visitor, task_id: int, is_done: bool = False) -> Response:
    """The task as it is now, in its page; without htmx the way back to it."""
    if not request.headers.get("HX-Request"):
        return RedirectResponse(f"/tasks/{task_id}", 303)
    return _page(request, visitor, task_id, is_done)


def _page(request: Request, visitor: Visitor, task_id: int, is_done: bool = False) -> HTMLResponse:
    desk, user = desk_of(request), visitor.user
    today = today_of(desk)
    with desk.store.reading() as session:
        row = seen_task(session, task_id, user)
        tracked = tracked_task(session, task_id)
        found = tasks_by_number(session, [task_id], user, today)
        shown: dict[str, Any] = {
            "row": row,
            "line": found[0] if found else None,
            "tracked": tracked,
            "letter": tracked.letter,
            "people": people_of(session),
            "units": units_of(session),
            "history": task_history(session, task_id),
            "files": attached_files(session, task_id),
        }
    is_open = tracked.letter.void_reason is None
    shown |= {
        "places": _places(tracked),
        "doubts": _doubts(tracked, row.position),
        "deadline": tracked.task.deadline or (tracked.letter.letter.report_due if row.last_day else None),
        "month": month_of(row.last_day or today, today, row.last_day),
        "may_follow": is_open and may_follow(user, row),
        "may_hand_out": is_open and visitor.may(Right.HAND_OUT),
        "states": states(),
        "classes": CLASSES,
        "days_words": days_words,
        "today": today,
        "kinds": KINDS,
        "is_done": is_done,
    }
    is_part = request.headers.get("HX-Target") == "task"
    return page(request, "tasks/one_part.html" if is_part else "tasks/one.html", visitor, shown)


def _note_look(session: Session, task_id: int, visitor: Visitor) -> None:
    seen_task(session, task_id, visitor.user)
    note_in_trail(session, "viewed", "task", task_id, visitor.user)


def _places(tracked: TrackedTask) -> list[tuple[Evidence, str]]:
    """Where words and deadline stand on the scan, each once, with the box as the address of its image has it."""
    deadline = tracked.task.deadline or tracked.letter.letter.report_due
    found = [*tracked.task.evidence, *(deadline.evidence if deadline else [])]
    boxes = {(one.page, one.box): one for one in found if one.box is not None}
    return [(one, ",".join(f"{side:.1f}" for side in one.box or ())) for one in boxes.values()]


def _doubts(tracked: TrackedTask, position: int) -> list[Doubt]:
    """What is unsure about the task, or about the common day that counts for it."""
    of_task = f"tasks[{position}]"
    fields = (of_task,) if tracked.task.deadline else (of_task, "report_due")
    return [one for one in tracked.letter.letter.doubts if one.field.startswith(fields)]
