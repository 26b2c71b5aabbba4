"""The page of the overview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from docproc import charts
from docproc.charts import Chart, bar_chart
from docproc.messages import _, mark
from docproc.store import overview
from docproc.store.overview import Step, Stretch
from docproc.web.desk import desk_of
from docproc.web.overview.period import Period, period_of, usual_periods
from docproc.web.pages import page
from docproc.web.visitor import Reader
from docproc.workdays import VIETNAM

router = APIRouter()
PERIOD_NAMES = {
    "weeks": mark("last 12 weeks"),
    "month": mark("this month"),
    "quarter": mark("this quarter"),
    "year": mark("this year"),
}


@router.get("/overview")
def show_overview(
    request: Request, visitor: Reader, first: str = "", last: str = "", by: str = ""
) -> HTMLResponse:
    desk = desk_of(request)
    today = desk.clock().astimezone(VIETNAM).date()
    period = period_of(first, last, by, today)
    with desk.store.reading() as session:
        now = overview.standing_on(session, visitor.user, today)
        units = overview.by_unit(session, visitor.user, today, period.first, period.last)
        people = overview.by_person(session, visitor.user, today, period.first, period.last)
        stretches = overview.trend(session, visitor.user, period.first, period.last, period.step)
    shown: dict[str, Any] = {
        "today": today,
        "period": period,
        "steps": list(Step),
        "step_names": {Step.WEEK: _("by weeks"), Step.MONTH: _("by months")},
        "usual": {_(PERIOD_NAMES[name]): _address(one) for name, one in usual_periods(today).items()},
        "here": _address(period),
        "now": now,
        "units": units,
        "people": people,
        "stretches": stretches,
        "stretch_names": [_name(one, period.step) for one in stretches],
        "arrivals": _arrivals(stretches, period.step),
        "done": _done(stretches, period.step),
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
    }
    return page(request, "overview/overview.html", visitor, shown)


def _arrivals(stretches: list[Stretch], step: Step) -> Chart:
    names = [_name(one, step) for one in stretches]
    words = [
        _("{when}: {count} letters", when=name, count=one.arrived)
        for name, one in zip(names, stretches, strict=True)
    ]
    return bar_chart([_short_name(one, step) for one in stretches], [[one.arrived for one in stretches]], [words])


def _done(stretches: list[Stretch], step: Step) -> Chart:
    names = [_name(one, step) for one in stretches]
    late = [one.done - one.in_time for one in stretches]
    words = [
        [
            _("{when}: {count} in time", when=name, count=one.in_time)
            for name, one in zip(names, stretches, strict=True)
        ],
        [_("{when}: {count} late", when=name, count=count) for name, count in zip(names, late, strict=True)],
    ]
    labels = [_short_name(one, step) for one in stretches]
    return bar_chart(labels, [[one.in_time for one in stretches], late], words)


def _name(one: Stretch, step: Step) -> str:
    """A week by its days, a month by its number."""
    return f"{one.first:%m/%Y}" if step is Step.MONTH else f"{one.first:%d/%m}–{one.last:%d/%m/%Y}"


def _short_name(one: Stretch, step: Step) -> str:
    return f"{one.first:%m/%y}" if step is Step.MONTH else f"{one.first:%d/%m}"


def _address(period: Period) -> str:
    return "/overview?" + urlencode({"first": period.first, "last": period.last, "by": period.step})
