"""Run a command and watch all processes that come of it: memory, times, and whether one stays behind.

They are known by a variable in their environment, which children inherit, so one that has left its parent or its
session counts too. Linux: /proc.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_MARK = "DOCPROC_MEASURED"
_PAUSE = 0.05  # seconds between looks
_GRACE = 3.0  # seconds that children have to end after their parent
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")

stopping = threading.Event()
"""Set by who wants all runs to end at once."""


class Sample(NamedTuple):
    """A moment (time.time()); megabytes of all processes together (sum of their resident sets); seconds of the
    processor that they and those before them have used.
    """

    moment: float
    megabytes: float
    busy: float


@dataclass
class Ran:
    """What came of a command.

    `code`: its exit code, None when it was ended for `why` (too long, too large). `lines`: moment and words of
    each line on standard error. `left`: command lines of processes that stayed behind (they are ended).
    """

    began: float
    ended: float = 0.0
    code: int | None = None
    why: str = ""
    samples: list[Sample] = field(default_factory=list)
    lines: list[tuple[float, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    def megabytes(self, start: float = 0.0, end: float = float("inf")) -> float:
        """The most between two moments."""
        return max((one.megabytes for one in self._between(start, end)), default=0.0)

    def busy(self, start: float = 0.0, end: float = float("inf")) -> float:
        """Seconds of processor time used between two moments."""
        used = [one.busy for one in self._between(start, end)]
        return max(used, default=0.0) - min(used, default=0.0)

    def _between(self, start: float, end: float) -> list[Sample]:
        return [one for one in self.samples if start - _PAUSE <= one.moment <= end + _PAUSE]


def run_watched(
    command: Sequence[str | bytes],
    errors: Path,
    environment: Mapping[str, str],
    cwd: Path,
    most_seconds: float,
    most_megabytes: float,
) -> Ran:
    """Run a command to its end, or end it with all its processes when it passes a limit.

    `errors` takes its standard error; standard output is thrown away.
    """
    mark = f"{_MARK}={os.getpid()}-{time.monotonic_ns()}"
    others = set(_numbers())
    name, _, value = mark.partition("=")
    ran = Ran(time.time())
    with errors.open("wb") as sink:
        program = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=sink,
            env={**environment, name: value},
            cwd=cwd,
        )
        with errors.open("rb") as said:
            while program.poll() is None:
                _look(ran, said.readlines(), _marked(mark, others))
                ran.why = _too_much(ran, most_seconds, most_megabytes)
                if ran.why:
                    _end_all(mark, others)
                    break
                time.sleep(_PAUSE)
            program.wait()
            _look(ran, said.readlines(), set())
    ran.ended = time.time()
    ran.code = None if ran.why else program.returncode
    ran.left = _left(mark, others)
    _end_all(mark, others)
    return ran


def _look(ran: Ran, said: Sequence[bytes], pids: set[int]) -> None:
    now = time.time()
    ran.lines += [(now, line.decode("utf-8", errors="replace").rstrip("\n")) for line in said]
    before = ran.samples[-1].busy if ran.samples else 0.0
    ran.samples.append(Sample(now, sum(map(_resident, pids)) / 1e6, max(before, sum(map(_busy, pids)))))


def _too_much(ran: Ran, seconds: float, megabytes: float) -> str:
    now, size, _busy_seconds = ran.samples[-1]
    if stopping.is_set():
        return "stopped"
    if now - ran.began > seconds:
        return f"ended after {seconds:g} s"
    return f"ended at {size:.0f} MB" if size > megabytes else ""


def _numbers() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _marked(mark: str, others: set[int]) -> set[int]:
    return {
        pid for pid in _numbers() if pid not in others and mark.encode() in _content(pid, "environ").split(b"\0")
    }


def _content(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _resident(pid: int) -> int:
    """Bytes (proc(5), statm)."""
    fields = _content(pid, "statm").split()
    return int(fields[1]) * _PAGE if len(fields) > 1 else 0


def _busy(pid: int) -> float:
    """Seconds of the processor of a process and of its children that have ended (proc(5), stat, 14 to 17)."""
    fields = _content(pid, "stat").rpartition(b")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK if fields else 0.0


def _left(mark: str, others: set[int]) -> list[str]:
    until = time.monotonic() + _GRACE
    while (found := _marked(mark, others)) and time.monotonic() < until:
        time.sleep(_PAUSE)
    return [_content(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")[:200] for pid in found]


def _end_all(mark: str, others: set[int]) -> None:
    while found := _marked(mark, others):
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(_PAUSE)
