"""The tasks of a letter at the desk: seen, corrected, divided, joined, added, taken out, moved, handed out.

Every answer is the whole panel. `seen` is the version of the letter that the panel showed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.audit import note
from docproc.store.entered.assignments import assign
from docproc.store.entered.corrections import correct_value
from docproc.store.entered.versions import task_field
from docproc.store.faults import NoSuchTask, WrongValue
from docproc.store.known_names import suggestions
from docproc.store.letters.tasks import (
    Arranged,
    BothEntered,
    Box,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    split_task,
)
from docproc.store.people.access import seen_letter, seen_task
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.faults import NoSuchPlace
from docproc.web.letter_tasks.shown import FIELDS, tasks_shown
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
Corrector = Annotated[Visitor, Depends(allowed(Right.CORRECT))]
Giver = Annotated[Visitor, Depends(allowed(Right.HAND_OUT))]
Field = Annotated[str, Form()]
Seen = Annotated[int, Form()]

_KEYS = {"text": "e", "lead": "l", "coordinate": "p", "deadline": "d"}
_MOST_TYPED = 200  # letters of a name that is looked for
CORRECTED = {"HX-Trigger": json.dumps({"letter-corrected": True})}
"""The other panels of the page of a letter hear by this that the letter has another version."""


@dataclass(frozen=True, slots=True)
class _Open:
    """What stands open in the panel: a form at a task (`what` is a field, `split` or `merge`), or that for a new
    task with what it is filled in with; and where the focus goes.
    """

    task: str = ""
    what: str = ""
    focus: str = ""
    done: str = ""
    text: str = ""
    page: int = 1
    boxes: tuple[str, ...] = ()


@router.get("/letters/{letter_id}/tasks")
def show_tasks(
    request: Request,
    letter_id: int,
    visitor: Reader,
    text: str = "",
    on_page: Annotated[int, Query(alias="page")] = 1,
    box: Annotated[list[str], Query()] = [],  # noqa: B006 (FastAPI copies it)
) -> HTMLResponse:
    """The panel; `text`, `page`, `box` fill in the form for a new task: words that were chosen on the scan."""
    desk = desk_of(request)
    if not request.headers.get("HX-Request"):  # a page of its own, not a part of one that was written down

        def viewed(session: Session) -> None:
            note(session, "viewed", "letter", seen_letter(session, letter_id, visitor.user).id, visitor.user)

        desk.store.write(viewed)
    opened = _Open(what="add" if text else "", text=text, page=on_page, boxes=tuple(box))
    return _panel(request, visitor, letter_id, opened)


@router.get("/letters/{letter_id}/tasks/new")
def ask_for_task(request: Request, letter_id: int, visitor: Corrector) -> HTMLResponse:
    return _panel(request, visitor, letter_id, _Open(what="add"))


@router.get("/letters/{letter_id}/tasks/{key}/open/{what}")
def open_form(request: Request, letter_id: int, key: str, what: str, visitor: Corrector) -> HTMLResponse:
    """The panel with a form open at a task: a field, or `split`."""
    if what not in (*FIELDS, "split"):
        raise NoSuchPlace()
    return _panel(request, visitor, letter_id, _Open(task=key, what=what))


@router.post("/letters/{letter_id}/tasks/{key}/fields/{name}")
def correct_field(
    request: Request, letter_id: int, key: str, name: str, visitor: Corrector, seen: Seen, value: Field = ""
) -> HTMLResponse:
    if name not in FIELDS:
        raise NoSuchPlace()

    def write(session: Session) -> str:
        seen_letter(session, letter_id, visitor.user)
        field = task_field(session, letter_id, key, name, seen)
        correct_value(session, letter_id, field, value.strip() or None, visitor.user, seen=seen)
        return _("{field} is saved.", field=_(FIELDS[name]))

    done = desk_of(request).store.write(write)
    return _panel(request, visitor, letter_id, _Open(focus=f"{name}-{key}", done=done), changed=True)


@router.post("/letters/{letter_id}/tasks/{key}/split")
def split(request: Request, letter_id: int, key: str, visitor: Corrector, seen: Seen, at: Seen) -> HTMLResponse:
    """`at` counts the characters of the text before the cursor."""
    done = _do(
        request, visitor, letter_id, lambda s: split_task(s, letter_id, key, at, user=visitor.user, seen=seen)
    )
    return _arranged(request, visitor, letter_id, done, _("The task is divided."))


@router.post("/letters/{letter_id}/tasks/{key}/merge")
def merge(
    request: Request, letter_id: int, key: str, visitor: Corrector, seen: Seen, keep: Field = ""
) -> HTMLResponse:
    """With the next task; where people entered something about both, the panel asks which stays."""
    try:
        done = _do(
            request,
            visitor,
            letter_id,
            lambda s: merge_tasks(s, letter_id, key, user=visitor.user, seen=seen, keep=keep or None),
        )
    except BothEntered:
        return _panel(request, visitor, letter_id, _Open(task=key, what="merge"))
    return _arranged(request, visitor, letter_id, done, _("The two tasks are one now."))


@router.post("/letters/{letter_id}/tasks/{key}/remove")
def remove(request: Request, letter_id: int, key: str, visitor: Corrector, seen: Seen) -> HTMLResponse:
    done = _do(
        request, visitor, letter_id, lambda s: remove_task(s, letter_id, key, user=visitor.user, seen=seen)
    )
    return _arranged(request, visitor, letter_id, done, _("The task is taken out; undo brings it back."))


@router.post("/letters/{letter_id}/tasks/{key}/move")
def move(request: Request, letter_id: int, key: str, visitor: Corrector, seen: Seen, steps: Seen) -> HTMLResponse:
    done = _do(
        request, visitor, letter_id, lambda s: move_task(s, letter_id, key, steps, user=visitor.user, seen=seen)
    )
    return _arranged(request, visitor, letter_id, done, _("The task is moved."))


@router.post("/letters/{letter_id}/tasks")
def add(
    request: Request,
    letter_id: int,
    visitor: Corrector,
    seen: Seen,
    text: Field = "",
    on_page: Annotated[int, Form(alias="page")] = 1,
    after: Field = "",
    box: Annotated[list[str], Form()] = [],  # noqa: B006 (FastAPI copies it)
) -> HTMLResponse:
    boxes = [_box(one) for one in box]
    done = _do(
        request,
        visitor,
        letter_id,
        lambda s: add_task(
            s, letter_id, text, visitor.user, page=on_page, boxes=boxes, after=after or None, seen=seen
        ),
    )
    return _arranged(request, visitor, letter_id, done, _("The task is added."))


@router.post("/letters/{letter_id}/tasks/{key}/owner")
def hand_out(
    request: Request, letter_id: int, key: str, visitor: Giver, task: Seen, version: Seen, to: Field = ""
) -> HTMLResponse:
    """To a person (`person:3`), a unit (`unit:2`) or nobody; `task` and `version` are those of its row."""
    kind, _colon, number = to.partition(":")
    one = int(number) if number.isascii() and number.isdigit() else None

    def write(session: Session) -> None:
        if seen_task(session, task, visitor.user).letter_id != letter_id:
            raise NoSuchTask(number=task)
        person, unit = (one if kind == name else None for name in ("person", "unit"))
        assign(session, task, visitor.user, person=person, unit=unit, seen=version)

    desk_of(request).store.write(write)
    return _panel(request, visitor, letter_id, _Open(focus=f"owner-{key}", done=_("The task is handed out.")))


@router.get("/suggest")
def suggest(request: Request, visitor: Reader, field: str, q: str = "", value: str = "") -> HTMLResponse:
    """Names for what is being typed into a field (`q`, or `value` of a form), as options of a datalist.

    Of several names with semicolons between them the last is being typed.
    """
    before, semicolon, typed = (q or value).rpartition(";")
    with desk_of(request).store.reading() as session:
        found = suggestions(session, field, typed.strip()[:_MOST_TYPED], visitor.user)
    names = [f"{before}{semicolon} {name}".strip() for name in found]
    return page(request, "letter_tasks/suggestions.html", visitor, {"names": names})


def _do(request: Request, visitor: Visitor, letter_id: int, act: Callable[[Session], Arranged]) -> Arranged:
    def write(session: Session) -> Arranged:
        seen_letter(session, letter_id, visitor.user)
        return act(session)

    return desk_of(request).store.write(write)


def _arranged(request: Request, visitor: Visitor, letter_id: int, done: Arranged, words: str) -> HTMLResponse:
    focus = f"task-{done.task}" if done.task else "add-task"
    return _panel(request, visitor, letter_id, _Open(focus=focus, done=words), changed=True)


def _panel(
    request: Request, visitor: Visitor, letter_id: int, opened: _Open, changed: bool = False
) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        letter = seen_letter(session, letter_id, visitor.user)
        shown = {
            "shown": tasks_shown(session, letter_id),
            "opened": opened,
            "stands": letter.void_reason is None,
            "keys": _KEYS,
        }
    template = "letter_tasks/tasks.html" if request.headers.get("HX-Request") else "letter_tasks/page.html"
    return page(request, template, visitor, shown, headers=CORRECTED if changed else None)


def _box(given: str) -> Box:
    """A place on a page, `x0,y0,x1,y1` in points. Raises WrongValue."""
    try:
        x0, y0, x1, y1 = (float(part) for part in given.split(","))
    except ValueError:
        raise WrongValue(field=_("box"), given=given[:60], expected="x0,y0,x1,y1") from None
    return x0, y0, x1, y1
