"""What the pages of tasks show beside the tasks: the people, the units, the words of states and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.rules import load
from docproc.rules.follow_up import FollowUp, Timing
from docproc.store.entered.task_words import name_of
from docproc.store.schema import Department, User
from docproc.web.desk import Desk
from docproc.workdays import VIETNAM

CLASSES: dict[Timing, str] = {
    "overdue": "late",
    "near": "near",
    "in_time": "in-time",
    "done_in_time": "in-time",
    "done_late": "late",
    "none": "",
}
"""The colour (static/desk.css) of how a task stands; the words beside it say the same."""
DUE = {
    "overdue": mark("Overdue"),
    "near": mark("Near"),
    "this_week": mark("This week"),
    "next_week": mark("Next week"),
    "none": mark("Without a day"),
}
BY = {"state": mark("by state"), "unit": mark("by unit"), "person": mark("by person")}


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody to whom tasks can be given: `value` as asking.holder_of reads it."""

    value: str
    name: str


def people_of(session: Session) -> list[Choice]:
    """The people who come to the desk, by their name."""
    here = select(User).where(User.active.is_(True), User.password.is_not(None))
    found = sorted(session.scalars(here), key=lambda one: name_of(one).split()[-1:])
    return [Choice(f"person-{one.id}", name_of(one)) for one in found]


def units_of(session: Session) -> list[Choice]:
    """The units of the office, by their name."""
    here = select(Department).where(Department.active.is_(True)).order_by(Department.name)
    return [Choice(f"unit-{one.id}", one.name) for one in session.scalars(here)]


def states() -> dict[str, str]:
    """The states of tasks with their words."""
    return {str(name): words for name, words in load(FollowUp).states.items()}


def days_words(days: int | None) -> str:
    """`còn 3 ngày làm việc`; "" where none are counted."""
    if days is None:
        return ""
    if days < 0:
        return _("{count} working days late", count=-days)
    return _("{count} working days left", count=days) if days else _("today is the last")


def today_of(desk: Desk) -> Date:
    """The day by the clocks of the office."""
    return desk.clock().astimezone(VIETNAM).date()
