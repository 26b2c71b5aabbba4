"""The letters that people checked or corrected, as one archive for whoever looks after docproc."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from docproc.store.audit import note
from docproc.store.corrected import zip_corrected
from docproc.store.people.rights import Right
from docproc.web.desk import desk_of
from docproc.web.downloads import ZIP
from docproc.web.visitor import Visitor, allowed

router = APIRouter()
_PIECE = 1 << 16
Manager = Annotated[Visitor, Depends(allowed(Right.MANAGE))]


@router.get("/exports/corrected.zip")
def download_corrected(request: Request, visitor: Manager) -> StreamingResponse:
    """The annotated folder of docproc export corrected."""
    desk = desk_of(request)
    desk.cache.mkdir(parents=True, exist_ok=True)
    file = tempfile.TemporaryFile(dir=desk.cache)  # noqa: SIM115 (it is open until it has been sent)
    count = zip_corrected(desk.store, file)

    def downloaded(session: Session) -> None:
        note(session, "exported", "user", visitor.user.id, visitor.user, what="corrected", letters=count)

    desk.store.write(downloaded)
    size = file.tell()
    headers = {
        "Content-Disposition": 'attachment; filename="van-ban-da-sua.zip"',
        "Content-Length": str(size),
    }
    return StreamingResponse(_pieces(file), media_type=ZIP, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
