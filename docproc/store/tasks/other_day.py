"""Another last day for a task than the letter sets: granted, or taken back."""

from __future__ import annotations

from datetime import date as Date

from sqlalchemy.orm import Session

from docproc.days import FIRST_YEAR, LAST_YEAR
from docproc.messages import Message, _
from docproc.store.entered.changes import change_task, entered_words, standing_task
from docproc.store.entered.progress import LONGEST_NOTE
from docproc.store.entered.task_words import FIELD_NAMES
from docproc.store.faults import WrongValue
from docproc.store.schema import User


def grant_day(
    session: Session,
    task_id: int,
    user: User,
    day: Date | None,
    today: Date,
    why: str | None = None,
    seen: int | None = None,
) -> None:
    """The task has until `day`; None: the day of the letter counts again.

    `why`: who granted it, or by which document; it goes into the audit trail, and without it only a day to come
    is taken. Raises NoSuchTask, LetterStruckOut, ChangedMeanwhile, WrongValue.
    """
    standing_task(session, task_id)
    words = entered_words(_("reason"), why, LONGEST_NOTE) if why and why.strip() else None
    is_one = day is None or FIRST_YEAR <= day.year <= LAST_YEAR
    if day is not None and (not is_one or (day < today and words is None)):
        expected = _("a day to come, or the reason why it is one that is over")
        raise WrongValue(field=Message(FIELD_NAMES["extended_to"]), given=f"{day:%d/%m/%Y}", expected=expected)
    change_task(session, task_id, user, seen, words, extended_to=day)
