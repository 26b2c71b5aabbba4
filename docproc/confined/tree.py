"""A process with all that it started: what memory they hold and time they take, and an end to all of them.

Linux; elsewhere the process alone.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from docproc.confined.limits import MEGA

_PAGE = resource.getpagesize()
_GROWN = 0.55  # a large page takes up to 400 of 900 megabytes beyond what stays
_FEW_PAGES = 256
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
    return [one for one, _parent in _family(pid)]


def _family(pid: int) -> list[tuple[int, int | None]]:
    """The same, each with the one that started it; the first without."""
    found: list[tuple[int, int | None]] = [(pid, None)]
    for one, _parent in found:
        for task in _listed(Path(f"/proc/{one}/task")):
            with contextlib.suppress(OSError):
                children = (task / "children").read_text(encoding="ascii").split()
                found += [(int(child), one) for child in children]
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def held_megabytes(pid: int) -> float:
    """The memory that a process and all below it hold, in megabytes, without mapped files (libraries).

    A process about to start a program still has the memory of the one that asks for it (vfork(2)), for a moment,
    or longer on a busy machine: that is counted once.
    """
    family = _family(pid)
    memories = {one: _memory(one) for one, _parent in family}
    shared = {one for one, parent in family if parent is not None and _same(memories[one], memories[parent])}
    return sum(memory.held for one, memory in memories.items() if one not in shared) * _PAGE / MEGA


@dataclass(frozen=True, slots=True)
class _Memory:
    """Pages of a process (proc(5), statm): those it has addresses for, its data, and what it holds of memory."""

    addresses: int = 0
    data: int = 0
    held: int = 0


def _memory(pid: int) -> _Memory:
    """The memory of a process; none for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return _Memory()
    return _Memory(int(fields[0]), int(fields[5]), int(fields[1]) - int(fields[2]))


def _same(one: _Memory, other: _Memory) -> bool:
    """Whether two processes have one memory. What they hold is read one after the other, so it may differ."""
    of_one_size = (one.addresses, one.data) == (other.addresses, other.data)
    return of_one_size and abs(one.held - other.held) < _FEW_PAGES


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
