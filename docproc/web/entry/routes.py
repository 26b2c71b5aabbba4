"""First start, log-in and log-out, the language of the pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.errors import DocprocError
from docproc.language.normalise import normalise
from docproc.messages import LANGUAGES, _
from docproc.store.audit import add_user, note
from docproc.store.entered.changes import entered_words
from docproc.store.people import passwords, sessions
from docproc.store.people.passwords import Refused
from docproc.store.schema import User
from docproc.web.desk import Desk, desk_of, is_https
from docproc.web.faults import AskedWrongly, NotFromHere
from docproc.web.guard import LANGUAGE_COOKIE
from docproc.web.pages import page
from docproc.web.visitor import SESSION_COOKIE, Anyone

router = APIRouter()
_LONGEST_NAME = 60  # letters
_A_YEAR = 365 * 24 * 3600  # seconds that the choice of a language is kept
Field = Annotated[str, Form()]


@router.get("/first-start")
def ask_for_administrator(request: Request) -> Response:
    if not _is_first_start(desk_of(request)):
        return RedirectResponse("/login", 303)
    return page(request, "entry/first_start.html", None, {"problem": "", "name": "", "full_name": ""})


@router.post("/first-start")
def make_administrator(
    request: Request, name: Field, full_name: Field, password: Field, again: Field
) -> Response:
    desk = desk_of(request)
    try:
        if password != again:
            raise AskedWrongly(detail=_("the two passwords differ"))
        user = desk.store.write(lambda session: _first_administrator(session, name, full_name, password))
    except DocprocError as error:
        shown = {"problem": error.message(), "name": name, "full_name": full_name}
        return page(request, "entry/first_start.html", None, shown, status=422)
    return _logged_in(request, user, "/")


def _first_administrator(session: Session, name: str, full_name: str, password: str) -> User:
    """The first person who can log in. Raises NotFromHere when there is one already, WrongValue."""
    if _has_password(session):
        raise NotFromHere()
    user = add_user(session, entered_words(_("name"), name, _LONGEST_NAME))
    user.full_name = entered_words(_("full name"), full_name, _LONGEST_NAME)
    user.role, user.active = "administrator", True
    passwords.set_password(session, user, password, by=None)
    note(session, "first_start", "user", user.id, user)
    return user


@router.get("/login")
def ask_who(request: Request, next: str = "/") -> Response:
    if _is_first_start(desk_of(request)):
        return RedirectResponse("/first-start", 303)
    return page(request, "entry/login.html", None, {"problem": "", "name": "", "wanted": _own_address(next)})


@router.post("/login")
def log_in(request: Request, name: Field, password: Field, wanted: Field = "/") -> Response:
    desk = desk_of(request)
    # A name is found as it was entered: the same letters in another form of Unicode are the same name.
    tidy = " ".join(normalise(name).split())[:_LONGEST_NAME]
    found = passwords.known_person(desk.store, tidy, password, desk.clock())
    if isinstance(found, Refused):
        # The same words for a name that was closed: else trying would tell which names there are.
        words = _("The name or the password is wrong. Five wrong tries close a name for a quarter of an hour.")
        shown = {"problem": words, "name": name, "wanted": _own_address(wanted)}
        return page(request, "entry/login.html", None, shown, status=401)
    return _logged_in(request, found, _own_address(wanted))


@router.post("/logout")
def log_out(request: Request, visitor: Anyone) -> Response:
    key = request.cookies.get(SESSION_COOKIE, "")
    desk_of(request).store.write(lambda session: sessions.end(session, key))
    gone = RedirectResponse("/login", 303)
    gone.delete_cookie(SESSION_COOKIE)
    return gone


@router.post("/language")
def choose_language(request: Request, lang: Field, wanted: Field = "/") -> Response:
    """The language of the pages in this browser."""
    answer = RedirectResponse(_own_address(wanted), 303)
    if lang in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, lang, max_age=_A_YEAR, samesite="lax", secure=is_https(request))
    return answer


def _logged_in(request: Request, user: User, wanted: str) -> Response:
    desk = desk_of(request)

    def write(session: Session) -> str:
        note(session, "logged_in", "user", user.id, user)
        return sessions.begin(session, user, desk.clock())[0]

    key = desk.store.write(write)
    answer = RedirectResponse(wanted, 303)
    answer.set_cookie(SESSION_COOKIE, key, httponly=True, samesite="lax", secure=is_https(request))
    return answer


def _own_address(wanted: str) -> str:
    """A place of the desk to go on to; an address elsewhere becomes the inbox."""
    parts = urlsplit(wanted.replace("\\", "/"))
    is_own = not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if is_own and wanted.isprintable() else "/"


def _is_first_start(desk: Desk) -> bool:
    with desk.store.reading() as session:
        return not _has_password(session)


def _has_password(session: Session) -> bool:
    return session.scalar(select(User.id).where(User.password.is_not(None)).limit(1)) is not None
