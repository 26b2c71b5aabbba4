"""What was done to a task, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.store.entered.task_words import FIELD_NAMES, name_of, value_in_words
from docproc.store.schema import AuditEntry, User

_DEEDS = {"attached": mark("put a file to it"), "detached": mark("removed a file")}
_SHOWN = 300  # the last so many lines


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the history. `who` "" is docproc itself; `why` the reason given."""

    at: datetime
    who: str
    words: list[str]
    why: str


def task_history(session: Session, task_id: int) -> list[Deed]:
    """What was done to a task, the latest first; who only looked at it is left out."""
    lines = (
        select(AuditEntry, User)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(AuditEntry.subject == "task", AuditEntry.subject_id == task_id)
        .where(AuditEntry.did.in_(("changed", *_DEEDS)))
        .order_by(AuditEntry.id.desc())
        .limit(_SHOWN)
    )
    return [_deed(session, row[0], row[1]) for row in session.execute(lines)]


def _deed(session: Session, entry: AuditEntry, user: User | None) -> Deed:
    who = name_of(user) if user else ""
    if entry.did in _DEEDS:
        return Deed(entry.at, who, [_(_DEEDS[entry.did])], "")
    before, after = entry.details.get("before", {}), entry.details.get("after", {})
    words = [
        _(
            "{field}: {before} → {after}",
            field=_(FIELD_NAMES[name]),
            before=value_in_words(session, name, before.get(name)),
            after=value_in_words(session, name, value),
        )
        for name, value in after.items()
        if name in FIELD_NAMES and before.get(name) != value and not _is_said(name, after)
    ]
    return Deed(entry.at, who, words, str(entry.details.get("why", "")))


def _is_said(name: str, after: dict[str, object]) -> bool:
    """Whether the owner in words says it already."""
    return "owner" in after and name in ("assigned_to", "department_id")
