"""Keys for programs (the API) and for calendar feeds: shown once, kept as a hash, good for certain things."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import mark
from docproc.store.audit import note
from docproc.store.entered.changes import entered_words
from docproc.store.faults import StoreFault
from docproc.store.people.sessions import hash_of
from docproc.store.schema import Token, User, can_be_id

CALENDAR = "calendar"
SCOPES = ("read", "write", "admin")
"""What a key of the API may be good for, each within what its owner may do."""
_LONGEST = 60  # letters of the name of a key


class NoSuchKey(StoreFault):
    reason = mark("there is no such key")
    remedy = mark("Look at your own keys; one that was revoked does not come back.")


def make_key(
    session: Session, user: User, name: str, scopes: list[str], expires_at: datetime | None = None
) -> tuple[str, Token]:
    """A new key of a person; gives it and its row. It can never be read again. Raises WrongValue."""
    key = secrets.token_urlsafe(32)
    row = Token(
        key=hash_of(key),
        user_id=user.id,
        name=entered_words("name", name, _LONGEST),
        scopes=scopes,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    note(session, "key_made", "user", user.id, user, key=row.id, scopes=scopes)
    return key, row


def owner_of(session: Session, key: str, scope: str, now: datetime) -> User | None:
    """The active person whose key this is, if it is good for `scope` and neither revoked nor over."""
    found = session.execute(
        select(User, Token).join(Token, Token.user_id == User.id).where(Token.key == hash_of(key))
    ).one_or_none()
    if found is None:
        return None
    user, token = found
    over = token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now)
    return user if user.active and not over and scope in token.scopes else None


def keys_of(session: Session, user: User) -> list[Token]:
    """The keys of a person that are not revoked, the newest first."""
    mine = select(Token).where(Token.user_id == user.id, Token.revoked_at.is_(None))
    return list(session.scalars(mine.order_by(Token.id.desc())))


def revoke(session: Session, key_id: int, user: User, now: datetime) -> None:
    """Take back a key of one's own. Raises NoSuchKey."""
    row = session.get(Token, key_id) if can_be_id(key_id) else None
    if row is None or row.user_id != user.id or row.revoked_at is not None:
        raise NoSuchKey()
    row.revoked_at = now
    note(session, "key_revoked", "user", user.id, user, key=row.id)
