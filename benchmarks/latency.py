"""From a scan that is complete in the watched folder to its letter in the register: what is added to the reading.

    python benchmarks/latency.py [--rounds 5]

A one-page scan of samples/ is dropped into a watched folder with a running watcher, each time with other bytes.
Prints the median seconds until the letter is registered, those that the worker took to read it, and what is
between.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select

from docproc.store import open_store
from docproc.store.schema import Job

SCAN = Path(__file__).resolve().parent.parent / "samples" / "cong-van-cong-ty.pdf"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docproc-latency-") as folder:
        base = Path(folder)
        inbox, data = base / "in", base / "data"
        inbox.mkdir()
        store = open_store(data)
        command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "watch", str(inbox)]
        watcher = subprocess.Popen([*command, "--data", str(data)], stderr=subprocess.DEVNULL)
        time.sleep(8)  # workers load their libraries
        whole, reading = [], []
        for number in range(given.rounds + 1):
            (inbox / f"{number}.pdf").write_bytes(SCAN.read_bytes() + b"\n" * number)
            complete = time.monotonic()
            while True:
                with store.reading() as session:
                    job = session.scalar(select(Job).where(Job.name == f"{number}.pdf", Job.state == "done"))
                if job is not None:
                    break
                time.sleep(0.01)
            if number:  # the first one warms the reading up
                whole.append(time.monotonic() - complete)
                reading.append(job.seconds or 0.0)
            time.sleep(1)
        watcher.terminate()
        watcher.wait()
        store.close()
        added = [a - b for a, b in zip(whole, reading, strict=True)]
        print(f"registered after {statistics.median(whole):.2f} s, read in {statistics.median(reading):.2f} s")
        print(f"added: median {statistics.median(added):.2f} s, most {max(added):.2f} s")


if __name__ == "__main__":
    main()
