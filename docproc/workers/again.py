"""A letter that is read once more, because people turned its pages or put them in another order.

The job is one of the ledger like any other: what it gives is written only while its lease holds, in the
transaction that ends it. A letter whose pages were arranged anew meanwhile has another job for that; what this
one read is then of no use, and is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.page import Page
from docproc.store.audit import note
from docproc.store.entered.changes import correct_letter, letter_row
from docproc.store.entered.kept import with_corrections, with_own_ids
from docproc.store.fulltext import index_letter
from docproc.store.jobs import Leased
from docproc.store.letters.kept_secret import still_secret
from docproc.store.page_words import keep_words
from docproc.store.records import registered_letter
from docproc.store.register import SAME_DOCUMENT, same_document, seen_before
from docproc.store.schema import LetterVersion, StoredLetter, StoredTask, User


@dataclass(frozen=True, slots=True)
class Again:
    """A letter as read again: the job that asked for it, the reading, its pages, what read it."""

    job: Leased
    letter: Letter
    pages: Sequence[Page]
    engine: str


def take_in(session: Session, again: Again) -> None:
    """Make the reading a new version of its letter, by the person who asked, and keep what people corrected."""
    assert again.job.letter_id is not None
    assert again.job.asked_by is not None
    stored = letter_row(session, again.job.letter_id)
    if (stored.arranged_id or stored.file_id) != again.job.file_id:
        return
    user = session.get_one(User, again.job.asked_by)
    now = registered_letter(session, stored.id).letter
    read = _last_reading(session, stored.id)
    tasks = session.scalars(select(StoredTask).where(StoredTask.letter_id == stored.id)).all()
    touched = [task.key for task in tasks if _is_touched(task) and not task.dropped]
    as_secret = still_secret(again.letter, now.header.secrecy)
    new = with_own_ids(_with_same_document(session, stored, as_secret), read, [task.key for task in tasks])
    version = correct_letter(session, stored.id, new, user, engine=again.engine)
    kept = with_corrections(new, read, now, touched)
    if kept != new:
        kept = _with_same_document(session, stored, kept)
        correct_letter(session, stored.id, kept, user)
    index_letter(session, stored.id, kept, [page.text for page in again.pages])
    keep_words(session, stored.id, again.pages)
    stored.checked_at = stored.checked_by = None
    note(session, "read_again", "letter", stored.id, user, version=version)


def _last_reading(session: Session, letter_id: int) -> Letter:
    """The last version that docproc itself read: the first, or one of reading again."""
    wanted = select(LetterVersion.content).where(
        LetterVersion.letter_id == letter_id, LetterVersion.engine.is_not(None) | (LetterVersion.version == 1)
    )
    content = session.scalars(wanted.order_by(LetterVersion.version.desc()).limit(1)).one()
    return Letter.model_validate_json(content)


def _is_touched(task: StoredTask) -> bool:
    """Whether people entered something about a task."""
    return task.version > 1


def _with_same_document(session: Session, stored: StoredLetter, letter: Letter) -> Letter:
    """The letter with the doubt that it is there already, if it is, and marked so in its row."""
    first = same_document(session, letter.header, before=stored.id)
    stored.duplicate_of = first.id if first else None
    doubts = [doubt for doubt in letter.doubts if doubt.code != SAME_DOCUMENT]
    return letter.model_copy(update={"doubts": doubts + ([seen_before(first)] if first else [])})
