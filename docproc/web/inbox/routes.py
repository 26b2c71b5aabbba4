"""The pages of the inbox."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.rules import load
from docproc.store.files import FileCounts, file_counts
from docproc.store.inbox import Filters, come_since, inbox_page, newest_id
from docproc.store.people.rights import Right
from docproc.web.desk import Desk, desk_of
from docproc.web.inbox.asked import Asked, address
from docproc.web.inbox.chips import chips, due_words, state_words
from docproc.web.inbox.lines import lines_shown
from docproc.web.inbox.upload import books_to_choose, receive
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor, allowed
from docproc.workdays import VIETNAM

router = APIRouter()
Uploader = Annotated[Visitor, Depends(allowed(Right.UPLOAD))]
Key = Annotated[str, Query(max_length=30)]


@router.get("/")
def show_inbox(
    request: Request, visitor: Reader, filters: Asked, before: Key = "", after: Key = ""
) -> HTMLResponse:
    desk = desk_of(request)
    today = today_at(desk)
    is_part = request.headers.get("HX-Target") == "letters"
    with desk.store.reading() as session:
        shown: dict[str, Any] = {
            "filters": filters,
            "found": inbox_page(session, visitor.user, filters, today, before, after),
            "books": books_to_choose(session),
            **_how_far(session, filters, is_first=not before and not after),
        }
    shown |= {
        "today": today,
        "lines_shown": lines_shown,
        "state_words": state_words(),
        "chips": chips(filters),
        "due_words": due_words(),
        "doc_types": [kind.name for kind in load(DocTypes).type],
        "marks": load(ZoneRules).marks.urgency,
        "here": lambda **more: address("/", filters, **more),
        "most_bytes": int(desk.settings.max_megabytes * 1_000_000),
    }
    if not is_part:
        return page(request, "inbox/inbox.html", visitor, shown)
    own = address("/", filters)
    return page(request, "inbox/letters_changed.html", visitor, shown, headers={"HX-Replace-Url": own})


@router.get("/inbox/work")
def show_work(
    request: Request,
    visitor: Reader,
    filters: Asked,
    was: Annotated[str, Query(max_length=40)] = "",
    since: Annotated[int | None, Query(ge=0, lt=2**31)] = None,
) -> Response:
    """How far the files are that came, and letters that are new since the one that the page knows of.

    `was`: what the page shows already; nothing is sent when nothing has changed.
    """
    desk = desk_of(request)
    today = today_at(desk)
    with desk.store.reading() as session:
        lines = [] if since is None else come_since(session, visitor.user, filters, today, since)
        shown = _how_far(session, filters, is_first=since is not None)
    if was == shown["was"] and not lines:
        return Response(status_code=204)
    shown |= {"lines": lines, "today": today, "lines_shown": lines_shown}
    return page(request, "inbox/work_changed.html", visitor, shown)


@router.post("/upload")
async def upload(
    request: Request,
    visitor: Uploader,
    book: Annotated[str, Query(max_length=200)] = "",
    tag: Annotated[list[str] | None, Query()] = None,
) -> HTMLResponse:
    received = await receive(request, visitor.user, book, tag or [])
    return page(request, "inbox/received.html", visitor, {"received": received})


def today_at(desk: Desk) -> Date:
    """The day by the clocks of the office."""
    return desk.clock().astimezone(VIETNAM).date()


def _how_far(session: Session, filters: Filters, is_first: bool) -> dict[str, Any]:
    """What the line about the files at work shows. `is_first`: new letters appear on this page."""
    counts = file_counts(session)
    was = _as_sent(counts)
    since = {"since": str(newest_id(session))} if is_first else {}
    return {"counts": counts, "was": was, "work_address": address("/inbox/work", filters, was=was, **since)}


def _as_sent(counts: FileCounts) -> str:
    return f"{counts.waiting}.{counts.reading}.{counts.failed}"
