"""The panel of a letter with the letters that belong to it, as far as the person may see them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from docproc.messages import mark
from docproc.store.letters.links import Tie, links_of
from docproc.store.people.access import seen_letter, visible
from docproc.web.desk import desk_of
from docproc.web.pages import page
from docproc.web.visitor import Reader

router = APIRouter(prefix="/letters/{letter_id}/links")
_TIES = {Tie.SAME: mark("The same letter"), Tie.CITES: mark("Cites"), Tie.CITED_BY: mark("Cited by")}


@router.get("")
def show_links(request: Request, visitor: Reader, letter_id: int) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        seen_letter(session, letter_id, visitor.user)
        links = links_of(session, letter_id, visible(visitor.user))
    return page(request, "letter/links.html", visitor, {"links": links, "ties": _TIES})
