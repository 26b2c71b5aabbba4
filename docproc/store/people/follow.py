"""Who may follow up a task: who hands tasks out all of them, an officer those of their own and of their unit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from docproc.messages import mark
from docproc.store.faults import StoreFault
from docproc.store.people.access import seen_task
from docproc.store.people.rights import Right, may
from docproc.store.schema import StoredTask, User


class NotYourTask(StoreFault):
    reason = mark("task {number} is neither yours nor your unit's")
    remedy = mark("Ask the records clerk or the head of the office to hand it to you.")


class NotYoursToHandOut(StoreFault):
    reason = mark("tasks are handed out, and other days granted, by the records clerk and the head of the office")
    remedy = mark("Ask one of them.")


def is_own(user: User, task: StoredTask) -> bool:
    """Whether the task is the person's or that of their unit."""
    of_unit = task.department_id is not None and task.department_id == user.department_id
    return task.assigned_to == user.id or of_unit


def may_follow(user: User, task: StoredTask) -> bool:
    """Whether a person may say how far a task is, what answers it, why it is late."""
    return may(user, Right.FOLLOW) and (may(user, Right.HAND_OUT) or is_own(user, task))


def task_to_follow(session: Session, task_id: int, user: User) -> StoredTask:
    """A task that the person may see and follow up. Raises NoSuchTask, NotYourTask."""
    task = seen_task(session, task_id, user)
    if not may_follow(user, task):
        raise NotYourTask(number=task_id)
    return task


def task_to_hand_out(session: Session, task_id: int, user: User) -> StoredTask:
    """A task that the person may see and hand out. Raises NoSuchTask, NotYoursToHandOut."""
    task = seen_task(session, task_id, user)
    if not may(user, Right.HAND_OUT):
        raise NotYoursToHandOut()
    return task
