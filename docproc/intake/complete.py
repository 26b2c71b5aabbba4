"""Whether a file that has come to rest is whole, as far as can be told without reading it."""

from __future__ import annotations

import errno
import fcntl
import os
import re
from enum import Enum
from pathlib import Path

from docproc.intake.below import Root, opened_file
from docproc.intake.tiff import is_tiff, is_whole
from docproc.scan.zeros import content_end, end_of_kind

_HEAD = 1024
# ISO 32000-1, F.2.2: a file that can be shown while it comes says its length (L) at once, and has an %%EOF early.
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,400}?/L\s+(\d{1,12})\b")


class State(Enum):
    """What a look at a file says."""

    WHOLE = "whole"
    CUT = "cut"  # its end is missing: still being copied, or broken
    HELD = "held"  # somebody writes to it or has locked it


def state_of(root: Root, path: Path) -> State:
    """Look at the beginning and the end of a file, and whether somebody has it open for writing.

    Raises FileNotFoundError when it is gone.
    """
    try:
        with opened_file(root, path) as descriptor:
            if _is_written_to(descriptor):
                return State.HELD
            return State.WHOLE if _has_its_end(descriptor) else State.CUT
    except FileNotFoundError:
        raise
    except OSError:
        return State.HELD


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
    if not size or _has_holes(descriptor, size):
        return False
    head = os.pread(descriptor, _HEAD, 0)
    linearized = _LINEARIZED.search(head)
    if linearized and int(linearized[1]) > size:
        return False
    rule = end_of_kind(head)
    if rule is None:
        whole = content_end(descriptor, size) == size
        return whole and (not is_tiff(head) or is_whole(descriptor, size))
    tail, within = rule
    return tail in os.pread(descriptor, within, max(0, size - within))


def _has_holes(descriptor: int, size: int) -> bool:
    """Whether room of the file was never written to (lseek(2), SEEK_HOLE): a copy that does not go in order.

    False where the file system cannot tell.
    """
    if not hasattr(os, "SEEK_HOLE"):
        return False
    try:
        return os.lseek(descriptor, 0, os.SEEK_HOLE) < size
    except OSError:
        return False
