"""What the ledger of an archive holds of files that were read or failed, one file after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from docproc.archive.plan import THERE
from docproc.store.jobs import Reason
from docproc.store.schema import Arrival, File, Job, JobResult

ENDED = ("done", "failed")
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Ended:
    """A content that was read or failed. `name` is where it lies below the archive, `copies` where it lies, too.

    `content` is the JSON of its letter, or of a list of letters where it was taken apart; None when it failed,
    and then `reason` says why.
    """

    name: str
    copies: list[str]
    sha256: str
    content: str | None
    reason: Reason | None = None


def ended_jobs(session: Session, *only: ColumnElement[bool]) -> Sequence[Any]:
    """The next few jobs that have ended, of those that meet the conditions, in the order of the plan."""
    found = (
        select(Job.id, Job.state, Job.reason, File.sha256, JobResult.content)
        .join(File, File.id == Job.file_id)
        .outerjoin(JobResult, JobResult.job_id == Job.id)
        .where(Job.kind == "read", Job.state.in_(ENDED), *only)
        .order_by(Job.id)
        .limit(_AT_A_TIME)
    )
    return session.execute(found).all()


def files_of(session: Session, jobs: Sequence[Any]) -> Iterator[Ended]:
    """The file of each of these jobs; none of one whose file was replaced by another since."""
    places: dict[int, list[str]] = {}
    there = Arrival.job_id.in_([job.id for job in jobs]), Arrival.filing == THERE
    for job_id, name in session.execute(select(Arrival.job_id, Arrival.name).where(*there).order_by(Arrival.id)):
        places.setdefault(job_id, []).append(name)
    for job in jobs:
        if job.id in places:
            first, *others = places[job.id]
            content = job.content if job.state == "done" else None
            yield Ended(first, sorted(others), job.sha256, content, job.reason)


def all_ended(session: Session) -> Iterator[Ended]:
    """Every file that was read or failed, in the order of the plan; memory stays flat."""
    last = 0
    while jobs := ended_jobs(session, Job.id > last):
        yield from files_of(session, jobs)
        last = jobs[-1].id
