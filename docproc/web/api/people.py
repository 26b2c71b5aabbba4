"""People, units, who may see a confidential letter, and the audit trail."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.requests import Request
from pydantic import BaseModel, Field, SecretStr
from sqlalchemy.orm import Session

from docproc.store.deeds import tell
from docproc.store.people import members, readers, units
from docproc.store.people.rights import Right
from docproc.store.schema import Department, User
from docproc.store.trail import Asked, trail_page
from docproc.web.api.caller import Caller, ReadingCaller, calling
from docproc.web.desk import desk_of

router = APIRouter(tags=["people"])
Managing = Annotated[Caller, Depends(calling(Right.MANAGE))]
HandingOut = Annotated[Caller, Depends(calling(Right.HAND_OUT))]
Auditing = Annotated[Caller, Depends(calling(Right.AUDIT))]
Number = Annotated[int, Query(ge=0, lt=2**31)]


class Person(BaseModel):
    """A person of the office. `seen`: the state this is; it is handed back with a change."""

    id: int
    name: str
    full_name: str | None
    role: str
    unit: int | None
    confidential: bool
    active: bool
    can_log_in: bool
    seen: int


class NewPerson(BaseModel):
    """Somebody to be added; without a password they cannot log in yet."""

    name: str
    full_name: str | None = None
    role: str = "viewer"
    unit: int | None = None
    confidential: bool = False
    password: SecretStr | None = None


class PersonChange(BaseModel):
    """What is to change of a person; what is left out stays. `seen` as the person was read."""

    full_name: str | None = None
    role: str | None = None
    unit: int | None = None
    confidential: bool | None = None
    active: bool | None = None
    password: SecretStr | None = None
    seen: int | None = None


class Unit(BaseModel):
    """A unit of the office."""

    id: int
    name: str
    active: bool


class NewUnit(BaseModel):
    """A unit to be added."""

    name: str


class UnitChange(BaseModel):
    """What is to change of a unit; what is left out stays."""

    name: str | None = None
    active: bool | None = None


class LetterReader(BaseModel):
    """Somebody who may see a confidential letter; `named_at` is None for who sees all of them."""

    id: int
    name: str
    named_at: datetime | None


class LetterReaders(BaseModel):
    """Who may see a letter; `secrecy` None: everybody of the office."""

    secrecy: str | None
    readers: list[LetterReader]


class NewReader(BaseModel):
    """The number of the person who is let in."""

    person: int


class Line(BaseModel):
    """A line of the audit trail in the language in force. `letter`: None for one that may not be seen."""

    id: int
    at: datetime
    person: int | None
    did: str
    letter: int | None
    words: str
    changes: list[str]


class Trail(BaseModel):
    """Lines of the audit trail, newest first. `older`: what `before` is for the next page."""

    lines: list[Line]
    older: int | None


@router.get("/people")
def people(request: Request, caller: Managing) -> list[Person]:
    """Everybody who was ever added."""
    with desk_of(request).store.reading() as session:
        return [_person(one) for one in members.members(session)]


@router.post("/people", status_code=201)
def add_person(request: Request, caller: Managing, given: NewPerson) -> Person:
    """Add somebody."""

    def write(session: Session) -> Person:
        user = members.add_member(
            session,
            given.name,
            caller.user,
            password=given.password.get_secret_value() if given.password else None,
            full_name=given.full_name,
            role=given.role,
            department_id=given.unit,
            confidential=given.confidential,
        )
        return _person(members.member(session, user.id))

    return desk_of(request).store.write(write)


@router.get("/people/{user_id}")
def person(request: Request, caller: Managing, user_id: int) -> Person:
    """One person."""
    with desk_of(request).store.reading() as session:
        return _person(members.member(session, user_id))


@router.patch("/people/{user_id}")
def change_person(request: Request, caller: Managing, user_id: int, given: PersonChange) -> Person:
    """Change a person, all of it or nothing; with a new password they are logged out everywhere."""
    columns = {"unit": "department_id"}
    kept = given.model_dump(exclude_unset=True, exclude={"active", "password", "seen"})
    fields = {columns.get(name, name): value for name, value in kept.items()}

    def write(session: Session) -> Person:
        members.change_member(session, user_id, caller.user, given.seen, **fields)
        if given.password is not None:
            members.give_password(session, user_id, given.password.get_secret_value(), caller.user)
        if given.active is not None:
            (members.bring_back if given.active else members.retire)(session, user_id, caller.user)
        return _person(members.member(session, user_id))

    return desk_of(request).store.write(write)


@router.get("/units")
def all_units(request: Request, caller: ReadingCaller) -> list[Unit]:
    """The units of the office, those that were closed at the end."""
    with desk_of(request).store.reading() as session:
        return [_unit(one) for one in units.units(session, all_of_them=True)]


@router.post("/units", status_code=201)
def add_unit(request: Request, caller: Managing, given: NewUnit) -> Unit:
    """Add a unit."""
    return desk_of(request).store.write(lambda session: _unit(units.add_unit(session, given.name, caller.user)))


@router.patch("/units/{unit_id}")
def change_unit(request: Request, caller: Managing, unit_id: int, given: UnitChange) -> Unit:
    """Rename a unit, close it or open it again."""

    def write(session: Session) -> Unit:
        if given.name is not None:
            units.rename_unit(session, unit_id, given.name, caller.user)
        if given.active is not None:
            (units.open_unit if given.active else units.close_unit)(session, unit_id, caller.user)
        return _unit(units.unit_row(session, unit_id))

    return desk_of(request).store.write(write)


@router.get("/letters/{letter_id}/readers")
def letter_readers(request: Request, caller: ReadingCaller, letter_id: int) -> LetterReaders:
    """Who may see a letter."""
    with desk_of(request).store.reading() as session:
        return _readers(session, letter_id, caller.user)


@router.post("/letters/{letter_id}/readers")
def let_in(request: Request, caller: HandingOut, letter_id: int, given: NewReader) -> LetterReaders:
    """Let somebody see a confidential letter that you see yourself."""

    def write(session: Session) -> LetterReaders:
        readers.name_reader(session, letter_id, given.person, caller.user)
        return _readers(session, letter_id, caller.user)

    return desk_of(request).store.write(write)


@router.delete("/letters/{letter_id}/readers/{user_id}", status_code=204)
def shut_out(request: Request, caller: HandingOut, letter_id: int, user_id: int) -> None:
    """Take back that somebody was named for a confidential letter."""
    store = desk_of(request).store
    store.write(lambda session: readers.take_back(session, letter_id, user_id, caller.user))


@router.get("/audit")
def audit(
    request: Request,
    caller: Auditing,
    person: Number | None = None,
    since: Annotated[Date | None, Query(alias="from")] = None,
    until: Annotated[Date | None, Query(alias="to")] = None,
    letter: Number | None = None,
    task: Number | None = None,
    before: Number | None = None,
    most: Annotated[int, Field(ge=1, le=200)] = 50,
) -> Trail:
    """The audit trail; `person` 0 is docproc itself. A letter that you may not see is not named."""
    asked = Asked(person, since, until, letter, task, before)
    with desk_of(request).store.reading() as session:
        found = trail_page(session, caller.user, asked, most)
        lines = []
        for deed in found.deeds:
            told = tell(deed, found.names)
            of = deed.letter.id if deed.letter else None
            lines.append(
                Line(
                    id=deed.id,
                    at=deed.at,
                    person=deed.user_id,
                    did=deed.did,
                    letter=of,
                    words=told.sentence,
                    changes=told.changes,
                )
            )
    return Trail(lines=lines, older=found.older)


def _person(one: members.Member) -> Person:
    user = one.user
    return Person(
        id=user.id,
        name=user.name,
        full_name=user.full_name,
        role=user.role,
        unit=user.department_id,
        confidential=user.confidential,
        active=user.active,
        can_log_in=user.active and user.password is not None,
        seen=one.seen,
    )


def _unit(unit: Department) -> Unit:
    return Unit(id=unit.id, name=unit.name, active=unit.active)


def _readers(session: Session, letter_id: int, user: User) -> LetterReaders:
    found = readers.readers_of(session, letter_id, user)
    every = [LetterReader(id=one.id, name=one.name, named_at=None) for one in found.everywhere]
    named = [LetterReader(id=one.user.id, name=one.user.name, named_at=one.at) for one in found.named]
    return LetterReaders(secrecy=found.secrecy, readers=[*every, *named])
