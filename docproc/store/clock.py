"""The day of arrival where the clock of the computer was set back: an old battery, a hand that slipped.

Numbers of the register run with the days of arrival (Nghị định 30/2020, Điều 22.2), and a deadline may count
from that day. A clock that stands before letters that have come is wrong now or was wrong then. Where it is
certainly wrong now, because it stands before the store was first used, the day of the last letter is taken;
where either may be, the clock is believed. A person is told in both cases, on every letter.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.letter import Doubt
from docproc.messages import mark
from docproc.store.schema import File, Job, StoredLetter

CODE = "arrival_day"
_BEFORE = mark("letters that came before this one arrived on {last}: the clock of the computer was set back")
_TAKEN = mark(
    "the clock of the computer stood at {clock}, before any letter came: the day of the last letter was taken"
)


def day_of_arrival(session: Session, today: Date) -> tuple[Date, Date | None]:
    """The day to write down for what comes `today` by the clock, and the last if that is later.

    The second is None when the clock runs as it should.
    """
    last = session.scalar(select(func.max(StoredLetter.arrived_on)))
    if last is None or today >= last:
        return today, None
    begun = session.scalar(select(File.first_seen).order_by(File.id).limit(1))
    is_impossible = begun is not None and today < begun.astimezone().date()
    return (last if is_impossible else today), last


def doubtful_day(session: Session, file_id: int, arrived_on: Date) -> list[Doubt]:
    """The doubt that a letter carries whose day of arrival the clock does not bear out; none for all others.

    A letter that was only read late (a big file, one that failed and was tried again) carries none: the order in
    which the files came is what counts.
    """
    job = session.scalar(select(Job).where(Job.file_id == file_id, Job.kind == "register"))
    if job is None:
        return []
    made = job.made_at.astimezone().date()
    if made < arrived_on - timedelta(days=1):  # a day for programs that live in different time zones
        return [_doubt(_TAKEN, clock=made)]
    latest = session.scalar(select(func.max(StoredLetter.arrived_on)))
    if latest is None or latest <= arrived_on:
        return []
    before = session.scalar(select(func.max(Job.arrived_on)).where(Job.kind == "register", Job.id < job.id))
    return [_doubt(_BEFORE, last=before)] if before is not None and before > arrived_on else []


def _doubt(message: str, **days: Date) -> Doubt:
    details: dict[str, str | int] = {name: f"{day:%d/%m/%Y}" for name, day in days.items()}
    return Doubt(field="arrived_on", code=CODE, message=message, details=details)
