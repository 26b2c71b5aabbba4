"""Who asks the API: the owner of a key, within what key and owner are good for; or somebody who
is logged in at the desk, with the token of the session for every change.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPBearer

from docproc.store.people.keys import is_to_be_noted, note_used, owner_and_key
from docproc.store.people.rights import Right, may
from docproc.store.schema import User
from docproc.web.desk import Desk, desk_of
from docproc.web.faults import NotLoggedIn, NotYours
from docproc.web.visitor import SESSION_COOKIE, visitor_of

_BEARER = HTTPBearer(auto_error=False, description="A key made at the desk, under My account.")
_SCHEME = "bearer "
_SCOPES = {Right.READ: "read", Right.EXPORT: "read", Right.AUDIT: "read", Right.MANAGE: "admin"}


@dataclass(frozen=True, slots=True)
class Caller:
    """A person in whose name the API is asked. `user` is a row out of its session with the store."""

    user: User


def calling(right: Right) -> Callable[..., Awaitable[Caller]]:
    """What gives the caller, if they may do this. Reading needs a key good for `read`, managing people and units
    one for `admin`, the rest one for `write`.

    It raises NotLoggedIn, NotYours, NotFromHere.
    """

    async def caller(request: Request, _key: Annotated[object, Security(_BEARER)]) -> Caller:
        user = await _user(request, _SCOPES.get(right, "write"))
        if not may(user, right):
            raise NotYours()
        return Caller(user)

    return caller


async def _user(request: Request, scope: str) -> User:
    given = request.headers.get("authorization", "")
    if not given and SESSION_COOKIE in request.cookies:
        return (await visitor_of(request)).user
    if not given.lower().startswith(_SCHEME):
        raise NotLoggedIn()
    found = await run_in_threadpool(_owner, desk_of(request), given[len(_SCHEME) :].strip(), scope)
    if found is None:
        raise NotLoggedIn()
    return found


def _owner(desk: Desk, key: str, scope: str) -> User | None:
    now = desk.clock()
    with desk.store.reading() as session:
        found = owner_and_key(session, key, scope, now)
    if found is None:
        return None
    user, row = found
    if is_to_be_noted(row, now):
        desk.store.write(lambda session: note_used(session, row.id, now))
    return user


ReadingCaller = Annotated[Caller, Depends(calling(Right.READ))]
