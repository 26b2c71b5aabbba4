"""A change of a task as the desk and the API ask for it, within what the person may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from sqlalchemy.orm import Session

from docproc.rules.follow_up import Status
from docproc.store.entered.assignments import assign
from docproc.store.entered.progress import finish_task, note_down, note_progress, set_state
from docproc.store.people.access import seen_task
from docproc.store.people.follow import task_to_follow, task_to_hand_out
from docproc.store.schema import User
from docproc.store.tasks.other_day import grant_day


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is to have a task; nobody when both are None."""

    person: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day to grant; None: that of the letter."""

    day: Date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to change of a task; None: nothing of that kind. A text that is blank takes the old one away.

    `why` is the reason for another state or day; `reply` and `on` go with the state `done`.
    """

    state: Status | None = None
    progress: int | None = None
    reply: str | None = None
    on: Date | None = None
    holder: Holder | None = None
    last_day: LastDay | None = None
    note: str | None = None
    result: str | None = None
    late_reason: str | None = None
    why: str | None = None


def change_as_asked(
    session: Session, task_id: int, user: User, asked: Asked, today: Date, seen: int | None = None
) -> None:
    """Change a task as a person asks, if they may.

    `seen`: the version of the task that they looked at. Raises NoSuchTask for one they may not see, NotYourTask,
    NotYoursToHandOut, LetterStruckOut, ChangedMeanwhile, WrongValue; then nothing of it counts.
    """
    seen_task(session, task_id, user)
    if asked.holder is not None or asked.last_day is not None:
        task_to_hand_out(session, task_id, user)
        _hand_out(session, task_id, user, asked, today, seen)
    follows = (asked.state, asked.progress, asked.reply, asked.note, asked.result, asked.late_reason)
    if any(one is not None for one in follows):
        task_to_follow(session, task_id, user)
        _follow(session, task_id, user, asked, today, seen)


def _hand_out(session: Session, task_id: int, user: User, asked: Asked, today: Date, seen: int | None) -> None:
    if asked.holder is not None:
        assign(session, task_id, user, person=asked.holder.person, unit=asked.holder.unit, seen=seen)
    if asked.last_day is not None:
        grant_day(session, task_id, user, asked.last_day.day, today, asked.why, seen)


def _follow(session: Session, task_id: int, user: User, asked: Asked, today: Date, seen: int | None) -> None:
    if asked.state == "done":
        finish_task(session, task_id, user, today, asked.reply or None, asked.on, seen=seen)
    elif asked.state is not None:
        set_state(session, task_id, user, asked.state, today, asked.why, seen)
    if asked.progress is not None:
        note_progress(session, task_id, user, asked.progress, seen)
    texts = {"note": asked.note, "result": asked.result, "late_reason": asked.late_reason}
    if asked.state != "done":
        texts["reply"] = asked.reply
    for field, words in texts.items():
        if words is not None:
            note_down(session, task_id, user, field, words, seen)
