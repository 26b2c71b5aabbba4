"""The pages of a letter's file: turned, in another order, apart."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from docproc.store.arranged import Seen, arrangement_of
from docproc.store.people.rights import Right
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of
from docproc.workers.arranging import arrange_letter

router = APIRouter(tags=["letters"])
CorrectingCaller = Annotated[Caller, Depends(calling(Right.CORRECT))]


class PageShown(BaseModel):
    """A page: its number in the original, and by how many degrees it is turned clockwise beside it."""

    number: int
    turn: int


class Pages(BaseModel):
    """How the pages of a letter stand. `version` and `arranged_id` go back with a change; `state`: of the job
    that reads them again, null when they are read.
    """

    version: int
    arranged_id: int
    state: str | None
    pages: list[PageShown]


class PageChosen(BaseModel):
    """A page in the new order: its place (from 1) among those shown, and a further turn."""

    place: int
    turn: Literal[0, 90, 180, 270] = 0
    begins: bool = Field(default=False, description="Another letter begins on this page.")


class PagesChosen(BaseModel):
    """All pages shown, each once, in the new order; `pages` null: as they stand in the original."""

    version: int
    arranged_id: int
    pages: list[PageChosen] | None


class PagesArranged(BaseModel):
    """What came of it: how many letters were cut off, each of which gets a number of its own."""

    cut_off: int


@router.get("/letters/{letter_id}/arrangement")
def arrangement(request: Request, caller: ReadingCaller, letter_id: int) -> Pages:
    """How the pages of a letter stand."""
    with desk_of(request).store.reading() as session:
        found = arrangement_of(session, letter_id, caller.user)
    pages = [
        PageShown(number=number, turn=(turn + more) % 360)
        for (number, turn), more in zip(found.pages, found.shown_turns, strict=True)
    ]
    seen = found.seen
    return Pages(version=seen.version, arranged_id=seen.arranged_id, state=found.job, pages=pages)


@router.put("/letters/{letter_id}/arrangement")
def arrange(request: Request, caller: CorrectingCaller, letter_id: int, wanted: PagesChosen) -> PagesArranged:
    """Turn pages, put them in order, cut off letters that begin in between; the letter is read again."""
    desk, seen = desk_of(request), Seen(wanted.version, wanted.arranged_id)
    choice = None if wanted.pages is None else [(one.place, one.turn) for one in wanted.pages]
    begins = [place for place, one in enumerate(wanted.pages or (), start=1) if one.begins]
    count = arrange_letter(desk.store, desk.settings, letter_id, caller.user, seen, choice, begins)
    return PagesArranged(cut_off=count)
