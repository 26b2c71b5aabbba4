"""Who of the office has a task: a person, a unit, or nobody yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docproc.language.normalise import normalise
from docproc.messages import Message, _
from docproc.store.entered.changes import change_task, standing_task
from docproc.store.entered.task_words import FIELD_NAMES, name_of
from docproc.store.faults import WrongValue
from docproc.store.people.access import visible
from docproc.store.schema import Department, StoredLetter, User, can_be_id

_SHOWN = 60  # letters shown of a name that nobody has


def assign(
    session: Session, task_id: int, user: User, *, person: int | None, unit: int | None, seen: int | None = None
) -> None:
    """Hand a task to a person, to a unit, or (both None) take it back. A person brings their own unit along.

    `seen`: the version of the task that the one who hands it out looked at. Raises NoSuchTask, LetterStruckOut,
    ChangedMeanwhile; WrongValue for who is not of the office any more, or may not see a letter marked MẬT.
    """
    task = standing_task(session, task_id)
    changes: dict[str, Any] = {"owner": None, "assigned_to": None, "department_id": None}
    if unit is not None:
        there = _unit(session, unit)
        changes |= {"owner": there.name, "department_id": there.id}
    if person is not None:
        who = _person(session, person, task.letter_id)
        unit_of = changes["department_id"] or who.department_id
        changes |= {"owner": name_of(who), "assigned_to": who.id, "department_id": unit_of}
    change_task(session, task_id, user, seen, **changes)


def holder_named(session: Session, name: str) -> tuple[int | None, int | None]:
    """The person (by name or full name) or the unit of this name, as their ids for `assign`.

    Raises WrongValue for none, and for a name that several have.
    """
    words = " ".join(normalise(name).split())
    people = select(User.id).where(or_(User.name == words, User.full_name == words), User.active.is_(True))
    units = select(Department.id).where(Department.name == words, Department.active.is_(True))
    found: list[tuple[int | None, int | None]] = [(one, None) for one in session.scalars(people)]
    found += [(None, one) for one in session.scalars(units)]
    if len(found) != 1:
        expected = _("the name of one person or unit of the office")
        raise WrongValue(field=Message(FIELD_NAMES["owner"]), given=words[:_SHOWN], expected=expected)
    return found[0]


def _unit(session: Session, unit: int) -> Department:
    found = session.get(Department, unit) if can_be_id(unit) else None
    if found is None or not found.active:
        given = found.name if found else str(unit)
        raise WrongValue(
            field=Message(FIELD_NAMES["department_id"]), given=given, expected=_("a unit of the office")
        )
    return found


def _person(session: Session, person: int, letter_id: int) -> User:
    found = session.get(User, person) if can_be_id(person) else None
    if found is None or not found.active:
        given = name_of(found) if found else str(person)
        raise WrongValue(field=Message(FIELD_NAMES["owner"]), given=given, expected=_("a person of the office"))
    may_see = select(StoredLetter.id).where(StoredLetter.id == letter_id, visible(found))
    if session.scalar(may_see) is None:
        expected = _("somebody who may see this letter, which is marked as confidential")
        raise WrongValue(field=Message(FIELD_NAMES["owner"]), given=name_of(found), expected=expected)
    return found
