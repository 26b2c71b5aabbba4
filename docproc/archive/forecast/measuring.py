"""How long a page takes on this machine: a few are read as they would be, in children under limits."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docproc import pipeline
from docproc.errors import NoLetterInText
from docproc.page import PageReason
from docproc.settings import load_settings

TEXTS = frozenset({PageReason.PLAIN_TEXT, PageReason.WORD_TEXT})
"""Reasons of files that have no sheets: they are read whole."""
OCR = frozenset({PageReason.NO_LAYER, PageReason.DAMAGED, PageReason.UNLIKE, PageReason.BLANK})
"""Reasons of pages whose image is read."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A page (from 1) to be read, of a file with so many `pages`, and what was seen when it was looked at: the
    reason of the page, and how many seconds it took to open the file.
    """

    path: Path
    page: int
    pages: int
    reason: PageReason
    opening: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page took (seconds of a worker), by what was seen when it was looked at, and what it was read as."""

    reason: PageReason
    read_as: PageReason
    seconds: float


_warm: set[bool] = set()


def measure(probe: Probe) -> Cost:
    """Read a page. The first of a child is read twice: it loads models, which others will find there.

    Raises InputError, MissingProgram.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # as in a worker
    kind = probe.reason in OCR
    if kind not in _warm:
        _measured(probe)
        _warm.add(kind)
    return _measured(probe)


def _measured(probe: Probe) -> Cost:
    settings = load_settings()
    whole = probe.reason in TEXTS
    began = time.monotonic()
    first, last = (1, None) if whole else (probe.page, probe.page)
    pages = pipeline.read(probe.path, settings, first, last)
    with suppress(NoLetterInText):  # that is known in the end, too
        pipeline.letter_of(pages, probe.path.name, probe.path)
    took = time.monotonic() - began - probe.opening
    read_as = pages[0].reason if pages else probe.reason
    return Cost(probe.reason, read_as, max(took, 0.0) / (probe.pages if whole else 1))
