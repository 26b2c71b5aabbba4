"""The page on which people arrange the pages of a letter."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.messages import _
from docproc.store.arranged import Arrangement, Seen, WrongArrangement, arrangement_of
from docproc.store.people.rights import Right
from docproc.store.schema import StoredLetter
from docproc.web.desk import desk_of
from docproc.web.pages import page
from docproc.web.visitor import Visitor, allowed
from docproc.workers.arranging import arrange_letter

router = APIRouter()
Corrector = Annotated[Visitor, Depends(allowed(Right.CORRECT))]


@router.get("/letters/{letter_id}/arrange")
def show_pages(request: Request, visitor: Corrector, letter_id: int, cut: int = -1) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        found = arrangement_of(session, letter_id, visitor.user)
        row = session.get_one(StoredLetter, letter_id)
    done = ""
    if cut >= 0:
        done = _("The pages are kept so; the letter is being read again.")
    if cut > 0:
        done += " " + _("{count} letters were cut off; each gets a number of its own.", count=cut)
    shown = {"arrangement": found, "row": row, "done": done, "notes": _notes(found)}
    return page(request, "arrange/pages.html", visitor, shown)


@router.post("/letters/{letter_id}/arrange")
def arrange_pages(
    request: Request,
    visitor: Corrector,
    letter_id: int,
    version: Annotated[int, Form()],
    arranged_id: Annotated[int, Form()],
    place: Annotated[list[int], Form()],
    turn: Annotated[list[int], Form()],
    begins: Annotated[list[int] | None, Form()] = None,
) -> Response:
    """`place` and `turn`: of each page, in the new order, where it stood, and its turn; `begins` likewise."""
    desk = desk_of(request)
    if len(place) != len(turn) or not set(begins or ()) <= set(place):
        raise WrongArrangement()
    choice = list(zip(place, turn, strict=True))
    starts = [place.index(one) + 1 for one in begins or ()]
    seen = Seen(version, arranged_id)
    count = arrange_letter(desk.store, desk.settings, letter_id, visitor.user, seen, choice, starts)
    return _to_the_page(request, letter_id, count)


@router.post("/letters/{letter_id}/arrange/back")
def put_back(
    request: Request,
    visitor: Corrector,
    letter_id: int,
    version: Annotated[int, Form()],
    arranged_id: Annotated[int, Form()],
) -> Response:
    """The pages as they stand in the original."""
    desk = desk_of(request)
    arrange_letter(desk.store, desk.settings, letter_id, visitor.user, Seen(version, arranged_id), None)
    return _to_the_page(request, letter_id, 0)


def _to_the_page(request: Request, letter_id: int, count: int) -> Response:
    address = f"/letters/{letter_id}/arrange?cut={count}"
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def _notes(found: Arrangement) -> list[str]:
    """What a person should know before anything is changed."""
    notes: list[str] = []
    if found.job == "failed":
        notes.append(_("Reading the pages as they stand failed; the files that failed say why."))
    elif found.job is not None:
        notes.append(_("The letter is being read again; until then its words are those from before."))
    return notes
