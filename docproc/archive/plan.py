"""Entering a tree of files into the ledger, some hundred at a time: one job a content, every path beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from docproc.archive.strata import Scouts
from docproc.errors import CannotRead, why
from docproc.filenames import escaped
from docproc.intake.below import Root, Seen, opened_file, root_of
from docproc.intake.folders import DEEPEST, Kind, TooDeep, entries_in
from docproc.store.database import Store
from docproc.store.originals import Content, content_of
from docproc.store.schema import Arrival, File, Job

log = structlog.get_logger(__name__)
_AT_A_TIME = 500
_MOST_AT_A_TIME = 256_000_000  # bytes; all are read, and who enters them does nothing else meanwhile
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
class Found:
    """A file of the tree, and its state when it was found."""

    path: Path
    seen: Seen


@dataclass(slots=True)
class Entering:
    """Enters the files under `root`, some hundred at each `step`, so that the first are read while the last are
    still looked for. Files that the ledger knows (path, size, time) are not read again.

    Memory stays flat. What was found so far is `planned`; a file that cannot be read is named there.
    """

    store: Store
    root: Path
    files: int = 0
    size: int = 0
    new: int = 0
    _links: list[Path] = field(default_factory=list)
    _unreadable: list[str] = field(default_factory=list)
    _scouts: Scouts = field(default_factory=Scouts)
    _chunks: Iterator[list[Found]] | None = None
    _tree: Root | None = None

    @property
    def planned(self) -> Planned:
        return Planned(self.files, self.size, self.new, len(self._links), tuple(self._unreadable))

    def step(self) -> bool:
        """Enter the next ones; False when there are none.

        Raises OSError when `root` cannot be listed, StoreFault.
        """
        if self._tree is None or self._chunks is None:
            self._tree = root_of(self.root)
            self._chunks = chunks_of(files_of(self._tree, self._links, self._unreadable))
        chunk = next(self._chunks, None)
        if chunk is None:
            return False
        fresh = _unknown(self.store, chunk)
        hashed = list(_hashed(self._tree, fresh, self._unreadable))
        scouts = {
            one.path for one, _ in hashed if self._scouts.is_one(shown_path(one.path, self.root), one.seen.size)
        }
        self.store.write(lambda session: _enter(session, self.root, hashed, scouts))
        self.files += len(chunk)
        self.size += sum(one.seen.size for one in chunk)
        self.new += len(hashed)
        return True

    def _is_scout(self, one: Found) -> bool:
        return self._scouts.is_one(shown_path(one.path, self.root), one.seen.size)


def plan(store: Store, root: Path) -> Planned:
    """Enter all files under `root`. Raises OSError when it cannot be listed, StoreFault."""
    entering = Entering(store, root)
    while entering.step():
        pass
    return entering.planned


def chunks_of(walk: Iterator[Found]) -> Iterator[list[Found]]:
    """The files of a walk, a few hundred at a time, fewer of big ones."""
    chunk: list[Found] = []
    size = 0
    for one in walk:
        chunk.append(one)
        size += one.seen.size
        if len(chunk) == _AT_A_TIME or size > _MOST_AT_A_TIME:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def files_of(tree: Root, links: list[Path], unreadable: list[str]) -> Iterator[Found]:
    """The files below a folder; `links` and `unreadable` grow with what is passed over."""
    for entry in entries_in(tree):
        if entry.kind is Kind.LINK:
            links.append(entry.path)
        elif entry.kind is Kind.DEEP:
            unreadable.append(TooDeep(entry.path, limit=DEEPEST).message())
        elif entry.seen:
            yield Found(entry.path, entry.seen)


def _unknown(store: Store, chunk: list[Found]) -> list[Found]:
    paths = [os.fsencode(one.path) for one in chunk]
    with store.reading() as session:
        rows = session.execute(
            select(Arrival.path, Arrival.size, Arrival.changed_ns, Arrival.inode).where(
                Arrival.path.in_(paths), Arrival.filing == THERE
            )
        )
        known = {(row.path, Seen(row.size, row.changed_ns, row.inode)) for row in rows}
    return [one for one, path in zip(chunk, paths, strict=True) if (path, one.seen) not in known]


def _hashed(tree: Root, found: list[Found], unreadable: list[str]) -> Iterator[tuple[Found, Content]]:
    for one in found:
        try:
            with opened_file(tree, one.path) as descriptor:
                content = content_of(descriptor)
        except OSError as error:
            unreadable.append(CannotRead(one.path, detail=why(error)).message())
        else:
            yield one, content


def _enter(session: Session, root: Path, hashed: list[tuple[Found, Content]], scouts: set[Path]) -> None:
    """Enter these files: asked and written together, since a tree has many thousand of them."""
    paths = [os.fsencode(one.path) for one, _ in hashed]
    # Where the ledger knows a path, it has another content now.
    replaced = Arrival.path.in_(paths), Arrival.filing == THERE
    session.execute(update(Arrival).where(*replaced).values(filing=GONE))
    files, reading = _entered(session, root, hashed, scouts)
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
    session: Session, root: Path, hashed: list[tuple[Found, Content]], scouts: set[Path]
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
                urgent=one.path in scouts,
            )
            session.add(reading[content.sha256])
    session.flush()
    return files, reading


def shown_path(path: Path, root: Path) -> str:
    """A path below the root as text; what is no letter in it is written as an escape."""
    return escaped(path.relative_to(root))
