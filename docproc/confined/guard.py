"""The guard of a child process: when the child is gone, however it ended, what it started ends with it.

The kernel ends the child with its parent (`limits.die_with_parent`), but Tesseract under the child would live on.
So each child leads a group of processes, and a shell of a megabyte waits outside of that group at a pipe whose
other end only the child holds. When that end closes without a word, the shell ends the group.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator

_WAIT_AND_END = 'read -r word || kill -KILL "-$0" 2>/dev/null'


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Lead a group of processes of its own, which ends with this process; to be called once in its life."""
    os.setsid()
    waits_at, held = os.pipe()
    guard = subprocess.Popen(
        ["/bin/sh", "-c", _WAIT_AND_END, str(os.getpid())],
        stdin=waits_at,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    os.close(waits_at)
    try:
        yield
    finally:
        os.write(held, b"ended\n")
        os.close(held)
        guard.wait()
