"""Drop files, kill the watcher, count what is left: nothing may be lost, nothing may be there twice.

    python benchmarks/torture.py --files 500 --kills 50

Several writers drop letters into a watched folder: some slowly in pieces, some twice under two names, some two in
one file, some broken. Meanwhile `docproc watch` and its workers are killed with SIGKILL at random moments and
started again. At the end every single letter must be there exactly once, every bad file with exactly one reason,
the register must run from 1 without gaps, every original must be there byte for byte, and every dropped file must
lie in `processed/` or `failed/`. tests/intake/test_torture.py runs a short form.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from docproc.store import Store, open_store
from docproc.store.jobs import unfinished
from docproc.store.originals import content_of, place_of
from docproc.store.register import missing_numbers
from docproc.store.schema import Arrival, File, Job, StoredLetter

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.p1.txt"))
TWO_LETTERS = "\f".join(
    (ROOT / "samples" / f"{name}.p1.txt").read_text(encoding="utf-8")
    for name in ("cong-van-khan", "cong-van-huyen-uy")
)
SETTINGS = """\
lease_seconds = 3
rest_seconds = 0.3
broken_rest_seconds = 1.5
rescan_seconds = 3
"""


@dataclass
class Dropped:
    """What the writers put into the folder: number of files, and the hashes of contents: bad ones, good ones, and
    single letters (a file with two is cut in two).
    """

    files: int = 0
    good: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)


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
    chance = random.Random(seed)
    inbox, data = base / "inbox", base / "data"
    inbox.mkdir()
    (base / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    dropped = Dropped()
    plan = list(_contents(files, chance, dropped))
    threads = [
        threading.Thread(target=_write_all, args=(inbox, plan[index::writers], random.Random(seed + index)))
        for index in range(writers)
    ]
    for thread in threads:
        thread.start()
    counted = _kill_again_and_again(base, inbox, data, kills, workers, chance)
    for thread in threads:
        thread.join()
    _finish(base, inbox, data, workers)
    store = open_store(data)
    faults = list(_faults(store, inbox, dropped))
    with store.reading() as session:
        letters = len(session.scalars(select(StoredLetter.id)).all())
        failed = len(session.scalars(select(Job.id).where(Job.state == "failed")).all())
    store.close()
    return Outcome(faults, letters, failed, counted, time.monotonic() - began)


def _contents(files: int, chance: random.Random, dropped: Dropped) -> Iterator[tuple[str, bytes]]:
    """Names and contents: 8 of 10 good, of these 1 with two letters, 1 broken, 1 a good one again under another
    name.
    """
    letters = [path.read_text(encoding="utf-8") for path in SAMPLES]
    good: list[bytes] = []
    for index in range(files):
        kind = chance.random()
        name = f"Công văn số {index}.txt"
        if kind < 0.8 or not good:
            one = letters[index % len(letters)] if kind > 0.1 else TWO_LETTERS
            texts = [f"{letter}\nBản {index}\n".encode() for letter in one.split("\f")]
            content = b"\f".join(texts)
            good.append(content)
            dropped.good.add(_sha(content))
            dropped.letters |= {_sha(text) for text in texts}
        elif kind < 0.9:
            name, content = f"hỏng {index}.pdf", f"%PDF-1.7 broken {index}".encode()
            content += b"\n%%EOF" if chance.random() < 0.5 else b""
            dropped.bad.add(_sha(content))
        else:
            name, content = f"bản sao {index}.txt", chance.choice(good)
        dropped.files += 1
        yield name, content


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_all(inbox: Path, plan: list[tuple[str, bytes]], chance: random.Random) -> None:
    for name, content in plan:
        way = chance.random()
        if way < 0.4:
            (inbox / name).write_bytes(content)
        elif way < 0.7:
            part = inbox / f"{name}.part"
            part.write_bytes(content)
            part.rename(inbox / name)
        else:
            _write_slowly(inbox / name, content, chance)
        time.sleep(chance.uniform(0, 0.05))


def _write_slowly(path: Path, content: bytes, chance: random.Random) -> None:
    third = len(content) // 3 + 1
    with path.open("wb") as file:
        for start in range(0, len(content), third):
            file.write(content[start : start + third])
            file.flush()
            time.sleep(chance.uniform(0.05, 0.4))


def _start(base: Path, inbox: Path, data: Path, workers: int, *more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DOCPROC_SETTINGS": str(base / "settings.toml"), "DOCPROC_LOG": "info"}
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "watch", str(inbox)]
    command += ["--data", str(data), "--workers", str(workers), "--split", *more]
    log = (base / "log.jsonl").open("ab")
    return subprocess.Popen(command, stderr=log, stdout=log, env=environment)


def _kill_again_and_again(
    base: Path, inbox: Path, data: Path, kills: int, workers: int, chance: random.Random
) -> dict[str, int]:
    """Start the watcher; kill it whole, or only one of its workers, at random moments."""
    counted = {"watcher": 0, "worker": 0}
    watcher = _start(base, inbox, data, workers)
    while sum(counted.values()) < kills:
        time.sleep(chance.uniform(0.2, 4.0))
        children = _children(watcher.pid)
        if watcher.poll() is None and children and chance.random() < 0.4:
            if _kill(chance.choice(children)):
                counted["worker"] += 1
            continue
        _kill(watcher.pid)
        watcher.wait()
        counted["watcher"] += 1
        watcher = _start(base, inbox, data, workers)
    watcher.kill()
    watcher.wait()
    return counted


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


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


def _finish(base: Path, inbox: Path, data: Path, workers: int) -> None:
    """Let a last watcher take in and do all that is left."""
    watcher = _start(base, inbox, data, workers, "--once")
    try:
        watcher.wait(timeout=600)
    finally:
        watcher.kill()


def _faults(store: Store, inbox: Path, dropped: Dropped) -> Iterator[str]:
    with store.reading() as session:
        letters = session.scalars(select(File.sha256).join(StoredLetter, StoredLetter.file_id == File.id)).all()
        failed = session.execute(select(File.sha256, Job.reason).join(File).where(Job.state == "failed")).all()
        yield from _compare("letters", letters, dropped.letters)
        yield from _compare("failures", [row.sha256 for row in failed], dropped.bad)
        yield from (f"no reason: {row.sha256}" for row in failed if not row.reason)
        yield from (f"register: {gap}" for gap in missing_numbers(session))
        if unfinished(session):
            yield f"{unfinished(session)} jobs unfinished"
        waiting = session.scalars(select(Arrival.id).where(Arrival.filing != "done")).all()
        if waiting:
            yield f"{len(waiting)} arrivals not filed"
    for sha256 in dropped.good | dropped.letters | dropped.bad:
        place = place_of(store.originals, sha256)
        if not place.exists() or content_of(place).sha256 != sha256:
            yield f"original missing or changed: {sha256}"
    yield from _misplaced(inbox, dropped)


def _compare(what: str, found: list[str], wanted: set[str]) -> Iterator[str]:
    if len(found) != len(set(found)):
        yield f"{what}: {len(found) - len(set(found))} twice"
    if set(found) != wanted:
        yield f"{what}: {len(wanted - set(found))} missing, {len(set(found) - wanted)} too many"


def _misplaced(inbox: Path, dropped: Dropped) -> Iterator[str]:
    def lying(folder: Path, keep: Callable[[Path], bool]) -> list[Path]:
        return [path for path in folder.rglob("*") if path.is_file() and keep(path)]

    filed = lying(inbox / "processed", lambda path: True)
    failed = lying(inbox / "failed", lambda path: path.suffix == ".pdf")
    notes = lying(inbox / "failed", lambda path: path.suffix == ".txt")
    left = [path.name for path in inbox.iterdir() if path.is_file() and not path.name.startswith(".")]
    if left:
        yield f"left in the folder: {left[:5]}"
    if len(filed) + len(failed) != dropped.files:
        yield f"{dropped.files} dropped, {len(filed)} processed, {len(failed)} failed"
    if len(notes) != len(failed):
        yield f"{len(failed)} failed, {len(notes)} notes"
    hashes = {content_of(path).sha256 for path in filed}
    if hashes != dropped.good:
        yield "what lies in processed/ is not what was dropped"


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
