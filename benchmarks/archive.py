"""An archive of tiny files and one big one: memory, speed with one and two workers, killed ten times.

    python benchmarks/archive.py --files 20000 --pages 500 --kills 10 [--compare 3000]

The tiny files are letters as plain text, each another; the big one is a PDF of scanned pages, most of them blank,
which are read like any other. Prints seconds and pages a second, memory (resident, MB) of the parent and of its
workers in the first and in the last quarter, whether the results after SIGKILL at random moments are byte for
byte those of an undisturbed run, and the ratio of one worker to two over --compare tiny files.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ("letters.jsonl", "tasks.jsonl", "failures.jsonl", "summary.json")
EVERY = 50  # of so many pages of the big file one is a scan, the others are blank


def make_tree(root: Path, files: int, pages: int) -> None:
    letters = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.p1.txt"))]
    for index in range(files):
        folder = root / f"{index // 500:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"{letters[index % len(letters)]}\nBản {index}\n"
        (folder / f"công văn {index}.txt").write_text(text, encoding="utf-8")
    if pages:
        scan = pypdfium2.PdfDocument(ROOT / "samples" / "cong-van-cong-ty.pdf")
        big = pypdfium2.PdfDocument.new()
        for index in range(pages):
            big.import_pages(scan, [0]) if index % EVERY == 0 else big.new_page(595, 842)
        big.save(root / "big.pdf")


def start(root: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "batch", str(root)]
    command += ["--out", str(out), "--workers", str(workers)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def resident(pid: int) -> float:
    """Resident memory of a process in MB; 0 when it is gone."""
    try:
        return (
            int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
            * os.sysconf("SC_PAGESIZE")
            / 1e6
        )
    except OSError:
        return 0.0


def children(pid: int) -> list[int]:
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def watched(process: subprocess.Popen[bytes]) -> tuple[float, list[tuple[float, float]]]:
    """Seconds until the process ended, and samples of memory: parent, largest worker."""
    began, samples = time.monotonic(), []
    while process.poll() is None:
        samples.append((resident(process.pid), max(map(resident, children(process.pid)), default=0.0)))
        time.sleep(0.2)
    return time.monotonic() - began, samples


def say_memory(samples: list[tuple[float, float]]) -> None:
    quarter = max(1, len(samples) // 4)
    for name, part in (("first", samples[:quarter]), ("last", samples[-quarter:])):
        parent, worker = max(p for p, _ in part), max(w for _, w in part)
        print(f"memory, {name} quarter: parent {parent:.0f} MB, largest worker {worker:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--compare", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="docproc-archive-"))
    try:
        if given.compare:
            compare(base, given.compare)
        if given.files:
            make_tree(base / "tree", given.files, given.pages)
            seconds, samples = watched(start(base / "tree", base / "straight", 2))
            summary = json.loads((base / "straight" / "summary.json").read_text(encoding="utf-8"))
            print(f"{summary['letters']} letters, {summary['pages']} pages, {seconds:.0f} s, "
                  f"{summary['pages'] / seconds:.1f} pages a second")  # fmt: skip
            say_memory(samples)
            killed(base, given.kills, seconds, random.Random(given.seed))
    finally:
        shutil.rmtree(base)


def compare(base: Path, files: int) -> None:
    """One worker against two over the same files, each twice in turn."""
    make_tree(base / "small", files, 0)
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(2):
        for workers in (1, 2):
            out = base / f"small-{workers}-{turn}"
            taken[workers].append(watched(start(base / "small", out, workers))[0])
    one, two = min(taken[1]), min(taken[2])
    print(f"{files} files: one worker {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}")


def killed(base: Path, kills: int, seconds: float, chance: random.Random) -> None:
    out = base / "cut"
    for _ in range(kills):
        process = start(base / "tree", out, 2)
        time.sleep(chance.uniform(2, max(4.0, 1.6 * seconds / kills)))
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = start(base / "tree", out, 2)
    last.wait()
    same = all(filecmp.cmp(base / "straight" / name, out / name, shallow=False) for name in RESULTS)
    print(f"after {kills} SIGKILLs the results are {'the same, byte for byte' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
