"""Counting the files of an archive, with some of each kind and size to look at."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from docproc.archive.plan import THERE, Found, chunks_of, files_of, shown_path
from docproc.archive.strata import Stratum, stratum_of
from docproc.intake.below import Seen, root_of
from docproc.store.database import Store
from docproc.store.schema import Arrival, Job

_MOST = 40  # files of a stratum that may be looked at


@dataclass(slots=True)
class Bin:
    """The files of a stratum: how many, how many bytes, and some of them, each as likely as any other."""

    files: int = 0
    size: int = 0
    sample: list[Path] = field(default_factory=list)

    def add(self, one: Found, chance: random.Random) -> None:
        """Count a file; whether it comes into the sample is drawn (a reservoir, algorithm R)."""
        self.files += 1
        self.size += one.seen.size
        if len(self.sample) < _MOST:
            self.sample.append(one.path)
        elif (place := chance.randrange(self.files)) < _MOST:
            self.sample[place] = one.path


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


def tree_of(root: Path, chance: random.Random, ledger: Store | None, again: bool) -> Tree:
    """Count the files under `root`; those that the `ledger` knows as ended are left out, with `again` only those
    that were read well. Memory stays flat. Raises OSError when `root` cannot be listed, StoreFault.
    """
    tree, links, unreadable = Tree(), list[Path](), list[str]()
    states = ("done",) if again else ("done", "failed")
    for chunk in chunks_of(files_of(root_of(root), links, unreadable)):
        ended = _ended(ledger, chunk, states) if ledger is not None else set()
        for one in chunk:
            if one.path in ended:
                tree.done += 1
                continue
            stratum = stratum_of(shown_path(one.path, root), one.seen.size)
            tree.bins.setdefault(stratum, Bin()).add(one, chance)
    tree.links, tree.unreadable = len(links), tuple(unreadable)
    return tree


def _ended(ledger: Store, chunk: list[Found], states: tuple[str, ...]) -> set[Path]:
    """Those of these files that were read before, as they are now."""
    by_path = {os.fsencode(one.path): one for one in chunk}
    asked = (
        select(Arrival.path, Arrival.size, Arrival.changed_ns, Arrival.inode)
        .join(Job, Job.id == Arrival.job_id)
        .where(Arrival.path.in_(by_path), Arrival.filing == THERE, Job.state.in_(states))
    )
    with ledger.reading() as session:
        return {
            by_path[row.path].path
            for row in session.execute(asked)
            if by_path[row.path].seen == Seen(row.size, row.changed_ns, row.inode)
        }
