"""The versions of a letter beside each other: what stood in one, what others changed since somebody looked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.field_words import field_words
from docproc.letter import Letter
from docproc.letter_words import words_of
from docproc.messages import _, mark
from docproc.store.entered.values import KINDS, holder_of
from docproc.store.faults import ChangedMeanwhile, NoSuchField, WrongEntry
from docproc.store.schema import LetterVersion, StoredLetter, User
from docproc.workdays import VIETNAM

_OF_TASK = re.compile(r"tasks\[(\d{1,6})\](\..+)", re.ASCII)


class NoSuchVersion(WrongEntry):
    reason = mark("letter {number} has no version {version}")
    remedy = mark("Load the page again; docproc show shows the version in force.")


def letter_at(session: Session, letter_id: int, version: int) -> Letter:
    """A letter as one of its versions has it. Raises NoSuchVersion."""
    return Letter.model_validate_json(_version(session, letter_id, version).content)


def field_now(session: Session, stored: StoredLetter, field: str, user: User, seen: int) -> str:
    """The name in the version in force of a field as version `seen` names it: tasks may have another place now.

    Raises ChangedMeanwhile when somebody else changed the value since, or took its task out; a value that only
    was confirmed is not changed. Raises NoSuchVersion, NoSuchField.
    """
    if seen == stored.version:
        return field
    rows = _since(session, stored.id, seen)
    letters = [Letter.model_validate_json(row.content) for row in rows]
    key = _task_id(letters[0], field)
    shown = [_words(letter, field, key) for letter in letters]
    if shown[-1] != shown[0]:
        made = zip(rows[1:], pairwise(shown), strict=True)
        last = [row for row, (was, came) in made if was != came][-1]
        if last.user_id != user.id:
            raise changed_meanwhile(session, last, field_words(field), shown[-1] or "")
    named_now = _field_of(letters[-1], field, key)
    if not named_now:
        raise NoSuchField(field=field, fields=", ".join(KINDS))
    return named_now


def check_seen(session: Session, stored: StoredLetter, seen: int) -> None:
    """Raises ChangedMeanwhile when `seen` is not the version in force, whoever made that; NoSuchVersion."""
    if seen != stored.version:
        last = _since(session, stored.id, seen)[-1]
        raise changed_meanwhile(session, last, _("the letter"), _("version {version}", version=stored.version))


def changed_meanwhile(session: Session, row: LetterVersion, field: str, now: str) -> ChangedMeanwhile:
    """The error that names who made a version and when."""
    user = session.get(User, row.user_id) if row.user_id else None
    who = (user.full_name or user.name) if user else "docproc"
    when = f"{row.made_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    return ChangedMeanwhile(field=field, who=who, when=when, now=now)


def _version(session: Session, letter_id: int, version: int) -> LetterVersion:
    row = session.get(LetterVersion, (letter_id, version)) if 0 < version < 2**31 else None
    if row is None:
        raise NoSuchVersion(number=letter_id, version=version)
    return row


def _since(session: Session, letter_id: int, seen: int) -> list[LetterVersion]:
    """The version that was seen and those made since."""
    first = _version(session, letter_id, seen)
    since = select(LetterVersion).where(LetterVersion.letter_id == letter_id, LetterVersion.version > seen)
    return [first, *session.scalars(since.order_by(LetterVersion.version))]


def _task_id(letter: Letter, field: str) -> str | None:
    """The id of the task that a field is of; None for a field of the letter. Raises NoSuchField."""
    found = _OF_TASK.fullmatch(field)
    if found is None:
        return None
    at = int(found[1])
    if at >= len(letter.tasks):
        raise NoSuchField(field=field, fields=", ".join(KINDS))
    return letter.tasks[at].id


def _field_of(letter: Letter, field: str, key: str | None) -> str:
    """The name of the field in a letter that has the task of this id; "" when it has no such task."""
    if key is None:
        return field
    at = next((at for at, task in enumerate(letter.tasks) if task.id == key), None)
    return "" if at is None else _OF_TASK.sub(rf"tasks[{at}]\2", field)


def _words(letter: Letter, field: str, key: str | None) -> str | None:
    """What a person sees in the field; None when the letter has no such field."""
    found = holder_of(letter, _field_of(letter, field, key))
    if found is None:
        return None
    holder, name, _kind = found
    value: Any = getattr(holder, name)
    return words_of(value)
