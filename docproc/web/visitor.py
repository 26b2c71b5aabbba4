"""Who asks: the person whose session the browser holds, and what they may do.

A route says what it needs in its arguments:

    def show(request: Request, visitor: Reader) -> HTMLResponse: …
    def correct(request: Request, visitor: Annotated[Visitor, Depends(allowed(Right.CORRECT))]) -> …
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from docproc.store.people import sessions
from docproc.store.people.rights import Right, may
from docproc.store.schema import User
from docproc.web.desk import Desk, desk_of
from docproc.web.faults import NotFromHere, NotLoggedIn, NotYours

SESSION_COOKIE = "docproc_session"
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who is logged in. `user` is a row out of its session with the store: to be read, not changed."""

    user: User
    session_id: int
    csrf: str

    def may(self, right: Right) -> bool:
        """Whether the person may do something."""
        return may(self.user, right)


async def visitor_of(request: Request) -> Visitor:
    """Who asks. Raises NotLoggedIn; NotFromHere for a change without the token of the session."""
    visitor = await run_in_threadpool(_found, desk_of(request), request.cookies.get(SESSION_COOKIE))
    if visitor is None:
        raise NotLoggedIn()
    if request.method not in _SAFE and not hmac.compare_digest(await _token(request), visitor.csrf):
        raise NotFromHere()
    return visitor


def _found(desk: Desk, key: str | None) -> Visitor | None:
    if not key:
        return None
    now = desk.clock()
    with desk.store.reading() as session:
        found = sessions.find(session, key, now)
    if found is None:
        return None
    user, row = found
    if sessions.is_to_be_noted(row, now):
        desk.store.write(lambda session: sessions.note_seen(session, row.id, now))
    return Visitor(user, row.id, row.csrf)


async def _token(request: Request) -> str:
    """The token as htmx sends it in a header, or a plain form in a field.

    Uploads have it in the header only: their body is not read before it is known who sends it.
    """
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        field = (await request.form()).get(CSRF_FIELD)
        given = field if isinstance(field, str) else None
    return given if given is not None and given.isascii() else ""


def allowed(right: Right) -> Callable[[Request], Awaitable[Visitor]]:
    """What gives the person who asks, if they may do this. It raises NotLoggedIn, NotYours, NotFromHere."""

    async def visitor_with_right(request: Request) -> Visitor:
        visitor = await visitor_of(request)
        if not visitor.may(right):
            raise NotYours()
        return visitor

    return visitor_with_right


Anyone = Annotated[Visitor, Depends(visitor_of)]
Reader = Annotated[Visitor, Depends(allowed(Right.READ))]
