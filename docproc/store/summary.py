"""What the rows of letters and tasks repeat so that lists need not open every letter: heads, days, doubts."""

from __future__ import annotations

from datetime import date as Date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.language.normalise import fold
from docproc.letter import Letter, Task
from docproc.records import deadline_of
from docproc.rules.follow_up import Status
from docproc.store.schema import LetterVersion, StoredLetter, StoredTask

WAITING: tuple[Status, ...] = ("open", "running")
"""The states of tasks that wait to be done."""


def letter_columns(letter: Letter) -> dict[str, object]:
    """The columns of `letters` that repeat a reading of the letter."""
    header = letter.header
    return {
        "number": header.number,
        "symbol": header.symbol,
        "symbol_folded": fold(header.symbol) if header.symbol else None,
        "issuer": header.issuer,
        "issuer_folded": fold(header.issuer) if header.issuer else None,
        "doc_type": header.doc_type,
        "issue_date": header.issue_date,
        "subject": header.subject,
        "urgency": header.urgency,
        "secrecy": header.secrecy,
        "doubts": len(letter.doubts),
        "event_start": letter.event.start if letter.event else None,
        "report_on": letter.report_due.last_day if letter.report_due else None,
    }


def last_day_in(letter: Letter, task: Task) -> Date | None:
    """The last day of a task by the words of its letter; None without one."""
    deadline = deadline_of(letter, task)
    return deadline.last_day if deadline else None


def note_last_day(session: Session, row: StoredTask) -> None:
    """Write down the day that counts for a task after one was granted, or taken back."""
    if row.extended_to is not None:
        row.last_day = row.extended_to
        return
    stored = session.get_one(StoredLetter, row.letter_id)
    content = session.get_one(LetterVersion, (stored.id, stored.version)).content
    row.last_day = last_day_in(Letter.model_validate_json(content), Task.model_validate_json(row.content))


def note_next_due(session: Session, letter_id: int) -> None:
    """Write down the first last day among the tasks of a letter that wait to be done."""
    session.flush()
    waiting = select(func.min(StoredTask.last_day)).where(
        StoredTask.letter_id == letter_id, StoredTask.dropped.is_(False), StoredTask.status.in_(WAITING)
    )
    session.get_one(StoredLetter, letter_id).next_due = session.scalar(waiting)
