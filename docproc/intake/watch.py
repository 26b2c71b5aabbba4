"""The watcher: its folders, its workers, one loop."""

from __future__ import annotations

import fcntl
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docproc.errors import DocprocError, why
from docproc.intake.folders import check_folders
from docproc.intake.inbox import Inbox
from docproc.intake.lost import LookAtOriginals
from docproc.intake.troubles import FolderAway, Tell
from docproc.messages import mark
from docproc.places import Watched
from docproc.settings import Settings
from docproc.store import jobs
from docproc.store.database import Store
from docproc.store.faults import NoDataFolder
from docproc.store.originals import clear_incoming
from docproc.workers.executors import Executor

_STEP = 0.1  # seconds between looks
_CHECK = 1.0  # seconds between looks whether the store is still there


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
    tell: Tell = lambda trouble: None,
) -> dict[str, int]:
    """Watch the folders until `stop`; with `once` until all that lies in them now is in the store.

    Gives how many jobs are in each state at the end. `tell` hears of what keeps a folder from being emptied
    (LeftBehind), of a full disk, lost originals and a clock that is wrong. Raises FolderFault, AlreadyWatching,
    StoreFault, MissingProgram.
    """
    stop = stop or threading.Event()
    check_folders(watched, store.places)
    with only_watcher(store.data):
        clear_incoming(store.originals)
        inboxes = [Inbox(store, one, settings, tell, _others(watched, one)) for one in watched]
        executor.start()
        try:
            _loop(store, inboxes, executor, LookAtOriginals(store, tell), once, stop)
        finally:
            executor.stop()
            for inbox in inboxes:
                inbox.stop()
    with store.reading() as session:
        return jobs.counts(session)


def _others(watched: Sequence[Watched], one: Watched) -> list[Path]:
    return [other.folder for other in watched if other is not one]


def _loop(
    store: Store,
    inboxes: list[Inbox],
    executor: Executor,
    originals: LookAtOriginals,
    once: bool,
    stop: threading.Event,
) -> None:
    next_check = 0.0
    while not stop.is_set():
        if time.monotonic() >= next_check:
            store.check_there()
            next_check = time.monotonic() + _CHECK
        for inbox in inboxes:
            inbox.step()
        executor.tend()
        originals.step()
        there = [inbox for inbox in inboxes if inbox.there]
        if once and all(inbox.is_settled() for inbox in there) and _all_done(store, there):
            for inbox in inboxes:
                if not inbox.there:
                    inbox.tell(FolderAway(inbox.watched.folder))
            while originals.step():
                pass
            return
        stop.wait(_STEP)


def _all_done(store: Store, there: list[Inbox]) -> bool:
    if not there:
        return True
    with store.reading() as session:
        if jobs.unfinished(session):
            return False
    return not any(inbox.to_file() for inbox in there)


@contextmanager
def only_watcher(data: Path) -> Iterator[None]:
    """The lock of this machine's watcher, which the system lets go of however it ends. Raises AlreadyWatching."""
    try:
        opened = (data / f"watch-{socket.gethostname()}.lock").open("w", encoding="ascii")
    except OSError as error:
        raise NoDataFolder(data, detail=why(error)) from error
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyWatching(data) from error
        yield
