"""A worker process: it works until it is told to stop, its parent is gone, it has done enough jobs, or
holds more memory than is good for the next.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import shutil
import signal
import socket
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import Any

import structlog

from docproc.confined.clock import Clock, new_clock, set_clock, watch_clock
from docproc.confined.guard import guarded
from docproc.confined.limits import die_with_parent, give_back_memory, give_way, limit_memory
from docproc.confined.network import leave_network
from docproc.confined.tree import has_grown, private_megabytes
from docproc.errors import ExitCode, MissingProgram
from docproc.logs import set_up_logs
from docproc.messages import set_language
from docproc.store.faults import StoreFault
from docproc.workers.carrier import Carry, carry_over
from docproc.workers.order import Order
from docproc.workers.taker import taker_name
from docproc.workers.work import Hooks, work

STORE_UNUSABLE = 75  # exit code, EX_TEMPFAIL of sysexits(3): no fault of the job at hand
_IDLE = 0.15  # seconds between looks into an empty ledger


@dataclass(frozen=True, slots=True)
class Desk:
    """What parent and worker share: the job at hand (0: none), until when it may take, the word to stop."""

    job: Any
    clock: Clock
    stop: Event


def new_desk() -> Desk:
    """A desk for a worker yet to start."""
    context = multiprocessing.get_context("spawn")
    return Desk(context.Value("q", 0, lock=False), new_clock(context), context.Event())


def run_worker(order: Order, desk: Desk, parent: int, line: Connection | None = None) -> None:
    """The life of a worker process. `line`: to whoever carries its files."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    give_way(order.nice)
    if order.is_local:
        leave_network()
    limit_memory(private_megabytes() + order.settings.worker_megabytes)
    watch_clock(desk.clock)
    set_language(order.language)
    set_up_logs()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with guarded():
        _work_in_folder(order, desk, carry_over(line) if line is not None else None)


def _work_in_folder(order: Order, desk: Desk, carry: Carry | None) -> None:
    """Work, with passing files in a folder of its own."""
    log = structlog.get_logger(__name__)
    try:
        temporary = tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=temporary_folder(order))
    except OSError as error:  # a full disk: no fault of any job
        log.error("no_room", detail=str(error))
        raise SystemExit(STORE_UNUSABLE) from None
    tempfile.tempdir = temporary
    try:
        _work_on(order, desk, carry)
    except MissingProgram as error:
        log.error("program_missing", detail=str(error))
        raise SystemExit(int(ExitCode.MISSING)) from None
    except StoreFault as error:
        log.error("store_unusable", detail=str(error))
        raise SystemExit(STORE_UNUSABLE) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def temporary_folder(order: Order) -> str:
    """Where this machine's workers keep what they need for a moment; the parent clears it when it starts."""
    folder = order.data / "tmp" / socket.gethostname()
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def _work_on(order: Order, desk: Desk, carry: Carry | None) -> None:
    store, taker = order.open(), taker_name()
    importlib.import_module(order.reader).get_ready()
    left = order.settings.worker_jobs
    most = order.settings.worker_megabytes

    def stop() -> bool:
        return bool(desk.stop.is_set()) or has_grown(os.getpid(), most)

    hooks = Hooks(lambda job, seconds: _begin(desk, job, seconds), lambda: _end(desk), stop, carry)
    while left > 0 and not stop():
        done = work(store, order, taker, hooks, left)
        left -= done
        if not done:
            time.sleep(_IDLE)
    store.close()


def _begin(desk: Desk, job: int, seconds: float) -> None:
    set_clock(desk.clock, seconds)
    desk.job.value = job


def _end(desk: Desk) -> None:
    desk.clock.stop()
    give_back_memory()
    desk.job.value = 0
