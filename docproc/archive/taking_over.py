"""An archive is taken over into a book of the office's register, so that search and desk know its letters.

Nothing is numbered anew: the letters stand in a book of their own, under the day that they bear, and their tasks
are not followed. Only some files wait at a time; the letters of the day come before all of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.address import Address
from docproc.archive.run import When
from docproc.archive.sources import Found, Passed, chunks_in, noted, open_in, opened
from docproc.disk import NO_SPACE
from docproc.errors import CannotRead, InputError, why
from docproc.intake.below import Root
from docproc.intake.enlist import file_of, write_once
from docproc.store import jobs
from docproc.store.audit import note
from docproc.store.database import Store
from docproc.store.originals import Content, keep
from docproc.store.register import is_registered
from docproc.store.schema import Arrival, Job

if TYPE_CHECKING:
    from docproc.workers.executors import Executor  # loads what reads scans

_STEP = 0.2  # seconds between looks
_WINDOW = 200  # files that wait at most
_OPEN = ("waiting", "leased", "split")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How far it is: files found, of them `known` before (by their content), `done` and `failed` of the others,
    and what could not be read or is a link, which is not followed. `counting`: more may be found.
    """

    files: int = 0
    known: int = 0
    done: int = 0
    failed: int = 0
    links: int = 0
    unreadable: tuple[str, ...] = ()
    counting: bool = True


def take_over(
    store: Store,
    root: Path | Address,
    book: str,
    executor: Executor | None,
    stop: threading.Event,
    tell: Callable[[TakenOver], None],
    when: When,
) -> TakenOver:
    """Put every letter below `root` into a book of the register; ends early, in good order, with `stop`.

    `executor` does the work; None: somebody else does (docproc watch). `tell` hears how far it is. What was taken
    over before, by whatever name, is left. Raises OSError when `root` cannot be listed or there is no room, what
    remote.objects does, StoreFault, MissingProgram.
    """
    entering = _Entering(store, root, book)
    if executor is not None:
        executor.start()
    try:
        while not stop.is_set():
            entering.step(has_hours=when.waits_until() is None)
            reached = entering.reached()
            tell(reached)
            if not reached.counting and not entering.waiting:
                break
            if executor is not None:
                executor.rest(when.waits_until() is not None)
                executor.tend()
            stop.wait(_STEP)
    finally:
        if executor is not None:
            executor.stop()
    return entering.reached()


@dataclass(slots=True)
class _Entering:
    """Enters the files of a tree, as many as may wait."""

    store: Store
    root: Path | Address
    book: str
    _so_far: TakenOver = TakenOver()
    _jobs: set[int] = field(default_factory=set)
    _passed: Passed = field(default_factory=Passed)
    _files: Iterator[Found] | None = None
    _tree: Root | Address | None = None

    @property
    def waiting(self) -> int:
        """How many files were entered and have not ended."""
        return len(self._jobs)

    def step(self, has_hours: bool) -> None:
        """Enter files until so many wait; none outside of the hours. Raises OSError, StoreFault."""
        if self._tree is None or self._files is None:
            self._tree = opened(self.root)
            self._files = (one for chunk in chunks_in(self._tree, self._passed) for one in chunk)
        self._count_ended()
        while has_hours and self._so_far.counting and self.waiting < _WINDOW:
            one = next(self._files, None)
            if one is None:
                self._so_far = replace(self._so_far, counting=False)
            else:
                self._enter(self._tree, one)

    def reached(self) -> TakenOver:
        return replace(self._so_far, links=self._passed.links, unreadable=tuple(self._passed.unreadable))

    def _enter(self, tree: Root | Address, one: Found) -> None:
        try:
            with open_in(tree, one) as descriptor:
                content = keep(descriptor, self.store.originals)
        except InputError as error:
            self._passed.add(error.message())
            return
        except OSError as error:
            if error.errno in NO_SPACE:
                raise
            self._passed.add(CannotRead(one.path, detail=why(error)).message())
            return
        job = write_once(self.store, lambda session: _entered(session, one, content, self.root, self.book))
        self._so_far = replace(self._so_far, files=self._so_far.files + 1)
        if job is None:
            self._so_far = replace(self._so_far, known=self._so_far.known + 1)
        else:
            self._jobs.add(job)

    def _count_ended(self) -> None:
        """Move what has ended from the jobs that are waited for to the counts."""
        with self.store.reading() as session:
            asked = select(Job.id, Job.state).where(Job.id.in_(self._jobs), Job.state.not_in(_OPEN))
            ended = session.execute(asked).all()
        failed = sum(row.state == "failed" for row in ended)
        self._jobs -= {row.id for row in ended}
        so_far = self._so_far
        self._so_far = replace(so_far, done=so_far.done + len(ended) - failed, failed=so_far.failed + failed)


def _entered(session: Session, one: Found, content: Content, root: Path | Address, book: str) -> int | None:
    """The job (its id) that takes a file over; None where its letter is there already, or it failed before."""
    file = file_of(session, content, one.name)
    job = session.scalar(select(Job).where(Job.file_id == file.id, Job.kind.in_(("register", jobs.ARCHIVE))))
    if job is not None:
        return job.id if job.kind == jobs.ARCHIVE and job.state in _OPEN else None
    if is_registered(session, file.id):
        return None
    day = min(Date.fromtimestamp(one.seen.changed_ns / 1e9), Date.today())
    job = Job(file_id=file.id, kind=jobs.ARCHIVE, name=one.name, book=book, arrived_on=day, looked=True)
    session.add(job)
    session.flush()
    session.add(
        Arrival(
            file_id=file.id,
            job_id=job.id,
            folder=noted(root),
            path=one.place,
            name=one.name,
            outcome="new",
            filing="done",
            **one.seen._asdict(),
        )
    )
    note(session, "arrived", "file", file.id, name=one.name, outcome="new", book=book)
    return job.id
