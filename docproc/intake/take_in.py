"""A file that is complete becomes a job: its bytes on the disk first, then one transaction."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date as Date
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from docproc.filenames import shown
from docproc.intake.below import Root, Seen, opened_file, seen_at, seen_open
from docproc.intake.enlist import Place, file_of, job_of, new_job, write_once
from docproc.intake.troubles import ClockBehind
from docproc.places import Watched
from docproc.store import jobs
from docproc.store.audit import note
from docproc.store.clock import day_of_arrival
from docproc.store.database import Store
from docproc.store.originals import Content, keep
from docproc.store.schema import Arrival

log = structlog.get_logger(__name__)


class StillChanging(Exception):
    """The file changed while it was read; it must come to rest again."""


def place_in(watched: Watched, path: Path) -> Place:
    """Book and tags of a file by the sub-folders it lies in."""
    above = tuple(shown(part) for part in path.relative_to(watched.folder).parts[:-1])
    if watched.subfolders == "books" and above:
        return Place(above[0], above[1:])
    return Place(watched.book, above if watched.subfolders == "tags" else ())


def take_in(
    store: Store,
    watched: Watched,
    root: Root,
    path: Path,
    seen: Seen,
    today: Date | None = None,
    tell: Callable[[ClockBehind], None] = lambda trouble: None,
) -> str:
    """Put a file into the store and its work into the ledger; gives `new`, `known` or `retry`.

    `root`: the watched folder as it was checked. `seen`: the state in which the file came to rest. `today`: the
    day of arrival; None is the day it is here now. `tell` hears of it when that is before the day of letters that
    came earlier.

    The same bytes are never processed again; those that failed before get another try. Raises StillChanging,
    OSError (unreadable, disk full), StoreFault.
    """
    with opened_file(root, path) as descriptor:
        if seen_open(descriptor) != seen:
            raise StillChanging(path)
        content = keep(descriptor, store.originals)
        if seen_open(descriptor) != seen or content.size != seen.size:
            raise StillChanging(path)
    if seen_at(root, path) != seen:  # another file, or a link, has its name
        raise StillChanging(path)
    place = place_in(watched, path)
    clock = today or datetime.now().astimezone().date()
    with store.reading() as session:
        day, last = day_of_arrival(session, clock)

    def write(session: Session) -> str:
        return _note_arrival(session, watched, path, seen, content, place, day)

    outcome = write_once(store, write)
    if last is not None and outcome == "new":
        log.warning("clock_behind", today=str(clock), last=str(last), file=shown(path.name))
        tell(ClockBehind(today=f"{clock:%d/%m/%Y}", last=f"{last:%d/%m/%Y}"))
    log.info("taken_in", file=shown(path.name), sha256=content.sha256[:12], outcome=outcome)
    return outcome


def is_known(session: Session, path: Path, seen: Seen) -> bool:
    """Whether this very file at this very place has been taken in already and has not gone from there since."""
    known = select(Arrival.id).where(_is_of(path, seen), Arrival.filing != "lost")
    return session.scalar(known.limit(1)) is not None


def _is_of(path: Path, seen: Seen) -> ColumnElement[bool]:
    return and_(
        Arrival.path == os.fsencode(path),
        Arrival.size == seen.size,
        Arrival.changed_ns == seen.changed_ns,
        Arrival.inode == seen.inode,
    )


def _note_arrival(
    session: Session, watched: Watched, path: Path, seen: Seen, content: Content, place: Place, day: Date
) -> str:
    file = file_of(session, content, shown(path.name))
    job = job_of(session, file)
    lost = select(Arrival).where(_is_of(path, seen), Arrival.filing == "lost", Arrival.file_id == file.id)
    back = session.scalar(lost.limit(1))
    if back is not None:  # somebody had taken it away for a while
        back.filing = "waiting"
        return "known"
    outcome = "known"
    if job is None:
        outcome = "new"
        job = new_job(session, file, shown(path.name), place, day)
    elif job.state == "failed" and not is_known(session, path, seen):
        outcome = "retry"
        jobs.begin_again(job)
    session.add(
        Arrival(
            file_id=file.id,
            job_id=job.id,
            folder=os.fsencode(watched.folder),
            path=os.fsencode(path),
            name=shown(path.name),
            outcome=outcome,
            **seen._asdict(),
        )
    )
    note(session, "arrived", "file", file.id, name=shown(path.name), outcome=outcome)
    return outcome
