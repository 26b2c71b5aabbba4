"""Files that somebody uploads: read from the request, taken in, and told what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from fastapi import Request
from sqlalchemy.orm import Session

from docproc.errors import DocprocError, InputError
from docproc.filenames import shown
from docproc.intake.enlist import Place
from docproc.intake.uploaded import LONGEST_NAME, TakenIn, take_in_upload
from docproc.messages import _
from docproc.places import BOOK
from docproc.store.entered.changes import entered_words
from docproc.store.inbox import books
from docproc.store.schema import User
from docproc.web.desk import Desk, desk_of
from docproc.web.inbox.bodies import take_files
from docproc.workdays import VIETNAM

_LONGEST_WORDS = 60  # letters of a book or tag
_MOST_TAGS = 10


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file of an upload: taken in, or refused for a reason."""

    name: str
    taken: TakenIn | None = None
    refused: DocprocError | None = None


async def receive(request: Request, user: User, book: str, tags: list[str]) -> list[Received]:
    """Take in the files of an upload into a book; `book` empty: the one that letters go into here.

    Raises the reason of a file that came alone and is refused, NoUpload, BrokenOff, DiskFull, WrongValue.
    """
    desk = desk_of(request)
    place = _place(desk, book, tags)
    today = desk.clock().astimezone(VIETNAM).date()

    def take(upload: IO[bytes], name: str) -> Received:
        try:
            return Received(name, taken=take_in_upload(desk.store, upload, name, place, user, today))
        except InputError as error:
            return Received(shown(name)[:LONGEST_NAME], refused=error)

    received = await take_files(request, desk.store, take)
    if len(received) == 1 and received[0].refused:
        raise received[0].refused
    return received


def books_to_choose(session: Session) -> list[str]:
    """The books that an upload may go into, the usual one first: the only one that has letters, else the book
    of a watched folder for which none is set.
    """
    known = books(session)
    if len(known) == 1:
        return known
    return [BOOK, *(book for book in known if book != BOOK)]


def _place(desk: Desk, book: str, tags: list[str]) -> Place:
    given = [entered_words(_("tag"), tag, _LONGEST_WORDS) for tag in tags[:_MOST_TAGS]]
    if book:
        return Place(entered_words(_("book"), book, _LONGEST_WORDS), tuple(given))
    with desk.store.reading() as session:
        return Place(books_to_choose(session)[0], tuple(given))
