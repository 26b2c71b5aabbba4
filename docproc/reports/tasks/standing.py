"""How a task stands on a given day: its state in words, the days left or lost, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from docproc.records import TrackedTask
from docproc.reports.names.office_names import short_form
from docproc.reports.tasks.ours import issued_by, tasks_for_office
from docproc.reports.wording.phrases import one_line
from docproc.rules import load
from docproc.rules.follow_up import FollowUp, Timing


@dataclass(frozen=True, slots=True)
class Standing:
    """`days`: left until the last day, below 0 when it is over; None without a last day or once done."""

    timing: Timing
    days: int | None
    words: str


def standing(tracked: TrackedTask, day: Date) -> Standing:
    """How the task stands on `day`; words and the limit of "near" from models/follow_up.toml."""
    timing, days = _timing(tracked, day)
    rules = load(FollowUp)
    parts = [rules.states[tracked.status], rules.timings[timing]]
    return Standing(timing, days, " - ".join(part for part in parts if part))


def _timing(tracked: TrackedTask, day: Date) -> tuple[Timing, int | None]:
    last = tracked.last_day
    if tracked.status == "done":
        if last is None or tracked.completed_on is None:
            return "none", None
        return ("done_in_time" if tracked.completed_on <= last else "done_late"), None
    if last is None or tracked.status in ("paused", "withdrawn", "archived"):
        return "none", None
    days = (last - day).days
    if days < 0:
        return "overdue", days
    return ("near" if days <= load(FollowUp).near_days else "in_time"), days


def days_in_words(found: Standing) -> str:
    """`quá hạn 3 ngày`, `hết hạn hôm nay`, `còn 2 ngày`; empty where no days are counted."""
    if found.days is None:
        return ""
    if found.days < 0:
        return f"quá hạn {-found.days} ngày"
    return f"còn {found.days} ngày" if found.days else "hết hạn hôm nay"


def assignees(tracked: TrackedTask, office: str | None = None, parent: str | None = None) -> list[str] | None:
    """Who answers for the task: the person or unit entered, else those the letter names.

    With `office`, as that office sees it: the leads of a letter that it issued itself; an empty list for a
    task given to it that no one in it has been named for; None for a task that is no matter of the office.
    """
    if tracked.owner:
        return [one_line(tracked.owner)]
    letter = tracked.letter.letter
    leads = [short_form(one_line(lead.name)) for lead in tracked.task.lead]
    if office is None or issued_by(letter, office, parent):
        return leads
    ours = {found.task.id for found in tasks_for_office(letter, office, parent)}
    return [] if tracked.task.id in ours else None
