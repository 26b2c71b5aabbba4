"""Entering a tree of files into the ledger: one job a content, every path that has it beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from itertools import islice
from pathlib import Path

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from docproc.errors import CannotRead, why
from docproc.filenames import escaped
from docproc.intake.below import Root, Seen, opened_file, root_of
from docproc.intake.folders import DEEPEST, Kind, TooDeep, entries_in
from docproc.store.database import Store
from docproc.store.originals import Content, content_of
from docproc.store.schema import Arrival, File, Job

log = structlog.get_logger(__name__)
_AT_A_TIME = 500
THERE, GONE = "there", "gone"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a walk through the tree found: files, bytes, files new to the ledger, links (none is followed)."""

    files: int = 0
    size: int = 0
    new: int = 0
    links: int = 0
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
    tree, links = root_of(root), list[Path]()
    files = size = new = 0
    unreadable: list[str] = []
    walk = _files_of(tree, links, unreadable)
    while chunk := list(islice(walk, _AT_A_TIME)):
        fresh = _unknown(store, chunk)
        hashed = list(_hashed(tree, fresh, unreadable))
        store.write(lambda session, hashed=hashed: _enter(session, root, hashed))  # type: ignore[misc]
        files += len(chunk)
        size += sum(one.seen.size for one in chunk)
        new += len(hashed)
        tell(files)
    return Planned(files, size, new, len(links), tuple(unreadable))


def _files_of(tree: Root, links: list[Path], unreadable: list[str]) -> Iterator[_Found]:
    for entry in entries_in(tree):
        if entry.kind is Kind.LINK:
            links.append(entry.path)
        elif entry.kind is Kind.DEEP:
            unreadable.append(TooDeep(entry.path, limit=DEEPEST).message())
        elif entry.seen:
            yield _Found(entry.path, entry.seen)


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


def _hashed(tree: Root, found: list[_Found], unreadable: list[str]) -> Iterator[tuple[_Found, Content]]:
    for one in found:
        try:
            with opened_file(tree, one.path) as descriptor:
                content = content_of(descriptor)
        except OSError as error:
            unreadable.append(CannotRead(one.path, detail=why(error)).message())
        else:
            yield one, content


def _enter(session: Session, root: Path, hashed: list[tuple[_Found, Content]]) -> None:
    """Enter these files: asked and written together, since a tree has many thousand of them."""
    paths = [os.fsencode(one.path) for one, _ in hashed]
    # Where the ledger knows a path, it has another content now.
    replaced = Arrival.path.in_(paths), Arrival.filing == THERE
    session.execute(update(Arrival).where(*replaced).values(filing=GONE))
    files, reading = _entered(session, root, hashed)
    session.add_all(
        Arrival(
            file_id=files[content.sha256].id,
            job_id=reading[content.sha256].id,
            folder=os.fsencode(root),
            path=path,
            name=shown_path(one.path, root),
            outcome="new",
            filing=THERE,
            **one.seen._asdict(),
        )
        for (one, content), path in zip(hashed, paths, strict=True)
    )


def _entered(
    session: Session, root: Path, hashed: list[tuple[_Found, Content]]
) -> tuple[dict[str, File], dict[str, Job]]:
    """The file and the job of each content, by its hash; those that the ledger lacks are made."""
    hashes = {content.sha256 for _, content in hashed}
    files = {file.sha256: file for file in session.scalars(select(File).where(File.sha256.in_(hashes)))}
    for one, content in hashed:
        if content.sha256 not in files:
            name = shown_path(one.path, root)
            files[content.sha256] = File(sha256=content.sha256, size=content.size, name=name, kept=False)
            session.add(files[content.sha256])
    session.flush()
    by_id = {file.id: sha256 for sha256, file in files.items()}
    jobs = select(Job).where(Job.file_id.in_(by_id), Job.kind == "read")
    reading = {by_id[job.file_id]: job for job in session.scalars(jobs)}
    today = Date.today()
    for one, content in hashed:
        if content.sha256 not in reading:
            reading[content.sha256] = Job(
                file_id=files[content.sha256].id,
                kind="read",
                name=shown_path(one.path, root),
                path=os.fsencode(one.path),
                arrived_on=today,
                looked=True,
            )
            session.add(reading[content.sha256])
    session.flush()
    return files, reading


def shown_path(path: Path, root: Path) -> str:
    """A path below the root as text; what is no letter in it is written as an escape."""
    return escaped(path.relative_to(root))
