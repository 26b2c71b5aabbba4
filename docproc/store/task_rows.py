"""Tasks of letters as rows."""

from __future__ import annotations

from docproc.language.normalise import fold
from docproc.letter import Letter, Task
from docproc.records import deadline_of
from docproc.rules.follow_up import Status
from docproc.store.schema import StoredTask
from docproc.store.summary import last_day_in


def new_task(letter_id: int, position: int, task: Task, letter: Letter, status: Status = "open") -> StoredTask:
    """The row of a task of a letter that nobody has touched yet. `position` counts from 0."""
    return StoredTask(letter_id=letter_id, key=task.id, status=status, **task_columns(position, task, letter))


def task_columns(position: int, task: Task, letter: Letter) -> dict[str, object]:
    """The columns of `tasks` that come from the letter."""
    deadline = deadline_of(letter, task)
    return {
        "position": position,
        "content": task.model_dump_json(),
        "assignees_folded": "; ".join(fold(office.name) for office in task.lead),
        "text_folded": fold(task.text),
        "due": task.deadline.last_day if task.deadline else None,
        "last_day": last_day_in(letter, task),
        "rrule": deadline.rrule if deadline else None,
    }
