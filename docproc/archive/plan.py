"""Entering a tree of files into the ledger, some hundred at a time: one job a content, every path beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from time import monotonic

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from docproc.address import Address, noted_place
from docproc.archive.sources import Found, Passed, chunks_in, contents_in, noted, opened
from docproc.archive.strata import Scouts
from docproc.intake.below import Root, Seen
from docproc.remote.faults import StoreSilent
from docproc.store.database import Store
from docproc.store.originals import Content
from docproc.store.schema import Arrival, File, Job

log = structlog.get_logger(__name__)
_SILENCE = 600.0  # seconds for an object store to answer again; it may be started anew, or a cable be changed
_AGAIN = 10.0  # seconds before it is asked again
THERE, GONE = "there", "gone"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a walk through the tree found: files, bytes, files new to the ledger, links (none is followed)."""

    files: int = 0
    size: int = 0
    new: int = 0
    links: int = 0
    unreadable: tuple[str, ...] = ()


@dataclass(slots=True)
class Entering:
    """Enters the files below `root`, some hundred at each `step`, so that the first are read while the last are
    still looked for. Files that the ledger knows (place, size, time) are not read again.

    Memory stays flat. What was found so far is `planned`; a file that cannot be read is named there.
    """

    store: Store
    root: Path | Address
    files: int = 0
    size: int = 0
    new: int = 0
    _passed: Passed = field(default_factory=Passed)
    _scouts: Scouts = field(default_factory=Scouts)
    _chunks: Iterator[list[Found]] | None = None
    _chunk: list[Found] | None = None
    _last: Found | None = None
    _archive: Root | Address | None = None
    _silent_since: float | None = None
    _not_before: float = 0.0

    @property
    def planned(self) -> Planned:
        return Planned(self.files, self.size, self.new, self._passed.links, tuple(self._passed.unreadable))

    def step(self) -> bool:
        """Enter the next ones; False when there are none. While an object store is silent nothing is entered, and
        it is asked again later.

        Raises OSError when `root` cannot be listed, what remote.objects does of an archive in an object store
        (StoreSilent when it was silent from the beginning, or for long), StoreFault.
        """
        if monotonic() < self._not_before:
            return True
        try:
            is_more = self._step()
        except StoreSilent as error:
            self._wait(error)
            return True
        self._silent_since = None
        return is_more

    def _step(self) -> bool:
        if self._archive is None:
            self._archive = opened(self.root)
        if self._chunks is None:
            self._chunks = chunks_in(self._archive, self._passed, self._last)
        if self._chunk is None:
            self._chunk = next(self._chunks, None)
        if self._chunk is None:
            return False
        self._enter(self._archive, self._chunk)
        self._last, self._chunk = self._chunk[-1], None
        return True

    def _enter(self, archive: Root | Address, chunk: list[Found]) -> None:
        hashed = list(contents_in(archive, _unknown(self.store, chunk), self._passed))
        scouts = {one.place for one, _ in hashed if self._scouts.is_one(one.name, one.seen.size)}
        self.store.write(lambda session: _enter(session, self.root, hashed, scouts))
        self.files += len(chunk)
        self.size += sum(one.seen.size for one in chunk)
        self.new += len(hashed)

    def _wait(self, error: StoreSilent) -> None:
        """Let a silent store be asked again later, from the last file that was entered on."""
        now = monotonic()
        self._silent_since = self._silent_since or now
        if self._archive is None or now - self._silent_since > _SILENCE:
            raise error
        log.warning("store_silent", detail=error.details.get("detail"))
        self._not_before = now + _AGAIN
        if self._chunk is None:
            self._chunks = None  # it ended with the error


def waiting_sources(store: Store) -> tuple[Address, ...]:
    """The addresses of archives in object stores of which files wait to be read. Raises StoreFault."""
    waits = select(Arrival.folder).join(Job, Job.id == Arrival.job_id).where(Job.state.not_in(("done", "failed")))
    with store.reading() as session:
        places = [noted_place(folder) for folder in session.scalars(waits.distinct())]
    return tuple(sorted((place for place in places if isinstance(place, Address)), key=str))


def plan(store: Store, root: Path | Address) -> Planned:
    """Enter all files below `root`. Raises as `Entering.step`."""
    entering = Entering(store, root)
    while entering.step():
        pass
    return entering.planned


def _unknown(store: Store, chunk: list[Found]) -> list[Found]:
    places = [one.place for one in chunk]
    with store.reading() as session:
        rows = session.execute(
            select(Arrival.path, Arrival.size, Arrival.changed_ns, Arrival.inode).where(
                Arrival.path.in_(places), Arrival.filing == THERE
            )
        )
        known = {(row.path, Seen(row.size, row.changed_ns, row.inode)) for row in rows}
    return [one for one in chunk if (one.place, one.seen) not in known]


def _enter(
    session: Session, root: Path | Address, hashed: list[tuple[Found, Content]], scouts: set[bytes]
) -> None:
    """Enter these files: asked and written together, since a tree has many thousand of them."""
    # Where the ledger knows a place, it has another content now.
    replaced = Arrival.path.in_([one.place for one, _ in hashed]), Arrival.filing == THERE
    session.execute(update(Arrival).where(*replaced).values(filing=GONE))
    files, reading = _entered(session, hashed, scouts)
    session.add_all(
        Arrival(
            file_id=files[content.sha256].id,
            job_id=reading[content.sha256].id,
            folder=noted(root),
            path=one.place,
            name=one.name,
            outcome="new",
            filing=THERE,
            **one.seen._asdict(),
        )
        for one, content in hashed
    )


def _entered(
    session: Session, hashed: list[tuple[Found, Content]], scouts: set[bytes]
) -> tuple[dict[str, File], dict[str, Job]]:
    """The file and the job of each content, by its hash; those that the ledger lacks are made."""
    hashes = {content.sha256 for _, content in hashed}
    files = {file.sha256: file for file in session.scalars(select(File).where(File.sha256.in_(hashes)))}
    for one, content in hashed:
        if content.sha256 not in files:
            files[content.sha256] = File(sha256=content.sha256, size=content.size, name=one.name, kept=False)
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
                name=one.name,
                path=one.place,
                arrived_on=today,
                looked=True,
                urgent=one.place in scouts,
            )
            session.add(reading[content.sha256])
    session.flush()
    return files, reading
