"""A file that somebody uploads at the desk becomes a job, as one of a watched folder does (`take_in.py`).

Its bytes come over the network into a file without a name on the disk of the store, so that an upload which
breaks off leaves nothing, however it ends. Then they are kept in the originals, on the disk and under their hash,
and only then does one transaction write file, job and the line of the audit trail. Cut off before it, the person
has no answer and uploads again, and finds the bytes used; cut off after it, the file is known.

Nothing is opened here: what a file is, a worker tells. Its name is a text that is shown, never a path.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Date
from typing import IO, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docproc.disk import NO_SPACE
from docproc.errors import DiskFull, EmptyFile
from docproc.filenames import shown
from docproc.intake.enlist import Place, file_of, job_of, new_job, write_once
from docproc.store import jobs
from docproc.store.audit import note
from docproc.store.clock import day_of_arrival
from docproc.store.database import Store
from docproc.store.originals import INCOMING, Content, keep
from docproc.store.people.access import visible
from docproc.store.schema import File, FilePart, StoredLetter, User

Outcome = Literal["new", "known", "retry"]
LONGEST_NAME = 200  # letters of a name that are kept


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter of the register that a file is, or that was cut out of it."""

    id: int
    book: str
    year: int
    arrival_number: int | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of an uploaded file: `new`, `known`, or `retry` for one that failed before.

    `letters`: those that a known file is already, as far as the person may see them.
    """

    name: str
    file_id: int
    outcome: Outcome
    letters: tuple[KnownLetter, ...] = ()


@contextmanager
def room_for_upload(store: Store) -> Iterator[IO[bytes]]:
    """A file without a name for the bytes of an upload. Raises DiskFull, also for what is written to it."""
    incoming = store.originals / INCOMING
    with disk_full_told(store):
        incoming.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=incoming, buffering=0) as opened:
            yield opened


@contextmanager
def disk_full_told(store: Store) -> Iterator[None]:
    """A disk that is full, in words. Raises DiskFull in place of that OSError."""
    try:
        yield
    except OSError as error:
        if error.errno in (*NO_SPACE, errno.EFBIG):
            raise DiskFull(folder=store.data) from error
        raise


def take_in_upload(store: Store, upload: IO[bytes], name: str, place: Place, user: User, today: Date) -> TakenIn:
    """Put an uploaded file into the store and its work into the ledger.

    `upload`: an open file with all its bytes; `today`: the day by the clock of the desk. The same bytes are never
    processed again; those that failed before get another try. Raises EmptyFile, DiskFull, OSError, StoreFault.
    """
    upload.seek(0)
    told = shown(name)[:LONGEST_NAME]
    if not os.fstat(upload.fileno()).st_size:
        raise EmptyFile(told)
    with disk_full_told(store):
        content = keep(upload.fileno(), store.originals)
    with store.reading() as session:
        day, _last = day_of_arrival(session, today)
    return write_once(store, lambda session: _note_upload(session, content, told, place, user, day))


def _note_upload(session: Session, content: Content, name: str, place: Place, user: User, day: Date) -> TakenIn:
    file = file_of(session, content, name)
    job = job_of(session, file)
    outcome: Outcome = "known"
    if job is None and not _is_letter(session, file):
        outcome = "new"
        new_job(session, file, name, place, day)
    elif job is not None and job.state == "failed":
        outcome = "retry"
        jobs.retry(session, [job.id])
    note(session, "uploaded", "file", file.id, user, name=name, outcome=outcome)
    return TakenIn(name, file.id, outcome, _known_letters(session, file, user) if outcome == "known" else ())


def _is_letter(session: Session, file: File) -> bool:
    """Whether the file has a letter without a job of its own: it was cut out of another one."""
    return session.scalar(select(StoredLetter.id).where(StoredLetter.file_id == file.id)) is not None


def _known_letters(session: Session, file: File, user: User) -> tuple[KnownLetter, ...]:
    cut_out = select(FilePart.part_id).where(FilePart.file_id == file.id)
    of_file = or_(StoredLetter.file_id == file.id, StoredLetter.file_id.in_(cut_out))
    found = session.scalars(select(StoredLetter).where(of_file, visible(user)).order_by(StoredLetter.id))
    return tuple(
        KnownLetter(one.id, one.book, one.year, None if one.archived_on else one.arrival_number) for one in found
    )
