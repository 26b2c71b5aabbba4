"""What people change: corrections of a letter, its way through the office, the state of its tasks.

Nothing is overwritten without a trace: a correction is a new version, every other change a line of the audit
trail with the values before and after.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.store.audit import note, plain
from docproc.store.faults import NoSuchLetter, NoSuchTask
from docproc.store.fulltext import index_letter
from docproc.store.register import header_columns
from docproc.store.schema import LetterText, LetterVersion, StoredLetter, StoredTask, User, can_be_id
from docproc.store.task_rows import new_task, task_columns

TASK_FIELDS = ("status", "progress", "owner", "extended_to", "completed_on", "result", "reply", "note")
LETTER_FIELDS = ("given_to", "given_on", "note")


def correct_letter(
    session: Session, letter_id: int, letter: Letter, user: User, remark: str | None = None
) -> int:
    """Store a corrected letter as a new version and give the number of that version.

    Tasks keep what people entered about them as long as their `id` in the letter stays; a task that the
    correction leaves out is kept, marked as dropped. Raises NoSuchLetter.
    """
    stored = _letter(session, letter_id)
    stored.version += 1
    for column, value in header_columns(letter.header).items():
        setattr(stored, column, value)
    content = letter.model_dump_json()
    session.add(
        LetterVersion(letter_id=letter_id, version=stored.version, content=content, user_id=user.id, note=remark)
    )
    _correct_tasks(session, letter_id, letter)
    body = session.get_one(LetterText, letter_id).body
    index_letter(session, letter_id, letter, [body])
    note(session, "corrected", "letter", letter_id, user, version=stored.version)
    return stored.version


def change_task(session: Session, task_id: int, user: User, **changes: Any) -> None:
    """Change what people enter about a task; the names are those of TASK_FIELDS. Raises NoSuchTask.

    Raises ValueError for another name, a progress outside 0 to 100 or an unknown status.
    """
    task = session.get(StoredTask, task_id) if can_be_id(task_id) else None
    if task is None:
        raise NoSuchTask(number=task_id)
    if not 0 <= changes.get("progress", 0) <= 100:
        raise ValueError("progress")
    if changes.get("status", "open") not in ("open", "running", "done", "paused", "withdrawn"):
        raise ValueError("status")
    _change(session, task, "task", TASK_FIELDS, changes, user)


def change_letter(session: Session, letter_id: int, user: User, **changes: Any) -> None:
    """Change what people enter about a letter (LETTER_FIELDS). Raises NoSuchLetter, ValueError."""
    _change(session, _letter(session, letter_id), "letter", LETTER_FIELDS, changes, user)


def _letter(session: Session, letter_id: int) -> StoredLetter:
    stored = session.get(StoredLetter, letter_id) if can_be_id(letter_id) else None
    if stored is None:
        raise NoSuchLetter(number=letter_id)
    return stored


def _change(
    session: Session,
    row: StoredTask | StoredLetter,
    subject: str,
    allowed: tuple[str, ...],
    changes: dict[str, Any],
    user: User,
) -> None:
    if not changes.keys() <= set(allowed):
        raise ValueError(", ".join(changes.keys() - set(allowed)))
    before = {name: plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    after = {name: plain(value) for name, value in changes.items()}
    note(session, "changed", subject, row.id, user, before=before, after=after)


def _correct_tasks(session: Session, letter_id: int, letter: Letter) -> None:
    of_letter = select(StoredTask).where(StoredTask.letter_id == letter_id).order_by(StoredTask.id)
    rows = list(session.scalars(of_letter))
    for position, task in enumerate(letter.tasks):
        row = next((row for row in rows if row.key == task.id), None)
        if row is None:
            session.add(new_task(letter_id, position, task))
            continue
        rows.remove(row)
        row.dropped = False
        for column, value in task_columns(position, task).items():
            setattr(row, column, value)
    for row in rows:
        row.dropped = True
