"""What every request and every answer must keep to, before any route is asked.

A change is only taken from a page of the desk itself: browsers say where a request comes from (`Sec-Fetch-Site`,
`Origin`; Fetch Metadata, W3C), and `visitor.py` asks for the token of the session beside it. Answers say that
nothing is loaded from elsewhere and no script runs that is not a file of the desk (CSP, level 3).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docproc.messages import LANGUAGES, set_language
from docproc.web.faults import NotFromHere, TooMuchSent, Tripped, answer

log = structlog.get_logger(__name__)

LANGUAGE_COOKIE = "lang"
_SAFE = ("GET", "HEAD", "OPTIONS")
_MOST_SENT = 1 << 20  # bytes of a form; uploads have their own limit
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # Bootstrap draws arrows of selects as data
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """ASGI middleware around the whole desk. `most_uploaded`: bytes that an upload may have."""

    def __init__(self, app: ASGIApp, most_uploaded: int, office_language: str) -> None:
        self.app = app
        self.most_uploaded = most_uploaded
        self.office_language = office_language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        set_language(_language(request, self.office_language))
        if scope["method"] not in _SAFE and not _is_from_here(request.headers):
            await answer(request, NotFromHere())(scope, receive, _Sending(send, scope))
            return
        most = self.most_uploaded if _is_upload(scope) else _MOST_SENT
        counted = _Counted(receive, most)
        if _length(request.headers) > most:
            await answer(request, TooMuchSent(limit=most >> 20))(scope, receive, _Sending(send, scope))
            return
        sending = _Sending(send, scope)
        try:
            await self.app(scope, counted, sending)
        except Exception as error:  # a mistake of the program in one page must not stop the others
            log.error("desk_tripped", path=_told(scope["path"]), why=type(error).__name__, exc_info=error)
            if not sending.begun:
                await answer(request, Tripped())(scope, receive, sending)


def _told(path: str) -> str:
    """A path for the log: that of a feed holds a key, which the log must not."""
    return "/feeds/…" if path.startswith("/feeds/") else path


class _Counted:
    """The body of a request, which is cut off when more comes than may."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.left = most
        self.most = most

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise TooMuchSent(limit=self.most >> 20)
        return message


def _is_upload(scope: Scope) -> bool:
    """Whether files may come with this request: paths that end in `/upload` (and their API)."""
    return str(scope["path"]).endswith("/upload")


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def _is_from_here(headers: Headers) -> bool:
    """Whether a change was asked for by a page of this desk, or by no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _language(request: Request, office: str) -> str:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else office


class _Sending:
    """The answer on its way, with the headers that every answer has. `begun`: its head is gone already."""

    def __init__(self, send: Send, scope: Scope) -> None:
        self.send = send
        self.keeps = str(scope["path"]).startswith("/static/")
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if not self.keeps:
                headers.setdefault("Cache-Control", "no-store")
        await self.send(message)
