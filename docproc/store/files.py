"""The files on their way into the register: what waits, what is being read, what failed, and another try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from docproc.messages import mark
from docproc.store import jobs
from docproc.store.audit import note
from docproc.store.faults import WrongEntry
from docproc.store.schema import Job, User, can_be_id

MOST_SHOWN = 200  # files of a kind; a clerk who has more failed ones tries all again
_AT_WORK = ("leased", "split")
_NOT_DONE = ("waiting", *_AT_WORK, "failed")  # named one by one, they are found without reading all that is done
# Every page of the inbox asks this: it is put together once.
_COUNTED = select(Job.state, func.count()).where(Job.kind != "part", Job.state.in_(_NOT_DONE)).group_by(Job.state)


class NothingFailed(WrongEntry):
    reason = mark("this file did not fail, or it is being tried again already")
    remedy = mark("Load the page again; it says how the file stands.")


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file on its way.

    `state`: `waiting`, `reading`, `failed`. `pages` and `pages_read` of a file that is read in parts, else 0.
    `reason`, in each language: why it failed, or what it waits for.
    """

    id: int
    name: str
    book: str
    arrived_on: Date
    state: str
    urgent: bool
    reason: dict[str, str]
    ended_at: datetime | None
    pages: int = 0
    pages_read: int = 0


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files stand how."""

    waiting: int
    reading: int
    failed: int

    @property
    def is_any_open(self) -> bool:
        """Whether anything is still to come."""
        return bool(self.waiting or self.reading)


def file_counts(session: Session) -> FileCounts:
    """How many files wait, are being read, failed."""
    found = {row[0]: row[1] for row in session.execute(_COUNTED)}
    reading = sum(found.get(state, 0) for state in _AT_WORK)
    return FileCounts(found.get("waiting", 0), reading, found.get("failed", 0))


def waiting_files(session: Session) -> list[WaitingFile]:
    """What is being read and what waits, in the order in which it is taken; at most so many files."""
    first = case((Job.state == "waiting", 1), else_=0)
    asked = select(Job).where(Job.kind != "part", Job.state.in_(("waiting", *_AT_WORK)))
    order = (first, Job.urgent.desc(), Job.attempts, Job.interruptions, Job.id)
    found = session.scalars(asked.order_by(*order).limit(MOST_SHOWN)).all()
    pages = _pages(session, [job.id for job in found])
    return [_file(job, *pages.get(job.id, (0, 0))) for job in found]


def failed_files(session: Session) -> list[WaitingFile]:
    """The files that failed, the last first; at most so many."""
    asked = select(Job).where(Job.kind != "part", Job.state == "failed").order_by(Job.id.desc())
    return [_file(job) for job in session.scalars(asked.limit(MOST_SHOWN))]


def try_again(session: Session, user: User, file_ids: Sequence[int] | None = None) -> int:
    """Let failed files, all or these, be read once more; gives how many. Raises NothingFailed when none did."""
    asked = select(Job.id, Job.file_id).where(Job.kind != "part", Job.state == "failed")
    if file_ids is not None:
        asked = asked.where(Job.file_id.in_([one for one in file_ids if can_be_id(one)]))
    of_job = {row.id: row.file_id for row in session.execute(asked.with_for_update())}
    if not of_job:
        raise NothingFailed()
    begun = jobs.retry(session, list(of_job))
    for job_id in begun:
        note(session, "retried", "file", of_job[job_id], user)
    return len(begun)


def _pages(session: Session, job_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Of the files that are read in parts: how many pages there are, how many are read."""
    size = Job.last_page - Job.first_page + 1
    read = case((Job.state == "done", size), else_=0)
    asked = select(Job.parent, func.sum(size), func.sum(read)).where(Job.parent.in_(job_ids)).group_by(Job.parent)
    return {parent: (int(total), int(done)) for parent, total, done in session.execute(asked) if parent}


def _file(job: Job, pages: int = 0, pages_read: int = 0) -> WaitingFile:
    return WaitingFile(
        id=job.file_id,
        name=job.name,
        book=job.book,
        arrived_on=job.arrived_on,
        state="reading" if job.state in _AT_WORK else job.state,
        urgent=job.urgent,
        reason=job.reason or {},
        ended_at=job.ended_at,
        pages=pages,
        pages_read=pages_read,
    )
