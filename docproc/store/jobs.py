"""The ledger of work: what is to be done, who is at it, how it ended.

A worker takes a job by a *lease*: its name and a time. Whoever lives renews the lease; a lease that ran out is
given to another. Every result is written with the condition that the lease still holds, in the same
transaction: of two workers that both believe to hold a job, one writes and the other is refused (LeaseLost). So
a job counts once, however often it was begun.

Two counts tell a bad file from bad luck. `attempts` are those that ended through the job itself: its worker died,
ran too long, or the program failed on it. `interruptions` are those that ended from outside: everything was
killed, the power went. A file fails after `max_attempts` of the first or (it may be what brings the machine
down) `max_interruptions` of the second. Jobs that were begun before come after those that were not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from sqlalchemy import ColumnElement, CursorResult, Update, delete, func, null, or_, select, update
from sqlalchemy.orm import Session

from docproc.address import Address, noted_place
from docproc.errors import DocprocError
from docproc.messages import LANGUAGES, mark, translate
from docproc.store.database import clock
from docproc.store.faults import LeaseLost
from docproc.store.schema import Arrival, File, Job, JobResult, can_be_id, utc_now

Reason = dict[str, str]
"""Why a job failed: by language, the sentence with the file and what to do. For the tables of an archive besides
`code`, the kind of failure, `message`, its reason in English with places, and reason and remedy alone by language
(`reason.vi`, `remedy.vi`). Jobs that earlier versions ended have the sentences only.
"""

ARCHIVE = "archive"
"""The kind of jobs that put files into the book of an archive."""
_LONGEST_WAIT = 60.0  # seconds before a job may be tried again

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
CUT_OFF = mark("docproc was interrupted {count} times while working on it")


@dataclass(frozen=True, slots=True)
class Leased:
    """A job in the hands of a worker. `path`: where the file lies, None when in the originals; its size is in
    bytes.

    `first_page` and `last_page` count from 1 and are 0 for the whole file. `letter_id` and `asked_by`: the letter
    that is read again, and who asked for it (ids).
    """

    id: int
    kind: str
    file_id: int
    sha256: str
    size: int
    path: Path | Address | None
    name: str
    book: str
    tags: tuple[str, ...]
    arrived_on: Date
    urgent: bool
    first_page: int
    last_page: int
    in_parts: bool
    letter_id: int | None = None
    asked_by: int | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """When a job counts as failed, and how long a lease holds (seconds)."""

    attempts: int
    interruptions: int
    lease_seconds: float


def words_of(error: DocprocError) -> Reason:
    """The words of an error in each language, whole and in parts."""
    code = _INNER_CAPITAL.sub("_", type(error).__name__).lower()
    made = {lang: error.message(lang) for lang in LANGUAGES} | {"code": code, "message": error.reason}
    for lang in LANGUAGES:
        made |= {f"reason.{lang}": error.cause(lang), f"remedy.{lang}": error.remedy_words(lang)}
    return made


def lease(session: Session, taker: str, count: int, patience: Patience) -> list[Leased]:
    """Take up to `count` waiting jobs: urgent ones first, then those never begun, oldest first; files that go
    into the book of an archive when there is nothing else.
    """
    now = clock(session)
    waiting = (
        select(Job, File.sha256, File.size)
        .join(File, File.id == Job.file_id)
        .where(Job.state == "waiting", _may_begin(now))
        .order_by(Job.urgent.desc(), Job.attempts, Job.interruptions, Job.id)
        .limit(count)
        .with_for_update(skip_locked=True, of=Job)
    )
    taken: list[Leased] = []
    of_today = session.execute(waiting.where(Job.kind != ARCHIVE)).all()
    for job, sha256, size in of_today or session.execute(waiting).all():
        job.state, job.taker, job.lease_until = "leased", taker, now + patience.lease_seconds
        taken.append(_leased(session, job, sha256, size))
    return taken


def count_waiting(session: Session, most: int) -> int:
    """How many jobs could be taken now, counted up to `most`: a cheap look for idle workers."""
    waiting = select(Job.id).where(Job.state == "waiting", _may_begin(clock(session))).limit(most)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def _may_begin(now: float) -> ColumnElement[bool]:
    """Whether the time of a job has come; one further ahead than any wait was set by a clock that was wrong."""
    return or_(Job.not_before <= now, Job.not_before > now + 2 * _LONGEST_WAIT)


def renew(session: Session, takers: Sequence[str], patience: Patience) -> None:
    """Renew the leases of workers that live."""
    until = clock(session) + patience.lease_seconds
    held = update(Job).where(Job.state == "leased", Job.taker.in_(takers))
    session.execute(held.values(lease_until=until).execution_options(synchronize_session=False))


def finish(
    session: Session,
    job_id: int,
    taker: str,
    *,
    content: str | None = None,
    engine: str,
    pages: int,
    seconds: float,
) -> None:
    """The job is done; `content` is what it gave. Raises LeaseLost, and then nothing may be written.

    The last part of a big file to end puts the job of the whole file back among the waiting ones.
    """
    ended = {"state": "done", "engine": engine, "pages": pages, "seconds": seconds, "ended_at": utc_now()}
    ended["reason"] = null()
    _end(session, job_id, taker, ended)
    if content is not None:
        session.merge(JobResult(job_id=job_id, content=content))
        session.flush()
    # Pages of parts are in the letter now.
    used = delete(JobResult).where(JobResult.job_id.in_(select(Job.id).where(Job.parent == job_id)))
    session.execute(used.execution_options(synchronize_session=False))
    _wake_parent(session, job_id)


def fail(session: Session, job_id: int, taker: str, reason: Reason, engine: str) -> None:
    """The job failed for good, for a reason that another try would not change. Raises LeaseLost."""
    ended = {"state": "failed", "reason": reason, "engine": engine, "ended_at": utc_now()}
    _end(session, job_id, taker, ended)
    _wake_parent(session, job_id)


def split(session: Session, job: Leased, taker: str, ranges: Sequence[tuple[int, int]]) -> None:
    """Cut a job into parts by pages (first, last, from 1), for which it waits. Raises LeaseLost."""
    _end(session, job.id, taker, {"state": "split"})
    session.add_all(
        Job(
            file_id=job.file_id,
            kind="part",
            parent=job.id,
            first_page=first,
            last_page=last,
            path=os.fsencode(str(job.path)) if job.path else None,
            name=job.name,
            arrived_on=job.arrived_on,
            urgent=job.urgent,
            looked=True,
        )
        for first, last in ranges
    )


def put_back(
    session: Session,
    job_id: int,
    taker: str,
    patience: Patience,
    blame: Reason | None,
    wait: float = 0.0,
    held_up: Reason | None = None,
) -> None:
    """Give a job back undone. `blame`: why it is the job's own fault; None: it was not. Nothing without the
    lease.

    wait: seconds before it may be taken again (a full disk); with blame it grows with every attempt. held_up:
    what it waits for, in words.
    """
    job = session.scalar(
        select(Job).where(Job.id == job_id, Job.taker == taker, Job.state == "leased").with_for_update()
    )
    if job is None:
        return
    _release(session, job, patience, blame, interrupted=False)
    job.reason = held_up if job.state == "waiting" else job.reason
    job.not_before = max(job.not_before, clock(session) + wait) if wait else job.not_before


def take_over(session: Session, patience: Patience, is_dead: Callable[[str], bool]) -> int:
    """Put back the jobs of workers that are gone: their lease ran out, or `is_dead(taker)` says so. How many.

    A lease that ends later than any that is given now was given before the clock was set back: it counts as run
    out, or it would hold its job for as long as the clock was wrong.
    """
    now = clock(session)
    latest = now + 2 * patience.lease_seconds
    held = session.scalars(select(Job).where(Job.state == "leased").with_for_update(skip_locked=True)).all()
    gone = [job for job in held if not now <= job.lease_until <= latest or is_dead(job.taker or "")]
    for job in gone:
        _release(session, job, patience, None, interrupted=True)
    return len(gone)


def put_back_all(session: Session, taker: str, patience: Patience, guilty: int, blame: Reason | None) -> None:
    """A worker died: the job it was at (`guilty`) gets the blame, others that it had taken go back unharmed."""
    held = select(Job.id).where(Job.taker == taker, Job.state == "leased")
    for job_id in session.scalars(held).all():
        put_back(session, job_id, taker, patience, blame if job_id == guilty else None)


def retry(session: Session, job_ids: Sequence[int] | None = None) -> list[int]:
    """Let failed jobs (all, or these) be tried again from the beginning; gives their ids."""
    wanted = select(Job).where(Job.state == "failed", Job.kind != "part")
    if job_ids is not None:
        wanted = wanted.where(Job.id.in_([one for one in job_ids if can_be_id(one)]))
    jobs = session.scalars(wanted).all()
    # What lies in failed/ is to be filed once more, according to how it ends this time.
    filed = update(Arrival).where(Arrival.job_id.in_([job.id for job in jobs]), Arrival.filing == "done")
    session.execute(filed.values(filing="waiting").execution_options(synchronize_session=False))
    for job in jobs:
        begin_again(job)
        failed_parts = session.scalars(select(Job).where(Job.parent == job.id, Job.state == "failed")).all()
        for part in failed_parts:
            begin_again(part)
        if failed_parts:
            job.state = "split"
    return [job.id for job in jobs]


def begin_again(job: Job) -> None:
    """Set a job back to its beginning."""
    job.state, job.attempts, job.interruptions, job.not_before = "waiting", 0, 0, 0.0
    job.reason, job.taker, job.ended_at, job.exported = None, None, None, False


def parts_of(session: Session, job_id: int) -> list[tuple[Job, str | None]]:
    """The parts of a big file in the order of their pages, each with what it gave (None when it failed)."""
    found = (
        select(Job, JobResult.content)
        .outerjoin(JobResult, JobResult.job_id == Job.id)
        .where(Job.parent == job_id)
        .order_by(Job.first_page)
    )
    return [(job, content) for job, content in session.execute(found)]


def counts(session: Session) -> dict[str, int]:
    """How many jobs (parts not counted) are in each state."""
    rows = session.execute(
        select(Job.state, func.count().label("number")).where(Job.kind != "part").group_by(Job.state)
    )
    return {row.state: row.number for row in rows}


def is_anything_open(session: Session) -> bool:
    """Whether any job, parts included, has not ended."""
    return any(
        session.scalar(select(Job.id).where(Job.state == state).limit(1)) is not None
        for state in ("waiting", "leased", "split")
    )


def is_empty(session: Session) -> bool:
    """Whether no job was ever entered."""
    return session.scalar(select(Job.id).limit(1)) is None


def unfinished(session: Session) -> int:
    """How many jobs, parts included, have not ended."""
    ended = or_(Job.state == "done", Job.state == "failed")
    return session.scalar(select(func.count()).select_from(Job).where(~ended)) or 0


def _leased(session: Session, job: Job, sha256: str, size: int) -> Leased:
    in_parts = job.kind != "part" and bool(session.scalar(select(Job.id).where(Job.parent == job.id).limit(1)))
    return Leased(
        id=job.id,
        kind=job.kind,
        file_id=job.file_id,
        sha256=sha256,
        size=size,
        path=noted_place(job.path) if job.path else None,
        name=job.name,
        book=job.book,
        tags=tuple(job.tags),
        arrived_on=job.arrived_on,
        urgent=job.urgent,
        first_page=job.first_page,
        last_page=job.last_page,
        in_parts=in_parts,
        letter_id=job.letter_id,
        asked_by=job.asked_by,
    )


def _end(session: Session, job_id: int, taker: str, values: dict[str, object]) -> None:
    held: Update = update(Job).where(Job.id == job_id, Job.taker == taker, Job.state == "leased")
    result = session.execute(held.values(taker=None, **values).execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise LeaseLost(job_id)


def _release(session: Session, job: Job, patience: Patience, blame: Reason | None, interrupted: bool) -> None:
    job.state, job.taker = "waiting", None
    if blame is not None:
        job.attempts += 1
        job.not_before = clock(session) + min(2.0**job.attempts, _LONGEST_WAIT)
        if job.attempts >= patience.attempts:
            _give_up(session, job, blame)
    if interrupted:
        job.interruptions += 1
        if job.interruptions >= patience.interruptions:
            _give_up(session, job, _counted(CUT_OFF, job.interruptions))


def _counted(message: str, count: int) -> Reason:
    words = {lang: translate(message, lang).format(count=count) for lang in LANGUAGES}
    return words | {"code": "cut_off", "message": message}


def _give_up(session: Session, job: Job, reason: Reason) -> None:
    job.state, job.reason, job.ended_at = "failed", reason, utc_now()
    session.flush()
    _wake_parent(session, job.id)


def _wake_parent(session: Session, job_id: int) -> None:
    """When the last part of a big file has ended, its job waits for a worker that puts it together.

    The row of the whole file is locked first: two parts that end at once must see each other.
    """
    parent_id = session.scalar(select(Job.parent).where(Job.id == job_id))
    if parent_id is None:
        return
    parent = session.scalar(select(Job).where(Job.id == parent_id).with_for_update())
    open_parts = select(Job.id).where(Job.parent == parent_id, Job.state.in_(("waiting", "leased"))).limit(1)
    if parent is not None and parent.state == "split" and session.scalar(open_parts) is None:
        parent.state = "waiting"


def failed_jobs(session: Session) -> Iterator[Job]:
    """The files that failed, in the order of their jobs."""
    yield from session.scalars(select(Job).where(Job.state == "failed", Job.kind != "part").order_by(Job.id))


def open_jobs(session: Session) -> Iterator[Job]:
    """The files that wait, are being read, or failed, in the order of their jobs."""
    yield from session.scalars(select(Job).where(Job.state != "done", Job.kind != "part").order_by(Job.id))
