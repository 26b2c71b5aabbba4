"""The audit trail: who did what when. It only grows; triggers in the database see to that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.store.schema import AuditEntry, User


def note(
    session: Session, did: str, subject: str, subject_id: int, user: User | None = None, **details: Any
) -> None:
    """Write one line of the trail. `user` None: docproc itself. `details`: what changed, never document text."""
    session.add(
        AuditEntry(
            did=did,
            subject=subject,
            subject_id=subject_id,
            user_id=user.id if user else None,
            details={name: plain(value) for name, value in details.items()},
        )
    )


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value.isoformat() if isinstance(value, Date) else value


def trail(session: Session, subject: str, subject_id: int) -> Iterator[AuditEntry]:
    """What was done to one thing, oldest first."""
    wanted = select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
    yield from session.scalars(wanted.order_by(AuditEntry.id))


def add_user(session: Session, name: str, full_name: str | None = None, by: User | None = None) -> User:
    """A new user, or the one who already has this name."""
    found = session.scalar(select(User).where(User.name == name))
    if found is not None:
        return found
    user = User(name=name, full_name=full_name)
    session.add(user)
    session.flush()
    note(session, "added", "user", user.id, by, name=name)
    return user
