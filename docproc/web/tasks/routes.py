"""The list of tasks as a table or a board, and one change to many of them."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.people.access import seen_letter
from docproc.store.people.rights import Right
from docproc.store.tasks.asked import Asked, LastDay, change_as_asked
from docproc.store.tasks.board import board, moved_to
from docproc.store.tasks.followed import count_tasks, followed_tasks
from docproc.store.tasks.many import Outcome, for_each
from docproc.web.desk import desk_of
from docproc.web.faults import AskedWrongly
from docproc.web.pages import page
from docproc.web.tasks import one
from docproc.web.tasks.asking import AskedFor, Asking, asking_in, holder_of, usual_who, wanted_of
from docproc.web.tasks.entered import asked_state, entered_day, entered_task
from docproc.web.tasks.shown import BY, CLASSES, DUE, days_words, people_of, states, today_of, units_of
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
router.include_router(one.router)
Follower = Annotated[Visitor, Depends(allowed(Right.FOLLOW))]
Field = Annotated[str, Form()]
_A_PAGE = 50  # lines
_MOST_AT_ONCE = 500


@router.get("/tasks")
def list_tasks(request: Request, visitor: Reader, asking: AskedFor) -> HTMLResponse:
    return _list(request, visitor, asking)


@router.post("/tasks/many")
def change_many(
    request: Request,
    visitor: Follower,
    do: Field,
    task: Annotated[list[str] | None, Form()] = None,
    to: Field = "",
    day: Field = "",
    why: Field = "",
    new_state: Field = "",
    reply: Field = "",
    list: Field = "",
) -> HTMLResponse:
    """One change to the tasks chosen, each named as `number-version`; `list`: the address of the list."""
    desk, chosen = desk_of(request), dict(map(entered_task, (task or [])[:_MOST_AT_ONCE]))
    if not chosen:
        raise AskedWrongly(detail=_("no task is chosen"))
    if do == "give":
        asked = Asked(holder=holder_of(to or "all"))
    elif do == "day":
        asked = Asked(last_day=LastDay(entered_day(day)), why=why)
    else:
        asked = asked_state(new_state, reply, why=why)
    outcome = desk.store.write(lambda session: _each(session, chosen, visitor, asked, today_of(desk)))
    return _list(request, visitor, _asking_of(list), outcome)


@router.post("/tasks/move")
def move_card(request: Request, visitor: Follower, task: Field, column: Field, list: Field = "") -> HTMLResponse:
    """Put the card of a task (`number-version`) into another column of the board."""
    desk, asking = desk_of(request), _asking_of(list)
    number, seen = entered_task(task)
    asked = moved_to(asking.by, column)  # type: ignore[arg-type]  # checked in asking_in
    if asked is None:
        raise AskedWrongly(detail=_("wrong or missing: {places}", places="column"))
    desk.store.write(lambda session: change_as_asked(session, number, visitor.user, asked, today_of(desk), seen))
    return _list(request, visitor, asking, Outcome((number,), ()))


def _each(session: Session, chosen: dict[int, int], visitor: Visitor, asked: Asked, today: Date) -> Outcome:
    def change(inner: Session, task: int) -> None:
        change_as_asked(inner, task, visitor.user, asked, today, chosen[task])

    return for_each(session, chosen, change)


def _asking_of(address: str) -> Asking:
    return asking_in(dict(parse_qsl(urlsplit(address).query)))


def _list(request: Request, visitor: Visitor, asking: Asking, outcome: Outcome | None = None) -> HTMLResponse:
    """The page of a list, or for htmx the list alone."""
    desk, user = desk_of(request), visitor.user
    today, wanted = today_of(desk), wanted_of(asking, user)
    with desk.store.reading() as session:
        letter = seen_letter(session, asking.letter, user) if asking.letter else None
        shown: dict[str, Any] = {
            "people": people_of(session),
            "units": units_of(session),
            "letter": letter,
            "count": count_tasks(session, wanted, user, today),
            "lines": [],
            "columns": [],
        }
        if asking.view == "board":
            shown["columns"] = board(session, wanted, asking.by, user, today)  # type: ignore[arg-type]
        else:
            offset = (asking.page - 1) * _A_PAGE
            shown["lines"] = followed_tasks(session, wanted, user, today, _A_PAGE, offset)
    shown |= {
        "asking": asking,
        "who": asking.who or usual_who(user),
        "outcome": outcome,
        "states": states(),
        "dues": DUE,
        "bys": BY,
        "classes": CLASSES,
        "days_words": days_words,
        "a_page": _A_PAGE,
    }
    is_part = request.headers.get("HX-Target") == "list"
    return page(request, "tasks/list_part.html" if is_part else "tasks/list.html", visitor, shown)
