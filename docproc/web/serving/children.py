"""What the processes of a desk do: answer, or watch."""

from __future__ import annotations

import gc
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from typing import NoReturn

import structlog

from docproc.confined.limits import die_with_parent
from docproc.errors import DocprocError
from docproc.intake.watch import watch
from docproc.logs import set_up_logs
from docproc.messages import set_language
from docproc.places import OfficeName, Watched
from docproc.signals import stop_on_signals
from docproc.store.database import open_store, patience_of
from docproc.workers.executors import Processes
from docproc.workers.order import Order

log = structlog.get_logger(__name__)

ENDS_WITHIN = 10
"""Seconds in which answers that have begun are given when the desk ends."""
_LOOKS_AGAIN = 30.0  # seconds until a watcher that could not begin tries again


@dataclass(frozen=True, slots=True)
class Serving:
    """What the processes of a desk need to know. Pure data, picklable: it travels to them.

    `order`: where the store is and how files are read; `readers`: how many processes read at a time; `answering`:
    how many answer. `behind_https`: a reverse proxy stands in front, and whatever comes was sent by HTTPS.
    """

    order: Order
    office: OfficeName
    watched: tuple[Watched, ...]
    readers: int
    answering: int
    behind_https: bool = False


def answer_requests(serving: Serving, listener: socket.socket, parent: int) -> None:
    """The life of a process that answers browsers and programs at the open port."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent says when to end
    signal.signal(signal.SIGTERM, _end)
    import uvicorn

    from docproc.web.app import make_app
    from docproc.web.desk import Desk
    from docproc.web.serving.listener import TakesInTurns
    from docproc.web.serving.ready import make_ready

    order = serving.order
    set_language(order.language)
    set_up_logs()
    patience = patience_of(order.settings, at_the_desk=True)
    store = open_store(order.data, order.url, patience=patience, check_schema=False)
    desk = Desk(store, order.settings, serving.office, behind_https=serving.behind_https)
    make_ready(desk.clock().date())
    # What was read stays: to look for garbage in it, too, would hold up all answers for a fifth of a second.
    gc.freeze()
    try:
        config = uvicorn.Config(
            make_app(desk, order.language),
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
            forwarded_allow_ips=["127.0.0.1", "::1"],  # others could tell us anything about where they are
            timeout_graceful_shutdown=ENDS_WITHIN,
        )
        with TakesInTurns(fileno=listener.detach()) as shared:
            uvicorn.Server(config).run(sockets=[shared])
    finally:
        store.close()


def watch_folders(serving: Serving, parent: int) -> None:
    """The life of the process that watches the folders and sees to it that what comes, uploads too, is read.

    Where another watcher of the data folder is at work, that one does it; this one looks again now and then. So
    it does when it cannot begin: people go on at the desk meanwhile.
    """
    die_with_parent(parent)
    stop = stop_on_signals()
    order = serving.order
    set_language(order.language)
    set_up_logs()
    told = ""
    while not stop.is_set():
        try:
            _watch(serving, stop)
        except DocprocError as error:  # AlreadyWatching; a folder, the store or Tesseract is not there
            told = _tell_once(error, told)
        stop.wait(_LOOKS_AGAIN)


def _watch(serving: Serving, stop: threading.Event) -> None:
    order = serving.order
    store = order.open()
    try:
        executor = Processes(store, order, serving.readers)
        watch(store, serving.watched, order.settings, executor, stop=stop, tell=_trouble)
    finally:
        store.close()


def _tell_once(error: DocprocError, told: str) -> str:
    """Log what keeps the watcher from its work, unless that was the last thing told. Gives what was told last."""
    words = error.message()
    if words != told:
        log.warning("not_watching", why=words)
    return words


def _trouble(error: DocprocError) -> None:
    log.warning("watch_trouble", why=error.message())


def _end(_number: int, _frame: object) -> NoReturn:
    sys.exit(0)
