"""The parent of all processes of a desk: starts them, replaces those that die, ends them."""

from __future__ import annotations

import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

import structlog

from docproc.confined.tree import end_tree
from docproc.web.serving.children import ENDS_WITHIN, Serving, answer_requests, watch_folders

log = structlog.get_logger(__name__)

_STEP = 0.2  # seconds between looks
_AGAIN = 2.0  # seconds before a process that died is replaced
_GRACE = ENDS_WITHIN + 5.0  # seconds for all processes to end by themselves; workers finish the letter at hand


@dataclass
class _Child:
    """One place in the desk, and the process that fills it now. `due`: when the next one may be started."""

    role: str
    work: Callable[..., None]
    arguments: tuple[object, ...]
    process: BaseProcess | None = None
    due: float = 0.0

    def tend(self) -> None:
        if self.process is not None and not self.process.is_alive():
            log.error("desk_process_died", role=self.role, code=self.process.exitcode)
            self.bury()
            self.due = time.monotonic() + _AGAIN
        if self.process is None and time.monotonic() >= self.due:
            started = multiprocessing.get_context("spawn").Process(
                target=self.work, args=(*self.arguments, os.getpid())
            )
            started.start()
            self.process = started

    def bury(self) -> None:
        """End the process with all that it started."""
        if self.process is not None:
            if self.process.pid is not None:
                end_tree(self.process.pid)
            self.process.join()
            self.process.close()
            self.process = None


def serve(serving: Serving, listener: socket.socket, stop: threading.Event) -> None:
    """Run the desk at an open port until `stop`: then answers that have begun are given, and nothing is left."""
    children = [
        *(_Child("answering", answer_requests, (serving, listener)) for _ in range(serving.answering)),
        _Child("watching", watch_folders, (serving,)),
    ]
    try:
        while not stop.is_set():
            for child in children:
                child.tend()
            stop.wait(_STEP)
    finally:
        listener.close()
        _end(children)


def _end(children: Sequence[_Child]) -> None:
    there = [child for child in children if child.process is not None]
    try:
        for child in there:
            child.process.terminate()  # type: ignore[union-attr]
        until = time.monotonic() + _GRACE
        for child in there:
            child.process.join(max(0.0, until - time.monotonic()))  # type: ignore[union-attr]
    finally:
        for child in there:
            child.bury()
