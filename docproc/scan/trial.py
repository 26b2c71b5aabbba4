"""A page that paints very often is drawn on trial, in a process of its own that is ended when it takes too long.

PDFium cannot be interrupted while it draws, and no count tells how long an order takes.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from docproc.errors import TooIntricate
from docproc.scan.orders import paintings
from docproc.scan.try_page import DRAWN
from docproc.settings import Settings


class Trials:
    """Judges the pages of one PDF in order. `seconds` are left for pages that fail their trial: so a file full
    of them does not cost its trial for every page.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path, self.settings = path, settings
        self.counts: Iterator[float | None] = paintings(path)
        self.seconds = 3 * settings.draw_seconds

    def lines_of_next(self, index: int) -> bool:
        """Whether the words of page `index` (from 0) can be found in bearable time, too.

        Raises TooIntricate when it cannot even be drawn in draw_seconds and worker_megabytes.
        """
        count = next(self.counts)
        if count is not None and count <= self.settings.plain_paintings:
            return True
        if self.seconds <= 0 or (count is not None and count > self.settings.max_paintings):
            raise TooIntricate(self.path, page=index + 1)
        return self._try(index)

    def _try(self, index: int) -> bool:
        command = [sys.executable, "-m", "docproc.scan.try_page", str(self.path.resolve()), str(index)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=self.settings.draw_seconds, check=False)
        except subprocess.TimeoutExpired as error:
            self.seconds -= self.settings.draw_seconds
            if DRAWN.encode() in (error.stdout or b""):
                return False
            raise TooIntricate(self.path, page=index + 1) from error
        if done.returncode and DRAWN.encode() not in done.stdout:  # ran out of memory, or tripped PDFium
            self.seconds -= self.settings.draw_seconds / 2
            raise TooIntricate(self.path, page=index + 1)
        return not done.returncode
