"""Passwords: kept as argon2 makes them (RFC 9106), and closed for a while after several wrong ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.audit import note
from docproc.store.database import Store
from docproc.store.faults import WrongValue
from docproc.store.schema import User

SHORTEST, LONGEST = 10, 200  # signs of a password; NIST SP 800-63B asks for 8 and for no rules of signs
TRIES = 5  # wrong passwords in a row
LOCKED_FOR = timedelta(minutes=15)
_HASHER = PasswordHasher()
_WEIGHED_AT_ONCE = BoundedSemaphore(2)  # each takes 64 MB for a moment: strangers must not fill the memory


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


def known_person(store: Store, name: str, password: str, now: datetime) -> User | Refused:
    """The person with this name and password, or why nobody comes in. Raises StoreFault.

    Five wrong passwords in a row close the name for a quarter of an hour, so that nobody can try all of them. It
    takes as long for a name that does not exist, so that nobody learns which do. The password is weighed outside
    of any transaction: argon2 takes its time on purpose, and nobody else must wait for the database meanwhile.
    """
    with store.reading() as session:
        kept = session.scalar(select(User.password).where(User.name == name))
    with _WEIGHED_AT_ONCE:
        is_right = _is_right(kept or _of_nobody(), password)
        renewed = _HASHER.hash(password) if kept and is_right and _HASHER.check_needs_rehash(kept) else None
    return store.write(lambda session: _counted(session, name, kept, is_right, renewed, now))


def _counted(
    session: Session, name: str, kept: str | None, is_right: bool, renewed: str | None, now: datetime
) -> User | Refused:
    """What follows from a password that was weighed against `kept`; one that was changed meanwhile is wrong."""
    user = session.scalar(select(User).where(User.name == name).with_for_update())
    if user is None or not user.active or user.password is None or user.password != kept:
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
    user.password = renewed or user.password
    return user


def _is_right(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
