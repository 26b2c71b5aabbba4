"""How long lists of tasks take in a register of 100,000 letters with 300,000 tasks.

    .venv/bin/python benchmarks/followed.py [LETTERS] [--postgresql URL]

The rows are written straight into an empty database: a register without words, a tenth of whose tasks wait.
Prints the median milliseconds of five looks at each list.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from docproc.letter import Office, Task
from docproc.store import open_store
from docproc.store.audit import add_user
from docproc.store.schema import File, StoredLetter, StoredTask, User
from docproc.store.tasks.board import board
from docproc.store.tasks.followed import Wanted, count_tasks, followed_tasks

LETTERS, PEOPLE, AT_A_TIME, ROUNDS = 100_000, 30, 5_000, 5
TODAY = date(2026, 11, 30)
STATES = ("done",) * 27 + ("open", "running", "paused")


def main() -> None:
    url = sys.argv[sys.argv.index("--postgresql") + 1] if "--postgresql" in sys.argv else None
    letters = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else LETTERS
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "data", url, patience=10)
        store.write(_people)
        for first in range(1, letters + 1, AT_A_TIME):
            store.write(lambda session, first=first: _rows(session, first, min(first + AT_A_TIME, letters + 1)))
        store.write(lambda session: session.execute(text("ANALYZE")))
        with store.reading() as session:
            clerk, officer = session.get_one(User, 1), session.get_one(User, 2)
            officer.confidential = False
            for name, look in _looks(session, clerk, officer).items():
                print(f"{name:40} {_milliseconds(look):7.0f} ms")
        store.close()


def _looks(session: Session, clerk: User, officer: User) -> dict[str, Callable[[], object]]:
    wanted = {
        "waiting": Wanted(),
        "mine": Wanted(mine=True),
        "overdue": Wanted(due="overdue"),
        "next week": Wanted(due="next_week"),
        "all, by day": Wanted(states=()),
        "all, by letter": Wanted(states=(), sort="letter", descending=True),
        "waiting, with words": Wanted(words="ho gia dinh 77"),
        "all, with words": Wanted(states=(), words="hộ gia đình 777"),
        "of nobody": Wanted(nobody=True),
    }
    looks: dict[str, Callable[[], object]] = {}
    for name, one in wanted.items():
        user = officer if one.mine else clerk
        looks[f"{name}: count"] = lambda one=one, user=user: count_tasks(session, one, user, TODAY)  # type: ignore[misc]
        looks[f"{name}: page"] = lambda one=one, user=user: followed_tasks(session, one, user, TODAY)  # type: ignore[misc]
    looks["all, page 1000"] = lambda: followed_tasks(session, Wanted(states=()), clerk, TODAY, 50, 50_000)
    looks["board by state"] = lambda: board(session, Wanted(), "state", clerk, TODAY)
    looks["board by person"] = lambda: board(session, Wanted(), "person", clerk, TODAY)
    return looks


def _milliseconds(look: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        look()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def _people(session: Session) -> None:
    for number in range(1, PEOPLE + 1):
        user = add_user(session, f"person{number}")
        user.password, user.confidential = "-", True


def _rows(session: Session, first: int, end: int) -> None:
    files, letters, tasks = [], [], []
    for number in range(first, end):
        day = TODAY - timedelta(days=1500 - number * 1500 // LETTERS)
        files.append({"id": number, "sha256": f"{number:064}", "size": 1, "name": "a.pdf", "kept": False})
        letters.append(
            {
                "id": number, "file_id": number, "book": "Đến", "year": 2026, "arrival_number": number,
                "arrived_on": day, "number": str(number), "symbol": "UBND-NN", "doc_type": "Công văn",
                "issuer": "UBND huyện Suối Vàng", "secrecy": "MẬT" if number % 100 == 0 else None,
            }
        )  # fmt: skip
        tasks += [_task(number, position, day) for position in range(3)]
    session.execute(insert(File), files)
    session.execute(insert(StoredLetter), letters)
    session.execute(insert(StoredTask), tasks)


def _task(letter: int, position: int, day: date) -> dict[str, object]:
    number = letter * 3 + position
    words = f"Rà soát, lập danh sách hộ gia đình thuộc diện hỗ trợ đợt {number}, báo cáo kết quả đúng thời hạn."
    state = STATES[number % len(STATES)]
    last = day + timedelta(days=20) if number % 4 else None
    return {
        "letter_id": letter,
        "key": str(position + 1),
        "position": position,
        "content": Task(id="1", page=1, text=words, lead=[Office(name="UBND xã Bản Mây")]).model_dump_json(),
        "assignees_folded": "ubnd xa ban may",
        "text_folded": f"ra soat, lap danh sach ho gia dinh thuoc dien ho tro dot {number}, bao cao ket qua",
        "due": last,
        "last_day": last,
        "status": state,
        "owner": f"person{number % PEOPLE + 1}" if number % 3 else None,
        "assigned_to": number % PEOPLE + 1 if number % 3 else None,
        "completed_on": last if state == "done" else None,
    }


if __name__ == "__main__":
    main()
