"""A process with all that it started: what memory they hold and time they take, and an end to all of them.

Linux; elsewhere the process alone.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from pathlib import Path

from docproc.confined.limits import MEGA

_PAGE = resource.getpagesize()
_GROWN = 0.55  # a large page takes up to 400 of 900 megabytes beyond what stays
_TICKS = os.sysconf("SC_CLK_TCK")


def began(pid: int) -> str:
    """When a process began, in ticks since the machine started (proc(5), field 22); "" when it is gone."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def tree_of(pid: int) -> list[int]:
    """The process and all that it and those have started, as far as they still run."""
    found = [pid]
    for one in found:
        for task in _listed(Path(f"/proc/{one}/task")):
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def held_megabytes(pid: int) -> float:
    """The memory that a process and all below it hold, in megabytes, without mapped files (libraries)."""
    return sum(map(_held, tree_of(pid))) * _PAGE / MEGA


def _held(pid: int) -> int:
    """Pages of memory (proc(5), statm, fields 2 and 3); 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(fields[1]) - int(fields[2])


def has_grown(pid: int, megabytes: float, before: float = 0.0) -> bool:
    """Whether a process that may hold so many megabytes more than at its beginning (`before`) holds, between two
    pieces of work, more than is good for the next: libraries keep some of what they took.
    """
    return held_megabytes(pid) > before + _GROWN * megabytes


def processor_seconds(pid: int) -> float:
    """The time of the processor that a process and all that it started have taken, in seconds."""
    return sum(map(_ticks, tree_of(pid))) / _TICKS


def _ticks(pid: int) -> int:
    """Time of a process and of those it waited for (proc(5), stat, fields 14 to 17); 0 for one that is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return sum(map(int, stat.rpartition(")")[2].split()[11:15]))


def private_megabytes() -> float:
    """The private memory of this process as RLIMIT_DATA counts it; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * _PAGE / MEGA
    except OSError:
        return 0.0


def end_tree(pid: int) -> None:
    """End a process, its group and all that it started, at once."""
    for one in tree_of(pid)[::-1]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(one, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
