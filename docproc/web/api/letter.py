"""A letter as read and corrected: its values, what is doubtful, its pages, its original file."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.store.entered.checking import confirm_value, mark_checked
from docproc.store.entered.corrections import correct_value
from docproc.store.letters.handed_on import MOST_WORDS, HandedOn, hand_on
from docproc.store.letters.links import Link, links_of
from docproc.store.people.access import seen_letter, visible
from docproc.store.people.rights import Right
from docproc.store.schema import User
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of
from docproc.web.letter.scan_routes import Size, crop_answer, file_answer, page_answer, words_json
from docproc.web.letter.seen import letter_seen_by, note_viewed, original, page_words
from docproc.workdays import VIETNAM

router = APIRouter(tags=["letters"])
Corrector = Annotated[Caller, Depends(calling(Right.CORRECT))]
Giver = Annotated[Caller, Depends(calling(Right.HAND_OUT))]


class RegisteredAs(BaseModel):
    """A letter of the register. `version` counts its corrections, `doubts` are those of that version; `letter` is
    the JSON of docs/contract.md.
    """

    id: int
    version: int
    book: str
    year: int
    arrival_number: int | None
    arrived_on: Date
    doubts: int
    checked_at: datetime | None
    struck_out: str | None
    duplicate_of: int | None
    given_to: str | None
    given_on: Date | None
    note: str | None
    letter: Letter


class Change(BaseModel):
    """One value of a letter: `field` by the names of the letter's JSON, as `header.number`, `tasks[0].deadline`.

    `value`: as a person would write it, a day as 20/3/2024, several offices with semicolons between them; null:
    the letter has none. `confirm`: what was read is right, `value` is not looked at. `seen`: the version that the
    change was decided on; when the field has changed since, the answer is 409.
    """

    field: str = Field(max_length=200)
    value: str | None = Field(default=None, max_length=5000)
    confirm: bool = False
    seen: int
    remark: str | None = Field(default=None, max_length=2000)


class Changed(BaseModel):
    """The version in which the change stands, and how many doubts are left on the letter."""

    version: int
    doubts: int


class Handed(BaseModel):
    """To whom in the office a letter goes, on which day, and a note, as the register of incoming letters asks;
    null takes away what stands there.
    """

    given_to: str | None = Field(default=None, max_length=MOST_WORDS)
    given_on: Date | None = None
    note: str | None = Field(default=None, max_length=MOST_WORDS)


class Seen(BaseModel):
    """The version of the letter that was looked at."""

    seen: int


class WordSeen(BaseModel):
    """A word on a page: its box in points (left, top, right, bottom), and what else was seen at its place."""

    text: str
    box: tuple[float, float, float, float] | None
    confidence: float
    alternatives: list[str]
    repaired: bool


class WordsOfPage(BaseModel):
    """The words of a page, line by line; sizes are points of the upright page. Letters that were registered
    before the words were kept have none.
    """

    page: int
    width: float
    height: float
    lines: list[list[WordSeen]]


@router.get("/letters/{letter_id}")
def letter(request: Request, letter_id: int, caller: ReadingCaller) -> RegisteredAs:
    """A letter of the register as corrected last, with its doubts."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        found = letter_seen_by(session, letter_id, caller.user)
    note_viewed(desk, letter_id, caller.user)
    row = found.row
    return RegisteredAs(
        id=row.id,
        version=row.version,
        book=row.book,
        year=row.year,
        arrival_number=None if row.archived_on else row.arrival_number,
        arrived_on=row.arrived_on,
        doubts=row.doubts,
        checked_at=row.checked_at,
        struck_out=row.void_reason,
        duplicate_of=row.duplicate_of,
        given_to=row.given_to,
        given_on=row.given_on,
        note=row.note,
        letter=found.letter,
    )


@router.get("/letters/{letter_id}/links")
def links(request: Request, letter_id: int, caller: ReadingCaller) -> list[Link]:
    """The letters that belong to one: the same again, those that it cites, those that cite it.

    `is_sure`: its day is told, or, of the same letter, its text is alike.
    """
    with desk_of(request).store.reading() as session:
        seen_letter(session, letter_id, caller.user)
        return links_of(session, letter_id, visible(caller.user))


@router.patch("/letters/{letter_id}")
def change(request: Request, letter_id: int, caller: Corrector, change: Change) -> Changed:
    """Correct one value, or confirm it as it was read."""

    def write(session: Session) -> Changed:
        row = letter_seen_by(session, letter_id, caller.user).row
        version = _change(session, letter_id, caller.user, change)
        session.refresh(row)
        return Changed(version=version, doubts=row.doubts)

    return desk_of(request).store.write(write)


def _change(session: Session, letter_id: int, user: User, change: Change) -> int:
    if change.confirm:
        return confirm_value(session, letter_id, change.field, user, change.seen)
    done = correct_value(session, letter_id, change.field, change.value, user, change.remark, change.seen)
    return done.version


@router.put("/letters/{letter_id}/handed-on", status_code=204)
def hand(request: Request, letter_id: int, caller: Giver, handed: Handed) -> None:
    """Write down to whom a letter was handed on."""
    desk = desk_of(request)
    today = desk.clock().astimezone(VIETNAM).date()
    wanted = HandedOn(**handed.model_dump())
    desk.store.write(lambda session: hand_on(session, letter_id, wanted, caller.user, today))


@router.post("/letters/{letter_id}/checked")
def checked(request: Request, letter_id: int, caller: Corrector, seen: Seen) -> Changed:
    """Say that a person looked at all of the letter."""
    desk = desk_of(request)

    def write(session: Session) -> Changed:
        row = letter_seen_by(session, letter_id, caller.user).row
        mark_checked(session, letter_id, caller.user, desk.clock(), seen.seen)
        return Changed(version=row.version, doubts=row.doubts)

    return desk.store.write(write)


@router.get("/letters/{letter_id}/pages/{number}/words")
def words(request: Request, letter_id: int, number: int, caller: ReadingCaller) -> WordsOfPage:
    """The words of a page (from 1) as read, with their places."""
    found = page_words(desk_of(request), letter_id, number, caller.user)
    return WordsOfPage.model_validate(words_json(found))


@router.get("/letters/{letter_id}/pages/{number}", response_class=FileResponse)
def picture(
    request: Request, letter_id: int, number: int, caller: ReadingCaller, size: Size = "screen"
) -> FileResponse:
    """The picture (WebP) of a page (from 1), upright, 1000 pixels wide or, with `zoom`, 2000."""
    return page_answer(desk_of(request), letter_id, number, caller.user, size)


@router.get("/letters/{letter_id}/pages/{number}/crop", response_class=FileResponse)
def crop(
    request: Request, letter_id: int, number: int, caller: ReadingCaller, box: Annotated[str, Query()]
) -> FileResponse:
    """The part of a page in a box: left, top, right, bottom in points, as `85,505,206,517`."""
    return crop_answer(desk_of(request), letter_id, number, caller.user, box)


@router.get("/letters/{letter_id}/original", response_class=FileResponse)
def original_file(request: Request, letter_id: int, caller: ReadingCaller) -> FileResponse:
    """The original file, byte for byte as it came."""
    return file_answer(*original(desk_of(request), letter_id, caller.user))
