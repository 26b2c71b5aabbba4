"""A look at a file: how many pages it has, and where the words of some of them would come from.

Done in a child under limits, as all that opens files of others.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docproc.page import PageReason
from docproc.reading.source import Ocr, decide_source
from docproc.scan import Scan, open_scan
from docproc.settings import Settings, load_settings

_PAGES = 5  # of a file, at most; letters have fewer, and in a thick file most pages are alike
_SECONDS = 2.0  # for the pages of a file; a thick one is gone through from its beginning


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page (from 1) that was looked at, and why its words would come from where they would."""

    number: int
    reason: PageReason


@dataclass(frozen=True, slots=True)
class Look:
    """A file that was looked at: its pages, some of them, and how long it took to open it (seconds)."""

    path: Path
    pages: int
    seen: tuple[PageSeen, ...]
    seconds: float


def look_at(path: Path) -> Look:
    """Look at a file. Raises InputError for one that cannot be read."""
    settings = load_settings()
    began = time.monotonic()
    # A Word file is not laid out: that takes LibreOffice seconds, and is a part of what is measured.
    with open_scan(path, settings, laid_out=False) as scan:
        took = time.monotonic() - began
        return Look(path, scan.page_count, tuple(_seen(scan, settings)), took)


def _seen(scan: Scan, settings: Settings) -> Iterator[PageSeen]:
    if scan.kind == "text":
        yield PageSeen(1, PageReason.WORD_TEXT if scan.written_pages else PageReason.PLAIN_TEXT)
        return
    chosen = set(_chosen(scan.page_count, random.Random(scan.page_count)))
    until = time.monotonic() + _SECONDS
    for page in scan.pages():
        if page.number in chosen:
            yield PageSeen(page.number, decide_source(page, Ocr.AUTO, settings).reason)
        if page.number >= max(chosen) or time.monotonic() > until:
            return


def _chosen(pages: int, chance: random.Random) -> Iterator[int]:
    """One page, by chance, of each of some stretches of equal length; all pages of a thin file."""
    count = min(pages, _PAGES)
    for place in range(count):
        first, last = place * pages // count, (place + 1) * pages // count
        yield chance.randrange(first, last) + 1
