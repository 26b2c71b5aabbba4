"""The audit trail: who did what when, newest first."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from docproc.errors import DocprocError
from docproc.messages import _
from docproc.numerals import whole_number
from docproc.store.deeds import tell
from docproc.store.faults import WrongValue
from docproc.store.people.rights import Right
from docproc.store.trail import Asked, TrailPage, names_of, trail_page
from docproc.web.desk import desk_of
from docproc.web.faults import status_of
from docproc.web.pages import page
from docproc.web.typed import day_typed
from docproc.web.visitor import Visitor, allowed

router = APIRouter()
Auditor = Annotated[Visitor, Depends(allowed(Right.AUDIT))]
Given = Annotated[str, Query(max_length=20)]


@router.get("/audit")
def show_trail(
    request: Request,
    visitor: Auditor,
    person: Given = "",
    since: Annotated[str, Query(alias="from", max_length=20)] = "",
    until: Annotated[str, Query(alias="to", max_length=20)] = "",
    letter: Given = "",
    task: Given = "",
    before: Given = "",
) -> HTMLResponse:
    """What is left blank is not asked for; what is no number or day is told above the list."""
    given = {"person": person, "from": since, "to": until, "letter": letter, "task": task}
    problem, status = "", 200
    with desk_of(request).store.reading() as session:
        found = TrailPage([], names_of(session), None)
        try:
            asked = Asked(
                person=_number(_("person"), person),
                since=day_typed(_("from"), since),
                until=day_typed(_("to"), until),
                letter=_number(_("letter"), letter),
                task=_number(_("task"), task),
                before=_number(_("page"), before),
            )
            found = trail_page(session, visitor.user, asked)
        except DocprocError as error:
            problem, status = error.message(), status_of(error)
    shown = {
        "given": given,
        "people": sorted(found.names.people.items(), key=lambda one: one[1]),
        "lines": [(deed, tell(deed, found.names)) for deed in found.deeds],
        "older": _address(given, found.older) if found.older else "",
        "newest": _address(given) if before else "",
        "problem": problem,
    }
    return page(request, "audit/trail.html", visitor, shown, status=status)


def _address(given: dict[str, str], before: int | None = None) -> str:
    """The address of the page that begins before a line, or of the newest lines."""
    asked = {name: value for name, value in given.items() if value}
    return "/audit?" + urlencode(asked | ({"before": str(before)} if before else {}))


def _number(field: str, given: str) -> int | None:
    if not given.strip():
        return None
    number = whole_number(given.strip())
    if number is None or number >= 2**31:
        raise WrongValue(field=field, given=given, expected=_("a number"))
    return number
