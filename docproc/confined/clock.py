"""Until when the work of this process may take. Outside of a child nobody looks at it."""

from __future__ import annotations

import time
from typing import Protocol


class Moment(Protocol):
    """A moment by time.monotonic, which all processes of a machine share; 0: no work is at hand."""

    value: float


class _Unwatched:
    value = 0.0


_until: Moment = _Unwatched()


def watch_clock(until: Moment) -> None:
    """From now on, `until` (shared with the parent, which ends this process after it) is what `allow` sets."""
    global _until
    _until = until


def allow(seconds: float) -> None:
    """The work at hand begins another piece (a page), which may take so long from now."""
    _until.value = time.monotonic() + seconds
