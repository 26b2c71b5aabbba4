"""Counting the files of an archive, with some of each kind and size to look at."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from docproc.address import Address
from docproc.archive.plan import THERE
from docproc.archive.sources import Found, Passed, chunks_in, opened
from docproc.archive.strata import Stratum, stratum_of
from docproc.intake.below import Seen
from docproc.store.database import Store
from docproc.store.schema import Arrival, Job

_MOST = 40  # files of a stratum that may be looked at


@dataclass(slots=True)
class Bin:
    """The files of a stratum: how many, how many bytes, and some of them, each as likely as any other."""

    files: int = 0
    size: int = 0
    sample: list[Found] = field(default_factory=list)

    def add(self, one: Found, chance: random.Random) -> None:
        """Count a file; whether it comes into the sample is drawn (a reservoir, algorithm R)."""
        self.files += 1
        self.size += one.seen.size
        if len(self.sample) < _MOST:
            self.sample.append(one)
        elif (place := chance.randrange(self.files)) < _MOST:
            self.sample[place] = one


@dataclass(slots=True)
class Tree:
    """What lies below a folder and is still to be read, by strata; beside it the files that were read before,
    links (not followed) and sentences about what could not be looked into.
    """

    bins: dict[Stratum, Bin] = field(default_factory=dict)
    done: int = 0
    links: int = 0
    unreadable: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        return sum(one.files for one in self.bins.values())

    @property
    def size(self) -> int:
        return sum(one.size for one in self.bins.values())


def tree_of(root: Path | Address, chance: random.Random, ledger: Store | None, again: bool) -> Tree:
    """Count the files below `root`; those that the `ledger` knows as ended are left out, with `again` only those
    that were read well. Memory stays flat. Raises OSError when `root` cannot be listed, what remote.objects
    does, StoreFault.
    """
    tree, passed = Tree(), Passed()
    states = ("done",) if again else ("done", "failed")
    for chunk in chunks_in(opened(root), passed):
        ended = _ended(ledger, chunk, states) if ledger is not None else set()
        for one in chunk:
            if one.place in ended:
                tree.done += 1
                continue
            stratum = stratum_of(one.name, one.seen.size)
            tree.bins.setdefault(stratum, Bin()).add(one, chance)
    tree.links, tree.unreadable = passed.links, tuple(passed.unreadable)
    return tree


def _ended(ledger: Store, chunk: list[Found], states: tuple[str, ...]) -> set[bytes]:
    """Those of these files (their places) that were read before, as they are now."""
    by_place = {one.place: one for one in chunk}
    asked = (
        select(Arrival.path, Arrival.size, Arrival.changed_ns, Arrival.inode)
        .join(Job, Job.id == Arrival.job_id)
        .where(Arrival.path.in_(by_place), Arrival.filing == THERE, Job.state.in_(states))
    )
    with ledger.reading() as session:
        return {
            row.path
            for row in session.execute(asked)
            if by_place[row.path].seen == Seen(row.size, row.changed_ns, row.inode)
        }
