"""A page that paints very often is drawn on trial, in a process of its own that is ended when it takes too long.

PDFium cannot be interrupted while it draws, and no count tells how long an order takes.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from docproc.errors import InputError, TooIntricate, TooLarge, TooManyAnnotations
from docproc.scan.measure.orders import paintings
from docproc.scan.plainly import plain_pages
from docproc.settings import Settings

# What the program of a trial says when only the words of the page are left to find.
DRAWN = "drawn"
_PROGRAM = "docproc.scan.try_page"  # by name: it takes from the modules that take from this one
# What is wrong with pages that may not be opened at all; of others the text may still be good.
CLOSED = (TooLarge, TooManyAnnotations)
# Seconds that a trial takes of a page as they are, most of them for the start of a process.
_ORDINARY = 1.5


class Trials:
    """Judges the pages of one PDF in order. `seconds` are left for all their trials beyond the time of ordinary
    ones: a file full of such pages does not cost a trial for each.
    """

    def __init__(self, path: Path, faults: Mapping[int, InputError], settings: Settings) -> None:
        self.path, self.faults, self.settings = path, faults, settings
        closed = {index for index, fault in faults.items() if isinstance(fault, CLOSED)}
        self.plain = plain_pages(path, settings.plain_paintings, closed)
        self.counts: Iterator[float | None] = paintings(path, closed)
        self.counted = 0
        self.seconds = 2 * settings.draw_seconds

    def lines_of_next(self, index: int) -> bool:
        """Whether the words of page `index` (from 0) can be found in bearable time, too.

        Raises the fault of a page that may not even be opened, and TooIntricate when it cannot even be drawn in
        draw_seconds and worker_megabytes.
        """
        is_plain = next(self.plain)
        fault = self.faults.get(index)
        if isinstance(fault, CLOSED):
            raise fault
        if is_plain:
            return True
        count = self._count(index)
        if count is not None and count <= self.settings.plain_paintings:
            return True
        if fault is not None:
            return False
        if self.seconds <= 0 or (count is not None and count > self.settings.max_paintings):
            raise TooIntricate(self.path, page=index + 1)
        return self._try(index)

    def _count(self, index: int) -> float | None:
        """How often page `index` paints; those before it that nobody asked for are passed over."""
        skipped, self.counted = index - self.counted, index + 1
        return next(islice(self.counts, skipped, None))

    def _try(self, index: int) -> bool:
        command = [sys.executable, "-m", _PROGRAM, str(self.path.resolve()), str(index)]
        begun = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, timeout=self.settings.draw_seconds, check=False)
            said, whole = done.stdout, not done.returncode  # else it ran out of memory, or tripped PDFium
        except subprocess.TimeoutExpired as error:
            said, whole = error.stdout or b"", False
        finally:
            self.seconds -= max(0.0, time.monotonic() - begun - _ORDINARY)
        if not whole and DRAWN.encode() not in said:
            raise TooIntricate(self.path, page=index + 1)
        return whole
