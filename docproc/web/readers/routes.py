"""The panel of a letter that says who may see it, and lets people in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from docproc.messages import _
from docproc.store.faults import NoSuchLetter
from docproc.store.people import readers
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter(prefix="/letters/{letter_id}/readers")
HandsOut = Annotated[Visitor, Depends(allowed(Right.HAND_OUT))]


@router.get("")
def show_readers(request: Request, visitor: Reader, letter_id: int) -> HTMLResponse:
    return _panel(request, visitor, letter_id)


@router.post("")
def let_in(request: Request, visitor: HandsOut, letter_id: int, person: Annotated[int, Form()]) -> HTMLResponse:
    store = desk_of(request).store
    store.write(lambda session: readers.name_reader(session, letter_id, person, visitor.user))
    return _panel(request, visitor, letter_id, _("May see the letter now."))


@router.post("/{user_id}/end")
def shut_out(request: Request, visitor: HandsOut, letter_id: int, user_id: int) -> HTMLResponse:
    store = desk_of(request).store
    store.write(lambda session: readers.take_back(session, letter_id, user_id, visitor.user))
    try:
        return _panel(request, visitor, letter_id, _("May see the letter no more."))
    except NoSuchLetter:  # they took themselves off
        return HTMLResponse(headers={"HX-Redirect": "/"})


def _panel(request: Request, visitor: Visitor, letter_id: int, done: str = "") -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        found = readers.readers_of(session, letter_id, visitor.user)
    return page(request, "readers/panel.html", visitor, {"readers": found, "done": done})
