"""One's own account: the password, the keys for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from docproc.errors import DocprocError
from docproc.messages import _
from docproc.store.people import keys, passwords, sessions
from docproc.store.people.passwords import Refused
from docproc.store.people.rights import Right
from docproc.store.schema import User
from docproc.web.desk import desk_of
from docproc.web.faults import status_of
from docproc.web.pages import page
from docproc.web.typed import day_typed
from docproc.web.visitor import Anyone, Visitor

router = APIRouter(prefix="/account")
Field = Annotated[str, Form()]


@router.get("")
def show_account(request: Request, visitor: Anyone) -> HTMLResponse:
    return _account_page(request, visitor)


@router.post("/password")
def change_password(request: Request, visitor: Anyone, old: Field, password: Field, again: Field) -> HTMLResponse:
    desk = desk_of(request)

    def write(session: Session) -> None:
        user = session.get_one(User, visitor.user.id)
        passwords.set_password(session, user, password, by=user)
        sessions.end_all(session, user.id, but=visitor.session_id)

    problem = _("the two passwords differ") if password != again else ""
    if not problem:
        known = passwords.known_person(desk.store, visitor.user.name, old, desk.clock())
        problem = _("The present password is wrong.") if isinstance(known, Refused) else ""
    if not problem:
        desk.store.write(write)
    done = "" if problem else _("The password is changed; you were logged out everywhere else.")
    return _account_page(request, visitor, problem=problem, done=done, status=422 if problem else 200)


@router.post("/keys")
def make_key(
    request: Request,
    visitor: Anyone,
    name: Field,
    scopes: Annotated[list[str] | None, Form()] = None,
    last_day: Field = "",
) -> HTMLResponse:
    """The answer is the only page that ever shows the key."""
    desk = desk_of(request)

    def write(session: Session) -> str:
        ends = day_typed(_("last day"), last_day)
        key, _row = keys.make_program_key(session, visitor.user, name, scopes or [], ends, desk.clock())
        return key

    try:
        key = desk.store.write(write)
    except DocprocError as error:
        return _account_page(request, visitor, key_problem=error.message(), status=status_of(error))
    return _account_page(request, visitor, key=key)


@router.post("/keys/{key_id}/revoke")
def revoke_key(request: Request, visitor: Anyone, key_id: int) -> Response:
    desk = desk_of(request)
    desk.store.write(lambda session: keys.revoke(session, key_id, visitor.user, desk.clock()))
    return RedirectResponse("/account#keys-head", 303)


def _account_page(
    request: Request,
    visitor: Visitor,
    *,
    problem: str = "",
    done: str = "",
    key: str = "",
    key_problem: str = "",
    status: int = 200,
) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        mine = [row for row in keys.keys_of(session, visitor.user) if keys.CALENDAR not in row.scopes]
    scopes = [scope for scope in keys.SCOPES if scope != "admin" or visitor.may(Right.MANAGE)]
    shown = {
        "problem": problem,
        "done": done,
        "keys": mine,
        "key": key,
        "key_problem": key_problem,
        "scopes": {scope: _(keys.SCOPE_NAMES[scope]) for scope in scopes},
    }
    return page(request, "account/account.html", visitor, shown, status=status)
