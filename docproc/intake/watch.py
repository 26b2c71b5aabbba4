"""The watcher: its folders, its workers, one loop."""

from __future__ import annotations

import fcntl
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from docproc.errors import DocprocError
from docproc.intake.folders import check_folders
from docproc.intake.inbox import Inbox
from docproc.messages import mark
from docproc.places import Watched
from docproc.settings import Settings
from docproc.store import jobs
from docproc.store.database import Store
from docproc.store.originals import clear_incoming
from docproc.store.schema import Arrival
from docproc.workers.executors import Executor

_STEP = 0.1  # seconds between looks


class AlreadyWatching(DocprocError):
    reason = mark("another docproc watch is using this data folder")
    remedy = mark("Stop it first: one watcher sees to all folders.")


def watch(
    store: Store,
    watched: Sequence[Watched],
    settings: Settings,
    executor: Executor,
    *,
    once: bool = False,
    stop: threading.Event | None = None,
) -> dict[str, int]:
    """Watch the folders until `stop`; with `once` until all that lies in them now is in the store.

    Gives how many jobs are in each state at the end. Raises FolderFault, AlreadyWatching, StoreFault,
    MissingProgram.
    """
    stop = stop or threading.Event()
    check_folders(watched, store.data)
    with _only_watcher(store.data):
        clear_incoming(store.originals)
        inboxes = [Inbox(store, one, settings) for one in watched]
        executor.start()
        try:
            _loop(store, inboxes, executor, once, stop)
        finally:
            executor.stop()
            for inbox in inboxes:
                inbox.stop()
    with store.reading() as session:
        return jobs.counts(session)


def _loop(store: Store, inboxes: list[Inbox], executor: Executor, once: bool, stop: threading.Event) -> None:
    while not stop.is_set():
        for inbox in inboxes:
            inbox.step()
        executor.tend()
        if once and all(inbox.is_settled() for inbox in inboxes if inbox.there) and _all_done(store, inboxes):
            return
        stop.wait(_STEP)


def _all_done(store: Store, inboxes: list[Inbox]) -> bool:
    there = [inbox for inbox in inboxes if inbox.there]
    if not there:
        return True
    with store.reading() as session:
        to_file = select(func.count()).select_from(Arrival).where(Arrival.filing == "waiting")
        return not jobs.unfinished(session) and not session.scalar(to_file)


@contextmanager
def _only_watcher(data: Path) -> Iterator[None]:
    """The lock of this machine's watcher, which the system lets go of however it ends. Raises AlreadyWatching."""
    with (data / f"watch-{socket.gethostname()}.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyWatching(data) from error
        yield
