"""The pages of the calendar, and the links of its feeds."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from docproc.days import typed_day
from docproc.messages import current_language
from docproc.store import feeds
from docproc.store.calendar import Whose
from docproc.web.calendar.feed import answer_feed
from docproc.web.calendar.month import (
    WEEKDAYS,
    WEEKDAYS_SHORT,
    WHOSE_NAMES,
    days_shown,
    month_after,
    month_before,
    month_named,
    weeks_of,
)
from docproc.web.desk import desk_of, is_https
from docproc.web.faults import NoSuchPlace
from docproc.web.pages import page
from docproc.web.visitor import Reader, Visitor
from docproc.workdays import VIETNAM

router = APIRouter()
_IN_A_CELL = 4  # entries that a day of the grid shows
_ON_A_DAY = 300  # entries that the list of a day shows


@router.get("/calendar")
def show_month(
    request: Request, visitor: Reader, month: str = "", whose: Whose = Whose.ALL, day: str = ""
) -> HTMLResponse:
    desk = desk_of(request)
    today = desk.clock().astimezone(VIETNAM).date()
    chosen = typed_day(day)
    first = month_named(month or (day[:7] if chosen else None), today)
    language = current_language()
    with desk.store.reading() as session:
        weeks = weeks_of(session, visitor.user, first, whose, language, _IN_A_CELL)
        opened = days_shown(session, visitor.user, chosen, chosen, whose, language, _ON_A_DAY) if chosen else []
        own_feeds = feeds.feeds_of(session, visitor.user)
    on_grid = chosen if any(one.day == chosen for week in weeks for one in week) else None
    shown = _names() | {
        "weeks": weeks,
        "month": first,
        "before": month_before(first),
        "after": month_after(first),
        "today": today,
        "whose": whose,
        "choices": list(Whose),
        "chosen": chosen,
        "focused": on_grid or (today if (today.year, today.month) == (first.year, first.month) else first),
        "one": opened[0] if opened else None,
        "address": _address,
        "feeds": own_feeds,
        "made": None,
    }
    return page(request, "calendar/month.html", visitor, shown)


@router.get("/calendar/days/{written}")
def show_day(request: Request, visitor: Reader, written: str, whose: Whose = Whose.ALL) -> HTMLResponse:
    desk = desk_of(request)
    day = typed_day(written)
    if day is None:
        raise NoSuchPlace()
    with desk.store.reading() as session:
        (one,) = days_shown(session, visitor.user, day, day, whose, current_language(), _ON_A_DAY)
    today = desk.clock().astimezone(VIETNAM).date()
    return page(request, "calendar/day.html", visitor, _names() | {"one": one, "today": today})


@router.post("/calendar/feeds")
def make_feed(
    request: Request, visitor: Reader, name: Annotated[str, Form()], whose: Annotated[Whose, Form()]
) -> HTMLResponse:
    key = desk_of(request).store.write(lambda session: feeds.make_feed(session, visitor.user, name, whose))
    return _feeds(request, visitor, f"{_base(request)}/feeds/{key}.ics")


@router.post("/calendar/feeds/{feed_id}/revoke")
def revoke_feed(request: Request, visitor: Reader, feed_id: int) -> HTMLResponse:
    desk = desk_of(request)
    desk.store.write(lambda session: feeds.revoke_feed(session, feed_id, visitor.user, desk.clock()))
    return _feeds(request, visitor, None)


@router.api_route("/feeds/{key}.ics", methods=["GET", "HEAD"])
def give_feed(request: Request, key: str) -> Response:
    return answer_feed(request, key)


def _feeds(request: Request, visitor: Visitor, made: str | None) -> HTMLResponse:
    """The links of a person's feeds; `made`: one that was just made, which is never shown again."""
    with desk_of(request).store.reading() as session:
        shown = _names() | {"feeds": feeds.feeds_of(session, visitor.user), "made": made}
        return page(request, "calendar/feeds.html", visitor, shown)


def _names() -> dict[str, Any]:
    return {"weekday_names": WEEKDAYS, "short_weekday_names": WEEKDAYS_SHORT, "whose_names": WHOSE_NAMES}


def _base(request: Request) -> str:
    """The address of the desk as the browser sees it."""
    return f"{'https' if is_https(request) else 'http'}://{request.url.netloc}"


def _address(**wanted: Any) -> str:
    """An address of the calendar; what is None is left out."""
    return f"/calendar?{urlencode({name: value for name, value in wanted.items() if value is not None})}"
