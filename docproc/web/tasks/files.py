"""Files that come to a task and go from it. None is opened here; a browser that gets one only saves it."""

from __future__ import annotations

from fastapi import UploadFile
from fastapi.responses import FileResponse
from sqlalchemy.orm import Session

from docproc.errors import why
from docproc.store.audit import note
from docproc.store.faults import StoreFull
from docproc.store.originals import keep, place_of
from docproc.store.people.access import seen_task
from docproc.store.people.follow import task_to_follow
from docproc.store.schema import Attached, File, User
from docproc.store.tasks.attachments import NoSuchAttachment, attach, attached_file, attachment_name
from docproc.web.desk import Desk

_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store, private"}


def put_file(desk: Desk, user: User, task_id: int, file: UploadFile) -> Attached:
    """Keep a file that was sent and put it to a task. Raises what `attach` raises, NotYourTask."""
    name = attachment_name(file.filename or "")
    with desk.store.reading() as session:  # who may not is told before anything is kept
        task_to_follow(session, task_id, user)
    try:
        content = keep(_descriptor(file), desk.store.originals)
    except OSError as error:
        raise StoreFull(detail=why(error)) from error

    def work(session: Session) -> Attached:
        task_to_follow(session, task_id, user)
        return attach(session, task_id, user, content, name)

    return desk.store.write(work)


def sent_file(desk: Desk, user: User, task_id: int, attached_id: int) -> FileResponse:
    """A file of a task, to be saved, not shown; it is noted who took it. Raises NoSuchTask, NoSuchAttachment."""

    def work(session: Session) -> tuple[Attached, File]:
        seen_task(session, task_id, user)
        found = attached_file(session, task_id, attached_id)
        note(session, "downloaded", "task", task_id, user, file=attached_id)
        return found

    attached, file = desk.store.write(work)
    place = place_of(desk.store.originals, file.sha256)
    if not place.is_file():
        raise NoSuchAttachment(number=task_id)
    return FileResponse(place, media_type="application/octet-stream", filename=attached.name, headers=_HEADERS)


def _descriptor(file: UploadFile) -> int:
    """The open file behind what was sent, from its beginning, on the disk."""
    file.file.seek(0)
    return file.file.fileno()
