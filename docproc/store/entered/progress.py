"""How a task comes to its end: done, with the number of the answer, or open again."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy.orm import Session

from docproc.days import FIRST_YEAR
from docproc.messages import _
from docproc.store.entered.changes import change_task, entered_words, standing_task
from docproc.store.faults import TaskNotDone, WrongValue
from docproc.store.schema import User

LONGEST_NAME, LONGEST_NOTE = 200, 2000  # letters of a person's or an answer's name, and of a note


def finish_task(
    session: Session,
    task_id: int,
    user: User,
    today: Date,
    reply: str | None = None,
    on: Date | None = None,
    note: str | None = None,
) -> None:
    """The task is done: on the day `on`, else today, or the day noted before where it was done already.

    `reply` is number and symbol of the answer; what is None stays as it is. Raises NoSuchTask, LetterStruckOut,
    WrongValue for a day that has not come.
    """
    task = standing_task(session, task_id)
    changes: dict[str, Any] = {"status": "done", "progress": 100}
    changes["completed_on"] = on or (task.completed_on if task.status == "done" else None) or today
    check_completion("--on", changes["completed_on"], today)
    if reply is not None:
        changes["reply"] = entered_words("--reply", reply, LONGEST_NAME)
    if note is not None:
        changes["note"] = entered_words("--note", note, LONGEST_NOTE)
    change_task(session, task_id, user, **changes)


def reopen_task(session: Session, task_id: int, user: User) -> None:
    """The task is not done after all; the number of the answer stays.

    Raises NoSuchTask, LetterStruckOut, TaskNotDone.
    """
    if standing_task(session, task_id).status != "done":
        raise TaskNotDone(number=task_id)
    change_task(session, task_id, user, **REOPENED)


REOPENED: dict[str, Any] = {"status": "open", "progress": 0, "completed_on": None}
"""What a task that is open again has."""


def check_completion(field: str, day: Date, today: Date) -> None:
    """Raises WrongValue for a day on which nothing can have been completed."""
    if not Date(FIRST_YEAR, 1, 1) <= day <= today:
        expected = _("a day that has come, as {today}", today=f"{today:%d/%m/%Y}")
        raise WrongValue(field=field, given=f"{day:%d/%m/%Y}", expected=expected)
