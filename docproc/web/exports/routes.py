"""The page of registers and tables, the files it hands out, and the table of tasks that comes back."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse
from sqlalchemy import select

from docproc.messages import _
from docproc.store.people.rights import Right
from docproc.store.schema import RegisterCounter
from docproc.web.desk import Desk, desk_of
from docproc.web.exports import making, tables
from docproc.web.exports.handing_out import handed_out, wanted_of
from docproc.web.pages import page
from docproc.web.visitor import Visitor, allowed
from docproc.workdays import VIETNAM

router = APIRouter()
Exporter = Annotated[Visitor, Depends(allowed(Right.EXPORT))]
# What is typed into the table says who has a task, too: that is handing out.
Importer = Annotated[Visitor, Depends(allowed(Right.HAND_OUT))]
Asked = Annotated[str, Query()]


@router.get("/exports")
def show(request: Request, visitor: Exporter) -> HTMLResponse:
    """Which registers and tables there are, and of which letters."""
    desk = desk_of(request)
    with desk.store.reading() as session:
        books = list(session.scalars(select(RegisterCounter.book).distinct().order_by(RegisterCounter.book)))
    today = desk.clock().astimezone(VIETNAM).date()
    shown = {
        "exports": making.EXPORTS,
        "books": books,
        "since": Date(today.year, 1, 1),
        "until": today,
        "ours": desk.office.name or "",
        "without_secret": making.WITHOUT_SECRET,
    }
    return page(request, "exports/exports.html", visitor, shown)


@router.get("/exports/file")
def download(
    request: Request,
    visitor: Exporter,
    what: Asked = "",
    since: Asked = "",
    until: Asked = "",
    by: Asked = "arrival",
    book: Asked = "",
    office: Asked = "",
    every: Asked = "",
    secret: Asked = "",
) -> FileResponse:
    """The file, made now."""
    desk = desk_of(request)
    wanted = wanted_of(desk, since, until, by, book, office, bool(every), bool(secret))
    return handed_out(desk, visitor.user, what, wanted)


@router.post("/exports/tasks/upload")
def show_changes(
    request: Request, visitor: Importer, file: Annotated[UploadFile | None, File()] = None
) -> HTMLResponse:
    """What a table of tasks would change: a part of the page."""
    desk = desk_of(request)
    if file is None:
        raise tables.NotThisTable(detail=_("no file was sent"))
    name = tables.keep_table(desk, visitor.user, file.file)
    outcome = tables.preview(desk, visitor.user, name, _today(desk))
    return page(request, "exports/changes.html", visitor, {"outcome": outcome, "name": name, "is_taken": False})


@router.post("/exports/tasks")
def take_changes(request: Request, visitor: Importer, name: Annotated[str, Form()] = "") -> HTMLResponse:
    """Take what was shown into the register."""
    desk = desk_of(request)
    outcome = tables.take(desk, visitor.user, name, _today(desk))
    return page(request, "exports/changes.html", visitor, {"outcome": outcome, "name": "", "is_taken": True})


def _today(desk: Desk) -> Date:
    return desk.clock().astimezone(VIETNAM).date()
