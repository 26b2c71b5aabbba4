"""What the one process that keeps an archive's ledger can do in a second, for docs/scaling.md.

    .venv/bin/python benchmarks/one_process.py --files 20000 --megabytes 500

Enters so many tiny files, and one of so many megabytes, into a ledger; lets them end with a sample's letter as
their result, as workers would; writes the results. Prints files and megabytes entered, and letters written, a
second, and the bytes that ledger and results take a letter.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert, select, update

from docproc.archive.export import export_all
from docproc.archive.plan import plan
from docproc.archive.run import LEDGER
from docproc.pipeline import process
from docproc.store import Store, open_store
from docproc.store.database import DATABASE
from docproc.store.schema import Job, JobResult

SAMPLE = Path(__file__).parent.parent / "samples" / "cong-van-giao-viec.p1.txt"
_PIECE = 1_000_000


def seconds_to_enter(store: Store, root: Path) -> float:
    """Enter all below a folder that is new."""
    begun = time.perf_counter()
    plan(store, root)
    return time.perf_counter() - begun


def end_all(store: Store, content: str) -> None:
    """Let every job end with the same letter."""
    with store.reading() as session:
        ids = session.scalars(select(Job.id)).all()
    store.write(lambda session: session.execute(update(Job).values(state="done", pages=1)))
    for first in range(0, len(ids), 500):
        rows = [{"job_id": job_id, "content": content} for job_id in ids[first : first + 500]]
        store.write(lambda session, rows=rows: session.execute(insert(JobResult), rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--megabytes", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(asked.files):
            place = folder / "tiny" / f"{number // 500:05}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number}.txt").write_text(f"văn bản {number}", encoding="utf-8")
        (folder / "big").mkdir()
        with (folder / "big" / "big.pdf").open("wb") as file:
            for _ in range(asked.megabytes):
                file.write(os.urandom(_PIECE))
        store = open_store(folder / LEDGER, patience=10, durable=False)
        tiny, big = (seconds_to_enter(store, folder / each) for each in ("tiny", "big"))
        print(f"entered a second: {asked.files / tiny:.0f} files, {asked.megabytes / big:.0f} MB")
        letter = process(SAMPLE).letter.model_dump_json()
        end_all(store, letter)
        (folder / "out").mkdir()
        begun = time.perf_counter()
        export_all(store, folder / "out")
        took = time.perf_counter() - begun
        store.close()
        results = sum(path.stat().st_size for path in (folder / "out").iterdir())
        ledger = (folder / LEDGER / DATABASE).stat().st_size
        print(f"written a second: {asked.files / took:.0f} letters of {len(letter.encode()) / 1000:.1f} KB")
        kept, written = (size / asked.files / 1000 for size in (ledger, results))
        print(f"a letter: {kept:.1f} KB in the ledger, {written:.1f} KB of results")


if __name__ == "__main__":
    main()
