"""The searchable copy of a letter's file, made when somebody asks for it: in a child process under limits.

It is made from the words that were kept when the letter was read, so nothing is read again.
"""

from __future__ import annotations

import threading
from pathlib import Path

from fastapi.responses import Response

from docproc.confined.call import Allowance, confined
from docproc.errors import InputError, ReadAgainNow
from docproc.messages import mark
from docproc.searchable.copy import Copy, searchable_copy
from docproc.searchable.words import layers_of_kept
from docproc.store.arranged import open_job
from docproc.store.audit import note
from docproc.store.page_words import words_of
from docproc.store.schema import File, User
from docproc.web.desk import Desk
from docproc.web.downloads import attachment, file_name
from docproc.web.letter.seen import letter_seen_by, whole

_AT_ONCE = threading.BoundedSemaphore(1)  # the pictures of pages have two


class WordsNotKept(InputError):
    reason = mark("this letter was read before docproc kept the words of its pages")
    remedy = mark("The administrator makes its copy with docproc export searchable.")


def copy_answer(desk: Desk, letter_id: int, user: User) -> Response:
    """The answer that brings the copy, to be saved. Raises NoSuchLetter, NotFound when the file is not there,
    WordsNotKept, ReadAgainNow, InputError.
    """
    with desk.store.reading() as session:
        found = letter_seen_by(session, letter_id, user)
        file = session.get_one(File, found.row.arranged_id or found.row.file_id)
        if open_job(session, found.row) is not None:
            raise ReadAgainNow(file.name)
        layers = layers_of_kept(found.letter, words_of(session, letter_id))
    if layers is None:
        raise WordsNotKept(file.name)
    allowance = Allowance(desk.settings.worker_megabytes, desk.settings.page_work_seconds)
    asked = (whole(desk, file), layers, found.letter, desk.settings)
    with _AT_ONCE:
        made: Copy = confined(searchable_copy, *asked, allowance=allowance)
    desk.store.write(lambda session: note(session, "downloaded", "letter", letter_id, user))
    headers = attachment(file_name(Path(found.letter.file).stem, ".copy.pdf"))
    return Response(made.content, media_type="application/pdf", headers=headers)
