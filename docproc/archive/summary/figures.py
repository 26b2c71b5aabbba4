"""Counting what came out of an archive, one file after the other.

Names of issuers, misread ones among them, and files to scan again grow with the archive. So the counts lie in a
database of SQLite that has no name and goes with its connection: what does not fit its cache is on the disk.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from docproc.archive.ended import Ended
from docproc.archive.rules.archive import Archive
from docproc.archive.summary.scan_again import to_scan_again
from docproc.archive.tables.columns import SCAN_AGAIN, Row
from docproc.archive.tables.problems import failure_row
from docproc.archive.tables.rows import way_of
from docproc.letter import Letter, Task
from docproc.rules import load

_TABLES = """
CREATE TABLE counted (
    what TEXT, name TEXT, more TEXT, number INTEGER, PRIMARY KEY (what, name, more)
) WITHOUT ROWID;
CREATE TABLE failed (file TEXT, reason TEXT, remedy TEXT);
CREATE TABLE again (score REAL, file TEXT, sha256 TEXT, pages INTEGER, pages_unread INTEGER, ocr_words INTEGER,
    ocr_words_unsure INTEGER, lowest_dpi INTEGER, why TEXT);
CREATE INDEX worst_first ON again (score DESC, file);
"""
_COUNT = """
INSERT INTO counted VALUES (?, ?, ?, ?)
ON CONFLICT (what, name, more) DO UPDATE SET number = number + excluded.number
"""
BEFORE, NO_DAY, RECURRING = "before", "none", "recurring"
"""Deadlines that are in no class of days: over before the letter was written, without a day, coming back."""

Tally = sqlite3.Connection
"""What was counted so far."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often there was something: `more` is its second name, as the sentence of a doubt beside its code."""

    name: str
    number: int
    more: str = ""


@contextmanager
def tally() -> Iterator[Tally]:
    """An empty tally, which is gone afterwards."""
    made = sqlite3.connect("", isolation_level=None)
    try:
        made.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        made.execute("BEGIN")
        yield made
    finally:
        made.close()


def count(counts: Tally, file: Ended, letters: Sequence[Letter]) -> None:
    """Count a file with its letters; none where it failed."""
    found: Counter[tuple[str, str, str]] = Counter(
        {("total", "files", ""): 1, ("total", "copies", ""): len(file.copies)}
    )
    if file.content is None:
        row = failure_row({}, file.reason)
        found["total", "failed", ""] += 1
        found["failure", str(row["code"] or ""), str(row["message"] or row["reason"])] += 1
        counts.execute("INSERT INTO failed VALUES (?, ?, ?)", (file.name, row["reason"], row["remedy"]))
    for letter in letters:
        _count_letter(found, letter)
    counts.executemany(_COUNT, [(*names, number) for names, number in found.items()])
    if again := to_scan_again(file, letters):
        names = [column.name for column in SCAN_AGAIN if column.name != "rank"]
        places = ", ".join(f":{name}" for name in names)
        counts.execute(f"INSERT INTO again ({', '.join(names)}) VALUES ({places})", again)


def _count_letter(found: Counter[tuple[str, str, str]], letter: Letter) -> None:
    header = letter.header
    cited = len(letter.citations) + sum(len(one.citations) for one in letter.attachments)
    totals = {
        "letters": 1,
        "pages": letter.pages,
        "tasks": len(letter.tasks),
        "citations": cited,
        "doubts": len(letter.doubts),
        "doubted": int(bool(letter.doubts)),
    }
    for name, number in totals.items():
        found["total", name, ""] += number
    found["kind", header.doc_type or "", ""] += 1
    found["issuer", header.issuer or "", ""] += 1
    found["year", str(header.issue_date.year) if header.issue_date else "", ""] += 1
    for task in letter.tasks:
        found["given", _given(letter, task), ""] += 1
    for doubt in letter.doubts:
        found["doubt", doubt.code, doubt.message] += 1
    for note in letter.page_notes:
        way = way_of(note)
        found["page", way, "" if way == "unread" else note.reason] += 1


def _given(letter: Letter, task: Task) -> str:
    """The class of days that a task was given: the number of the class, from 0, or BEFORE, NO_DAY, RECURRING."""
    due, issued = task.deadline, letter.header.issue_date
    if due is not None and due.rrule:
        return RECURRING
    if due is None or due.last_day is None or issued is None:
        return NO_DAY
    days = (due.last_day - issued).days
    return BEFORE if days < 0 else str(bisect_left(load(Archive).days_given, days))


def total(counts: Tally, name: str) -> int:
    """How many there were of: files, copies, failed, letters, pages, tasks, citations, doubts, doubted."""
    asked = "SELECT number FROM counted WHERE what = 'total' AND name = ?"
    found = counts.execute(asked, (name,)).fetchone()
    return int(found[0]) if found else 0


def counts_of(counts: Tally, what: str, most: int | None = None) -> list[Count]:
    """The most frequent (all without `most`) of: kind, issuer, year, given, doubt, failure, page."""
    asked = "SELECT name, number, more FROM counted WHERE what = ? ORDER BY number DESC, name, more LIMIT ?"
    return [Count(*row) for row in counts.execute(asked, (what, -1 if most is None else most))]


def distinct(counts: Tally, what: str) -> int:
    """How many different ones there are."""
    return int(counts.execute("SELECT count(*) FROM counted WHERE what = ?", (what,)).fetchone()[0])


def failed_files(counts: Tally, most: int) -> list[tuple[str, str, str | None]]:
    """The first files that failed, each with reason and remedy."""
    return counts.execute("SELECT file, reason, remedy FROM failed ORDER BY rowid LIMIT ?", (most,)).fetchall()


def scan_again_rows(counts: Tally) -> Iterator[Row]:
    """The files to scan again, the worst first, as rows of the table SCAN_AGAIN."""
    names = [column.name for column in SCAN_AGAIN if column.name != "rank"]
    asked = counts.execute(f"SELECT {', '.join(names)} FROM again ORDER BY score DESC, file")
    for rank, values in enumerate(asked, start=1):
        yield {"rank": rank, **dict(zip(names, values, strict=True))}


def scan_again_count(counts: Tally) -> int:
    """How many files should be scanned again."""
    return int(counts.execute("SELECT count(*) FROM again").fetchone()[0])
