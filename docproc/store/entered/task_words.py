"""What is noted of a task in words: the names of its fields, and their values as a person reads them."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy.orm import Session

from docproc.messages import mark
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.store.schema import Department, User

FIELD_NAMES = {
    "owner": mark("person"),
    "assigned_to": mark("person"),
    "department_id": mark("unit"),
    "status": mark("state"),
    "progress": mark("progress"),
    "extended_to": mark("day granted"),
    "completed_on": mark("day of completion"),
    "result": mark("result"),
    "reply": mark("number of the answer"),
    "note": mark("note"),
    "late_reason": mark("reason of the delay"),
}
"""What people note of a task, with its name for a person."""
NOTHING = "–"


def name_of(user: User) -> str:
    """What a person is called in the office."""
    return user.full_name or user.name


def value_in_words(session: Session, field: str, value: Any) -> str:
    """A value of a field of FIELD_NAMES as a person reads it; a day also as the audit trail keeps it."""
    if value is None or value == "":
        return NOTHING
    if field in ("extended_to", "completed_on"):
        return f"{Date.fromisoformat(value) if isinstance(value, str) else value:%d/%m/%Y}"
    if field == "status":
        return load(FollowUp).states.get(value, str(value))
    if field == "assigned_to":
        person = session.get(User, value)
        return name_of(person) if person else NOTHING
    if field == "department_id":
        unit = session.get(Department, value)
        return unit.name if unit else NOTHING
    return f"{value} %" if field == "progress" else str(value)
