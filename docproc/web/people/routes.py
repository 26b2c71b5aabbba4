"""People and units: the list, one person, what the administrator changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.orm import Session

from docproc.errors import DocprocError
from docproc.messages import _, mark
from docproc.store.people import members, readers, units
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.faults import AskedWrongly, status_of
from docproc.web.pages import page
from docproc.web.visitor import Visitor, allowed

router = APIRouter(prefix="/people")
Manager = Annotated[Visitor, Depends(allowed(Right.MANAGE))]
Field = Annotated[str, Form()]
Unit = Annotated[int, Form(alias="unit")]
Checked = Annotated[bool, Form()]

_DONE = {
    "added": mark("The person is added."),
    "changed": mark("The change is kept."),
    "password": mark("The password is set; the person was logged out everywhere."),
    "retired": mark("The person can no longer log in; what they did stays in the audit trail."),
    "returned": mark("The person can log in again."),
    "unit": mark("The units are changed."),
}


@router.get("")
def show_people(request: Request, visitor: Manager, done: str = "") -> HTMLResponse:
    return _people_page(request, visitor, done=_words_of(done))


@router.post("")
def add_person(
    request: Request,
    visitor: Manager,
    name: Field,
    role: Field,
    password: Field,
    again: Field,
    full_name: Field = "",
    unit_id: Unit = 0,
    confidential: Checked = False,
) -> Response:
    fields = {"full_name": full_name, "role": role, "department_id": unit_id, "confidential": confidential}

    def write(session: Session) -> None:
        _check_same(password, again)
        members.add_member(session, name, visitor.user, password=password, **fields)

    shown = {"name": name, **fields}
    return _changed(request, write, "/people?done=added", lambda why: _people_page(request, visitor, why, shown))


@router.get("/{user_id}")
def show_person(request: Request, visitor: Manager, user_id: int, done: str = "") -> HTMLResponse:
    return _person_page(request, visitor, user_id, done=_words_of(done))


@router.post("/{user_id}")
def change_person(
    request: Request,
    visitor: Manager,
    user_id: int,
    role: Field,
    seen: Annotated[int, Form()],
    full_name: Field = "",
    unit_id: Unit = 0,
    confidential: Checked = False,
) -> Response:
    fields = {"full_name": full_name, "role": role, "department_id": unit_id, "confidential": confidential}

    def write(session: Session) -> None:
        members.change_member(session, user_id, visitor.user, seen, **fields)

    return _person_changed(request, visitor, user_id, write, "changed")


@router.post("/{user_id}/password")
def give_password(request: Request, visitor: Manager, user_id: int, password: Field, again: Field) -> Response:
    def write(session: Session) -> None:
        _check_same(password, again)
        members.give_password(session, user_id, password, visitor.user)

    return _person_changed(request, visitor, user_id, write, "password")


@router.post("/{user_id}/retire")
def retire(request: Request, visitor: Manager, user_id: int) -> Response:
    def write(session: Session) -> None:
        members.retire(session, user_id, visitor.user)

    return _person_changed(request, visitor, user_id, write, "retired")


@router.post("/{user_id}/return")
def bring_back(request: Request, visitor: Manager, user_id: int) -> Response:
    def write(session: Session) -> None:
        members.bring_back(session, user_id, visitor.user)

    return _person_changed(request, visitor, user_id, write, "returned")


units_router = APIRouter(prefix="/units")


@units_router.post("")
def add_unit(request: Request, visitor: Manager, name: Field) -> Response:
    return _units_changed(request, visitor, lambda session: units.add_unit(session, name, visitor.user))


@units_router.post("/{unit_id}")
def rename_unit(request: Request, visitor: Manager, unit_id: int, name: Field) -> Response:
    return _units_changed(
        request, visitor, lambda session: units.rename_unit(session, unit_id, name, visitor.user)
    )


@units_router.post("/{unit_id}/close")
def close_unit(request: Request, visitor: Manager, unit_id: int) -> Response:
    return _units_changed(request, visitor, lambda session: units.close_unit(session, unit_id, visitor.user))


@units_router.post("/{unit_id}/open")
def open_unit(request: Request, visitor: Manager, unit_id: int) -> Response:
    return _units_changed(request, visitor, lambda session: units.open_unit(session, unit_id, visitor.user))


def _person_changed(
    request: Request, visitor: Visitor, user_id: int, write: Callable[[Session], object], done: str
) -> Response:
    address = f"/people/{user_id}?done={done}"
    return _changed(request, write, address, lambda why: _person_page(request, visitor, user_id, why))


def _units_changed(request: Request, visitor: Visitor, write: Callable[[Session], object]) -> Response:
    return _changed(request, write, "/people?done=unit", lambda why: _people_page(request, visitor, why))


def _changed(
    request: Request,
    write: Callable[[Session], object],
    then: str,
    refused: Callable[[DocprocError], Response],
) -> Response:
    """The way on after a change, or the page once more with the reason why it was refused."""
    try:
        desk_of(request).store.write(write)
    except DocprocError as error:
        return refused(error)
    return RedirectResponse(then, 303)


def _people_page(
    request: Request,
    visitor: Visitor,
    why: DocprocError | None = None,
    given: dict[str, Any] | None = None,
    done: str = "",
) -> HTMLResponse:
    empty = {"name": "", "full_name": "", "role": "clerk", "department_id": 0, "confidential": False}
    with desk_of(request).store.reading() as session:
        shown = {
            "members": members.members(session),
            "units": units.units(session, all_of_them=True),
            "unseen": readers.letters_seen_by_nobody(session),
            "given": given or empty,
            "adds": given is not None,
            "problem": why.message() if why else "",
            "done": done,
        }
        return page(request, "people/people.html", visitor, shown, status=status_of(why) if why else 200)


def _person_page(
    request: Request, visitor: Visitor, user_id: int, why: DocprocError | None = None, done: str = ""
) -> HTMLResponse:
    with desk_of(request).store.reading() as session:
        shown = {
            "member": members.member(session, user_id),
            "units": units.units(session, all_of_them=True),
            "problem": why.message() if why else "",
            "done": done,
        }
        return page(request, "people/person.html", visitor, shown, status=status_of(why) if why else 200)


def _words_of(done: str) -> str:
    return _(_DONE[done]) if done in _DONE else ""


def _check_same(password: str, again: str) -> None:
    """Raises AskedWrongly."""
    if password != again:
        raise AskedWrongly(detail=_("the two passwords differ"))
