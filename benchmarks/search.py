"""How fast the register is searched: 100,000 made-up letters, then questions of every kind.

    python benchmarks/search.py --letters 100000 [--url postgresql+psycopg://…] [--data FOLDER]

The letters are sentences of samples/ mixed anew, about 250 words each, with offices and numbers of their own.
Prints for each question the median and the slowest of the answers, in milliseconds, and how many letters were
found. With --data an index that is there already is used.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Header, Letter, Office, Signer, Task
from docproc.store import Store, open_store
from docproc.store.register import Entry, register
from docproc.store.schema import File, StoredLetter
from docproc.store.search import Query, search

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FIRST_DAY = date(2015, 1, 1)
ROUNDS = 9
AT_A_TIME = 1000
QUERIES = {
    "one common word": Query("phong"),
    "three words without marks": Query("phong nong nghiep"),
    "with marks": Query("quản lý đất đai"),
    "in quotes": Query('"phòng cháy" rừng'),
    "a number": Query("4711"),
    "a rare word": Query("dúi"),
    "not there": Query("xyzzy"),
    "words, days and issuer": Query(
        "báo cáo", arrived_from=date(2019, 1, 1), arrived_to=date(2019, 3, 1), issuer="huyen 17"
    ),
    "words and assignee": Query("báo cáo", assignee="phong 33"),
    "what is due": Query("", due_from=date(2020, 5, 1), due_to=date(2020, 5, 7), status="open"),
    "newest": Query(""),
}


def letters(count: int, seed: int = 1) -> Iterator[tuple[Letter, str]]:
    """Made-up letters with their text."""
    chance = random.Random(seed)
    sentences = [
        line for path in SAMPLES.glob("*.p?.txt") for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for index in range(count):
        day = FIRST_DAY + timedelta(days=index * 4000 // count)
        issuer = f"Ủy ban nhân dân huyện {chance.randrange(60)}"
        header = Header(
            doc_type=chance.choice(["Công văn", "Kế hoạch", "Thông báo", "Quyết định"]),
            number=str(index % 9000 + 1),
            symbol="UBND-VX",
            issuer=issuer,
            issue_date=day,
            subject=chance.choice(sentences),
        )
        due = day + timedelta(days=chance.randrange(5, 40))
        task = Task(
            id="1",
            page=1,
            text=chance.choice(sentences),
            lead=[Office(name=f"Phòng {chance.randrange(90)}")],
            deadline=Deadline(text="trước ngày", date=due, last_day=due),
        )
        text = "\n".join(chance.choices(sentences, k=22)) + ("\ncon dúi" if index % 5000 == 7 else "")
        yield Letter(file=f"{index}.pdf", pages=1, header=header, tasks=[task], signer=Signer()), text


def fill(store: Store, count: int) -> None:
    made = letters(count)
    for start in range(0, count, AT_A_TIME):
        chunk = [next(made) for _ in range(min(AT_A_TIME, count - start))]

        def write(session: Session, chunk: list[tuple[Letter, str]] = chunk, start: int = start) -> None:
            for index, (letter, text) in enumerate(chunk, start):
                file = File(sha256=f"{index:064x}", size=1, name=letter.file, kept=False)
                session.add(file)
                session.flush()
                day = letter.header.issue_date or FIRST_DAY
                register(session, letter, [text], Entry(file.id, "Đến", day))

        store.write(write)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--url")
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docproc-search-") as folder:
        store = open_store(given.data or Path(folder), given.url)
        with store.reading() as session:
            there = session.scalar(select(func.count()).select_from(StoredLetter)) or 0
        if not there:
            began = time.perf_counter()
            fill(store, given.letters)
            print(f"{given.letters} letters in {time.perf_counter() - began:.0f} s")
        for name, query in QUERIES.items():
            taken, found = [], 0
            for _ in range(ROUNDS):
                began = time.perf_counter()
                with store.reading() as session:
                    found = len(search(session, query))
                taken.append(1000 * (time.perf_counter() - began))
            print(f"{name:28} {statistics.median(taken):7.1f} ms  slowest {max(taken):7.1f}  found {found}")
        store.close()


if __name__ == "__main__":
    main()
