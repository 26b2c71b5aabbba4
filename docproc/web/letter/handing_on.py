"""The panel of a letter that says to whom it was handed on: what the register of incoming letters asks for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from docproc.messages import _
from docproc.store.letters.handed_on import MOST_WORDS, HandedOn, hand_on, handed_on, receivers
from docproc.store.people.rights import Right
from docproc.web.desk import Desk, desk_of
from docproc.web.pages import page
from docproc.web.typed import day_typed
from docproc.web.visitor import Reader, Visitor, allowed
from docproc.workdays import VIETNAM

router = APIRouter(prefix="/letters/{letter_id}/handed-on")
HandsOut = Annotated[Visitor, Depends(allowed(Right.HAND_OUT))]
Words = Annotated[str, Form(max_length=2 * MOST_WORDS)]
Day = Annotated[str, Form(max_length=40)]


@router.get("")
def show_handed_on(request: Request, visitor: Reader, letter_id: int) -> HTMLResponse:
    return _panel(request, visitor, letter_id)


@router.post("")
def write_down(
    request: Request,
    visitor: HandsOut,
    letter_id: int,
    to: Words = "",
    on: Day = "",
    note: Words = "",
    seen_to: Words = "",
    seen_on: Day = "",
    seen_note: Words = "",
) -> HTMLResponse:
    """`seen_…`: what the panel showed before the person wrote."""
    desk = desk_of(request)
    wanted, seen = _entered(to, on, note), _entered(seen_to, seen_on, seen_note)
    today = desk.clock().astimezone(VIETNAM).date()
    desk.store.write(lambda session: hand_on(session, letter_id, wanted, visitor.user, today, seen))
    return _panel(request, visitor, letter_id, _("Written into the register."))


def _entered(to: str, on: str, note: str) -> HandedOn:
    """What the form says. Raises WrongValue for what is no day."""
    return HandedOn(to.strip() or None, day_typed(_("given on"), on), note.strip() or None)


def _panel(request: Request, visitor: Visitor, letter_id: int, done: str = "") -> HTMLResponse:
    desk: Desk = desk_of(request)
    with desk.store.reading() as session:
        shown = {
            "letter_id": letter_id,
            "handed": handed_on(session, letter_id, visitor.user),
            "receivers": receivers(session) if visitor.may(Right.HAND_OUT) else [],
            "today": desk.clock().astimezone(VIETNAM).date(),
            "done": done,
        }
    return page(request, "letter/handed_on.html", visitor, shown)
