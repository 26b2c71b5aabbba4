"""Results of an archive as files: JSON Lines of letters and of tasks, a list of failures, a summary.

The files are made from the ledger and can be made from it again at any time. While work goes on, results are
appended as they come; at a start and at the end they are written anew, in the order of the plan: the result of a
run that was cut off ten times is byte for byte that of one that was not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from docproc.archive.ended import ENDED, Ended, all_ended, ended_jobs, files_of
from docproc.archive.plan import THERE
from docproc.disk import take_place
from docproc.messages import LANGUAGES
from docproc.store.database import Store
from docproc.store.originals import sync_folder
from docproc.store.schema import Arrival, Job, JobResult

LETTERS, TASKS, FAILURES, SUMMARY = "letters.jsonl", "tasks.jsonl", "failures.jsonl", "summary.json"


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that one job gives to each file."""

    letters: list[str]
    tasks: list[str]
    failures: list[str]


def export_new(store: Store, out: Path) -> int:
    """Append what has ended since the last call; gives how many jobs. Raises OSError, StoreFault."""
    with store.reading() as session:
        jobs = ended_jobs(session, Job.exported.is_(False))
        found = [_lines(file) for file in files_of(session, jobs)]
    if jobs:
        with _files(out, "a") as write:
            for lines in found:
                write(lines)
        ids = [job.id for job in jobs]
        store.write(lambda session: _mark(session, ids))
    return len(jobs)


def export_all(store: Store, out: Path) -> None:
    """Write all files anew from the ledger, each whole or not at all. Raises OSError, StoreFault."""
    with store.reading() as session, _files(out, "w", ".part") as write:
        for file in all_ended(session):
            write(_lines(file))
    summary = json.dumps(_summary(store), ensure_ascii=False, indent=1) + "\n"
    (out / f"{SUMMARY}.part").write_text(summary, encoding="utf-8")
    for name in (LETTERS, TASKS, FAILURES, SUMMARY):
        take_place(out / f"{name}.part", out / name)
    sync_folder(out)
    store.write(lambda session: session.execute(update(Job).where(Job.state.in_(ENDED)).values(exported=True)))


def _mark(session: Session, ids: list[int]) -> None:
    session.execute(update(Job).where(Job.id.in_(ids)).values(exported=True))


def _lines(file: Ended) -> _Lines:
    known = {"file": file.name, "copies": file.copies, "sha256": file.sha256}
    if file.content is None:
        reason = {lang: file.reason.get(lang) for lang in LANGUAGES} if file.reason else None
        return _Lines([], [], [_line({**known, "reason": reason})])
    # The ledger holds the letter as one line of JSON, and that is passed on: to check and write it again would
    # cost the one process that does so a quarter of what a worker needs to read a small letter.
    held = json.loads(file.content)
    if isinstance(held, list):
        apart = [_letter_lines(known, letter, json.dumps(letter, ensure_ascii=False)) for letter in held]
        return _Lines([one.letters[0] for one in apart], [task for one in apart for task in one.tasks], [])
    return _letter_lines(known, held, file.content)


def _letter_lines(known: dict[str, Any], letter: dict[str, Any], content: str) -> _Lines:
    """The line of a letter, whose JSON is `content`, and those of its tasks."""
    head = {name: letter["header"][name] for name in ("number", "symbol", "issuer", "issue_date")}
    due = (letter["report_due"] or {}).get("last_day")
    task_of = {"file": known["file"], "sha256": known["sha256"], **head, "report_due": due}
    return _Lines(
        [f'{_line(known)[:-2]}, "letter": {content}}}\n'],
        [_line({**task_of, "task": task}) for task in letter["tasks"]],
        [],
    )


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


@contextmanager
def _files(out: Path, mode: str, ending: str = "") -> Iterator[Callable[[_Lines], None]]:
    """The three files of lines, open; gives the function that writes the lines of a job."""
    with ExitStack() as stack:
        opened: list[IO[str]] = [
            stack.enter_context(open(out / f"{name}{ending}", mode, encoding="utf-8", newline="\n"))  # noqa: PTH123
            for name in (LETTERS, TASKS, FAILURES)
        ]

        def write(lines: _Lines) -> None:
            for file, given in zip(opened, (lines.letters, lines.tasks, lines.failures), strict=True):
                file.writelines(given)

        yield write
        for file in opened:
            file.flush()
            os.fsync(file.fileno())


def _summary(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        there = select(func.count(), func.coalesce(func.sum(Arrival.size), 0)).where(Arrival.filing == THERE)
        files, size = session.execute(there).one()
        states = select(Job.state, func.count(), func.coalesce(func.sum(Job.pages), 0)).where(Job.kind == "read")
        by_state = {state: (count, pages) for state, count, pages in session.execute(states.group_by(Job.state))}
        # A file that was taken apart holds a list of letters.
        lists = select(JobResult.content).join(Job, Job.id == JobResult.job_id)
        lists = lists.where(Job.kind == "read", JobResult.content.startswith("["))
        further = sum(len(json.loads(content)) - 1 for content in session.scalars(lists))
        engines = sorted(engine for engine in session.scalars(select(Job.engine).distinct()) if engine)
    done, failed = by_state.get("done", (0, 0)), by_state.get("failed", (0, 0))
    return {
        "files": files,
        "bytes": int(size),
        "letters": done[0] + further,
        "pages": int(done[1] or 0),
        "failed": failed[0],
        "unfinished": sum(count for count, _ in by_state.values()) - done[0] - failed[0],
        "engines": engines,
    }
