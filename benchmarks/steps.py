"""A process that is killed, or meets a surprise, exactly between two of its steps.

A step is whatever changes something that outlives the process: a file opened for writing, renamed, removed or
forced to the disk, a folder made, a statement to the database that writes, a commit. They are counted from
outside, by Python's audit events (PEP 578) and SQLAlchemy's; the program itself knows nothing of it. "Before
step n" is the same state of the disk as "after step n - 1".
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event

from docproc.intake import filing

_OPEN_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CALLS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink"}
_WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER")
_NAME = 200  # bytes kept of the name of a step

Surprise = Callable[[], None]


def kill() -> None:
    """End this process and all that it started as a power cut would."""
    os.killpg(os.getpgid(0), signal.SIGKILL)


@dataclass(frozen=True)
class Ended:
    """How a run ended: the steps it had made, the one it was about to make, whether it was killed.

    `error` is what the run raised by itself.
    """

    steps: int
    last: str
    killed: bool
    error: str


@dataclass
class _Counter:
    """Counts steps in memory that outlives the process; before step number `at` the surprise happens."""

    at: int
    surprise: Surprise
    told: mmap.mmap
    count: int = 0
    busy: bool = field(default=False)

    def step(self, name: str) -> None:
        if self.busy:
            return
        self.busy = True
        try:
            self.count += 1
            shown = name.encode(errors="backslashreplace")[:_NAME]
            self.told[:] = struct.pack("<q", self.count) + shown.ljust(_NAME, b"\0")
            if self.count == self.at:
                self.surprise()
        finally:
            self.busy = False


def run_apart(work: Callable[[], None], log: Path, at: int = 0, surprise: Surprise = kill) -> Ended:
    """`work()` in a forked process of its own group; before its step number `at` (from 1; 0: never) the surprise.

    What it writes to standard output and error goes to the end of `log`.
    """
    told = mmap.mmap(-1, struct.calcsize("<q") + _NAME)
    faults = mmap.mmap(-1, 4000)
    pid = os.fork()
    if pid == 0:
        _live(work, log, _Counter(at, surprise, told), faults)
    _pid, status = os.waitpid(pid, 0)
    (count,) = struct.unpack_from("<q", told)
    name = told[struct.calcsize("<q") :].rstrip(b"\0").decode(errors="replace")
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    error = "" if killed else faults[:].rstrip(b"\0").decode(errors="replace")
    return Ended(count, name, killed, error)


def _live(work: Callable[[], None], log: Path, counter: _Counter, faults: mmap.mmap) -> None:
    """The life of the forked process; never returns."""
    try:
        os.setsid()
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        _count(counter)
        work()
    except BaseException:  # also SystemExit: the parent is told, whatever it was
        words = traceback.format_exc().encode()[-4000:]
        faults[: len(words)] = words
    finally:
        os._exit(0)


def _count(counter: _Counter) -> None:
    sys.addaudithook(lambda name, arguments: _heard(counter, name, arguments))
    fsync, move = os.fsync, filing.move

    def counted_fsync(descriptor: int) -> None:
        counter.step("fsync")
        fsync(descriptor)

    def counted_move(source: int, name: str, target: int, new_name: str) -> None:
        counter.step(f"move {name}")  # by renameat2, of which Python tells nothing
        move(source, name, target, new_name)

    os.fsync = counted_fsync  # type: ignore[assignment]
    filing.move = counted_move
    event.listen(Engine, "before_cursor_execute", lambda *given: _asked(counter, given[2]))
    event.listen(Engine, "begin", lambda connection: counter.step("BEGIN"))
    event.listen(Engine, "commit", lambda connection: counter.step("COMMIT"))


def _heard(counter: _Counter, name: str, arguments: tuple[object, ...]) -> None:
    if name in _CALLS or (name == "open" and isinstance(arguments[2], int) and arguments[2] & _OPEN_TO_WRITE):
        counter.step(f"{name} {arguments[0]!r}")


def _asked(counter: _Counter, statement: str) -> None:
    if statement.lstrip().startswith(_WRITES):
        counter.step(" ".join(statement.split())[:60])
