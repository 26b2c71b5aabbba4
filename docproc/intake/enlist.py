"""What all ways into the store share: the bytes lie in the originals already, now the database hears of them.

A content is one file and has one job, whatever way and however often it comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from docproc.store.database import Store
from docproc.store.originals import Content
from docproc.store.schema import File, Job

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the letter of a file belongs: its register book and tags."""

    book: str
    tags: tuple[str, ...]


def file_of(session: Session, content: Content, name: str) -> File:
    """The file with this content, kept for this transaction; a new one gets the name it came under."""
    file = session.scalar(select(File).where(File.sha256 == content.sha256).with_for_update())
    if file is None:
        file = File(sha256=content.sha256, size=content.size, name=name, kept=True)
        session.add(file)
        session.flush()
    return file


def job_of(session: Session, file: File) -> Job | None:
    """The job that registers a file."""
    return session.scalar(select(Job).where(Job.file_id == file.id, Job.kind == "register"))


def new_job(session: Session, file: File, name: str, place: Place, day: Date) -> Job:
    """A job that registers a file, for workers to take."""
    job = Job(file_id=file.id, kind="register", name=name, book=place.book, tags=list(place.tags), arrived_on=day)
    session.add(job)
    session.flush()
    return job


def write_once(store: Store, write: Callable[[Session], Value]) -> Value:
    """Write down what came; once more when somebody else was first with the same bytes. Raises StoreFault."""
    try:
        return store.write(write)
    except IntegrityError:
        return store.write(write)
