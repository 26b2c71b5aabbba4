"""Calendar feeds: a secret link a person, for calendars of phones and Outlook, which cannot log in.

A feed is a key of its owner (`people/keys.py`) that is good for nothing else. What it shows is what its owner may
see at that moment: a person who leaves, or loses the right to see confidential letters, takes the feed along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from docproc.records import RegisteredLetter, TrackedTask
from docproc.store.calendar import SHOWN, Whose, letters_of_whom, of_whom, standing_tasks
from docproc.store.people.keys import CALENDAR, keys_of, make_key, owner_of, revoke
from docproc.store.people.rights import Right, may
from docproc.store.people.sessions import hash_of
from docproc.store.records import registered_letters, tracked_tasks
from docproc.store.schema import AuditEntry, StoredLetter, StoredTask, Token, User

PAST = timedelta(days=31)
"""How long a feed still shows what is over."""
_ONLY_LOOKED = ("viewed", "downloaded")  # lines of the audit trail that tell of no change
_AT_A_TIME = 500  # letters fetched at a time
_NOTED_EVERY = timedelta(hours=1)  # calendars ask some times an hour; not each look is written down


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that somebody asked for with its key: whose it is and whose tasks it shows."""

    user: User
    whose: Whose


def make_feed(session: Session, user: User, name: str, whose: Whose) -> str:
    """The key of a new feed of a person; it can never be read again. Raises WrongValue for no name."""
    return make_key(session, user, name, [CALENDAR, whose.value])[0]


def feeds_of(session: Session, user: User) -> list[Token]:
    """The feeds of a person that are not revoked, the newest first."""
    return [row for row in keys_of(session, user) if CALENDAR in row.scopes]


def revoke_feed(session: Session, feed_id: int, user: User, now: datetime) -> None:
    """Take back a feed of one's own. Raises NoSuchKey."""
    revoke(session, feed_id, user, now)


def feed_with(session: Session, key: str, now: datetime) -> Feed | None:
    """The feed with this key; None for a key that is unknown or revoked, or whose owner may read no more."""
    user = owner_of(session, key, CALENDAR, now)
    if user is None or not may(user, Right.READ):
        return None
    whose = next((one for one in Whose if owner_of(session, key, one.value, now) is not None), None)
    return Feed(user, whose) if whose else None


def is_to_be_noted(session: Session, key: str, now: datetime) -> bool:
    """Whether it is time to write down again that a feed is in use."""
    used = session.scalar(select(Token.used_at).where(Token.key == hash_of(key)))
    return used is None or now - used > _NOTED_EVERY


def note_used(session: Session, key: str, now: datetime) -> None:
    """Write down that a feed is in use."""
    row = session.scalar(select(Token).where(Token.key == hash_of(key)))
    if row is not None:
        row.used_at = now


def state_of(session: Session, feed: Feed, today: Date) -> tuple[object, ...]:
    """What a feed depends on: as long as this is the same, so is what it holds.

    Every change of letters, tasks and rights writes a line of the audit trail; looking at something does, too.
    """
    changed = select(AuditEntry.id).where(AuditEntry.did.not_in(_ONLY_LOOKED))
    last = session.scalar(changed.order_by(AuditEntry.id.desc()).limit(1))
    return (last, today, feed.user.id, feed.whose, feed.user.confidential, feed.user.department_id)


def contents(session: Session, feed: Feed, today: Date) -> tuple[list[RegisteredLetter], list[TrackedTask]]:
    """The letters with something in a feed, and the tasks that it shows; what is long over is left out."""
    since = today - PAST
    issued = func.coalesce(StoredLetter.issue_date, StoredLetter.arrived_on)
    comes_back = and_(StoredTask.rrule.is_not(None), issued >= Date(since.year, 1, 1))
    tasks = (
        select(StoredTask.id, StoredTask.letter_id)
        .join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
        .where(
            or_(StoredTask.last_day >= since, comes_back),
            StoredTask.status.in_(SHOWN),
            *standing_tasks(feed.user),
            *of_whom(feed.user, feed.whose),
        )
    )
    letter_of_task = {row.id: row.letter_id for row in session.execute(tasks)}
    others = select(StoredLetter.id).where(
        or_(StoredLetter.event_start >= since.isoformat(), StoredLetter.report_on >= since),
        *letters_of_whom(feed.user, feed.whose),
    )
    ids = sorted({*letter_of_task.values(), *session.scalars(others)})
    letters: list[RegisteredLetter] = []
    shown: list[TrackedTask] = []
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        letters += registered_letters(session, ids=some)
        shown += [one for one in tracked_tasks(session, ids=some) if one.id in letter_of_task]
    return letters, shown
