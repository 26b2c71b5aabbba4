"""Which letters a person may see: those marked MẬT only who was named for it (Law on the protection of state
secrets 2018, Điều 5, 13). A letter that may not be seen is answered for as one that is not there.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from docproc.store.faults import NoSuchLetter, NoSuchTask
from docproc.store.schema import LetterReader, StoredLetter, StoredTask, User, can_be_id


def visible(user: User) -> ColumnElement[bool]:
    """The condition on `letters` that holds for those that a person may see; for every query of a list."""
    if user.confidential:
        return true()
    named = select(LetterReader.letter_id).where(LetterReader.user_id == user.id)
    return or_(StoredLetter.secrecy.is_(None), StoredLetter.id.in_(named))


def seen_letter(session: Session, letter_id: int, user: User) -> StoredLetter:
    """The row of a letter that the person may see. Raises NoSuchLetter."""
    asked = select(StoredLetter).where(StoredLetter.id == letter_id, visible(user))
    found = session.scalar(asked) if can_be_id(letter_id) else None
    if found is None:
        raise NoSuchLetter(number=letter_id)
    return found


def seen_task(session: Session, task_id: int, user: User) -> StoredTask:
    """The row of a task of a letter that the person may see. Raises NoSuchTask."""
    asked = select(StoredTask).join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
    asked = asked.where(StoredTask.id == task_id, StoredTask.dropped.is_(False), visible(user))
    found = session.scalar(asked) if can_be_id(task_id) else None
    if found is None:
        raise NoSuchTask(number=task_id)
    return found
