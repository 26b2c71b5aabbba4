"""Figures about a whole archive from the few files that were looked at. Pure arithmetic.

Each stratum counts for itself: the mean of its files that were looked at, times how many it has. How far that may
be off says the spread among them; strata that were looked at whole add nothing to it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from docproc.archive.forecast.looking import Look
from docproc.archive.forecast.measuring import OCR, Cost
from docproc.archive.strata import Stratum
from docproc.page import PageReason

_SURE = 1.64  # standard errors on either side: nine times of ten the truth lies between
_MODEL = 0.1  # share by which times may be off, however many files are looked at: another hour, other programs
_LEDGER = 0.02  # seconds a file for the ledger and the files of results; benchmarks/archive.py
_SLOW, _QUICK = 8.0, 0.3  # seconds a page with and without OCR where none was measured in time


@dataclass(frozen=True, slots=True)
class Span:
    """A figure, and between which two it very likely lies."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was looked at and cannot be read: the type of its error, and the words for a person."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Sampled:
    """The files of a stratum: how many there are, how many bytes; of those looked at, what came of it."""

    stratum: Stratum
    files: int
    size: int
    looks: tuple[Look, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def count(self) -> int:
        """How many were looked at."""
        return len(self.looks) + len(self.refused)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an archive very likely holds, and takes.

    `seconds` are those of one worker. `pages_by_reason`: where the words of so many pages would come from;
    `refused`: so many files cannot be read, by the words for that. `measured`: pages that were timed.
    """

    pages: Span
    seconds: Span
    pages_by_reason: Mapping[PageReason, float]
    refused: Mapping[str, float]
    looked_at: int
    measured: int

    @property
    def ocr_pages(self) -> float:
        """How many pages have to be read from their image."""
        return sum(pages for reason, pages in self.pages_by_reason.items() if reason in OCR)


def estimate(sampled: Sequence[Sampled], costs: Sequence[Cost]) -> Estimate:
    """The figures of an archive; strata that were not looked at are like the nearest of their kind."""
    seen = [_with_neighbours(one, sampled) for one in sampled]
    by_reason = _pages_by_reason(seen)
    page_costs = {reason: _seconds_a_page(reason, costs) for reason in by_reason}
    seconds, spread = _total(seen, lambda look: _seconds_of(look, page_costs))
    spread += sum((pages * page_costs[reason][1]) ** 2 for reason, pages in by_reason.items())
    pages, pages_spread = _total(seen, lambda look: float(look.pages))
    refused: dict[str, tuple[str, float]] = {}
    for one in seen:
        for fault in one.refused:
            words, number = refused.get(fault.code, (fault.words, 0.0))
            refused[fault.code] = (words, number + one.files / one.count)
    return Estimate(
        pages=_span(pages, pages_spread),
        seconds=_span(seconds, spread + (seconds * _MODEL) ** 2),
        pages_by_reason=_as_read(by_reason, costs),
        refused=dict(refused.values()),
        looked_at=sum(one.count for one in sampled),
        measured=len(costs),
    )


def _with_neighbours(one: Sampled, sampled: Sequence[Sampled]) -> Sampled:
    """The stratum; one that was not looked at with what was seen in the nearest one."""
    if one.count:
        return one
    known = [other for other in sampled if other.count]
    of_kind = [other for other in known if other.stratum.kind == one.stratum.kind] or known
    if not of_kind:
        return one
    nearest = min(of_kind, key=lambda other: abs(other.stratum.size - one.stratum.size))
    return Sampled(one.stratum, one.files, one.size, nearest.looks, nearest.refused)


def _pages_by_reason(seen: Iterable[Sampled]) -> dict[PageReason, float]:
    found: dict[PageReason, float] = {}
    for one in seen:
        for look in one.looks:
            for page in look.seen:
                share = look.pages / len(look.seen) * one.files / one.count
                found[page.reason] = found.get(page.reason, 0.0) + share
    return found


def _as_read(by_reason: Mapping[PageReason, float], costs: Sequence[Cost]) -> dict[PageReason, float]:
    """Some layers of scans prove unlike their image when they are read: as many as of the pages measured."""
    found = dict(by_reason)
    scans = [cost for cost in costs if cost.reason is PageReason.GOOD_LAYER_OF_SCAN]
    unlike = sum(cost.read_as is PageReason.UNLIKE for cost in scans)
    if unlike:
        pages = found[PageReason.GOOD_LAYER_OF_SCAN]
        found[PageReason.UNLIKE] = pages * unlike / len(scans)
        found[PageReason.GOOD_LAYER_OF_SCAN] = pages - found[PageReason.UNLIKE]
    return found


def _seconds_a_page(reason: PageReason, costs: Sequence[Cost]) -> tuple[float, float]:
    """Seconds a page of one worker, and the standard error of that."""
    same = [cost.seconds for cost in costs if cost.reason is reason]
    alike = [cost.seconds for cost in costs if (cost.reason in OCR) is (reason in OCR)]
    known = same or alike
    if not known:
        guess = _SLOW if reason in OCR else _QUICK
        return guess, guess / 2
    mean = fmean(known)
    return mean, (stdev(known) if len(known) > 1 else mean / 2) / math.sqrt(len(known))


def _seconds_of(look: Look, page_costs: Mapping[PageReason, tuple[float, float]]) -> float:
    """What reading a file takes a worker; it opens it twice, to count its pages and to read them."""
    a_page = fmean(page_costs[page.reason][0] for page in look.seen) if look.seen else 0.0
    return _LEDGER + 2 * look.seconds + look.pages * a_page


def _total(strata: Iterable[Sampled], value_of: Callable[[Look], float]) -> tuple[float, float]:
    """The sum of a value over all files, and its variance; a file that cannot be read counts nothing."""
    total = variance = 0.0
    for one in strata:
        if not one.count:
            continue
        values = [*map(value_of, one.looks), *[0.0] * len(one.refused)]
        mean = fmean(values)
        spread = stdev(values) if len(values) > 1 else mean
        total += one.files * mean
        variance += one.files**2 * max(0.0, 1 - one.count / one.files) * spread**2 / one.count
    return total, variance


def _span(value: float, variance: float) -> Span:
    off = _SURE * math.sqrt(variance)
    return Span(value, max(value - off, value / 3), value + off)
