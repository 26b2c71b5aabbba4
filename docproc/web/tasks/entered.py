"""What the forms of tasks say, as the change that is asked for."""

from __future__ import annotations

from datetime import date as Date

from docproc.messages import Message, _
from docproc.store.entered.task_words import FIELD_NAMES
from docproc.store.tasks.asked import Asked
from docproc.web.faults import AskedWrongly
from docproc.web.tasks.shown import states
from docproc.web.typed import day_typed


def asked_state(state: str, reply: str = "", on: str = "", why: str = "") -> Asked:
    """The change to another state; answer and day are those of a task that is done.

    Raises AskedWrongly, WrongValue.
    """
    if state not in states():
        state_word = _("state")
        raise AskedWrongly(detail=_("wrong or missing: {places}", places=state_word))
    if state == "done":
        return Asked(state="done", reply=reply.strip() or None, on=entered_day(on, "completed_on"))
    return Asked(state=state, why=why or None)  # type: ignore[arg-type]  # just checked


def entered_day(text: str, field: str = "extended_to") -> Date | None:
    """The day that was entered; None for none. Raises WrongValue."""
    return day_typed(Message(FIELD_NAMES[field]), text)


def entered_percent(text: str) -> int:
    """The share that was entered; -1 for what is none, which the store then refuses by name."""
    written = text.strip().removesuffix("%").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else -1


def entered_task(text: str) -> tuple[int, int]:
    """Number and version of a task, as `12-3`. Raises AskedWrongly."""
    number, dash, version = text.partition("-")
    if not (dash and f"{number}{version}".isascii() and f"{number}{version}".isdigit() and len(text) < 24):
        raise AskedWrongly(detail=_("wrong or missing: {places}", places="task"))
    return int(number), int(version)
