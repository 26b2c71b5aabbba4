"""The results of an archive for analysts and for people: tables, a page of figures, what to scan again.

All of it is made in one walk through the ledger, one file after the other, so that memory stays flat. The ledger
is seen as it was at one moment; a batch that is at work meanwhile is not held up.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from docproc.archive.ended import ENDED, Ended, all_ended
from docproc.archive.run import LEDGER
from docproc.archive.summary.figures import Tally, count, scan_again_rows, tally, total
from docproc.archive.summary.page import summary_page
from docproc.archive.tables.columns import SCAN_AGAIN, Row
from docproc.archive.tables.files import Write, line_file, table_files, whole_file
from docproc.archive.tables.problems import failure_row, problem_rows
from docproc.archive.tables.rows import citation_rows, letter_row, task_rows
from docproc.cells import harmless
from docproc.letter import Letter
from docproc.store import Store, open_store
from docproc.store.database import DATABASE
from docproc.store.schema import Job

SUMMARY, SCAN_AGAIN_LIST = "summary.html", "scan-again"


@dataclass(frozen=True, slots=True)
class Analysed:
    """How much was written: letters, files that failed, files not read yet."""

    letters: int
    failed: int
    waiting: int


def has_ledger(results: Path) -> bool:
    """Whether `docproc batch` wrote its results into this folder."""
    return (results / LEDGER / DATABASE).is_file()


@contextmanager
def ledger_of(results: Path, patience: float, url: str | None = None) -> Iterator[Store]:
    """The ledger in a folder of results, or in the database of `url`, which a batch may be writing. Raises
    StoreFault.
    """
    store = open_store(results.absolute() / LEDGER, url, patience=patience, durable=False)
    try:
        yield store
    finally:
        store.close()


def analyse(store: Store, out: Path, archive: str, parquet: bool) -> Analysed:
    """Write tables, list and page into the folder `out`; `archive` is what the page calls it.

    Raises OSError, StoreFault.
    """
    with store.reading() as session:
        waits = select(func.count()).select_from(Job).where(Job.kind == "read", Job.state.not_in(ENDED))
        waiting = session.scalar(waits) or 0
        return write_analysis(all_ended(session), out, archive, parquet, waiting)


def write_analysis(files: Iterable[Ended], out: Path, archive: str, parquet: bool, waiting: int) -> Analysed:
    """As `analyse`, of any files, which are gone through once; `waiting` is how many are not read yet."""
    moment = datetime.now(UTC)
    with tally() as counts:
        with table_files(out, parquet) as write:
            for file in files:
                letters = letters_of(file)
                _write_rows(write, file, letters)
                count(counts, file, letters)
        _write_scan_again(counts, out)
        with whole_file(out / SUMMARY) as part:
            part.write_text(summary_page(counts, archive, waiting, moment), encoding="utf-8")
        return Analysed(total(counts, "letters"), total(counts, "failed"), waiting)


def letters_of(file: Ended) -> list[Letter]:
    """The letters that were read in a file; none where it failed."""
    if file.content is None:
        return []
    held = json.loads(file.content)
    return [Letter.model_validate(letter) for letter in (held if isinstance(held, list) else [held])]


def _write_rows(write: Write, file: Ended, letters: Sequence[Letter]) -> None:
    where: Row = {"file": file.name, "sha256": file.sha256}
    if file.content is None:
        write("problems", failure_row(where, file.reason))
    for number, letter in enumerate(letters, start=1):
        of_letter = where | {"letter": number}
        write("letters", letter_row(of_letter, file.copies, letter))
        rows = {"tasks": task_rows, "citations": citation_rows, "problems": problem_rows}
        for table, rows_in in rows.items():
            for row in rows_in(of_letter, letter):
                write(table, row)


def _write_scan_again(counts: Tally, out: Path) -> None:
    """The list as JSON Lines and as CSV, whose byte order mark makes Excel read it as UTF-8."""
    with whole_file(out / f"{SCAN_AGAIN_LIST}.jsonl") as part, line_file(part, SCAN_AGAIN) as write:
        for row in scan_again_rows(counts):
            write(row)
    names = [column.name for column in SCAN_AGAIN]
    with (
        whole_file(out / f"{SCAN_AGAIN_LIST}.csv") as part,
        part.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        lines = csv.writer(file)
        lines.writerow(names)
        lines.writerows([harmless(row[name]) for name in names] for row in scan_again_rows(counts))
