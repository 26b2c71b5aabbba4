"""How a page is made: a template, what it shows, who looks at it, in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date as Date
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from docproc.errors import DocprocError
from docproc.messages import _, current_language
from docproc.store.people.rights import ROLE_NAMES, Right
from docproc.workdays import VIETNAM

if TYPE_CHECKING:
    from docproc.web.visitor import Visitor

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def templates() -> Environment:
    """The templates of the desk; every value is escaped, a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"_": _, "icon": icon, "static": static, "Right": Right, "role_names": ROLE_NAMES}
    made.filters |= {"day": day, "moment": moment}
    return made


def page(
    request: Request,
    template: str,
    visitor: Visitor | None,
    shown: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page (or the part of one) that a template makes of `shown`.

    `visitor`: who looks at it, None before the log-in. Every template also knows `visitor`, `lang`, `path`,
    `office` (the name of the office or None) and `csrf`.
    """
    always = {
        "visitor": visitor,
        "lang": current_language(),
        "path": request.url.path,
        "office": request.app.state.desk.office.name,
        "csrf": visitor.csrf if visitor else "",
    }
    made = templates().get_template(template).render(always | dict(shown))
    return HTMLResponse(made, status_code=status, headers=dict(headers or {}))


def fault_page(request: Request, error: DocprocError, status: int) -> HTMLResponse:
    """A page that says what went wrong and what to do; for htmx a message at the top of the page there is."""
    shown = {"error": error, "status": status}
    if request.headers.get("HX-Request"):
        headers = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}
        return page(request, "fault_message.html", None, shown, status=status, headers=headers)
    return page(request, "fault.html", None, shown, status=status)


@cache
def icon(name: str) -> Markup:
    """An icon of the package bootstrap-icons, to stand beside words that say the same."""
    drawn = (STATIC / "vendor" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


@cache
def static(name: str) -> str:
    """The address of a file of `static/`, with a mark of its content, so that browsers may keep it for good."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def day(value: Date | None) -> str:
    """A day as offices write it."""
    return f"{value:%d/%m/%Y}" if value else ""


def moment(value: datetime | None) -> str:
    """A moment by the clocks of the office."""
    return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if value else ""
