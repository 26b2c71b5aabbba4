"""The letters by arrival, files that are uploaded and how far they are."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from docproc.messages import current_language
from docproc.store.files import WaitingFile, failed_files, file_counts, try_again, waiting_files
from docproc.store.inbox import Line, State, inbox_page
from docproc.store.people.rights import Right
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of
from docproc.web.inbox.asked import Asked
from docproc.web.inbox.routes import today_at
from docproc.web.inbox.upload import Received, receive

router = APIRouter()
UploadingCaller = Annotated[Caller, Depends(calling(Right.UPLOAD))]
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


class LetterLine(BaseModel):
    """A letter as the inbox lists it. `next_due`: the first last day among its tasks that wait to be done."""

    id: int
    book: str
    year: int
    arrival_number: int | None
    arrived_on: Date
    number: str | None
    symbol: str | None
    issuer: str | None
    subject: str | None
    urgency: str | None
    secrecy: str | None
    doc_type: str | None
    doubts: int
    next_due: Date | None
    state: State
    holders: list[str] = Field(description="Who has the letter, else who has its tasks.")
    passage: str = Field(description="Where words were looked for: the text around the first that was found.")
    marks: list[tuple[int, int]] = Field(description="Where the words stand in the passage: offsets.")


class LetterPage(BaseModel):
    """A page of letters. `older` and `newer`: what to send as `before` or `after` for the page next to it."""

    letters: list[LetterLine]
    newer: str | None
    older: str | None


class KnownLetter(BaseModel):
    """A letter that the register has already."""

    id: int
    book: str
    year: int
    arrival_number: int | None


class UploadedFile(BaseModel):
    """What became of a file: `new`; `known`, these bytes came before; `retry`, they failed before and are tried
    again; `refused`, for a reason.
    """

    name: str
    outcome: Literal["new", "known", "retry", "refused"]
    file_id: int | None
    letters: list[KnownLetter] = Field(description="The letters that a known file is.")
    reason: str | None


class Uploaded(BaseModel):
    """What became of the files of an upload, in their order."""

    files: list[UploadedFile]


class FileStanding(BaseModel):
    """A file on its way into the register. `reason`: why it failed, or what it waits for."""

    id: int
    name: str
    book: str
    arrived_on: Date
    state: Literal["waiting", "reading", "failed"]
    urgent: bool
    reason: str | None
    ended_at: datetime | None
    pages: int = Field(description="Pages of a file that is read in parts, else 0.")
    pages_read: int


class Files(BaseModel):
    """How many files stand how, and the first of them."""

    waiting: int
    reading: int
    failed: int
    files: list[FileStanding]


class TriedAgain(BaseModel):
    """How many files are tried again."""

    count: int


@router.get("/letters", tags=["letters"])
def letters(
    request: Request,
    caller: ReadingCaller,
    filters: Asked,
    before: Annotated[str, Query(max_length=30, description="`older` of the page before.")] = "",
    after: Annotated[str, Query(max_length=30, description="`newer` of the page after.")] = "",
) -> LetterPage:
    """Letters by arrival, the newest first, 50 a page; with words 20 a page, those registered last first."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = inbox_page(session, caller.user, filters, today_at(desk), before, after)
    return LetterPage(letters=[_line(line) for line in found.lines], newer=found.newer, older=found.older)


@router.post("/upload", tags=["files"], openapi_extra=_BODY)
async def upload(
    request: Request,
    caller: UploadingCaller,
    book: Annotated[str, Query(max_length=200, description="Register book; else the usual one.")] = "",
    tag: Annotated[list[str] | None, Query(description="Tags of the letters.")] = None,
) -> Uploaded:
    """Take in files. They are registered once they have been read; the same bytes twice are one letter."""
    received = await receive(request, caller.user, book, tag or [])
    return Uploaded(files=[_uploaded(one) for one in received])


@router.get("/files", tags=["files"])
def files(request: Request, caller: UploadingCaller) -> Files:
    """The files that are being read, wait, or failed: how many, and the first 200 of each."""
    with desk_of(request).store.reading() as session:
        counts = file_counts(session)
        found = [_standing(one) for one in (*waiting_files(session), *failed_files(session))]
    return Files(waiting=counts.waiting, reading=counts.reading, failed=counts.failed, files=found)


@router.post("/files/retry", tags=["files"])
def retry_all(request: Request, caller: UploadingCaller) -> TriedAgain:
    """Try all files again that failed."""
    return _retry(request, caller, None)


@router.post("/files/{file_id}/retry", tags=["files"])
def retry(request: Request, caller: UploadingCaller, file_id: int) -> TriedAgain:
    """Try a file again that failed."""
    return _retry(request, caller, [file_id])


def _retry(request: Request, caller: Caller, file_ids: list[int] | None) -> TriedAgain:
    store = desk_of(request).store
    return TriedAgain(count=store.write(lambda session: try_again(session, caller.user, file_ids)))


def _line(line: Line) -> LetterLine:
    return LetterLine.model_validate(line, from_attributes=True)


def _uploaded(one: Received) -> UploadedFile:
    if one.taken is None:
        reason = one.refused.message() if one.refused else None
        return UploadedFile(name=one.name, outcome="refused", file_id=None, letters=[], reason=reason)
    return UploadedFile(
        name=one.taken.name,
        outcome=one.taken.outcome,
        file_id=one.taken.file_id,
        letters=[KnownLetter.model_validate(letter, from_attributes=True) for letter in one.taken.letters],
        reason=None,
    )


def _standing(file: WaitingFile) -> FileStanding:
    given = {name: getattr(file, name) for name in FileStanding.model_fields if name != "reason"}
    return FileStanding.model_validate(given | {"reason": file.reason.get(current_language())})
