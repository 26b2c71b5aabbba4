"""What the system lets a child process do. Linux; elsewhere as far as the system offers it."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

MEGA = 1_000_000
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_libc = ctypes.CDLL(None, use_errno=True)
_OOM_SCORE = "600"  # proc(5): under lack of memory the kernel ends workers first, not their parent


def limit_memory(megabytes: float) -> None:
    """No more private memory than this for the process, and for each that it starts (Tesseract).

    Counted is what only this process can hold and write to (RLIMIT_DATA, setrlimit(2)), not address space:
    libraries set aside far more of that than they use. Nor does it leave a dump of its memory when it crashes.
    """
    _lower(resource.RLIMIT_DATA, int(megabytes * MEGA))
    _lower(resource.RLIMIT_CORE, 0)


def give_back_memory() -> None:
    """Hand free memory back to the system, between one piece of work and the next (malloc_trim(3), glibc).

    The libraries take large pieces of all sizes; what stays between them would add up from letter to letter.
    """
    trim = getattr(_libc, "malloc_trim", None)
    if trim is not None:
        trim(0)


def _lower(what: int, most: int) -> None:
    _soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def give_way(nice: int) -> None:
    """Be the first to be ended when the machine runs out of memory, and let people's programs go before: by
    `nice` (0 to 19) more than the parent does, see nice(2).
    """
    os.nice(nice)
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text(_OOM_SCORE, encoding="ascii")


def die_with_parent(parent: int, word: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel send this process `word` when its parent ends, however that ends."""
    if sys.platform == "linux":
        _libc.prctl(_DEATH_SIGNAL, word)
    if os.getppid() != parent:  # it ended before the call
        os._exit(1)
