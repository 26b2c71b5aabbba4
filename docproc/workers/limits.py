"""What the system lets a worker process do. Linux; elsewhere as far as the system offers it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from pathlib import Path

_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_MEGA = 1_000_000
_OOM_SCORE = "600"  # proc(5): under lack of memory the kernel ends workers first, not their parent


def limit_memory(megabytes: float) -> None:
    """No more address space than this for the process and, each, for those it starts (Tesseract)."""
    limit = int(megabytes * _MEGA)
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def give_way() -> None:
    """Be the first to be ended when the machine runs out of memory, and let people's programs go before."""
    os.nice(5)
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text(_OOM_SCORE, encoding="ascii")


def die_with_parent(parent: int) -> None:
    """Let the kernel end this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the call
        os._exit(1)


def taker_name(pid: int | None = None) -> str:
    """The name under which a process (None: this one) takes jobs: machine, process, when that began."""
    pid = pid or os.getpid()
    return f"{socket.gethostname()}/{pid}/{_began(pid)}"


def is_dead(taker: str) -> bool:
    """Whether a process of this machine that took a job under this name is gone; False when unknown."""
    host, _, rest = taker.partition("/")
    pid, _, began = rest.partition("/")
    if host != socket.gethostname() or not pid.isdigit() or not Path("/proc/self/stat").exists():
        return False
    return _began(int(pid)) != began


def _began(pid: int) -> str:
    """When a process began, in ticks since the machine started (proc(5), field 22); "" when it is gone."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]
