"""To whom in the office a letter was handed on, and when: columns of the register of incoming letters that a
person fills in (Nghị định 30/2020/NĐ-CP, Phụ lục VI: đơn vị hoặc người nhận, ngày chuyển, ghi chú).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import Message, _, mark
from docproc.store.audit import plain
from docproc.store.entered.changes import change_letter, entered_words, standing_letter
from docproc.store.entered.task_words import NOTHING, name_of
from docproc.store.faults import ChangedMeanwhile, WrongValue
from docproc.store.people.access import seen_letter
from docproc.store.schema import AuditEntry, Department, StoredLetter, User
from docproc.workdays import VIETNAM

MOST_WORDS = 500
"""Letters of whom it was handed to, and of the note."""
_NAMES = {"given_to": mark("given to"), "given_on": mark("given on"), "note": mark("note")}


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What the register says of a letter's way: a unit or a person, the day, a note; None for none."""

    given_to: str | None = None
    given_on: Date | None = None
    note: str | None = None


def handed_on(session: Session, letter_id: int, user: User) -> HandedOn:
    """What is written down of a letter that the person may see. Raises NoSuchLetter."""
    return _of(seen_letter(session, letter_id, user))


def hand_on(
    session: Session, letter_id: int, wanted: HandedOn, user: User, today: Date, seen: HandedOn | None = None
) -> None:
    """Write down to whom a letter goes, when, and a note; what is None is taken away.

    `seen`: what stood there when the person began; None: nobody looked. Raises NoSuchLetter, LetterStruckOut,
    WrongValue for a day before the letter came or that is still to come, ChangedMeanwhile when another changed
    the same.
    """
    seen_letter(session, letter_id, user)
    row = standing_letter(session, letter_id)
    if wanted.given_on and not row.arrived_on <= wanted.given_on <= today:
        expected = _("a day from the arrival of the letter to today")
        raise WrongValue(
            field=Message(_NAMES["given_on"]), given=f"{wanted.given_on:%d/%m/%Y}", expected=expected
        )
    asked = {
        "given_to": _words("given_to", wanted.given_to),
        "given_on": wanted.given_on,
        "note": _words("note", wanted.note),
    }
    changes = {name: value for name, value in asked.items() if value != getattr(row, name)}
    if seen is not None:
        _check_unchanged(session, row, changes, seen)
    if changes:
        change_letter(session, letter_id, user, **changes)


def receivers(session: Session) -> list[str]:
    """Whom a letter may go to: the units of the office, then its people, by name."""
    units = select(Department.name).where(Department.active.is_(True)).order_by(Department.name)
    people = session.scalars(select(User).where(User.active.is_(True)).order_by(User.full_name, User.name))
    return [*session.scalars(units), *(name_of(one) for one in people)]


def _of(row: StoredLetter) -> HandedOn:
    return HandedOn(row.given_to, row.given_on, row.note)


def _words(field: str, given: str | None) -> str | None:
    return entered_words(_(_NAMES[field]), given, MOST_WORDS) if given and given.strip() else None


def _check_unchanged(session: Session, row: StoredLetter, changes: dict[str, Any], seen: HandedOn) -> None:
    """Raises ChangedMeanwhile when something that is to be changed is not what it was when it was looked at."""
    before = asdict(seen)
    field = next((name for name in changes if getattr(row, name) != before[name]), None)
    if field is None:
        return
    lines = select(AuditEntry).where(
        AuditEntry.subject == "letter", AuditEntry.subject_id == row.id, AuditEntry.did == "changed"
    )
    last = session.scalar(lines.order_by(AuditEntry.id.desc()).limit(1))
    who = session.get(User, last.user_id) if last and last.user_id else None
    value = getattr(row, field)
    raise ChangedMeanwhile(
        field=Message(_NAMES[field]),
        who=name_of(who) if who else NOTHING,
        when=f"{last.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if last else NOTHING,
        now=(f"{value:%d/%m/%Y}" if isinstance(value, Date) else plain(value)) or NOTHING,
    )
