"""Who does the work: an executor is started, tended a few times a second, and stopped.

The ledger is the truth; an executor only sees to it that somebody works. A cluster engine can stand behind the
same three functions: what travels to it is an Order, the work itself is `workers.work.work`.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Protocol

import structlog
from sqlalchemy.orm import Session

from docproc.confined.clock import is_over
from docproc.confined.tree import began, end_tree, held_megabytes
from docproc.errors import DocprocError, ExitCode, MissingProgram, OutOfMemory, ProcessDied, TookTooLong
from docproc.remote.connection import connected
from docproc.store import jobs
from docproc.store.database import Store
from docproc.workers.carrier import serve
from docproc.workers.order import Order
from docproc.workers.process import STORE_UNUSABLE, Desk, new_desk, run_worker, temporary_folder
from docproc.workers.taker import is_dead, taker_name
from docproc.workers.work import TRIES_AT_LIMITS, Hooks, work

log = structlog.get_logger(__name__)
_GRACE = 10.0  # seconds for a worker to end by itself when told to stop
_AGAIN = 1.0  # seconds before a worker that died at once is replaced
# A file that needed too much memory gets another try, by a fresh worker: what was read before may have cost
# that one memory. So does one that took too long (the machine may have been busy), and one that crashed. SIGKILL,
# which mostly comes from outside, counts as any mistake.
_CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP, signal.SIGFPE)
_TRIES_OF = {-crash: TRIES_AT_LIMITS for crash in _CRASHES}


class Executor(Protocol):
    """Sees to it that the jobs of a ledger are done."""

    def start(self) -> None:
        """Begin. Jobs that workers of this machine left behind are put back first."""

    def tend(self) -> None:
        """Called again and again: renew leases, end what runs too long, replace what died.

        Raises MissingProgram when the work cannot be done on this machine.
        """

    def rest(self, resting: bool) -> None:
        """Begin no new job from now on, those at hand are finished however long they take; False: go on."""

    def stop(self) -> None:
        """End; jobs at hand are finished, or given back after some seconds."""


@dataclass
class Serial:
    """Works in this very process, a few jobs at each `tend`: for tests, and where no process may be started."""

    store: Store
    order: Order
    most: int = 20
    resting: bool = False

    def start(self) -> None:
        _take_over(self.store, self.order)

    def tend(self) -> None:
        if not self.resting:
            work(self.store, self.order, taker_name(), Hooks(), self.most)

    def rest(self, resting: bool) -> None:
        self.resting = resting

    def stop(self) -> None:
        return


@dataclass
class _Worker:
    process: BaseProcess
    desk: Desk
    taker: str


@dataclass
class Processes:
    """Worker processes on this machine, `count` at a time. `tell` hears in words what holds them up."""

    store: Store
    order: Order
    count: int
    tell: Callable[[str], None] = lambda words: None
    workers: list[_Worker] = field(default_factory=list)
    renewed: float = 0.0
    replaced: float = 0.0
    resting: bool = False

    def start(self) -> None:
        if self.order.is_remote:
            connected()  # what is wrong with that is known before any worker starts
        _clear(Path(temporary_folder(self.order)))
        _take_over(self.store, self.order)
        self._fill()

    def rest(self, resting: bool) -> None:
        self.resting = resting
        if resting:
            for worker in self.workers:
                worker.desk.stop.set()

    def tend(self) -> None:
        now = time.monotonic()
        for worker in list(self.workers):
            if not worker.process.is_alive():
                self._bury(worker)
            elif worker.desk.job.value and is_over(worker.desk.clock, worker.process.pid or 0):
                log.warning("worker_too_slow", job=worker.desk.job.value)
                self._end_at_limit(worker, TookTooLong(), TRIES_AT_LIMITS)
            elif held_megabytes(worker.process.pid or 0) > self.order.settings.worker_megabytes:
                log.warning("worker_too_big", job=worker.desk.job.value)
                self._end_at_limit(worker, OutOfMemory(), TRIES_AT_LIMITS)
        if now - self.renewed > self.order.patience.lease_seconds / 4:
            self._renew()
            self.renewed = now
        self._fill()

    def stop(self) -> None:
        for worker in self.workers:
            worker.desk.stop.set()
            if not worker.desk.job.value:
                _kill(worker)  # it may still be loading its libraries
        until = time.monotonic() + _GRACE
        for worker in self.workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                _kill(worker)
            self._give_back(worker, None)
        self.workers.clear()

    def _fill(self) -> None:
        if self.resting or (len(self.workers) < self.count and time.monotonic() < self.replaced):
            return
        while len(self.workers) < self.count:
            self.workers.append(self._new_worker())

    def _new_worker(self) -> _Worker:
        desk = new_desk()
        context = multiprocessing.get_context("spawn")
        ours, its = context.Pipe() if self.order.is_remote else (None, None)
        arguments = (self.order, desk, os.getpid(), its)
        process = context.Process(target=run_worker, args=arguments, daemon=True)
        process.start()
        if ours is not None and its is not None:
            its.close()
            Thread(target=serve, args=(self.order, ours, self.tell), daemon=True).start()
        return _Worker(process, desk, taker_name(process.pid))

    def _renew(self) -> None:
        takers = [worker.taker for worker in self.workers]
        patience = self.order.patience

        def write(session: Session) -> int:
            jobs.renew(session, takers, patience)
            return jobs.take_over(session, patience, is_dead)

        gone = self.store.write(write)
        if gone:
            log.warning("jobs_taken_over", count=gone)

    def _bury(self, worker: _Worker) -> None:
        """A worker has ended: by itself after enough jobs, or because it died."""
        self.workers.remove(worker)
        code = worker.process.exitcode
        worker.process.join()
        if code == ExitCode.MISSING:
            self._give_back(worker, None)
            raise MissingProgram(program="Tesseract", how="docproc doctor")
        if code:
            log.warning("worker_died", code=code, job=worker.desk.job.value)
            self.replaced = time.monotonic() + _AGAIN
            _kill(worker)  # what it started may still run
            self._give_back(worker, None if code == STORE_UNUSABLE else ProcessDied(), _TRIES_OF.get(code))
        worker.process.close()

    def _end_at_limit(self, worker: _Worker, why: DocprocError, tries: int) -> None:
        _kill(worker)
        worker.process.join()
        self.workers.remove(worker)
        self._give_back(worker, why, tries)

    def _give_back(self, worker: _Worker, why: DocprocError | None, tries: int | None = None) -> None:
        """Put back what a worker had taken. `why`: how its job at hand is to blame; it has so many `tries`."""
        guilty, patience = worker.desk.job.value, self.order.patience
        patience = replace(patience, attempts=min(tries or patience.attempts, patience.attempts))
        blame = jobs.words_of(why) if why else None
        self.store.write(lambda session: jobs.put_back_all(session, worker.taker, patience, guilty, blame))


def _clear(folder: Path) -> None:
    """Remove what workers of this machine that are gone have left; others may be at work beside this one."""
    for left in folder.iterdir():
        pid = left.name.partition("-")[0]
        if not pid.isdigit() or not began(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _take_over(store: Store, order: Order) -> None:
    gone = store.write(lambda session: jobs.take_over(session, order.patience, is_dead))
    if gone:
        log.warning("jobs_taken_over", count=gone)


def _kill(worker: _Worker) -> None:
    """End a worker and all that it started."""
    if worker.process.pid is not None:
        end_tree(worker.process.pid)
        worker.process.join()
