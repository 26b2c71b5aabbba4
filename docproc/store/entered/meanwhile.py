"""Two people at one task: the second is told what the first changed, if it is the same that both change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import Message
from docproc.store.audit import plain
from docproc.store.entered.task_words import FIELD_NAMES, NOTHING, name_of, value_in_words
from docproc.store.faults import ChangedMeanwhile
from docproc.store.schema import AuditEntry, StoredTask, User
from docproc.workdays import VIETNAM


def check_unchanged(
    session: Session, task: StoredTask, changes: Mapping[str, Any], user: User, seen: int | None
) -> None:
    """Whether what the person changes is still as it was in the version `seen`; None: nobody looked.

    Each change of a task is one version and one line of the audit trail, so the lines since then tell which
    fields others changed. Other fields than those of `changes` may have changed, and a value that is already as
    wanted is none to quarrel about. Raises ChangedMeanwhile.
    """
    if seen is None or seen >= task.version:
        return
    lines = (
        select(AuditEntry)
        .where(AuditEntry.subject == "task", AuditEntry.subject_id == task.id, AuditEntry.did == "changed")
        .order_by(AuditEntry.id.desc())
        .limit(task.version - seen)
    )
    differing = [name for name, value in changes.items() if plain(value) != plain(getattr(task, name))]
    for line in session.scalars(lines):
        before, after = line.details["before"], line.details["after"]
        changed = [name for name in differing if name in after and after[name] != before.get(name)]
        if changed and line.user_id != user.id:
            raise _told(session, task, changed[0], line)


def _told(session: Session, task: StoredTask, field: str, line: AuditEntry) -> ChangedMeanwhile:
    who = session.get(User, line.user_id) if line.user_id else None
    return ChangedMeanwhile(
        field=Message(FIELD_NAMES[field]),
        who=name_of(who) if who else NOTHING,
        when=f"{line.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
        now=value_in_words(session, field, getattr(task, field)),
    )
