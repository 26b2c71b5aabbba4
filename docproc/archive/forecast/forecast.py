"""What reading an archive will take: counted, looked at, measured, within a minute or so."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from docproc.address import Address
from docproc.archive.forecast.estimate import Estimate, Refused, Sampled, estimate
from docproc.archive.forecast.fetching import at_hand
from docproc.archive.forecast.looking import Look, look_at
from docproc.archive.forecast.measuring import OCR, Cost, Probe, measure
from docproc.archive.forecast.tree import Tree, tree_of
from docproc.archive.strata import Stratum
from docproc.confined.call import Allowance, Answer, answers
from docproc.errors import InputError, MissingProgram
from docproc.page import PageReason
from docproc.settings import Settings
from docproc.store.database import Store

_SEED = 19  # the same archive gives the same sample
_LOOKING, _MEASURING = 15.0, 35.0  # seconds
_OF_A_REASON = {True: 12, False: 6}  # pages that are measured of each reason, with OCR and without
Thing = TypeVar("Thing")
Value = TypeVar("Value")


class _TimeIsUp(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Forecast:
    """The files of an archive that are still to be read, and what was estimated of them."""

    tree: Tree
    estimate: Estimate
    workers: int

    @property
    def seconds(self) -> float:
        """How long it will take by the clock."""
        return self.estimate.seconds.value / self.workers


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be told: of this archive, what the `ledger` (None: there is none) has not read, with so many
    workers. `again`: what failed before is to be tried again. `tell` hears the files that were counted.
    """

    root: Path | Address
    workers: int
    settings: Settings
    ledger: Store | None = None
    again: bool = False
    tell: Callable[[int], None] = lambda files: None


def forecast(asked: Asked) -> Forecast:
    """Count an archive, look at some of its files, read some of their pages; nothing is written but passing files
    of an object store.

    Raises OSError when it cannot be listed, what remote.objects does, StoreFault, MissingProgram.
    """
    with TemporaryDirectory(prefix="docproc-") as passing:
        return _forecast(asked, Path(passing))


def _forecast(asked: Asked, passing: Path) -> Forecast:
    chance = random.Random(_SEED)
    tree = tree_of(asked.root, chance, asked.ledger, asked.again)
    asked.tell(tree.files)
    looks = _looks(asked, tree, chance, passing)
    sampled = [
        Sampled(
            stratum,
            one.files,
            one.size,
            tuple(look for look in looks.get(stratum, ()) if isinstance(look, Look)),
            tuple(look for look in looks.get(stratum, ()) if isinstance(look, Refused)),
        )
        for stratum, one in sorted(tree.bins.items())
    ]
    costs = _costs(asked, [look for one in sampled for look in one.looks], chance)
    return Forecast(tree, estimate(sampled, costs), asked.workers)


def _looks(asked: Asked, tree: Tree, chance: random.Random, passing: Path) -> dict[Stratum, list[Look | Refused]]:
    """What was seen of the files of each stratum; all strata are looked at in turns, as long as there is time."""
    of_place = {found.place: stratum for stratum, one in sorted(tree.bins.items()) for found in one.sample}
    samples = [chance.sample(one.sample, len(one.sample)) for _stratum, one in sorted(tree.bins.items())]
    found: dict[Stratum, list[Look | Refused]] = {}
    there = at_hand(_in_turns(samples), passing)
    for path, answer in _in_time(look_at, list(there), asked, _LOOKING):
        stratum = of_place[there[path].place]
        if answer.value is not None:
            found.setdefault(stratum, []).append(answer.value)
        elif isinstance(answer.error, InputError):
            words = answer.error.cause()
            found.setdefault(stratum, []).append(Refused(type(answer.error).__name__, words))
    return found


def _costs(asked: Asked, looks: Sequence[Look], chance: random.Random) -> list[Cost]:
    """What some pages took, of each reason in turns. Those without OCR come first: they take a moment, and what
    time is left goes to the others.
    """
    probes: dict[PageReason, list[Probe]] = {}
    for place in range(max((len(look.seen) for look in looks), default=0)):  # another file each time, if there is
        for look in chance.sample(looks, len(looks)):
            for page in look.seen[place : place + 1]:
                probe = Probe(look.path, page.number, look.pages, page.reason, look.seconds)
                probes.setdefault(page.reason, []).append(probe)
    chosen = {reason: of_reason[: _OF_A_REASON[reason in OCR]] for reason, of_reason in sorted(probes.items())}
    things = [
        *_in_turns([of_reason for reason, of_reason in chosen.items() if reason not in OCR]),
        *_in_turns([of_reason for reason, of_reason in chosen.items() if reason in OCR]),
    ]
    costs = []
    for _probe, answer in _in_time(measure, things, asked, _MEASURING):
        if isinstance(answer.error, MissingProgram):
            raise answer.error
        if answer.value is not None:  # what fails now will fail then, and is told then
            costs.append(answer.value)
    return costs


def _in_turns(rows: Sequence[Sequence[Thing]]) -> list[Thing]:
    """The first of each row, then the second of each, and so on."""
    return [thing for turn in zip_longest(*rows) for thing in turn if thing is not None]


def _in_time(
    work: Callable[[Thing], Value], things: Sequence[Thing], asked: Asked, seconds: float
) -> Iterator[tuple[Thing, Answer[Value]]]:
    """The answers that come within so many seconds, of as many children as will be workers."""
    until = time.monotonic() + seconds

    def look_at_clock() -> None:
        if time.monotonic() > until:
            raise _TimeIsUp

    allowance = Allowance(asked.settings.worker_megabytes, asked.settings.page_work_seconds)
    try:
        yield from answers(work, things, allowance, asked.workers, look_at_clock)
    except _TimeIsUp:
        return
