"""What falls on which day."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from docproc.days import FIRST_YEAR, LAST_YEAR
from docproc.messages import _, current_language
from docproc.store.calendar import Whose
from docproc.web.api.caller import ReadingCaller
from docproc.web.calendar.month import days_shown
from docproc.web.desk import desk_of
from docproc.web.faults import AskedWrongly

router = APIRouter(tags=["calendar"])
_LONGEST = timedelta(days=62)
_ON_A_DAY = 300  # entries given of a day


class CalendarEntry(BaseModel):
    """Something on a day: a task, a meeting, or the day by which all are to report.

    `unsure`: docproc doubts something in the letter and nobody has checked it, so the day may be wrong.
    `recurring`: it comes back. `status` and `task_id` are null for what is no task.
    """

    model_config = ConfigDict(from_attributes=True)
    kind: Literal["task", "report", "meeting"]
    hour: str | None
    text: str
    letter_id: int
    task_id: int | None
    cited: str
    issuer: str | None
    status: str | None
    owner: str | None
    urgency: str | None
    unsure: bool
    recurring: bool


class CalendarDay(BaseModel):
    """A day: whether offices work on it, what holiday it is, how much falls on it, and the first 300 of that."""

    model_config = ConfigDict(from_attributes=True)
    day: Date
    works: bool
    holiday: str | None
    count: int
    entries: list[CalendarEntry]


@router.get("/calendar")
def calendar(
    request: Request, caller: ReadingCaller, first: Date, last: Date, whose: Whose = Whose.ALL
) -> list[CalendarDay]:
    """All days from `first` to `last` (62 at most) with what falls on them.

    `whose`: `mine` (handed out to the caller), `unit` (to the caller's unit or anybody in it) or `all`.
    """
    within = first.year >= FIRST_YEAR and last.year <= LAST_YEAR
    if not within or not timedelta(0) <= last - first < _LONGEST:
        raise AskedWrongly(detail=_("from one day to a later one, at most {days} days", days=_LONGEST.days))
    with desk_of(request).store.reading() as session:
        days = days_shown(session, caller.user, first, last, whose, current_language(), _ON_A_DAY)
    return [CalendarDay.model_validate(day) for day in days]
