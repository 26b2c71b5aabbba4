"""Keys for programs (the API) and for calendar feeds: shown once, kept as a hash, good for certain things."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.store.audit import note
from docproc.store.entered.changes import entered_words
from docproc.store.faults import StoreFault, WrongValue
from docproc.store.people.rights import Right, may
from docproc.store.people.sessions import hash_of
from docproc.store.schema import Token, User, can_be_id
from docproc.workdays import VIETNAM

CALENDAR = "calendar"
SCOPES = ("read", "write", "admin")
"""What a key of the API may be good for, each within what its owner may do; `admin` is for people and units."""
SCOPE_NAMES = {
    "read": mark("reading"),
    "write": mark("writing"),
    "admin": mark("people and units"),
    CALENDAR: mark("calendar"),
}
"""What that is called."""
_LONGEST = 60  # letters of the name of a key
_NOTED_EVERY = timedelta(hours=1)  # a program may ask many times a second


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


def make_program_key(
    session: Session, user: User, name: str, scopes: Sequence[str], last_day: Date | None, now: datetime
) -> tuple[str, Token]:
    """A new key of a person for the API, good for some of SCOPES until the end of a day, or without one.

    Raises WrongValue, also for a scope that its owner has no right to.
    """
    good_for = [scope for scope in SCOPES if scope in scopes and (scope != "admin" or may(user, Right.MANAGE))]
    if not good_for or set(good_for) != set(scopes):
        given = ", ".join(scopes) or "–"
        raise WrongValue(field=_("what the key is good for"), given=given, expected=", ".join(SCOPES))
    if last_day is None:
        return make_key(session, user, name, good_for)
    ends = datetime.combine(last_day, time(), VIETNAM) + timedelta(days=1)
    if ends <= now:
        raise WrongValue(field=_("last day"), given=f"{last_day:%d/%m/%Y}", expected=_("today or a day to come"))
    return make_key(session, user, name, good_for, ends)


def owner_of(session: Session, key: str, scope: str, now: datetime) -> User | None:
    """The active person whose key this is, if it is good for `scope` and neither revoked nor over."""
    found = owner_and_key(session, key, scope, now)
    return found[0] if found else None


def owner_and_key(session: Session, key: str, scope: str, now: datetime) -> tuple[User, Token] | None:
    """As `owner_of`, with the row of the key."""
    found = session.execute(
        select(User, Token).join(Token, Token.user_id == User.id).where(Token.key == hash_of(key))
    ).one_or_none()
    if found is None:
        return None
    user, token = found
    over = token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now)
    return (user, token) if user.active and not over and scope in token.scopes else None


def note_used(session: Session, key_id: int, now: datetime) -> None:
    """Write down that a key is in use."""
    session.get_one(Token, key_id).used_at = now


def keys_of(session: Session, user: User) -> list[Token]:
    """The keys of a person that are not revoked, the newest first."""
    mine = select(Token).where(Token.user_id == user.id, Token.revoked_at.is_(None))
    return list(session.scalars(mine.order_by(Token.id.desc())))


def is_to_be_noted(row: Token, now: datetime) -> bool:
    """Whether it is time to write down again that the key is in use."""
    return row.used_at is None or now - row.used_at > _NOTED_EVERY


def revoke(session: Session, key_id: int, user: User, now: datetime) -> None:
    """Take back a key of one's own. Raises NoSuchKey."""
    row = session.get(Token, key_id) if can_be_id(key_id) else None
    if row is None or row.user_id != user.id or row.revoked_at is not None:
        raise NoSuchKey()
    row.revoked_at = now
    note(session, "key_revoked", "user", user.id, user, key=row.id)
