"""Passwords: kept as argon2 makes them (RFC 9106), and closed for a while after several wrong ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.audit import note
from docproc.store.faults import WrongValue
from docproc.store.schema import User

SHORTEST, LONGEST = 10, 200  # signs of a password; NIST SP 800-63B asks for 8 and for no rules of signs
TRIES = 5  # wrong passwords in a row
LOCKED_FOR = timedelta(minutes=15)
_HASHER = PasswordHasher()


class Refused(StrEnum):
    """Why somebody did not come in."""

    WRONG = "wrong"  # no such person, or not this password: which of them is not said
    LOCKED = "locked"


def set_password(session: Session, user: User, password: str, by: User | None) -> None:
    """Give a person a password; `by` is who does it, None the command line. Raises WrongValue."""
    if not SHORTEST <= len(password) <= LONGEST or password.strip() != password:
        expected = _("{least} to {most} signs, no blanks at its ends", least=SHORTEST, most=LONGEST)
        raise WrongValue(field=_("password"), given="…", expected=expected)
    user.password, user.failed, user.locked_until = _HASHER.hash(password), 0, None
    note(session, "password", "user", user.id, by)


def log_in(session: Session, name: str, password: str, now: datetime) -> User | Refused:
    """The person with this name and password, or why nobody comes in.

    Five wrong passwords in a row close the name for a quarter of an hour, so that nobody can try all of them. It
    takes as long for a name that does not exist, so that nobody learns which do.
    """
    user = session.scalar(select(User).where(User.name == name).with_for_update())
    is_right = _is_right(user.password if user and user.password else _of_nobody(), password)
    if user is None or not user.active or user.password is None:
        return Refused.WRONG
    if user.locked_until is not None and now < user.locked_until:
        return Refused.LOCKED
    if not is_right:
        user.failed += 1
        if user.failed >= TRIES:
            user.failed, user.locked_until = 0, now + LOCKED_FOR
            note(session, "locked", "user", user.id)
            return Refused.LOCKED
        note(session, "refused", "user", user.id)
        return Refused.WRONG
    user.failed, user.locked_until = 0, None
    if _HASHER.check_needs_rehash(user.password):
        user.password = _HASHER.hash(password)
    note(session, "logged_in", "user", user.id, user)
    return user


def _is_right(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
