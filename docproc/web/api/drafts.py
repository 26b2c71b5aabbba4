"""Drafts as JSON: made, listed, filled in, sent, signed, downloaded."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, Field

from docproc.reports.drafts.kinds import REMINDER
from docproc.store import drafts as stored
from docproc.store.people.rights import Right
from docproc.store.schema import Draft
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import Desk, desk_of
from docproc.web.downloads import WORD, attachment
from docproc.web.drafts import current, making, shown
from docproc.web.faults import NoSuchPlace

router = APIRouter(tags=["drafts"])
DraftingCaller = Annotated[Caller, Depends(calling(Right.DRAFT))]
FollowingCaller = Annotated[Caller, Depends(calling(Right.FOLLOW))]
State = Literal["draft", "sent", "signed"]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
_WORD_FILE: dict[int | str, dict[str, object]] = {200: {"content": {WORD: {}}, "description": "The file"}}
_PDF_FILE: dict[int | str, dict[str, object]] = {
    200: {"content": {"application/pdf": {}}, "description": "The file"}
}


class DraftHead(BaseModel):
    """A draft. `letter`: the id of its letter, none for a reminder of tasks of several."""

    id: int
    kind: str
    letter: int | None
    office: str
    parent: str | None
    state: State
    signed_number: str | None
    signed_on: Date | None
    version: int
    made_by: int
    made_at: datetime
    changed_at: datetime


class PlaceOut(BaseModel):
    """A place of a draft. `wants`: what to write, or to check (`kind`); `text`: what was written, "" for a place
    that is left out, null for nothing yet.
    """

    number: int
    kind: Literal["fill", "check"]
    wants: str
    before: str
    after: str
    above: str
    text: str | None


class DraftOut(DraftHead):
    """A draft with its places, in reading order."""

    places: list[PlaceOut]


class NewDraft(BaseModel):
    """What draft is wanted: its kind, and in whose name (`parent`: the office above it, for the letterhead)."""

    kind: Annotated[str, Field(examples=["reply", "plan", REMINDER])]
    office: str
    parent: str = ""


class NewReminder(BaseModel):
    """In whose name tasks are reminded of; `every`: also those that letters of others give to other offices."""

    office: str
    parent: str = ""
    every: bool = False


class Filling(BaseModel):
    """What is written into a place ("" leaves it out, null asks for it again), and the version that was seen."""

    text: str | None
    seen: Number


class Move(BaseModel):
    """The state to go to; for `signed` number and symbol, and the day. `seen`: the version that was seen."""

    state: State
    number: str | None = None
    on: Date | None = None
    seen: Number


class Finished(BaseModel):
    """Tasks of the draft's letter, by their ids."""

    tasks: list[Number]


@router.get("/drafts")
def list_drafts(
    request: Request,
    caller: ReadingCaller,
    state: State | None = None,
    kind: str | None = None,
    office: str | None = None,
    person: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    letter: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
    before: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
) -> list[DraftHead]:
    """Drafts, the newest first, 50 at a time; `before`: those older than the draft with this id."""
    with desk_of(request).store.reading() as session:
        found = stored.drafts(
            session,
            caller.user,
            letter_id=letter,
            state=state,
            kind=kind,
            office=office,
            made_by=person,
            before=before,
        )
    return [DraftHead.model_validate(_values(draft)) for draft, _letter, _maker in found]


@router.post("/letters/{letter_id}/drafts", status_code=201)
def make_draft(request: Request, letter_id: int, wanted: NewDraft, caller: DraftingCaller) -> DraftOut:
    """Make a draft about a letter; of the kind `reminder` one of the letter's own tasks."""
    desk = desk_of(request)
    if wanted.kind == REMINDER:
        made, _left = making.make_reminder(desk, caller.user, wanted.office, wanted.parent, True, letter_id)
    else:
        made = making.make_for_letter(desk, caller.user, letter_id, wanted.kind, wanted.office, wanted.parent)
    return _whole(desk, caller, made)


@router.post("/drafts/reminder", status_code=201)
def make_reminder(request: Request, wanted: NewReminder, caller: DraftingCaller) -> DraftOut:
    """Make a reminder of the overdue and nearly due tasks of all letters but those marked MẬT."""
    desk = desk_of(request)
    made, _left = making.make_reminder(desk, caller.user, wanted.office, wanted.parent, wanted.every)
    return _whole(desk, caller, made)


@router.get("/drafts/{draft_id}")
def show_draft(request: Request, draft_id: int, caller: ReadingCaller) -> DraftOut:
    """A draft with its places."""
    return _whole(desk_of(request), caller, draft_id)


@router.patch("/drafts/{draft_id}/places/{place}")
def fill_place(request: Request, draft_id: int, place: int, filling: Filling, caller: DraftingCaller) -> DraftOut:
    """Write into a place; 409 when somebody else wrote into it since the version `seen`."""
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, caller.user)
    one = next((one for one in current.places(desk, found.sha256) if one.number == place), None)
    if one is None:
        raise NoSuchPlace()
    text, seen = filling.text, filling.seen
    desk.store.write(lambda session: stored.fill(session, draft_id, place, text, one.has_room, caller.user, seen))
    return _whole(desk, caller, draft_id)


@router.post("/drafts/{draft_id}/state")
def move_draft(request: Request, draft_id: int, move: Move, caller: DraftingCaller) -> DraftOut:
    """Send a draft for signature, note that it is signed, or take that back."""
    desk = desk_of(request)
    today = making.today(desk)
    desk.store.write(
        lambda session: stored.move(
            session, draft_id, move.state, caller.user, move.seen, today, move.number, move.on
        )
    )
    return _whole(desk, caller, draft_id)


@router.post("/drafts/{draft_id}/tasks")
def finish_tasks(request: Request, draft_id: int, finished: Finished, caller: FollowingCaller) -> Finished:
    """Note tasks of the letter as done, with the signed draft as the answer."""
    desk = desk_of(request)
    today, ids = making.today(desk), finished.tasks
    return Finished(
        tasks=desk.store.write(lambda session: stored.finish_by(session, draft_id, ids, caller.user, today))
    )


@router.get("/drafts/{draft_id}/word", response_class=Response, responses=_WORD_FILE)
def download_word(request: Request, draft_id: int, caller: ReadingCaller) -> Response:
    """The Word file with what was filled in."""
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, caller.user)
    content = current.word(desk, found.draft, found.sha256)
    shown.noted(desk, "downloaded", draft_id, caller.user)
    return Response(content, media_type=WORD, headers=attachment(found.file_name(".docx")))


@router.get("/drafts/{draft_id}/pdf", response_class=Response, responses=_PDF_FILE)
def download_pdf(request: Request, draft_id: int, caller: ReadingCaller) -> Response:
    """The draft as PDF; 422 without LibreOffice."""
    desk = desk_of(request)
    found = shown.open_draft(desk, draft_id, caller.user)
    content = current.preview(desk, found.draft, found.sha256).pdf.read_bytes()
    shown.noted(desk, "downloaded", draft_id, caller.user)
    return Response(content, media_type="application/pdf", headers=attachment(found.file_name(".pdf")))


@router.post("/drafts/{draft_id}/upload")
def replace_file(
    request: Request,
    draft_id: int,
    caller: DraftingCaller,
    file: Annotated[UploadFile, File()],
    seen: Annotated[int, Form()],
) -> DraftOut:
    """Let a Word file that was edited elsewhere take the place of the draft; what was filled in goes."""
    desk = desk_of(request)
    making.take_edited(desk, caller.user, draft_id, file.file, file.filename or "", seen)
    return _whole(desk, caller, draft_id)


def _values(draft: Draft) -> dict[str, object]:
    names = set(DraftHead.model_fields) - {"letter"}
    return {"letter": draft.letter_id} | {name: getattr(draft, name) for name in names}


def _whole(desk: Desk, caller: Caller, draft_id: int) -> DraftOut:
    found = shown.open_draft(desk, draft_id, caller.user)
    places = [
        PlaceOut(
            number=one.place.number,
            kind=one.place.kind,
            wants=one.place.wants,
            before=one.place.before,
            after=one.place.after,
            above=one.place.above,
            text=one.text,
        )
        for one in shown.written_places(desk, found)
    ]
    return DraftOut.model_validate(_values(found.draft) | {"places": places})
