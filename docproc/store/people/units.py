"""The units of the office (phòng, ban, bộ phận): added, renamed, closed and opened again; never deleted, for
tasks and the audit trail name them.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.store.audit import note
from docproc.store.entered.changes import entered_words
from docproc.store.faults import WrongEntry, WrongValue
from docproc.store.schema import Department, User, can_be_id

_LONGEST = 120  # letters


class NoSuchUnit(WrongEntry):
    reason = mark("there is no such unit of the office")
    remedy = mark("Look at the list of units; one that was closed has to be opened first.")


def units(session: Session, all_of_them: bool = False) -> list[Department]:
    """The units of today by their names; with `all_of_them` also those that were closed, at the end."""
    wanted = select(Department).order_by(Department.active.desc(), Department.name)
    return list(session.scalars(wanted if all_of_them else wanted.where(Department.active.is_(True))))


def unit_row(session: Session, unit_id: int) -> Department:
    """The row of a unit, kept for this transaction. Raises NoSuchUnit."""
    found = session.get(Department, unit_id, with_for_update=True) if can_be_id(unit_id) else None
    if found is None:
        raise NoSuchUnit()
    return found


def unit_named(session: Session, name: str) -> Department:
    """The unit of today with this name. Raises NoSuchUnit."""
    wanted = select(Department).where(Department.name == " ".join(name.split()), Department.active.is_(True))
    found = session.scalar(wanted)
    if found is None:
        raise NoSuchUnit()
    return found


def add_unit(session: Session, name: str, by: User | None) -> Department:
    """A new unit. Raises WrongValue, also for a name that another unit has."""
    unit = Department(name=_free_name(session, name))
    session.add(unit)
    session.flush()
    note(session, "added", "unit", unit.id, by, name=unit.name)
    return unit


def rename_unit(session: Session, unit_id: int, name: str, by: User | None) -> None:
    """Another name for a unit. Raises NoSuchUnit, WrongValue."""
    unit = unit_row(session, unit_id)
    before = unit.name
    if " ".join(name.split()) == before:
        return
    unit.name = _free_name(session, name)
    note(session, "changed", "unit", unit.id, by, before={"name": before}, after={"name": unit.name})


def close_unit(session: Session, unit_id: int, by: User | None) -> None:
    """Nothing is handed out to the unit any more; what it has, stays with it. Raises NoSuchUnit."""
    unit = unit_row(session, unit_id)
    if unit.active:
        unit.active = False
        note(session, "closed", "unit", unit.id, by)


def open_unit(session: Session, unit_id: int, by: User | None) -> None:
    """A unit that was closed is there again. Raises NoSuchUnit."""
    unit = unit_row(session, unit_id)
    if not unit.active:
        unit.active = True
        note(session, "opened", "unit", unit.id, by)


def _free_name(session: Session, name: str) -> str:
    words = entered_words(_("name of the unit"), name, _LONGEST)
    if session.scalar(select(Department.id).where(Department.name == words)) is not None:
        raise WrongValue(field=_("name of the unit"), given=words, expected=_("a name that no other unit has"))
    return words
