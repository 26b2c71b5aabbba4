"""The name under which a process takes jobs, and whether the process with such a name is gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from docproc.confined.tree import began


def taker_name(pid: int | None = None) -> str:
    """The name under which a process (None: this one) takes jobs: machine, process, when that began."""
    pid = pid or os.getpid()
    return f"{socket.gethostname()}/{pid}/{began(pid)}"


def is_dead(taker: str) -> bool:
    """Whether a process of this machine that took a job under this name is gone; False when unknown."""
    host, _, rest = taker.partition("/")
    pid, _, at = rest.partition("/")
    if host != socket.gethostname() or not pid.isdigit() or not Path("/proc/self/stat").exists():
        return False
    return began(int(pid)) != at
