"""How long a register of 50,000 lines takes, and how much memory: both books, and the table of tasks.

    .venv/bin/python benchmarks/registers.py [ROWS]

Each file is written by a process of its own, three times; prints the median seconds (by the clock, and of the
processor, which other programs disturb less) and the highest memory.
The letters are made one by one while the sheet is written, as a database would give them.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from docproc.letter import Deadline, Header, Letter, Office, Task
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.sheets.registers import REGISTER, register_row, write_registers
from docproc.reports.sheets.sheet import Head, new_workbook, save_book, write_sheet
from docproc.reports.sheets.tracker import write_tracker

ROWS, ROUNDS = 50_000, 3
FIRST_DAY = date(2024, 1, 2)
STATES = ("open", "running", "done", "paused")


class Letters:
    """Letters that can be gone through more than once and are never all in memory."""

    def __init__(self, rows: int) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[RegisteredLetter]:
        for number in range(1, self.rows + 1):
            yield record(number)


def record(number: int) -> RegisteredLetter:
    """A letter of one task; every number has another subject."""
    day = FIRST_DAY + timedelta(days=number % 250)
    task = Task(
        id="1",
        page=1,
        text=f"Rà soát, lập danh sách hộ gia đình thuộc diện hỗ trợ đợt {number}, báo cáo kết quả đúng thời hạn.",
        lead=[Office(name=f"UBND xã số {number % 40}")],
        deadline=Deadline(text="chậm nhất", date=day, last_day=day + timedelta(days=20)),
    )
    header = Header(
        doc_type="Công văn",
        number=str(number),
        symbol="UBND-NN",
        issuer="Ủy ban nhân dân huyện Suối Vàng",
        issue_date=day,
        subject=f"rà soát, lập danh sách hộ gia đình thuộc diện được hỗ trợ trên địa bàn huyện, đợt {number}",
    )
    letter = Letter(file=f"{number}.pdf", pages=2, header=header, tasks=[task])
    return RegisteredLetter(number, letter, "", "den", number, day, given_to="Bộ phận Địa chính")


class Tasks(Letters):
    """The task of every letter, in changing states."""

    def __iter__(self) -> Iterator[TrackedTask]:  # type: ignore[override]
        for one in super().__iter__():
            yield TrackedTask(one.id, one, one.letter.tasks[0], STATES[one.id % 4])  # type: ignore[arg-type]


def register(rows: int, out: Path) -> None:
    """The register of incoming letters alone."""
    book = new_workbook("Sổ đăng ký văn bản đến")
    head = Head("UBND HUYỆN SUỐI VÀNG", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN")
    write_sheet(book, "Sổ đăng ký văn bản đến", head, REGISTER, map(register_row, Letters(rows)))
    save_book(book, out)


def both_books(rows: int, out: Path) -> None:
    """Register and follow-up book in one file, as docproc export register writes them."""
    write_registers(Letters(rows), Tasks(rows), out, office="UBND huyện Suối Vàng", day=date(2024, 6, 1))


def tracker(rows: int, out: Path) -> None:
    """The table of tasks with its statistics."""
    write_tracker(Tasks(rows), out, office="UBND huyện Suối Vàng", day=date(2024, 6, 1))


def source_alone(rows: int, out: Path) -> None:
    """Only the making of the letters, to be taken off the others."""
    for _ in Tasks(rows):
        pass


def measured(
    write: Callable[[int, Path], None], rows: int, answer: multiprocessing.Queue[tuple[float, float, float]]
) -> None:
    """Seconds by the clock and of the processor, and peak memory (MB), of this process."""
    with tempfile.TemporaryDirectory() as folder:
        begun, worked = time.perf_counter(), time.process_time()
        write(rows, Path(folder) / "x.xlsx")
        seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    answer.put((seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Measure each file."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    context = multiprocessing.get_context("spawn")
    for write in (source_alone, register, both_books, tracker):
        figures = []
        for _ in range(ROUNDS):
            answer = context.Queue()
            process = context.Process(target=measured, args=(write, rows, answer))
            process.start()
            figures.append(answer.get())
            process.join()
        seconds, cpu = (statistics.median(f[i] for f in figures) for i in (0, 1))
        memory = max(f[2] for f in figures)
        print(f"{write.__name__}: {rows} rows, median {seconds:.1f} s, processor {cpu:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
