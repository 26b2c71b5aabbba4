"""The page of the files on their way into the register."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from docproc.messages import _
from docproc.store.files import failed_files, file_counts, try_again, waiting_files
from docproc.web.desk import Desk, desk_of
from docproc.web.inbox.routes import Uploader
from docproc.web.pages import page

router = APIRouter()


@router.get("/files")
def show_files(request: Request, visitor: Uploader) -> HTMLResponse:
    return page(request, "inbox/files.html", visitor, _shown(desk_of(request)))


@router.get("/files/work")
def show_files_at_work(
    request: Request, visitor: Uploader, was: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """The lists of the page alone; nothing when they are as they were."""
    shown = _shown(desk_of(request))
    if was == shown["was"]:
        return Response(status_code=204)
    return page(request, "inbox/files_listed.html", visitor, shown)


@router.post("/files/retry")
def try_all_again(request: Request, visitor: Uploader) -> HTMLResponse:
    return _tried(request, visitor, None)


@router.post("/files/{file_id}/retry")
def try_file_again(request: Request, visitor: Uploader, file_id: int) -> HTMLResponse:
    return _tried(request, visitor, [file_id])


def _tried(request: Request, visitor: Uploader, file_ids: list[int] | None) -> HTMLResponse:
    desk = desk_of(request)
    count = desk.store.write(lambda session: try_again(session, visitor.user, file_ids))
    told = _("{count} files are tried again.", count=count)
    return page(request, "inbox/files_tried.html", visitor, _shown(desk) | {"told": told})


def _shown(desk: Desk) -> dict[str, Any]:
    with desk.store.reading() as session:
        waiting, failed, counts = waiting_files(session), failed_files(session), file_counts(session)
    pages = sum(one.pages_read for one in waiting)
    was = f"{counts.waiting}.{counts.reading}.{counts.failed}.{pages}"
    return {"waiting": waiting, "failed": failed, "counts": counts, "was": was}
