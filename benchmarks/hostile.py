"""Files that want to do harm, through docproc: is each refused or read, in time, in memory, without a trace?

    python benchmarks/hostile.py --files 1000 --seed 1 --jobs 2

The files are made from the seed (hostile_files/): bombs, traps, texts, pictures and odd names go through
`docproc process` alone, damaged letters by the dozen; a part of all then through `docproc watch --once` and
`docproc batch`. A file may take 60 s, start-up included, and all processes together 1,200 MB. What else is a
fault: an exit code or a line on standard error that docs/contract.md does not know, more than a line for a file,
a traceback, a file left in TMPDIR or written outside --out, a process left behind. A file at fault is kept.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hostile_files import KINDS, Hostile, planned
from hostile_runs import Outcome, processed, through_batch, through_watch
from process_tree import stopping

_GROUP = 20
_TELL = 50
_SHARE = 12  # of so many files one also goes through watch, and one through batch


def groups(files: Sequence[Hostile]) -> Iterator[list[Hostile]]:
    """What is read in one go: those that may cost much one at a time, the others by the dozen."""
    yield from ([file] for file in files if file.alone)
    together = [file for file in files if not file.alone]
    yield from (together[start : start + _GROUP] for start in range(0, len(together), _GROUP))


def outcomes(files: Sequence[Hostile], jobs: int, kept: Path) -> Iterator[Outcome]:
    """As each group is done. A group with a fault is read again, file by file, to find whose it is."""
    with ThreadPoolExecutor(jobs) as pool:
        for group in pool.map(lambda group: _found(group, kept), list(groups(files))):
            yield from group


def _found(group: list[Hostile], kept: Path) -> list[Outcome]:
    if stopping.is_set():
        return []
    found = processed(group, kept)
    if len(group) == 1 or not any(outcome.read.faults for outcome in found):
        return found
    again = [outcome for file in group for outcome in processed([file], kept)]
    if not any(outcome.read.faults for outcome in again):
        print(
            f"only together: {'; '.join(sorted({fault for one in found for fault in one.read.faults}))}",
            flush=True,
        )
    return again


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """A line for each kind, and one for all."""
    columns = ("files", "read", "refused", "median s", "worst s", "busy s", "worst MB")
    yield f"{'kind':34} {' '.join(f'{name:>8}' for name in columns)}  errors"
    for kind in [*sorted({outcome.file.kind for outcome in found}), "all"]:
        reads = [outcome.read for outcome in found if kind in ("all", outcome.file.kind)]
        refused = Counter(read.error for read in reads if read.error)
        whole = sum(not read.error and not read.faults for read in reads)
        seconds = [read.seconds for read in reads]
        busy, size = max(read.busy for read in reads), max(read.megabytes for read in reads)
        yield (
            f"{kind:34} {len(reads):8} {whole:8} {refused.total():8} {statistics.median(seconds):8.1f} "
            f"{max(seconds):8.1f} {busy:8.1f} {size:8.0f}  "
            + ", ".join(f"{name} {count}" for name, count in refused.most_common())
        )


def _stop(number: int, frame: object) -> None:
    stopping.set()
    sys.exit(128 + number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="runs of docproc at a time")
    parser.add_argument("--kinds", nargs="+", metavar="WORD", help="only kinds that begin so: bomb, trap, text …")
    given = parser.parse_args()
    kinds = [kind for kind in KINDS if not given.kinds or kind.startswith(tuple(given.kinds))]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    began = time.monotonic()
    kept = Path(tempfile.mkdtemp(prefix="docproc-hostile-"))
    files = list(planned(given.files, given.seed, kinds))
    found = []
    for outcome in outcomes(files, given.jobs, kept):
        found.append(outcome)
        if len(found) % _TELL == 0:
            print(f"{len(found)} of {len(files)} files, {time.monotonic() - began:.0f} s", flush=True)
        for fault in outcome.read.faults:
            print(f"{outcome.file.kind}, {outcome.kept}: {fault}", flush=True)
    chance = random.Random(given.seed)
    faults = [fault for outcome in found for fault in outcome.read.faults]
    for name, way in (("watch", through_watch), ("batch", through_batch)):
        more = way(chance.sample(files, max(1, len(files) // _SHARE)), kept)
        faults += more
        print("\n".join(f"{name}: {fault}" for fault in more) or f"{name}: no fault", flush=True)
    print("\n".join(table(found)))
    print(f"{len(found)} files, {len(faults)} faults, {time.monotonic() - began:.0f} s")
    if faults:
        print(f"what is at fault lies in {kept}")
    else:
        kept.rmdir()
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
