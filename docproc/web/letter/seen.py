"""A letter that somebody may see, with the file that shows its pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from docproc.errors import NotFound
from docproc.letter import Letter
from docproc.store.arranged import open_job
from docproc.store.audit import note
from docproc.store.originals import is_kept, place_of
from docproc.store.page_words import PageWords, words_on
from docproc.store.people.access import seen_letter
from docproc.store.records import registered_letter
from docproc.store.schema import File, StoredLetter, User, can_be_id
from docproc.web.desk import Desk
from docproc.web.faults import NoSuchPlace
from docproc.web.letter.pictures import Sheet, size_of


@dataclass(frozen=True, slots=True)
class SeenLetter:
    """A letter in the register with its row (out of its session) and its words as corrected last."""

    row: StoredLetter
    letter: Letter


def letter_seen_by(session: Session, letter_id: int, user: User) -> SeenLetter:
    """The letter, for somebody who may see it. Raises NoSuchLetter."""
    row = seen_letter(session, letter_id, user)
    return SeenLetter(row, registered_letter(session, letter_id).letter)


def note_viewed(desk: Desk, letter_id: int, user: User) -> None:
    """Write down that somebody looked at a letter."""
    desk.store.write(lambda session: note(session, "viewed", "letter", letter_id, user))


def sheet(desk: Desk, letter_id: int, number: int, user: User) -> Sheet:
    """The page `number` (from 1) of a letter, to be drawn: of the file in which people put the pages in order,
    else of the original. Raises NoSuchLetter, NoSuchPlace, NotFound when the file is not there.
    """
    with desk.store.reading() as session:
        found = letter_seen_by(session, letter_id, user)
        file = session.get_one(File, found.row.arranged_id or found.row.file_id)
        is_read = open_job(session, found.row) is None
    if not 1 <= number <= found.letter.pages:
        raise NoSuchPlace()
    # What the reading says of how pages lie is not of this file while that is still to be read.
    turns = {note.page: note.turned for note in found.letter.page_notes} if is_read else {}
    return Sheet(whole(desk, file), file.sha256, number, turns, found.row.secrecy is not None)


def original(desk: Desk, letter_id: int, user: User) -> tuple[Path, str]:
    """The original file of a letter and the name that it came under, for somebody who takes a copy of it.

    Raises NoSuchLetter, NotFound when the file is not there.
    """
    with desk.store.reading() as session:
        row = seen_letter(session, letter_id, user)
        file = session.get_one(File, row.file_id)
    path = whole(desk, file)
    desk.store.write(lambda session: note(session, "downloaded", "letter", letter_id, user))
    return path, file.name


def page_words(desk: Desk, letter_id: int, number: int, user: User) -> PageWords:
    """The words of a page; a page without any, but with its size, where they were not kept.

    Raises as `sheet` does, and InputError where the page cannot be measured.
    """
    with desk.store.reading() as session:
        seen_letter(session, letter_id, user)
        kept = words_on(session, letter_id, number) if can_be_id(number) else None
    if kept is not None and kept.lines:
        return kept
    return PageWords(number, *size_of(desk, sheet(desk, letter_id, number, user)), ())


def whole(desk: Desk, file: File) -> Path:
    """Where a file of the store lies. Raises NotFound when it is not there, or cut off."""
    path = place_of(desk.store.originals, file.sha256)
    if not is_kept(path, file.size):
        raise NotFound(file.name)
    return path
