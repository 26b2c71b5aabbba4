"""The words of the filters, and those that are chosen with one key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docproc.messages import _
from docproc.store.inbox import Due, Filters, State
from docproc.web.inbox.asked import address


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter with a key of its own. `address`: the page with it, or without it when it is chosen already."""

    name: str
    key: str
    address: str
    is_chosen: bool


def chips(filters: Filters) -> list[Chip]:
    """The filters that a clerk needs every day, as they change the page that is shown."""
    made = (
        (_("To be checked"), replace(filters, state=None if filters.state == "waiting" else "waiting")),
        (_("Overdue"), replace(filters, due=None if filters.due == "overdue" else "overdue")),
        (_("Due this week"), replace(filters, due=None if filters.due == "week" else "week")),
        (_("Urgent"), replace(filters, urgency="" if filters.urgency == "any" else "any")),
        (_("With doubts"), replace(filters, doubts=not filters.doubts)),
    )
    chosen = (
        filters.state == "waiting",
        filters.due == "overdue",
        filters.due == "week",
        filters.urgency == "any",
        filters.doubts,
    )
    return [
        Chip(name, str(number), address("/", wanted), is_chosen)
        for number, ((name, wanted), is_chosen) in enumerate(zip(made, chosen, strict=True), start=1)
    ]


def state_words() -> dict[State, str]:
    """The states of letters, in the language in force."""
    return {
        "waiting": _("to be checked"),
        "checked": _("checked"),
        "archived": _("archived"),
        "struck": _("struck out"),
    }


def due_words() -> dict[Due, str]:
    """When a letter may be due, in the language in force."""
    return {
        "overdue": _("overdue"),
        "today": _("today"),
        "week": _("this week"),
        "month": _("in 30 days"),
        "none": _("without a deadline"),
    }
