"""The parts of the API put together."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from docproc.web.api import (
    arrange,
    calendar,
    drafts,
    exports,
    inbox,
    letter,
    letter_tasks,
    me,
    overview,
    people,
    tasks,
)


class Fault(BaseModel):
    """What went wrong: its kind, why, and what to do, in the language of the office or of the cookie `lang`."""

    kind: str
    reason: str
    remedy: str


class Faulty(BaseModel):
    """The answer when something went wrong."""

    error: Fault


_FAULTS: dict[int | str, dict[str, object]] = {
    status: {"model": Faulty} for status in (400, 401, 403, 404, 409, 413, 422, 503)
}
_PARTS = (
    me.router,
    letter.router,
    people.router,
    inbox.router,
    calendar.router,
    overview.router,
    drafts.router,
    exports.router,
    letter_tasks.router,
    tasks.router,
    arrange.router,
)

router = APIRouter(prefix="/api/v1", responses=_FAULTS)
for part in _PARTS:
    router.include_router(part)
