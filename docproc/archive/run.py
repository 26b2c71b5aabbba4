"""Running an archive: an executor works, results are written as they come, until nothing is left."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from docproc.archive.export import export_all, export_new
from docproc.errors import DocprocError
from docproc.messages import mark
from docproc.store import jobs
from docproc.store.database import Store
from docproc.store.schema import File, Job

if TYPE_CHECKING:
    from docproc.workers.executors import Executor  # loads what reads scans

LEDGER = "ledger"
_STEP = 0.1
_EVERY = 1.0  # seconds between results written; every time the files are made safe on the disk
_LOOK_SHARE = 50  # counting may take one fiftieth of the time


class AlreadyRunning(DocprocError):
    reason = mark("another docproc batch writes to this folder")
    remedy = mark("Wait for it, or choose another folder with --out.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an archive is: files and bytes in all and ended, files failed, pages read so far."""

    files: int
    size: int
    ended: int
    ended_size: int
    failed: int
    pages: int


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


def run(
    store: Store,
    out: Path,
    executor: Executor,
    stop: threading.Event,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Progress:
    """Do all open jobs of the ledger and write the results to `out`; ends early, in good order, with `stop`.

    Raises OSError when results cannot be written, StoreFault, MissingProgram.
    """
    export_all(store, out)
    with store.reading() as session:
        if not jobs.is_anything_open(session):
            return progress_of(store)
    executor.start()
    try:
        _work(store, out, executor, stop, tell)
    finally:
        executor.stop()
        export_all(store, out)
    return progress_of(store)


def _work(
    store: Store, out: Path, executor: Executor, stop: threading.Event, tell: Callable[[Progress], None]
) -> None:
    next_look = next_export = 0.0
    while not stop.is_set():
        executor.tend()
        with store.reading() as session:
            is_open = jobs.is_anything_open(session)
        if time.monotonic() >= next_export:
            while export_new(store, out):
                pass
            next_export = time.monotonic() + _EVERY
        if time.monotonic() >= next_look:
            began = time.monotonic()
            tell(progress_of(store))
            took = time.monotonic() - began
            next_look = began + max(0.5, took * _LOOK_SHARE)
        if not is_open:
            return
        stop.wait(_STEP)


def progress_of(store: Store) -> Progress:
    """How far the ledger is."""
    ended = Job.state.in_(("done", "failed"))
    with store.reading() as session:
        row = session.execute(
            select(
                func.count().label("files"),
                func.coalesce(func.sum(File.size), 0).label("size"),
                func.coalesce(func.sum(case((ended, 1), else_=0)), 0).label("ended"),
                func.coalesce(func.sum(case((ended, File.size), else_=0)), 0).label("ended_size"),
                func.coalesce(func.sum(case((Job.state == "failed", 1), else_=0)), 0).label("failed"),
            )
            .select_from(Job)
            .join(File, File.id == Job.file_id)
            .where(Job.kind == "read")
        ).one()
        # Pages of parts count when they are read; the whole file then adds none.
        read = select(func.coalesce(func.sum(Job.pages), 0)).where(
            Job.state == "done", ~Job.id.in_(select(Job.parent).where(Job.parent.is_not(None)))
        )
        pages = session.scalar(read) or 0
    return Progress(row.files, int(row.size), row.ended, int(row.ended_size), row.failed, int(pages))
