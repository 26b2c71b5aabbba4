"""Kills exactly between two steps: once at every step of the road, and again while it is being mended.

    python benchmarks/torture_steps.py --every 1

Each round is an office of its own: six files in two watched folders among links and a pipe. `docproc watch` (its
parts, in one process, see steps.py) is killed before its first step that changes anything; the next run is
killed at a random step; a third run ends the work, and then everything must be as it must be
(torture_office.py). The next round is killed before the second step, and so on up to the last. A second sweep
kills nothing: before every step it puts links to originals in the place of all files that still lie in the
folders, and of a sub-folder.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from steps import Ended, kill, run_apart
from torture_office import SAMPLES, TWO_LETTERS, Dropped, Place, faults, lay_traps

from docproc import pipeline
from docproc.intake import watch as watching
from docproc.messages import set_language
from docproc.places import Watched
from docproc.settings import load_settings
from docproc.store import open_store
from docproc.store.check import check
from docproc.store.originals import content_of
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SETTINGS = replace(load_settings(), rest_seconds=0.01, broken_rest_seconds=0.03, rescan_seconds=0.05)


@dataclass
class Sweep:
    """What a sweep did: rounds, kills, swaps, steps of the road, everything that was not as it must be."""

    rounds: int = 0
    kills: int = 0
    swaps: int = 0
    steps: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def sweep(base: Path, every: int, seed: int) -> Sweep:
    """Kill before every `every`th step of the road, from a random one of the first on. Works in `base`."""
    began, done, chance = time.monotonic(), Sweep(), random.Random(seed)
    ready = _made_office(base / "ready")
    at = chance.randint(1, every)
    while True:
        office = _office(base, ready, chance)
        first = _run(office.place, at)
        done.steps = max(done.steps, first.steps)
        if not first.killed:  # the road has no such step any more
            done.faults += _check(office, first)
            break
        second = _run(office.place, chance.randint(1, max(2, 2 * first.steps)))
        last = _run(office.place)
        done.rounds += 1
        done.kills += first.killed + second.killed
        done.faults += [f"step {at}, {first.last}, then {second.last}: {words}" for words in _check(office, last)]
        at += every
    done.seconds = time.monotonic() - began
    return done


def warm_up() -> None:
    """Load here, once, what every forked process needs to read a letter; it takes longer than reading."""
    set_language("en")
    pipeline.process(SAMPLES[0])
    gc.freeze()
    watching._STEP = 0.01  # seconds between looks; in the office ten times as long


def sweep_of_making(base: Path, every: int, seed: int) -> Sweep:
    """As `sweep`, of the steps by which the store itself is made."""
    began, done, chance = time.monotonic(), Sweep(), random.Random(seed)
    at = chance.randint(1, every)
    while True:
        data = Path(tempfile.mkdtemp(dir=base)) / "data"
        ended = run_apart(lambda data=data: open_store(data).close(), base / "log", at)  # type: ignore[misc]
        again = run_apart(lambda data=data: open_store(data).close(), base / "log")  # type: ignore[misc]
        done.steps = max(done.steps, ended.steps)
        store = open_store(data)
        problems = [again.error, *check(store)]
        store.close()
        done.faults += [f"making, step {at}, {ended.last}: {words}" for words in problems if words]
        if not ended.killed:
            break
        done.rounds, done.kills, at = done.rounds + 1, done.kills + 1, at + every
    done.seconds = time.monotonic() - began
    return done


def sweep_of_swaps(base: Path, every: int, seed: int) -> Sweep:
    """Before every `every`th step of the road links take the place of what lies in the folders."""
    began, done, chance = time.monotonic(), Sweep(), random.Random(seed)
    ready = _made_office(base / "ready")
    at = chance.randint(1, every)
    while True:
        office = _office(base, ready, chance)
        _run(office.place, max_files=1)  # some originals to lead to
        before = _originals(office.place)
        ended = _run(office.place, at, lambda place=office.place: _swap(place))  # type: ignore[misc]
        done.steps = max(done.steps, ended.steps)
        done.faults += [f"swap, step {at}, {ended.last}: {words}" for words in _harm(office.place, before)]
        if ended.steps < at:
            break
        done.rounds, done.swaps, at = done.rounds + 1, done.swaps + 1, at + every
    done.seconds = time.monotonic() - began
    return done


@dataclass
class _Office:
    place: Place
    dropped: Dropped
    traps: dict[Path, str]


def _made_office(base: Path) -> Path:
    """A data folder with its tables made, to be copied: making them takes longer than all the rest of a round."""
    if not base.exists():
        open_store(base).close()
    return base


def _office(base: Path, ready: Path, chance: random.Random) -> _Office:
    place = Place(base / "office")
    shutil.rmtree(place.base, ignore_errors=True)
    for inbox in place.inboxes:
        inbox.mkdir(parents=True)
    shutil.copytree(ready, place.data)
    traps, dropped = lay_traps(place), Dropped()
    first, second = place.inboxes
    texts = [path.read_text(encoding="utf-8") for path in chance.sample(SAMPLES, 3)]
    one = dropped.add_good(texts[0], chance.randint(0, 9))
    for path, content in (
        (first / "công văn.txt", one),
        (first / "bản sao.txt", one),
        (first / "tổ 1" / "của tổ.txt", dropped.add_good(texts[1], 2)),
        (first / "hai văn bản.txt", dropped.add_good(TWO_LETTERS, 3)),
        (first / "hỏng.pdf", dropped.add_bad(4, whole=chance.random() < 0.5)),
        (second / "công văn.txt", dropped.add_good(texts[2], 5)),
    ):
        path.write_bytes(content)
        dropped.files += 1
    return _Office(place, dropped, traps)


def _run(place: Place, at: int = 0, surprise: Callable[[], None] = kill, max_files: int = 0) -> Ended:
    return run_apart(lambda: _watch(place, max_files), place.log, at, surprise)


def _watch(place: Place, max_files: int) -> None:
    store = open_store(place.data, patience=10)
    order = Order(store.data, store.url, SETTINGS, "torture", "vi", split=True)
    inboxes = place.inboxes[1:] if max_files else place.inboxes
    watched = [Watched(folder=inbox, book=inbox.name) for inbox in inboxes]
    watching.watch(store, watched, SETTINGS, Serial(store, order), once=True)
    store.close()


def _check(office: _Office, last: Ended) -> Iterator[str]:
    if last.error:
        yield last.error
    store = open_store(office.place.data)
    yield from faults(store, office.place, office.dropped, office.traps)
    store.close()


def _originals(place: Place) -> dict[Path, str]:
    found = (path for path in (place.data / "originals").rglob("*") if path.is_file())
    return {path: content_of(path).sha256 for path in found if path.parent.name != "incoming"}


def _swap(place: Place) -> None:
    """Put links to an original, and to a folder of originals, in the place of what lies in the folders."""
    original = min(_originals(place))
    for inbox in place.inboxes:
        for path in (*inbox.glob("*.txt"), *inbox.glob("hỏng.pdf")):
            if not path.is_symlink():
                path.unlink()
                path.symlink_to(original)
        folder = inbox / "tổ 1"
        if not folder.is_symlink():
            folder.rename(inbox / ".tổ 1")
            folder.symlink_to(original.parent)
            twin = inbox / ".tổ 1" / "của tổ.txt"
            if twin.exists():  # an original under the very name that is waited for
                os.link(original, original.with_name("của tổ.txt"))


def _harm(place: Place, before: dict[Path, str]) -> Iterator[str]:
    now = _originals(place)
    for path, sha256 in before.items():
        if now.get(path) != sha256:
            yield f"original gone or changed: {path.name}"
    store = open_store(place.data)
    ours = ("was taken from the folder", "does not know")  # what the swap itself did
    yield from (words for words in check(store, deep=True) if not any(one in words for one in ours))
    store.close()


SWEEPS = {"road": sweep, "making": sweep_of_making, "swaps": sweep_of_swaps}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="kill before every n-th step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweeps", nargs="+", choices=SWEEPS, default=list(SWEEPS))
    given = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="docproc-steps-"))
    warm_up()
    wrong = False
    for name in given.sweeps:
        done = SWEEPS[name](base, given.every, given.seed)
        print(
            f"{name}: {done.steps} steps, {done.rounds} rounds, {done.kills} kills, {done.swaps} swaps,", end=" "
        )
        print(f"{done.seconds:.0f} s, {len(done.faults)} faults", flush=True)
        print("\n".join(done.faults[:20]), end="\n" if done.faults else "")
        wrong = wrong or bool(done.faults)
    shutil.rmtree(base)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
