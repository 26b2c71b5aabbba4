"""Who may see one confidential letter: those who may see all of them, and those who were named for it (Law on the
protection of state secrets 2018, Điều 13: copies go to whom they were decided for).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from docproc.messages import mark
from docproc.store.audit import note
from docproc.store.faults import WrongEntry
from docproc.store.people.access import seen_letter
from docproc.store.schema import LetterReader, StoredLetter, StoredTask, User, can_be_id


class NotConfidential(WrongEntry):
    reason = mark("letter {number} is not confidential: everybody in the office may see it")
    remedy = mark("Mark it as MẬT first, if it is.")


class NobodyToName(WrongEntry):
    reason = mark("there is nobody of this name in the office who could be let in")
    remedy = mark("Choose somebody of the list.")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who was named for the letter, and when."""

    user: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may see a letter.

    `secrecy`: None when everybody may. `everywhere`: those who may see all confidential letters. `lacking`: those
    who have a task of the letter but may not see it. `others`: everybody else who could be named.
    """

    letter_id: int
    secrecy: str | None
    everywhere: list[User]
    named: list[Named]
    lacking: list[User]
    others: list[User]


def readers_of(session: Session, letter_id: int, user: User) -> Readers:
    """Who may see a letter, for somebody who may. Raises NoSuchLetter."""
    letter = seen_letter(session, letter_id, user)
    named = [
        Named(person, at)
        for person, at in session.execute(
            select(User, LetterReader.made_at)
            .join(LetterReader, LetterReader.user_id == User.id)
            .where(LetterReader.letter_id == letter_id)
            .order_by(User.name)
        )
    ]
    people = list(session.scalars(select(User).where(User.active.is_(True)).order_by(User.name)))
    inside = {one.user.id for one in named}
    outside = [one for one in people if not one.confidential and one.id not in inside]
    at_work = _at_work(session, letter_id)
    return Readers(
        letter_id=letter_id,
        secrecy=letter.secrecy,
        everywhere=[one for one in people if one.confidential],
        named=[one for one in named if not (one.user.active and one.user.confidential)],
        lacking=[one for one in outside if one.id in at_work],
        others=[one for one in outside if one.id not in at_work],
    )


def name_reader(session: Session, letter_id: int, user_id: int, by: User) -> None:
    """Let somebody see a confidential letter that `by` may see; twice changes nothing.

    Raises NoSuchLetter, NotConfidential, NobodyToName.
    """
    letter = seen_letter(session, letter_id, by)
    if letter.secrecy is None:
        raise NotConfidential(number=letter_id)
    person = session.get(User, user_id) if can_be_id(user_id) else None
    if person is None or not person.active:
        raise NobodyToName()
    _let_in(session, letter_id, person, by)


def take_back(session: Session, letter_id: int, user_id: int, by: User) -> None:
    """Somebody who was named may see the letter no more; twice changes nothing. Raises NoSuchLetter."""
    seen_letter(session, letter_id, by)
    row = session.get(LetterReader, (letter_id, user_id)) if can_be_id(user_id) else None
    if row is not None:
        session.delete(row)
        note(session, "shut_out", "letter", letter_id, by, person=user_id)


def note_secrecy(session: Session, letter: StoredLetter, before: str | None, by: User) -> None:
    """What follows when the secrecy of a letter was corrected.

    Who marks a letter as confidential has read it and may have to put it right again, so they are let in: else it
    would vanish before their eyes, and where nobody may see confidential letters, before everybody's. Names that
    were given stay when the mark is taken off: everybody sees the letter then, and a mark that is put back finds
    them again.
    """
    if before is None and letter.secrecy is not None and not by.confidential:
        _let_in(session, letter.id, by, by)


def letters_seen_by_nobody(session: Session) -> int:
    """How many confidential letters nobody of the office may see: they would be overlooked."""
    able = (User.active.is_(True), User.password.is_not(None))
    if session.scalar(select(User.id).where(User.confidential.is_(True), *able).limit(1)) is not None:
        return 0
    named = select(LetterReader.letter_id).join(User, User.id == LetterReader.user_id).where(*able)
    unseen = select(func.count()).where(StoredLetter.secrecy.is_not(None), StoredLetter.id.not_in(named))
    return session.scalar(unseen) or 0


def _let_in(session: Session, letter_id: int, person: User, by: User) -> None:
    if session.get(LetterReader, (letter_id, person.id)) is None:
        session.add(LetterReader(letter_id=letter_id, user_id=person.id))
        session.flush()
        note(session, "let_in", "letter", letter_id, by, person=person.id)


def _at_work(session: Session, letter_id: int) -> set[int]:
    """Those who have a task of the letter, by themselves or by their unit."""
    has_task = select(User.id).join(
        StoredTask,
        or_(StoredTask.assigned_to == User.id, StoredTask.department_id == User.department_id),
    )
    return set(session.scalars(has_task.where(StoredTask.letter_id == letter_id, StoredTask.dropped.is_(False))))
