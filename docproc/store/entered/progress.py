"""How a task comes to its end: begun, how far it is, done with the number of the answer, or not after all."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from sqlalchemy.orm import Session

from docproc.days import FIRST_YEAR
from docproc.messages import Message, _
from docproc.rules.follow_up import Status
from docproc.store.entered.changes import change_task, entered_words, standing_task
from docproc.store.entered.task_words import FIELD_NAMES
from docproc.store.faults import TaskNotDone, WrongValue
from docproc.store.schema import StoredTask, User

LONGEST_NAME, LONGEST_NOTE = 200, 2000  # letters of a person's or an answer's name, and of a note


def finish_task(
    session: Session,
    task_id: int,
    user: User,
    today: Date,
    reply: str | None = None,
    on: Date | None = None,
    note: str | None = None,
    seen: int | None = None,
) -> None:
    """The task is done: on the day `on`, else today, or the day noted before where it was done already.

    `reply` is number and symbol of the answer; what is None stays as it is. Raises NoSuchTask, LetterStruckOut,
    ChangedMeanwhile, WrongValue for a day that has not come.
    """
    task = standing_task(session, task_id)
    changes: dict[str, Any] = {"status": "done", "progress": 100}
    changes["completed_on"] = on or (task.completed_on if task.status == "done" else None) or today
    check_completion("--on", changes["completed_on"], today)
    if reply is not None:
        changes["reply"] = entered_words("--reply", reply, LONGEST_NAME)
    if note is not None:
        changes["note"] = entered_words("--note", note, LONGEST_NOTE)
    change_task(session, task_id, user, seen, **changes)


def reopen_task(session: Session, task_id: int, user: User, seen: int | None = None) -> None:
    """The task is not done after all; the number of the answer stays.

    Raises NoSuchTask, LetterStruckOut, TaskNotDone, ChangedMeanwhile.
    """
    if standing_task(session, task_id).status != "done":
        raise TaskNotDone(number=task_id)
    change_task(session, task_id, user, seen, **REOPENED)


REOPENED: dict[str, Any] = {"status": "open", "progress": 0, "completed_on": None}
"""What a task that is open again has."""


def set_state(
    session: Session,
    task_id: int,
    user: User,
    state: Status,
    today: Date,
    why: str | None = None,
    seen: int | None = None,
) -> None:
    """The task is in another state: begun, paused, asked to be taken back, done today, or not begun after all.

    `why` goes into the audit trail. One that was done is no longer, and how far it was is not known any more.
    Raises NoSuchTask, LetterStruckOut, ChangedMeanwhile, WrongValue.
    """
    task = standing_task(session, task_id)
    if state == "done":
        finish_task(session, task_id, user, today, seen=seen)
        return
    changes = _begun_again(task) | {"status": state} | ({"progress": 0} if state == "open" else {})
    words = entered_words(_("reason"), why, LONGEST_NOTE) if why else None
    change_task(session, task_id, user, seen, words, **changes)


def note_progress(session: Session, task_id: int, user: User, percent: int, seen: int | None = None) -> None:
    """The task is being done, and so far. Raises NoSuchTask, LetterStruckOut, ChangedMeanwhile; WrongValue for
    no share from 0 to 99: what is done is noted with its day and answer.
    """
    task = standing_task(session, task_id)
    if not 0 <= percent < 100:
        expected = _("a share from 0 to 99; for a task that is done its day and answer are noted")
        raise WrongValue(field=Message(FIELD_NAMES["progress"]), given=str(percent), expected=expected)
    changes = _begun_again(task) | {"status": "running", "progress": percent}
    change_task(session, task_id, user, seen, **changes)


def explain_delay(session: Session, task_id: int, user: User, why: str | None, seen: int | None = None) -> None:
    """Note why the task will be or was late; None or blank: it is not. Raises as `note_down`."""
    note_down(session, task_id, user, "late_reason", why, seen)


def note_down(
    session: Session, task_id: int, user: User, field: str, words: str | None, seen: int | None = None
) -> None:
    """Write a text (note, number of the answer, result, reason of the delay); None or blank: there is none.

    Raises NoSuchTask, LetterStruckOut, ChangedMeanwhile, WrongValue.
    """
    standing_task(session, task_id)
    most = LONGEST_NAME if field == "reply" else LONGEST_NOTE
    value = entered_words(Message(FIELD_NAMES[field]), words, most) if words and words.strip() else None
    change_task(session, task_id, user, seen, **{field: value})


def check_completion(field: str, day: Date, today: Date) -> None:
    """Raises WrongValue for a day on which nothing can have been completed."""
    if not Date(FIRST_YEAR, 1, 1) <= day <= today:
        expected = _("a day that has come, as {today}", today=f"{today:%d/%m/%Y}")
        raise WrongValue(field=field, given=f"{day:%d/%m/%Y}", expected=expected)


def _begun_again(task: StoredTask) -> dict[str, Any]:
    """What has to change for a task to be no longer done; nothing for one that is not."""
    return dict(REOPENED) if task.status == "done" else {}
