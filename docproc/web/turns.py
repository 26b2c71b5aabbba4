"""Work that takes much memory is done a few at a time; who comes later waits for a turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from docproc.errors import DocprocError
from docproc.messages import mark

_PATIENCE = 30.0  # seconds that a person waits for a turn


class TooManyAtOnce(DocprocError):
    reason = mark("others are having something made just now that takes long")
    remedy = mark("Try again in a minute; nothing is lost.")


@contextmanager
def a_turn(turns: BoundedSemaphore) -> Iterator[None]:
    """Hold one of the turns. Raises TooManyAtOnce when none comes in time."""
    if not turns.acquire(timeout=_PATIENCE):
        raise TooManyAtOnce()
    try:
        yield
    finally:
        turns.release()
