"""How the office stands, and how it went over a period."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from docproc.messages import _
from docproc.store import overview
from docproc.store.overview import Step
from docproc.web.api.caller import ReadingCaller
from docproc.web.desk import desk_of
from docproc.web.faults import AskedWrongly
from docproc.workdays import VIETNAM

router = APIRouter(tags=["overview"])
_LONGEST = timedelta(days=5 * 366)


class Now(BaseModel):
    """Today: letters that arrived, letters that nobody has checked; tasks that wait and are due from today to
    Sunday, are overdue, or have no last day.
    """

    model_config = ConfigDict(from_attributes=True)
    arrived: int
    unchecked: int
    due_this_week: int
    overdue: int
    without_day: int


class Share(BaseModel):
    """What a unit or person has; `name` null: handed out to nobody. `done` and `in_time` are of the period."""

    model_config = ConfigDict(from_attributes=True)
    name: str | None
    waiting: int
    due_this_week: int
    overdue: int
    done: int
    in_time: int


class Stretch(BaseModel):
    """A week (from Monday) or month, cut to the period."""

    model_config = ConfigDict(from_attributes=True)
    first: Date
    last: Date
    arrived: int
    done: int
    in_time: int


class Overview(BaseModel):
    """How the office stands today, and how the period went."""

    today: Date
    now: Now
    units: list[Share]
    people: list[Share]
    trend: list[Stretch]


@router.get("/overview")
def overview_of(
    request: Request, caller: ReadingCaller, first: Date, last: Date, by: Step = Step.WEEK
) -> Overview:
    """The figures of today, and of the days from `first` to `last` (5 years at most)."""
    if not timedelta(0) <= last - first < _LONGEST:
        raise AskedWrongly(detail=_("from one day to a later one, at most {days} days", days=_LONGEST.days))
    desk, user = desk_of(request), caller.user
    today = desk.clock().astimezone(VIETNAM).date()
    with desk.store.reading() as session:
        return Overview(
            today=today,
            now=Now.model_validate(overview.standing_on(session, user, today)),
            units=[Share.model_validate(one) for one in overview.by_unit(session, user, today, first, last)],
            people=[Share.model_validate(one) for one in overview.by_person(session, user, today, first, last)],
            trend=[Stretch.model_validate(one) for one in overview.trend(session, user, first, last, by)],
        )
