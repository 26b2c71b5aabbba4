"""How an error becomes an answer: a page, a message in the page, or JSON, with the status that fits."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from docproc.errors import DiskFull, DocprocError, NoTaskForOffice, NotFound
from docproc.messages import _, mark
from docproc.store.drafts import NoSuchDraft
from docproc.store.faults import ChangedMeanwhile, NoSuchLetter, NoSuchTask, StoreFault, WrongEntry
from docproc.store.people.follow import NotYoursToHandOut, NotYourTask
from docproc.store.people.keys import NoSuchKey
from docproc.store.tasks.attachments import NoSuchAttachment
from docproc.web.pages import fault_page


class NotLoggedIn(DocprocError):
    reason = mark("nobody is logged in here any more")
    remedy = mark("Log in; what you had entered is still in the page before.")


class NotYours(DocprocError):
    reason = mark("your role does not allow this")
    remedy = mark("Ask the administrator of the office.")


class NotFromHere(DocprocError):
    """A change that another page asked for in the name of this one (CSRF)."""

    reason = mark("this did not come from a page of the desk, or the page is too old")
    remedy = mark("Load the page again and repeat it.")


class NoSuchPlace(DocprocError):
    reason = mark("there is no such page")
    remedy = mark("Check the address, or begin at the inbox.")


class AskedWrongly(DocprocError):
    reason = mark("this cannot be asked so ({detail})")
    remedy = mark("Load the page again and repeat it.")


class TooMuchSent(DocprocError):
    reason = mark("more was sent than the limit of {limit} MB")
    remedy = mark("Send less at once; a file that is too large can be cut or scanned at 300 dpi.")


class Tripped(DocprocError):
    """A mistake of the program; what it is stands in the log."""

    reason = mark("docproc itself failed here")
    remedy = mark("Try again; if it fails again, tell the administrator the time: the log says what it was.")


_STATUS: tuple[tuple[type[DocprocError], int], ...] = (
    (NotLoggedIn, 401),
    (NotYours, 403),
    (NotFromHere, 403),
    (NotYourTask, 403),
    (NotYoursToHandOut, 403),
    (NoSuchPlace, 404),
    (NoSuchAttachment, 404),
    (NoSuchLetter, 404),
    (NoSuchTask, 404),
    (NoSuchDraft, 404),
    (NoSuchKey, 404),
    (NotFound, 404),
    (NoTaskForOffice, 422),
    (ChangedMeanwhile, 409),
    (TooMuchSent, 413),
    (Tripped, 500),
    (DiskFull, 507),
    (WrongEntry, 422),
    (StoreFault, 503),
)


def status_of(error: DocprocError) -> int:
    """The HTTP status of an error (RFC 9110, 15)."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 422)


def add_fault_handlers(app: FastAPI) -> None:
    """Let every error end as an answer in words."""
    app.add_exception_handler(DocprocError, _answer_docproc)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(RequestValidationError, _answer_validation)


def answer(request: Request, error: DocprocError) -> Response:
    """The answer to a request that ended in an error."""
    status = status_of(error)
    if is_api(request):
        words = {"kind": type(error).__name__, "reason": error.cause(), "remedy": error.remedy_words()}
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"error": words}, status_code=status, headers=headers)
    if isinstance(error, NotLoggedIn):
        return _to_login(request)
    return fault_page(request, error, status)


def is_api(request: Request) -> bool:
    """Whether a program asks, which wants JSON."""
    return request.url.path.startswith("/api/")


def _to_login(request: Request) -> Response:
    """The way to the log-in; htmx is told by a header, else it would put that page into the page."""
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    wanted = request.url.path if request.method == "GET" else "/"
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return RedirectResponse(f"/login?next={quote(wanted + query, safe='')}", status_code=303)


async def _answer_docproc(request: Request, error: Exception) -> Response:
    assert isinstance(error, DocprocError)
    return answer(request, error)


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, DocprocError):  # met while FastAPI read the body
        return answer(request, error.__cause__)
    if error.status_code == 404:
        return answer(request, NoSuchPlace())
    found = answer(request, AskedWrongly(detail=str(error.detail)))
    found.status_code = error.status_code
    found.headers.update(error.headers or {})
    return found


async def _answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = ", ".join(str(one["loc"][-1]) for one in error.errors())
    return answer(request, AskedWrongly(detail=_("wrong or missing: {places}", places=places)))
