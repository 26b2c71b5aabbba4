"""Rows to test on."""

from __future__ import annotations

import os
from datetime import date

from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File, Job


def add_file(session: Session, sha256: str = "a" * 64) -> File:
    """A file that the store knows of."""
    file = File(sha256=sha256, size=1, name=f"{sha256[:4]}.pdf", kept=False)
    session.add(file)
    session.flush()
    return file


def add_job(session: Session, sha256: str = "a" * 64, kind: str = "register") -> int:
    """A job that waits."""
    job = Job(
        file_id=add_file(session, sha256).id, kind=kind, name=f"{sha256[:4]}.pdf", arrived_on=date(2024, 5, 6)
    )
    session.add(job)
    session.flush()
    return job.id


def add_letter(
    store: Store, letter: Letter, book: str = "Đến", day: date = date(2024, 5, 6), pages: tuple[str, ...] = ("",)
) -> int:
    """Register a letter of a new file; gives its id."""

    def write(session: Session) -> int:
        file = add_file(session, os.urandom(32).hex())
        return register(session, letter, pages, Entry(file.id, book, day)).id

    return store.write(write)
