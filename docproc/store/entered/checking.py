"""A person looks over what was read: says that a value is right, and in the end that all of the letter is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Doubt, Header, Letter, Signer
from docproc.store.audit import note
from docproc.store.entered.changes import correct_letter, standing_letter
from docproc.store.entered.values import holder_of
from docproc.store.entered.versions import check_seen, field_now
from docproc.store.people.access import visible
from docproc.store.records import registered_letter
from docproc.store.schema import StoredLetter, User


def confirm_value(session: Session, letter_id: int, field: str, user: User, seen: int) -> int:
    """Say that the value of a field is right as it was read: the doubts on it are settled, in a new version.

    `field` is the path of a doubt; `seen` the version that the person looked at. Gives the version in force: the
    present one where no doubt is left on the field. Raises NoSuchLetter, LetterStruckOut; ChangedMeanwhile,
    NoSuchVersion, NoSuchField.
    """
    stored = standing_letter(session, letter_id)
    field = field_now(session, stored, field, user, seen)
    letter = registered_letter(session, letter_id).letter
    left = [doubt for doubt in letter.doubts if not is_on(doubt, field)]
    if len(left) == len(letter.doubts):
        return stored.version
    confirmed = letter.model_copy(update={"doubts": left}, deep=True)
    _make_sure(confirmed, field)
    return correct_letter(session, letter_id, confirmed, user, confirmed=field)


def is_on(doubt: Doubt, field: str) -> bool:
    """Whether a doubt is on the field itself."""
    return doubt.field == field


def mark_checked(session: Session, letter_id: int, user: User, now: datetime, seen: int) -> None:
    """Write down that a person looked at all of the letter, as version `seen` has it.

    Raises NoSuchLetter, LetterStruckOut; ChangedMeanwhile when that is not the version in force.
    """
    stored = standing_letter(session, letter_id)
    check_seen(session, stored, seen)
    stored.checked_at, stored.checked_by = now, user.id
    note(session, "checked", "letter", letter_id, user, version=seen, doubts=stored.doubts)


def next_unchecked(session: Session, user: User, after: int) -> StoredLetter | None:
    """The next letter that nobody has checked and this person may see: those registered after `after`, then the
    others, in the order of registration.
    """
    waiting = select(StoredLetter).where(
        StoredLetter.checked_at.is_(None),
        StoredLetter.void_reason.is_(None),
        StoredLetter.archived_on.is_(None),
        StoredLetter.id != after,
        visible(user),
    )
    return session.scalar(waiting.order_by(StoredLetter.id < after, StoredLetter.id).limit(1))


def _make_sure(letter: Letter, field: str) -> None:
    """What a person confirmed in the head or foot is sure."""
    found = holder_of(letter, field)
    if found is not None and isinstance(found[0], Header | Signer):
        found[0].confidence[found[1]] = 1.0
