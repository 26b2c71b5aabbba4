"""Running an archive: files are entered, an executor reads them, results are written as they come."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docproc.archive.export import export_all, export_new
from docproc.archive.hours import Hours
from docproc.archive.plan import Entering, Planned
from docproc.archive.reached import Progress, progress_of
from docproc.errors import DocprocError
from docproc.messages import mark
from docproc.store import jobs
from docproc.store.database import Store

if TYPE_CHECKING:
    from docproc.workers.executors import Executor  # loads what reads scans

LEDGER = "ledger"
_STEP = 0.1
_EVERY = 1.0  # seconds between results written; every time the files are made safe on the disk
_LOOK_SHARE = 50  # counting may take one fiftieth of the time
_HEAD_START = 10.0  # seconds for workers to load what they need, before more files than the first are entered


class AlreadyRunning(DocprocError):
    reason = mark("another docproc batch writes to this folder")
    remedy = mark("Wait for it, or choose another folder with --out.")


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """The lock of the folder of results; gone however the run ends. Raises AlreadyRunning."""
    descriptor = os.open(out / "batch.lock", os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK, 0o644)  # a pipe would wait
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(out) from error
        yield


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears how far a run is, what was found once all files are entered, and until when it waits."""

    progress: Callable[[Progress], None] = lambda progress: None
    entered: Callable[[Planned], None] = lambda planned: None
    waits: Callable[[datetime], None] = lambda until: None


@dataclass(frozen=True, slots=True)
class When:
    """The hours in which files are begun (None: all), and the clock that is asked for the time of the day."""

    hours: Hours | None = None
    clock: Callable[[], datetime] = datetime.now

    def waits_until(self) -> datetime | None:
        """When files may be begun again; None when they may be now."""
        moment = self.clock()
        opens = moment if self.hours is None else self.hours.opens(moment)
        return None if opens == moment else opens


def run(
    store: Store,
    out: Path,
    executor: Executor,
    stop: threading.Event,
    ears: Ears = Ears(),
    entering: Entering | None = None,
    when: When = When(),
) -> Progress:
    """Do all open jobs of the ledger, and those that `entering` finds, and write the results to `out`; ends
    early, in good order, with `stop`.

    Raises OSError when results cannot be written or the archive cannot be listed, StoreFault, MissingProgram.
    """
    export_all(store, out)
    at_work = _Run(store, out, executor, ears, entering, when)
    try:
        while not stop.is_set() and at_work.step():
            stop.wait(_STEP)
    finally:
        at_work.end()
    return progress_of(store)


@dataclass(slots=True)
class _Run:
    """A run, a step some times a second: files come in, workers are tended, results go out."""

    store: Store
    out: Path
    executor: Executor
    ears: Ears
    entering: Entering | None
    when: When
    started: bool = False
    until: datetime | None = None
    alone_until: float = 0.0
    next_entry: float = 0.0
    next_look: float = 0.0
    next_export: float = 0.0

    def step(self) -> bool:
        """Whether anything is left to do."""
        self._keep_hours()
        is_open = self._is_open()
        if self.until is None and not self.started and (is_open or self._is_new()):
            self._start()
        if self.until is None and (not is_open or time.monotonic() >= self.next_entry):
            self._enter()
            is_open = is_open or self._is_open()
        if self.started:
            self.executor.tend()
        self._tell()
        return is_open or self.entering is not None

    def end(self) -> None:
        if self.started:
            self.executor.stop()
            export_all(self.store, self.out)

    def _keep_hours(self) -> None:
        until = self.when.waits_until()
        if (until is None) != (self.until is None):
            self.executor.rest(until is not None)
            self.next_look = 0.0
            if until is not None:
                self.ears.waits(until)
        self.until = until

    def _is_open(self) -> bool:
        with self.store.reading() as session:
            return jobs.is_anything_open(session)

    def _is_new(self) -> bool:
        """Whether this archive was never read: there will be work, for which workers can load what they need
        while the first files are entered.
        """
        with self.store.reading() as session:
            return self.entering is not None and jobs.is_empty(session)

    def _start(self) -> None:
        self.started = True
        self.executor.start()
        self.alone_until = time.monotonic() + _HEAD_START

    def _enter(self) -> None:
        """Enter some files, then leave the processor to the workers for as long."""
        if self.entering is None:
            return
        began = time.monotonic()
        if not self.entering.step():
            planned, self.entering = self.entering.planned, None
            self.ears.entered(planned)
        self.next_entry = max(2 * time.monotonic() - began, self.alone_until)

    def _tell(self) -> None:
        if time.monotonic() >= self.next_export:
            while export_new(self.store, self.out):
                pass
            self.next_export = time.monotonic() + _EVERY
        if time.monotonic() >= self.next_look:
            began = time.monotonic()
            reached = progress_of(self.store)
            self.ears.progress(replace(reached, counting=self.entering is not None, until=self.until))
            took = time.monotonic() - began
            self.next_look = began + max(0.5, took * _LOOK_SHARE)
