"""Who is logged in. The browser keeps a key, the store its hash: who reads the store cannot come in with it.

A key is new with every log-in, so none that was planted before is worth anything afterwards.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.store.schema import User, UserSession

IDLE = timedelta(hours=4)  # a morning, or an afternoon
LONGEST = timedelta(hours=14)  # a day at the desk, not the night after it
_NOTED_EVERY = timedelta(minutes=5)  # a page that is looked at does not write each time


def hash_of(key: str) -> str:
    """What the store keeps of a key: SHA-256 in hexadecimal. A key is random, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def begin(session: Session, user: User, now: datetime) -> tuple[str, UserSession]:
    """A new session; gives the key for the browser. Sessions that are over are removed."""
    session.execute(delete(UserSession).where(UserSession.seen_at < now - IDLE))
    session.execute(delete(UserSession).where(UserSession.made_at < now - LONGEST))
    key = secrets.token_urlsafe(32)
    row = UserSession(key=hash_of(key), user_id=user.id, csrf=secrets.token_urlsafe(24), made_at=now, seen_at=now)
    session.add(row)
    session.flush()
    return key, row


def find(session: Session, key: str, now: datetime) -> tuple[User, UserSession] | None:
    """The person who holds this key, with the session; None when it is unknown or over, or nobody's any more."""
    found = session.execute(
        select(User, UserSession)
        .join(UserSession, UserSession.user_id == User.id)
        .where(UserSession.key == hash_of(key), User.active.is_(True))
    ).one_or_none()
    if found is None:
        return None
    user, row = found
    return None if now - row.seen_at > IDLE or now - row.made_at > LONGEST else (user, row)


def is_to_be_noted(row: UserSession, now: datetime) -> bool:
    """Whether it is time to write down again that the person is still here."""
    return now - row.seen_at > _NOTED_EVERY


def note_seen(session: Session, session_id: int, now: datetime) -> None:
    """Write down that the person is still here."""
    row = session.get(UserSession, session_id)
    if row is not None:
        row.seen_at = now


def end(session: Session, key: str) -> None:
    """Log out."""
    session.execute(delete(UserSession).where(UserSession.key == hash_of(key)))


def end_all(session: Session, user_id: int, but: int | None = None) -> None:
    """Log a person out everywhere, as when a password is changed; `but`: the session that stays."""
    session.execute(delete(UserSession).where(UserSession.user_id == user_id, UserSession.id != (but or 0)))
