"""Whether a file that has come to rest is whole, as far as can be told without reading it."""

from __future__ import annotations

import errno
import fcntl
import os
from enum import Enum
from pathlib import Path

from docproc.resources import load_rules

_HEAD = 1024


class State(Enum):
    """What a look at a file says."""

    WHOLE = "whole"
    CUT = "cut"  # its end is missing: still being copied, or broken
    HELD = "held"  # somebody writes to it or has locked it


def state_of(path: Path) -> State:
    """Look at the beginning and the end of a file, and whether somebody has it open for writing.

    Raises FileNotFoundError when it is gone.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise
    except OSError:
        return State.HELD
    try:
        if _is_written_to(descriptor):
            return State.HELD
        return State.WHOLE if _has_its_end(descriptor) else State.CUT
    except OSError:
        return State.HELD
    finally:
        os.close(descriptor)


def _is_written_to(descriptor: int) -> bool:
    """Whether any process has the file open for writing: then Linux refuses a read lease (fcntl(2), F_SETLEASE).

    False where that cannot be told: a network share, the file of another user.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _has_its_end(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    head = os.pread(descriptor, _HEAD, 0)
    for rule in load_rules("intake")["ending"]:
        start = rule["head"].encode("latin-1")
        if head.startswith(start) or (start == b"%PDF-" and start in head):
            tail = os.pread(descriptor, rule["within"], max(0, size - rule["within"]))
            return rule["tail"].encode("latin-1") in tail
    return size > 0
