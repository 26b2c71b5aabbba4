"""A full disk and a locked database, for real: a small tmpfs, and a lock held for 30 seconds.

    python benchmarks/faults.py        (needs the right to mount: root, or user namespaces)

The store lies on a small tmpfs that is filled up while `docproc watch` works, then freed again; afterwards its
database is locked for 30 seconds. Every letter dropped meanwhile must be registered at the end. Prints the
messages seen and what was found.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docproc.store import open_store, registered_letters
from docproc.store.check import check

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.p1.txt"))
DISK_MB, LOCK_SECONDS, EACH = 30, 30, 25
INSIDE = "DOCPROC_FAULTS_INSIDE"


def drop(inbox: Path, first: int) -> None:
    for index in range(first, first + EACH):
        text = f"{SAMPLES[index % len(SAMPLES)].read_text(encoding='utf-8')}\nBản {index}\n"
        (inbox / f"{index}.txt").write_text(text, encoding="utf-8")


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Fill a file system to the last byte; free it at the end."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    yield
    ballast.unlink()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    other = sqlite3.connect(database, isolation_level=None, timeout=60)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def letters(data: Path) -> int:
    store = open_store(data)
    with store.reading() as session:
        count = len(list(registered_letters(session)))
    store.close()
    return count


def wait_for(data: Path, count: int, seconds: float = 180) -> float:
    began = time.monotonic()
    while letters(data) < count and time.monotonic() - began < seconds:
        time.sleep(0.5)
    return time.monotonic() - began


def main() -> None:
    if os.environ.get(INSIDE) is None:
        again = ["unshare", "--map-root-user", "--mount", sys.executable, __file__]
        sys.exit(subprocess.call(again, env={**os.environ, INSIDE: "1"}))
    base = Path(tempfile.mkdtemp(prefix="docproc-faults-"))
    disk, inbox = base / "disk", base / "in"
    disk.mkdir()
    inbox.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "none", str(disk)], check=True)
    data, log = disk / "data", base / "log.jsonl"
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "watch", str(inbox)]
    with log.open("wb") as file:
        watcher = subprocess.Popen([*command, "--data", str(data), "--workers", "1"], stderr=file, stdout=file)
    try:
        while not (data / "docproc.sqlite").exists():
            time.sleep(0.2)
        drop(inbox, 0)
        wait_for(data, 5)
        with full_disk(disk):
            drop(inbox, EACH)
            time.sleep(15)
        print(f"disk full for 15 s; all letters there {wait_for(data, 2 * EACH):.1f} s after it was freed")
        with locked(data / "docproc.sqlite"):
            drop(inbox, 2 * EACH)
            time.sleep(LOCK_SECONDS)
        print(f"database locked for {LOCK_SECONDS} s; all letters there {wait_for(data, 3 * EACH):.1f} s later")
        print(f"letters {letters(data)} of {3 * EACH}")
        store = open_store(data)
        print("\n".join(check(store, deep=True)) or "database and files agree, no number is missing")
        store.close()
        events = Counter(
            (one["event"], one.get("why") or one.get("detail"))
            for one in map(json.loads, (line for line in log.read_text().splitlines() if line.startswith("{")))
            if one["level"] in ("warning", "error")
        )
        for (event, why), count in events.most_common():
            print(f"{count:4} x {event}: {why}")
        print(f"the watcher {'still works' if watcher.poll() is None else 'HAS ENDED'}")
    finally:
        watcher.kill()
        watcher.wait()
        time.sleep(1)
        subprocess.run(["umount", str(disk)], check=False)
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()
