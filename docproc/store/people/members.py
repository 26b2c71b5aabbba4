"""The people of the office: added, changed, given a password, retired and taken back. Nobody is ever deleted, for
the audit trail names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.messages import _, mark
from docproc.store.audit import add_user, note
from docproc.store.entered.changes import entered_words
from docproc.store.faults import ChangedMeanwhile, WrongEntry, WrongValue
from docproc.store.people.passwords import set_password
from docproc.store.people.rights import ROLE_NAMES, ROLES, Right
from docproc.store.people.sessions import end_all
from docproc.store.people.units import NoSuchUnit, unit_row
from docproc.store.schema import AuditEntry, Department, User, can_be_id
from docproc.workdays import VIETNAM

MEMBER_FIELDS = {
    "full_name": mark("full name"),
    "role": mark("role"),
    "department_id": mark("unit"),
    "confidential": mark("confidential letters"),
}
"""What is known of a person beside the name, with its name for people."""
_LONGEST_NAME = 60  # letters
_CHANGES = ("added", "first_start", "changed", "retired", "returned")


class NoSuchPerson(WrongEntry):
    reason = mark("there is no such person")
    remedy = mark("Look at the list of the people of the office.")


class LastAdministrator(WrongEntry):
    reason = mark("{name} is the only administrator who can log in")
    remedy = mark("Make somebody else administrator first.")


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the unit they are in. `seen`: the state this is, to be handed back with a change."""

    user: User
    unit: Department | None
    seen: int


def members(session: Session) -> list[Member]:
    """Everybody who was ever added: those of today first, by name."""
    rows = session.execute(
        select(User, Department)
        .outerjoin(Department, Department.id == User.department_id)
        .order_by(User.active.desc(), User.name)
    )
    found = rows.all()
    states = _states(session, [user.id for user, _unit in found])
    return [Member(user, unit, states.get(user.id, 0)) for user, unit in found]


def member(session: Session, user_id: int) -> Member:
    """One person. Raises NoSuchPerson."""
    user = person_row(session, user_id)
    unit = session.get(Department, user.department_id) if user.department_id else None
    return Member(user, unit, _states(session, [user.id]).get(user.id, 0))


def person_row(session: Session, user_id: int) -> User:
    """The row of a person, kept for this transaction. Raises NoSuchPerson."""
    found = session.get(User, user_id, with_for_update=True) if can_be_id(user_id) else None
    if found is None:
        raise NoSuchPerson()
    return found


def person_named(session: Session, name: str) -> User:
    """The row of the person who logs in with this name. Raises NoSuchPerson."""
    found = session.scalar(select(User).where(User.name == " ".join(name.split())))
    if found is None:
        raise NoSuchPerson()
    return found


def add_member(
    session: Session, name: str, by: User | None, *, password: str | None = None, **fields: Any
) -> User:
    """A new person; `fields` are MEMBER_FIELDS, `by` is who adds them, None somebody at the command line.

    Without a password the person cannot log in yet. Raises WrongValue, also for a name that somebody has.
    """
    words = entered_words(_("name"), name, _LONGEST_NAME)
    if session.scalar(select(User.id).where(User.name == words)) is not None:
        raise WrongValue(field=_("name"), given=words, expected=_("a name that nobody has yet"))
    user = add_user(session, words, by=by)
    given = {key: value for key, value in fields.items() if value not in (None, "")}
    change_member(session, user.id, by, **given)
    if password is not None:
        set_password(session, user, password, by)
    return user


def change_member(
    session: Session, user_id: int, by: User | None, seen: int | None = None, **fields: Any
) -> None:
    """Change what is known of a person and what they may do; `fields` are MEMBER_FIELDS, each with its new value.

    `seen` is the state that was looked at (Member.seen). Raises NoSuchPerson, NoSuchUnit, WrongValue,
    LastAdministrator, ChangedMeanwhile; ValueError for another field.
    """
    if not fields.keys() <= set(MEMBER_FIELDS):
        raise ValueError(", ".join(fields.keys() - set(MEMBER_FIELDS)))
    user = person_row(session, user_id)
    if seen is not None:
        _check_seen(session, user, seen)
    wanted = {name: _checked(session, user, name, value) for name, value in fields.items()}
    changed = {name: value for name, value in wanted.items() if getattr(user, name) != value}
    if not changed:
        return
    if changed.get("role", "administrator") != "administrator":
        _check_not_last(session, user)
    before = {name: getattr(user, name) for name in changed}
    for name, value in changed.items():
        setattr(user, name, value)
    note(session, "changed", "user", user.id, by, before=before, after=changed)


def give_password(session: Session, user_id: int, password: str, by: User | None) -> None:
    """A new password for somebody who lost theirs: they are logged out everywhere, and a closed name opens.

    Raises NoSuchPerson, WrongValue.
    """
    user = person_row(session, user_id)
    set_password(session, user, password, by)
    end_all(session, user.id)


def retire(session: Session, user_id: int, by: User | None) -> None:
    """Somebody left the office: they are logged out and cannot come in, nor can their keys.

    Raises NoSuchPerson, LastAdministrator.
    """
    user = person_row(session, user_id)
    if not user.active:
        return
    _check_not_last(session, user)
    user.active = False
    end_all(session, user.id)
    note(session, "retired", "user", user.id, by)


def bring_back(session: Session, user_id: int, by: User | None) -> None:
    """Somebody who left is here again, with the role and password they had. Raises NoSuchPerson."""
    user = person_row(session, user_id)
    if not user.active:
        user.active = True
        note(session, "returned", "user", user.id, by)


def member_value_words(session: Session, field: str, value: Any) -> str:
    """The value of one of MEMBER_FIELDS, for people."""
    if field == "role":
        return _(ROLE_NAMES.get(value, str(value)))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    unit = session.get(Department, value) if field == "department_id" and value else None
    return unit.name if unit else str(value or "–")


def _states(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """The number of the last change of each person in the audit trail."""
    last = select(AuditEntry.subject_id, func.max(AuditEntry.id)).where(
        AuditEntry.subject == "user", AuditEntry.did.in_(_CHANGES), AuditEntry.subject_id.in_(ids)
    )
    return dict(session.execute(last.group_by(AuditEntry.subject_id)).all())


def _check_seen(session: Session, user: User, seen: int) -> None:
    last = _states(session, [user.id]).get(user.id, 0)
    if last == seen:
        return
    entry = session.get_one(AuditEntry, last)
    other = session.get(User, entry.user_id) if entry.user_id else None
    field = next(iter(entry.details.get("after", ())), "role")
    raise ChangedMeanwhile(
        field=f"{user.full_name or user.name}, {_(MEMBER_FIELDS[field])}",
        who=(other.full_name or other.name) if other else "docproc",
        when=f"{entry.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
        now=member_value_words(session, field, getattr(user, field)),
    )


def _checked(session: Session, user: User, name: str, value: Any) -> Any:
    """The new value of a field; a unit that was closed keeps whom it has and takes nobody else."""
    if name == "full_name":
        return entered_words(_("full name"), value, _LONGEST_NAME) if value else None
    if name == "confidential":
        return bool(value)
    if name == "role" and value not in ROLES:
        raise WrongValue(field=_("role"), given=str(value), expected=", ".join(ROLES))
    if name == "department_id":
        if not value:
            return None
        if value != user.department_id and not unit_row(session, value).active:
            raise NoSuchUnit()
    return value


def _check_not_last(session: Session, user: User) -> None:
    """Raises LastAdministrator when nobody could look after the office without this person.

    The rows are held until the transaction ends: two may take the right from each other at once.
    """
    able = [role for role, rights in ROLES.items() if Right.MANAGE in rights]
    wanted = select(User.id).where(User.active.is_(True), User.role.in_(able), User.password.is_not(None))
    left = session.scalars(wanted.order_by(User.id).with_for_update()).all()
    if list(left) == [user.id]:
        raise LastAdministrator(name=user.full_name or user.name)
