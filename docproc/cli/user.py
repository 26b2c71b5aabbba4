"""docproc user: the people of the office, who log in at the desk."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from sqlalchemy.orm import Session

from docproc.cli.console import printable, results, say
from docproc.cli.faults import UsageFault
from docproc.cli.help import App
from docproc.cli.office import office_store
from docproc.cli.options import Data, Who
from docproc.cli.person import person
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _, mark
from docproc.store.people import members, units
from docproc.store.people.members import Member
from docproc.store.people.rights import ROLE_NAMES
from docproc.store.schema import User

Name = Annotated[str, typer.Argument(help=mark("The name that the person logs in with."))]


class Role(StrEnum):
    """What somebody is in the office."""

    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


Confidential = Annotated[
    bool | None,
    typer.Option("--confidential/--not-confidential", help=mark("Sees all letters marked MẬT, or not.")),
]


class PasswordsDiffer(UsageFault):
    reason = mark("the two passwords differ")
    remedy = mark("Call the command again.")


class UnitMissing(UsageFault):
    reason = mark("the unit is missing")
    remedy = mark("Name it, or give --none.")


def add_users(app: App) -> None:
    """Put the commands for people in."""
    app.add("add", _("Add somebody; docproc user password lets them log in."), add)
    app.add("list", _("Everybody with role, unit and state."), list_people)
    app.add("password", _("A new password, asked for twice or taken from standard input."), password)
    app.add("role", _("What somebody may do at the desk."), role)
    app.add("unit", _("The unit that somebody is in."), unit)
    app.add("retire", _("Somebody has left: they log in no more; nothing is deleted."), retire)
    app.add("return", _("Somebody who had left is here again."), bring_back)


def add(
    name: Name,
    role: Annotated[Role, typer.Option(help=_("What the person may do."))] = Role.VIEWER,
    full_name: Annotated[str | None, typer.Option("--full-name", help=_("Full name."))] = None,
    unit: Annotated[str | None, typer.Option(help=_("The unit of the office."))] = None,
    confidential: Confidential = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    for given in (name, full_name, unit):
        check_text(given)

    def write(session: Session) -> None:
        unit_id = units.unit_named(session, unit).id if unit else None
        members.add_member(
            session,
            name,
            person(session, who),
            role=role.value,
            full_name=full_name,
            department_id=unit_id,
            confidential=confidential,
        )

    with office_store(data) as store:
        store.write(write)
    say(_("{name} is added; docproc user password {name} lets them log in.", name=name))
    return ExitCode.DONE


def list_people(data: Data = None) -> ExitCode:
    with office_store(data) as store, store.reading() as session:
        results().print(_table(members.members(session)))
    return ExitCode.DONE


def password(name: Name, who: Who = None, data: Data = None) -> ExitCode:
    given = _typed_password()
    _change(
        data,
        name,
        who,
        lambda session, user, by: members.give_password(session, user.id, given, by),
        _("{name} has a new password and was logged out everywhere.", name=name),
    )
    return ExitCode.DONE


def role(
    name: Name,
    role: Annotated[Role, typer.Argument(help=_("What the person may do."))],
    confidential: Confidential = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    sees: dict[str, Any] = {} if confidential is None else {"confidential": confidential}
    _change(
        data,
        name,
        who,
        lambda session, user, by: members.change_member(session, user.id, by, role=role.value, **sees),
        _("{name} is {role} now.", name=name, role=translated_role(role.value)),
    )
    return ExitCode.DONE


def unit(
    name: Name,
    unit: Annotated[str | None, typer.Argument(help=_("The unit of the office."))] = None,
    none: Annotated[bool, typer.Option("--none", help=_("The person is in no unit."))] = False,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    if (unit is None) != none:
        raise UnitMissing()
    check_text(unit)

    def write(session: Session, user: User, by: User) -> None:
        unit_id = units.unit_named(session, unit).id if unit else None
        members.change_member(session, user.id, by, department_id=unit_id)

    _change(data, name, who, write, _("{name} is in {unit} now.", name=name, unit=unit or "–"))
    return ExitCode.DONE


def retire(name: Name, who: Who = None, data: Data = None) -> ExitCode:
    _change(
        data,
        name,
        who,
        lambda session, user, by: members.retire(session, user.id, by),
        _("{name} logs in no more; what they did stays in the audit trail.", name=name),
    )
    return ExitCode.DONE


def bring_back(name: Name, who: Who = None, data: Data = None) -> ExitCode:
    _change(
        data,
        name,
        who,
        lambda session, user, by: members.bring_back(session, user.id, by),
        _("{name} may log in again.", name=name),
    )
    return ExitCode.DONE


def translated_role(role: str) -> str:
    """What a role is called in the language in force."""
    return _(ROLE_NAMES.get(role, role))


def _change(
    data: Path | None, name: str, who: str | None, work: Callable[[Session, User, User], None], done: str
) -> None:
    """Change the person of this name in one transaction, and say what is so now."""
    check_text(name)

    def write(session: Session) -> None:
        work(session, members.person_named(session, name), person(session, who))

    with office_store(data) as store:
        store.write(write)
    say(done)


def _typed_password() -> str:
    """A password, typed twice unseen, or the first line of standard input. Raises PasswordsDiffer."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(_("New password: "))
    if getpass.getpass(_("New password once more: ")) != first:
        raise PasswordsDiffer()
    return first


def _table(found: list[Member]) -> Table:
    table = Table(box=box.ROUNDED, header_style="bold")
    for title in (_("Name"), _("Full name"), _("Role"), _("Unit"), _("Confidential letters"), _("State")):
        table.add_column(title, overflow="fold")
    for one in found:
        table.add_row(
            printable(one.user.name),
            printable(one.user.full_name or ""),
            translated_role(one.user.role),
            printable(one.unit.name if one.unit else ""),
            _("may see all") if one.user.confidential else "",
            _state(one.user),
        )
    return table


def _state(user: User) -> str:
    if not user.active:
        return _("has left")
    return _("at work") if user.password else _("no password yet")
