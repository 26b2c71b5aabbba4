"""Drop files, kill the watcher, count what is left: nothing may be lost, nothing may be there twice.

    python benchmarks/torture.py --files 500 --kills 50

Several writers drop letters into two watched folders: some slowly in pieces, some twice under two names, some two
in one file, some broken, some as a hard link to an original. Now and then a writer puts a link to an original
in the place of a file for a moment. Other links and a pipe lie there all the time. Meanwhile `docproc watch`,
with no other program beside it, its workers, and `docproc report reply`, which drafts answers to letters there,
are killed with SIGKILL at random moments and started again. What must be true at the end stands in
torture_office.py. tests/intake/test_torture.py runs a short form; torture_steps.py kills between any two steps.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from torture_office import Dropped, Place, contents, faults, lay_traps

from docproc.store import Store, open_store
from docproc.store.schema import Job, StoredLetter

SETTINGS = """\
lease_seconds = 3
rest_seconds = 0.3
broken_rest_seconds = 1.5
rescan_seconds = 3
"""
_LOADS = 30.0  # seconds after which a watcher surely has started its workers
_DOCPROC = [sys.executable, "-c", "from docproc.cli.main import run; run()"]


@dataclass(frozen=True)
class Outcome:
    """What was found at the end; `faults` names everything that is not as it must be."""

    faults: list[str]
    letters: int
    failed: int
    kills: dict[str, int]
    seconds: float


def torture(base: Path, files: int, kills: int, writers: int, seed: int, workers: int = 2) -> Outcome:
    """Run it in the empty folder `base`."""
    began = time.monotonic()
    place, dropped = Place(base), Dropped()
    traps = lay_traps(place)
    (base / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    plan = list(contents(files, random.Random(seed), dropped))
    work = [_Writer(place, plan[index::writers], random.Random(seed + index)) for index in range(writers)]
    threads = [threading.Thread(target=one.write_all) for one in work]
    for thread in threads:
        thread.start()
    hunt = _Hunt(place, workers, random.Random(seed))
    hunt.kill_again_and_again(kills)
    for thread in threads:
        thread.join()
    dropped.files += sum(one.linked for one in work)
    hunt.finish()
    store = open_store(place.data)
    found = [*faults(store, place, dropped, traps), *_torn(base)]
    letters, failed = _counted(store)
    store.close()
    return Outcome(found, letters, failed, hunt.kills, time.monotonic() - began)


@dataclass
class _Writer:
    """Somebody who drops files, each in one of several ways, and plays with links.

    `linked`: files dropped besides the planned ones.
    """

    place: Place
    plan: list[tuple[str, bytes]]
    chance: random.Random
    linked: int = 0

    def write_all(self) -> None:
        for name, content in self.plan:
            path = self.chance.choice(self.place.inboxes) / name
            self.chance.choice((self._at_once, self._by_another_name, self._slowly))(path, content)
            if self.chance.random() < 0.2:
                self._swap(path)
            elif self.chance.random() < 0.05:
                self._link_original()
            time.sleep(self.chance.uniform(0, 0.05))

    def _at_once(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

    def _by_another_name(self, path: Path, content: bytes) -> None:
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(content)
        part.rename(path)

    def _slowly(self, path: Path, content: bytes) -> None:
        third = len(content) // 3 + 1
        with path.open("wb") as file:
            for start in range(0, len(content), third):
                file.write(content[start : start + third])
                file.flush()
                time.sleep(self.chance.uniform(0.05, 0.4))

    def _swap(self, path: Path) -> None:
        """A link to an original for a moment in the place of a file that still lies in the folder."""
        original = self._an_original()
        aside = path.with_name(f".{path.name}.aside")
        time.sleep(self.chance.uniform(0, 1.0))
        if original is None or not _moved(path, aside):
            return
        path.symlink_to(original)
        time.sleep(self.chance.uniform(0, 0.6))
        path.unlink()
        aside.rename(path)

    def _link_original(self) -> None:
        """The original of a good letter as a hard link in a watched folder: one more file with that content."""
        original = self._an_original()
        if original is not None and not original.read_bytes().startswith(b"%PDF") and self._is_whole(original):
            os.link(original, self.place.inboxes[0] / f"bản gốc {os.urandom(4).hex()}.txt")
            self.linked += 1

    def _is_whole(self, original: Path) -> bool:
        """Whether an original was dropped as it is, not cut out of a file."""
        return any(content == original.read_bytes() for _name, content in self.plan)

    def _an_original(self) -> Path | None:
        found = [path for path in (self.place.data / "originals").glob("*/*/*") if path.is_file()]
        return self.chance.choice(found) if found else None


def _moved(path: Path, target: Path) -> bool:
    try:
        path.rename(target)
    except FileNotFoundError:  # it has been filed meanwhile
        return False
    return True


@dataclass
class _Hunt:
    """Starts the programs of the office and kills them."""

    place: Place
    workers: int
    chance: random.Random
    kills: dict[str, int] = field(default_factory=lambda: {"watcher": 0, "worker": 0, "report": 0})

    def kill_again_and_again(self, kills: int) -> None:
        """Kill the watcher whole, one of its workers, or a report being written, at random moments."""
        watcher, report = self._watch(), self._report()
        while sum(self.kills.values()) < kills:
            way = self.chance.random()
            children = _wait_for_children(watcher) if way > 0.6 else []
            time.sleep(self.chance.uniform(0.2, 4.0))
            if way < 0.15:
                self.kills["report"] += _killed(report)
                report = self._report()
            elif children:
                self.kills["worker"] += _kill(self.chance.choice(children))
            else:
                self.kills["watcher"] += _killed(watcher)
                watcher = self._watch()
        for process in (watcher, report):
            _killed(process)

    def finish(self) -> None:
        """Let a last watcher take in and do all that is left."""
        watcher = self._watch("--once")
        try:
            watcher.wait(timeout=600)
        finally:
            watcher.kill()

    def _watch(self, *more: str) -> subprocess.Popen[bytes]:
        folders = map(str, self.place.inboxes)
        return self._start("watch", *folders, "--workers", str(self.workers), "--split", *more)

    def _report(self) -> subprocess.Popen[bytes]:
        number = str(self.chance.randint(1, 20))
        out = str(self.place.base / f"reply {number}.docx")
        return self._start("report", "reply", number, "--office", "UBND xã Thử", "--out", out, "--force")

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        settings = str(self.place.base / "settings.toml")
        environment = {**os.environ, "DOCPROC_SETTINGS": settings, "DOCPROC_LOG": "info"}
        with self.place.log.open("ab") as log:
            whole = [*_DOCPROC, *command, "--data", str(self.place.data)]
            return subprocess.Popen(whole, stderr=log, stdout=log, env=environment)


def _killed(process: subprocess.Popen[bytes]) -> bool:
    """Kill a program, if it has not ended; whether it was killed."""
    process.kill()
    return process.wait() == -signal.SIGKILL


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _wait_for_children(watcher: subprocess.Popen[bytes]) -> list[int]:
    until = time.monotonic() + _LOADS
    while watcher.poll() is None and time.monotonic() < until:
        children = _children(watcher.pid)
        if children:
            return children
        time.sleep(0.2)
    return []


def _children(pid: int) -> list[int]:
    """The worker processes of the watcher (not the helper that multiprocessing keeps)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [int(child) for child in children if b"spawn_main" in _command(child)]


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _torn(base: Path) -> Iterator[str]:
    """Reports that are there but not whole."""
    for report in base.glob("reply *.docx"):
        if not zipfile.is_zipfile(report) or zipfile.ZipFile(report).testzip():
            yield f"torn: {report.name}"


def _counted(store: Store) -> tuple[int, int]:
    with store.reading() as session:
        letters = len(session.scalars(select(StoredLetter.id)).all())
        return letters, len(session.scalars(select(Job.id).where(Job.state == "failed")).all())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    given = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="docproc-torture-"))
    outcome = torture(base, given.files, given.kills, given.writers, given.seed, given.workers)
    print(f"{given.files} files dropped by {given.writers} writers; killed: {outcome.kills}")
    print(f"letters {outcome.letters}, failed {outcome.failed}, {outcome.seconds:.0f} s")
    print("\n".join(outcome.faults) or "nothing lost, nothing double, no gap")
    if given.keep or outcome.faults:
        print(base)
    else:
        shutil.rmtree(base)
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
