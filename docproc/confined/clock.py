"""How long the work at hand of this process may take. Outside of a child nobody looks at it.

Counted is the time of the processor, that of the process and of what it starts, so that a file does not fail
because the machine is busy with other things. Where it waits instead of working, some times as long must do.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Any

from docproc.confined.tree import processor_seconds

_WAITING = 5  # times as long by the clock on the wall


@dataclass(frozen=True, slots=True)
class Clock:
    """What a child shares with its parent: the moment (time.monotonic) and the processor time, in seconds, at
    which its work at hand must have ended. A moment of 0: no work is at hand.
    """

    moment: Any
    processor: Any

    def stop(self) -> None:
        """The work at hand has ended."""
        self.moment.value = 0.0


_clock: Clock | None = None


def new_clock(context: Any) -> Clock:
    """A clock for a child yet to start; `context` is that of multiprocessing."""
    return Clock(context.RawValue("d", 0.0), context.RawValue("d", 0.0))


def watch_clock(clock: Clock) -> None:
    """From now on this clock is what `allow` sets."""
    global _clock
    _clock = clock


def allow(seconds: float) -> None:
    """The work at hand of this process begins another piece (a page), which may take so long from now."""
    if _clock is not None:
        set_clock(_clock, seconds)


def set_clock(clock: Clock, seconds: float) -> None:
    """Let the work of this process take so long from now."""
    clock.processor.value = sum(os.times()[:4]) + seconds
    clock.moment.value = time.monotonic() + _WAITING * seconds


def is_over(clock: Clock, pid: int) -> bool:
    """Whether the work at hand of a process has taken longer than it may."""
    moment = clock.moment.value
    return bool(moment) and (time.monotonic() > moment or processor_seconds(pid) > clock.processor.value)
