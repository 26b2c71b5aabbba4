"""What is told of an archive before and while it is read, against what came true.

    python benchmarks/archive_ahead.py --files 100000 --pages 2000             # plan, start of work, memory
    python benchmarks/archive_ahead.py --files 1500 --scans 60 --whole         # how well time is told

The archive is made up: so many letters as plain text, each another, then so many scans of one to three pages,
then one PDF with so many pages, most of them blank. Prints how long `docproc batch --plan` takes and what it
says; how long after its start a batch has read its first file, and its memory (resident, MB) over --seconds. With
--whole it reads all, and prints at each tenth of the time that this took what time was told to be left, and what
was left.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pypdfium2
from archive import children, make_tree, resident
from sqlalchemy import func, select

from docproc.archive.pace import Speed
from docproc.archive.plan import Entering
from docproc.archive.reached import Progress
from docproc.archive.run import Ears, run
from docproc.settings import load_settings
from docproc.store import open_store
from docproc.store.schema import Job
from docproc.workers.executors import Processes
from docproc.workers.order import Order

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-c", "from docproc.cli.main import run; run()", "batch"]


def add_scans(root: Path, scans: int) -> None:
    """Scans after all texts in the order of the tree; each is another file, by a comment at its end."""
    samples = sorted((ROOT / "samples").glob("*.pdf"))
    (root / "scans").mkdir(parents=True, exist_ok=True)
    for number in range(scans):
        content = samples[number % len(samples)].read_bytes()
        (root / "scans" / f"{number:05d}.pdf").write_bytes(content + f"\n% {number}\n".encode())


def add_thick(root: Path, pages: int) -> None:
    thick = pypdfium2.PdfDocument.new()
    scan = pypdfium2.PdfDocument(ROOT / "samples" / "cong-van-cong-ty.pdf")
    for number in range(pages):
        thick.import_pages(scan, [0]) if number % 50 == 0 else thick.new_page(595, 842)
    thick.save(root / "zz.pdf")


def planned(root: Path, workers: int) -> None:
    began = time.monotonic()
    command = [*PROGRAM, str(root), "--plan", "--workers", str(workers)]
    told = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "en_GB.UTF-8"})
    print(f"plan: {time.monotonic() - began:.1f} s\n{told.stdout}{told.stderr}")


def begun(root: Path, out: Path, workers: int, seconds: float) -> None:
    """Time until a worker holds the first file, and memory of a batch that is ended after so many seconds."""
    began = time.monotonic()
    process = subprocess.Popen([*PROGRAM, str(root), "--out", str(out), "--workers", str(workers)])
    first = None
    samples: list[float] = []
    while process.poll() is None and time.monotonic() - began < seconds:
        time.sleep(0.2)
        samples.append(resident(process.pid))
        if first is None and (out / "ledger" / "docproc.sqlite").exists():
            held, ended = counted(out)
            if ended:
                first = time.monotonic() - began
                print(f"first file read after {first:.1f} s, {held + ended} files entered by then")
    entered = sum(counted(out))
    worker = max(map(resident, children(process.pid)), default=0.0)
    process.send_signal(signal.SIGINT)
    process.wait()
    quarter = max(1, len(samples) // 4)
    early, late = max(samples[:quarter]), max(samples[-quarter:])
    print(f"after {seconds:.0f} s: {entered} files entered, {counted(out)[1]} ended")
    print(f"memory of the parent: first quarter {early:.0f} MB, last {late:.0f} MB; a worker {worker:.0f} MB")


def counted(out: Path) -> tuple[int, int]:
    """Files that wait or are at hand, and jobs that ended."""
    store = open_store(out / "ledger", patience=30, durable=False, check_schema=False)
    try:
        with store.reading() as session:
            ended = Job.state.in_(("done", "failed"))
            of = select(func.count()).select_from(Job)
            return session.scalar(of.where(~ended)) or 0, session.scalar(of.where(ended)) or 0
    except Exception:  # the tables are being made
        return 0, 0
    finally:
        store.close()


def whole(root: Path, out: Path, workers: int) -> None:
    """Read all, and print what was told at each tenth."""
    out.mkdir()
    store = open_store(out / "ledger", patience=30, durable=False)
    settings = load_settings()
    order = Order(store.data, store.url, settings, "benchmark", "en", batch=8, looks=False, durable=False)
    speed, began = Speed(workers), time.monotonic()
    told: list[tuple[float, float | None, float]] = []
    was_counting = True

    def hear(reached: Progress) -> None:
        nonlocal was_counting
        if was_counting and not reached.counting:
            speed.begin_again()
        was_counting = reached.counting
        now = time.monotonic()
        left = speed.tell(reached.at(now), reached.rest)[1]
        by_bytes = (reached.size / reached.ended_size - 1) * (now - began) if reached.ended_size else 0.0
        told.append((now - began, left, by_bytes))

    entering = Entering(store, root)
    reached = run(store, out, Processes(store, order, workers), threading.Event(), Ears(hear), entering)
    took = time.monotonic() - began
    store.close()
    print(f"{reached.files} files, {reached.pages} pages, {reached.failed} failed, {took:.0f} s")
    for tenth in range(1, 10):
        moment, left, by_bytes = next(one for one in told if one[0] >= took * tenth / 10)
        real = took - moment
        said = f"{left:.0f} s ({100 * (left / real - 1):+.0f} %)" if left is not None else "nothing"
        print(f"at {10 * tenth} %: told {said}, real {real:.0f} s; by bytes it would be {by_bytes:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="docproc-ahead-"))
    settings = base / "settings.toml"
    settings.write_text(f"max_pages = {max(500, given.pages)}\n", encoding="utf-8")
    os.environ["DOCPROC_SETTINGS"] = str(settings)
    try:
        make_tree(base / "tree", given.files, 0)
        add_scans(base / "tree", given.scans)
        if given.pages:
            add_thick(base / "tree", given.pages)
        planned(base / "tree", given.workers)
        if given.whole:
            whole(base / "tree", base / "all", given.workers)
        else:
            begun(base / "tree", base / "some", given.workers, given.seconds)
    finally:
        shutil.rmtree(base)


if __name__ == "__main__":
    main()
