"""Entering a tree of files into the ledger: one job a content, every path that has it beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from itertools import islice
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.intake.folders import files_in
from docproc.intake.stability import Seen, seen_at
from docproc.store.database import Store
from docproc.store.originals import Content, content_of
from docproc.store.schema import Arrival, File, Job

log = structlog.get_logger(__name__)
_AT_A_TIME = 500
THERE, GONE = "there", "gone"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a walk through the tree found: files, bytes, and those of them that are new to the ledger."""

    files: int = 0
    size: int = 0
    new: int = 0
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    seen: Seen


def plan(store: Store, root: Path, tell: Callable[[int], None] = lambda count: None) -> Planned:
    """Enter all files under `root`. Files that the ledger knows (path, size, time) are not read again.

    `tell` hears how many files have been found so far. A file that cannot be read is named in `unreadable`.
    Memory stays flat: a few hundred files at a time. Raises OSError when `root` cannot be listed, StoreFault.
    """
    walk = (_Found(path, seen) for path in files_in(root) if (seen := seen_at(path)))
    files = size = new = 0
    unreadable: list[str] = []
    while chunk := list(islice(walk, _AT_A_TIME)):
        fresh = _unknown(store, chunk)
        hashed = list(_hashed(fresh, unreadable))
        store.write(lambda session, hashed=hashed: _enter(session, root, hashed))  # type: ignore[misc]
        files += len(chunk)
        size += sum(one.seen.size for one in chunk)
        new += len(hashed)
        tell(files)
    return Planned(files, size, new, tuple(unreadable))


def _unknown(store: Store, chunk: list[_Found]) -> list[_Found]:
    paths = [os.fsencode(one.path) for one in chunk]
    with store.reading() as session:
        rows = session.execute(
            select(Arrival.path, Arrival.size, Arrival.changed_ns, Arrival.inode).where(
                Arrival.path.in_(paths), Arrival.filing == THERE
            )
        )
        known = {(row.path, Seen(row.size, row.changed_ns, row.inode)) for row in rows}
    return [one for one, path in zip(chunk, paths, strict=True) if (path, one.seen) not in known]


def _hashed(found: list[_Found], unreadable: list[str]) -> Iterator[tuple[_Found, Content]]:
    for one in found:
        try:
            yield one, content_of(one.path)
        except OSError as error:
            unreadable.append(f"{one.path}: {error.strerror}")


def _enter(session: Session, root: Path, hashed: list[tuple[_Found, Content]]) -> None:
    today = Date.today()
    for one, content in hashed:
        name = shown_path(one.path, root)
        path = os.fsencode(one.path)
        for former in session.scalars(select(Arrival).where(Arrival.path == path, Arrival.filing == THERE)):
            former.filing = GONE  # the file at this path has another content now
        file = session.scalar(select(File).where(File.sha256 == content.sha256))
        if file is None:
            file = File(sha256=content.sha256, size=content.size, name=name, kept=False)
            session.add(file)
            session.flush()
        job = session.scalar(select(Job).where(Job.file_id == file.id, Job.kind == "read"))
        if job is None:
            job = Job(file_id=file.id, kind="read", name=name, path=path, arrived_on=today, looked=True)
            session.add(job)
            session.flush()
        arrival = Arrival(
            file_id=file.id,
            job_id=job.id,
            folder=os.fsencode(root),
            path=path,
            name=name,
            outcome="new",
            filing=THERE,
            **one.seen._asdict(),
        )
        session.add(arrival)


def shown_path(path: Path, root: Path) -> str:
    """A path below the root as text; bytes that are no UTF-8 are written as escapes."""
    return os.fsencode(path.relative_to(root)).decode("utf-8", errors="backslashreplace")
