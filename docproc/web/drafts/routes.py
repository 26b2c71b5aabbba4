"""Pages of drafts: those of a letter, all of them, one to fill in, to look at, to send and to sign."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from docproc.errors import DocprocError, MissingProgram, PdfNotMade
from docproc.messages import _
from docproc.reports.drafts.kinds import TITLES
from docproc.store import drafts as stored
from docproc.store.faults import WrongEntry
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.downloads import WORD, attachment
from docproc.web.drafts import current, making, shown
from docproc.web.faults import NoSuchPlace, status_of
from docproc.web.pages import page
from docproc.web.turns import TooManyAtOnce
from docproc.web.typed import day_typed
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
Drafter = Annotated[Visitor, Depends(allowed(Right.DRAFT))]
Follower = Annotated[Visitor, Depends(allowed(Right.FOLLOW))]
Words = Annotated[str, Form()]
Asked = Annotated[str, Query()]
Seen = Annotated[int, Form()]
_A_PAGE = 50  # lines of the list
_PICTURE = {"Cache-Control": "private, max-age=3600"}


@router.get("/letters/{letter_id}/drafts")
def show_panel(request: Request, letter_id: int, visitor: Reader) -> HTMLResponse:
    """The drafts of a letter, and the form for another: a part of its page."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = shown.panel(session, desk, letter_id, visitor.user)
    return page(request, "drafts/panel.html", visitor, found)


@router.post("/letters/{letter_id}/drafts")
def make(
    request: Request,
    letter_id: int,
    visitor: Drafter,
    kind: Words = "",
    office: Words = "",
    parent: Words = "",
) -> Response:
    draft_id = making.make_for_letter(desk_of(request), visitor.user, letter_id, kind, office, parent)
    return _go_to(request, f"/drafts/{draft_id}")


@router.get("/drafts")
def show_all(
    request: Request,
    visitor: Reader,
    state: Asked = "",
    kind: Asked = "",
    office: Asked = "",
    person: Asked = "",
    letter: Asked = "",
    before: Asked = "",
) -> HTMLResponse:
    """All drafts, the newest first, with filters that stay in the address."""
    desk = desk_of(request)
    asked = {"state": state, "kind": kind, "office": office, "person": person, "letter": letter}
    with desk.store.reading() as session:
        rows = stored.drafts(
            session,
            visitor.user,
            letter_id=_number(letter),
            state=state or None,
            kind=kind or None,
            office=office.strip() or None,
            made_by=_number(person),
            before=_number(before),
            most=_A_PAGE + 1,
        )
        counts, makers = stored.counts_by_state(session, visitor.user), stored.makers(session)
    found = {
        "lines": shown.lines(rows[:_A_PAGE]),
        "more": rows[_A_PAGE - 1][0].id if len(rows) > _A_PAGE else None,
        "asked": asked,
        "counts": counts,
        "makers": makers,
        "titles": TITLES,
        "state_names": stored.STATE_NAMES,
        "ours": desk.office.name or "",
        "above": desk.office.above or "",
    }
    return page(request, "drafts/list.html", visitor, found)


@router.post("/drafts/reminder")
def make_reminder(
    request: Request, visitor: Drafter, office: Words = "", parent: Words = "", every: Words = ""
) -> Response:
    draft_id, left_out = making.make_reminder(desk_of(request), visitor.user, office, parent, bool(every))
    return _go_to(request, f"/drafts/{draft_id}?left_out={left_out}")


@router.get("/drafts/{draft_id}")
def show_one(request: Request, draft_id: int, visitor: Reader, left_out: Asked = "") -> HTMLResponse:
    """A draft: its places to fill in beside its pages."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = shown.opened(session, draft_id, visitor.user)
        tasks = shown.open_tasks(session, found) if found.draft.state == "signed" else []
    shown.noted(desk, "viewed", draft_id, visitor.user)
    written = shown.written_places(desk, found)
    more = {
        "written": written,
        "left": shown.left(written),
        "tasks": tasks,
        "left_out": _number(left_out) or 0,
        "today": making.today(desk),
        "state_names": stored.STATE_NAMES,
        "can_change": visitor.may(Right.DRAFT) and found.draft.state == "draft",
    }
    return page(request, "drafts/draft.html", visitor, _about(found) | more)


@router.post("/drafts/{draft_id}/places/{place}")
def fill(
    request: Request,
    draft_id: int,
    place: int,
    visitor: Drafter,
    text: Words = "",
    done: Words = "",
    seen: Seen = 0,
) -> HTMLResponse:
    """Write into a place. `done` "1" leaves it out, "0" asks for it again; else `text` counts.

    The answer is what stands below the field; for `done` the whole place.
    """
    desk = desk_of(request)
    given = {"1": "", "0": None}.get(done, text if text.strip() else None)
    found = shown.open_draft(desk, draft_id, visitor.user)
    one = next((one for one in current.places(desk, found.sha256) if one.number == place), None)
    if one is None:
        raise NoSuchPlace()

    def write(session: Session) -> int:
        return stored.fill(session, draft_id, place, given, one.has_room, visitor.user, seen)

    problem: DocprocError | None = None
    try:
        desk.store.write(write)
    except stored.NoSuchDraft:
        raise
    except WrongEntry as error:
        problem = error
    found = shown.open_draft(desk, draft_id, visitor.user)
    written = shown.written_places(desk, found)
    more = {
        "one": written[place - 1],
        "problem": problem.message() if problem else "",
        "is_saved": problem is None,
        "left": shown.left(written),
        "can_change": found.draft.state == "draft",
        "is_whole": bool(done),
    }
    status = status_of(problem) if problem else 200
    return page(request, "drafts/place_answer.html", visitor, _about(found) | more, status=status)


@router.post("/drafts/{draft_id}/state")
def move(
    request: Request,
    draft_id: int,
    visitor: Drafter,
    state: Words = "",
    number: Words = "",
    on: Words = "",
    seen: Seen = 0,
) -> Response:
    desk = desk_of(request)
    day, today = day_typed(_("day of signature"), on), making.today(desk)

    def write(session: Session) -> int:
        return stored.move(session, draft_id, state, visitor.user, seen, today, number, day)

    desk.store.write(write)
    return _go_to(request, f"/drafts/{draft_id}")


@router.post("/drafts/{draft_id}/tasks")
def finish_tasks(
    request: Request, draft_id: int, visitor: Follower, task: Annotated[list[int] | None, Form()] = None
) -> Response:
    """Note the chosen tasks of the letter as done, with the signed draft as the answer."""
    desk = desk_of(request)
    today = making.today(desk)
    desk.store.write(lambda session: stored.finish_by(session, draft_id, task or [], visitor.user, today))
    return _go_to(request, f"/drafts/{draft_id}")


@router.get("/drafts/{draft_id}/preview")
def show_preview(request: Request, draft_id: int, visitor: Reader) -> HTMLResponse:
    """The pages of a draft as they will print: a part of its page."""
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, visitor.user)
    try:
        drawn = current.preview(desk, found.draft, found.sha256)
    except (MissingProgram, PdfNotMade, TooManyAtOnce) as error:
        return page(
            request, "drafts/preview.html", visitor, {"drawn": None, "error": error, "draft_id": draft_id}
        )
    more = {"drawn": drawn, "error": None, "draft_id": draft_id}
    return page(request, "drafts/preview.html", visitor, more)


@router.get("/drafts/{draft_id}/pages/{number}")
def show_page(request: Request, draft_id: int, number: int, visitor: Reader, v: Asked = "") -> FileResponse:
    """The picture of a page; `v` says of which state of the draft."""
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, visitor.user)
    picture = current.page_picture(desk, found.draft.id, v, number)
    if picture is None:
        raise NoSuchPlace()
    return FileResponse(picture, media_type="image/png", headers=_PICTURE)


@router.get("/drafts/{draft_id}/word")
def download_word(request: Request, draft_id: int, visitor: Reader) -> Response:
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, visitor.user)
    content = current.word(desk, found.draft, found.sha256)
    shown.noted(desk, "downloaded", draft_id, visitor.user)
    return Response(content, media_type=WORD, headers=attachment(found.file_name(".docx")))


@router.get("/drafts/{draft_id}/pdf")
def download_pdf(request: Request, draft_id: int, visitor: Reader) -> Response:
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, visitor.user)
    content = current.preview(desk, found.draft, found.sha256).pdf.read_bytes()
    shown.noted(desk, "downloaded", draft_id, visitor.user)
    return Response(content, media_type="application/pdf", headers=attachment(found.file_name(".pdf")))


@router.post("/drafts/{draft_id}/upload")
def replace(
    request: Request,
    draft_id: int,
    visitor: Drafter,
    file: Annotated[UploadFile | None, File()] = None,
    seen: Seen = 0,
) -> Response:
    """Let a Word file that was edited elsewhere take the place of the draft."""
    desk = desk_of(request)
    shown.open_draft(desk, draft_id, visitor.user)
    if file is None:
        raise making.NotADraft(detail=_("no file was sent"))
    making.take_edited(desk, visitor.user, draft_id, file.file, file.filename or "", seen)
    return _go_to(request, f"/drafts/{draft_id}")


def _about(found: shown.Opened) -> dict[str, object]:
    return {"found": found, "draft": found.draft}


def _go_to(request: Request, address: str) -> Response:
    """Lead on to another page; htmx is told by a header."""
    if request.headers.get("HX-Request"):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def _number(given: str) -> int | None:
    """A number of a row in an address; None for none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
