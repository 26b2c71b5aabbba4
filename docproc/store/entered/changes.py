"""What people change: corrections of a letter, its way through the office, the state of its tasks.

Nothing is overwritten without a trace: a correction is a new version, every other change a line of the audit
trail with the values before and after.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.language.normalise import normalise
from docproc.letter import Letter
from docproc.messages import _
from docproc.rules.follow_up import Status
from docproc.store.audit import note, plain
from docproc.store.entered.meanwhile import check_unchanged
from docproc.store.faults import LetterStands, LetterStruckOut, NoSuchLetter, NoSuchTask, WrongValue
from docproc.store.fulltext import index_letter
from docproc.store.people.readers import note_secrecy
from docproc.store.schema import LetterText, LetterVersion, StoredLetter, StoredTask, User, can_be_id
from docproc.store.summary import letter_columns, note_last_day, note_next_due
from docproc.store.task_rows import new_task, task_columns

TASK_FIELDS = (
    "status",
    "progress",
    "owner",
    "assigned_to",
    "department_id",
    "extended_to",
    "completed_on",
    "result",
    "reply",
    "note",
    "late_reason",
)
LETTER_FIELDS = ("given_to", "given_on", "note")
_LONGEST = 2000  # letters of a note or a reason
_SHOWN = 60  # letters shown of what cannot be taken


def correct_letter(
    session: Session,
    letter_id: int,
    letter: Letter,
    user: User,
    remark: str | None = None,
    engine: str | None = None,
    **details: Any,
) -> int:
    """Store a corrected letter as a new version and give the number of that version.

    `engine`: what read it, where it is a new reading that the person asked for. `details` go into the audit trail
    beside it: which field it was, never its words.

    Tasks keep what people entered about them as long as their `id` in the letter stays; a task that the
    correction leaves out is kept, marked as dropped. Raises NoSuchLetter.
    """
    stored = letter_row(session, letter_id)
    stored.version += 1
    secrecy = stored.secrecy
    for column, value in letter_columns(letter).items():
        setattr(stored, column, value)
    session.add(
        LetterVersion(
            letter_id=letter_id,
            version=stored.version,
            content=letter.model_dump_json(),
            user_id=user.id,
            note=remark,
            engine=engine,
        )
    )
    _correct_tasks(session, letter_id, letter)
    note_next_due(session, letter_id)
    body = session.get_one(LetterText, letter_id).body
    index_letter(session, letter_id, letter, [body])
    note(session, "corrected", "letter", letter_id, user, version=stored.version, **details)
    note_secrecy(session, stored, secrecy, user)
    return stored.version


def change_task(
    session: Session, task_id: int, user: User, seen: int | None = None, why: str | None = None, **changes: Any
) -> None:
    """Change what people enter about a task; the names are those of TASK_FIELDS.

    `seen`: the version that the person looked at; None: whatever it is. `why` goes into the audit trail. An owner
    in words alone takes the task from the person or unit who had it. Raises NoSuchTask, ChangedMeanwhile when
    somebody else changed the same since; ValueError for another name, a progress outside 0 to 100 or an unknown
    status.
    """
    task = task_row(session, task_id)
    if not 0 <= changes.get("progress", 0) <= 100:
        raise ValueError("progress")
    if changes.get("status", "open") not in get_args(Status):
        raise ValueError("status")
    if "owner" in changes and changes["owner"] != task.owner:
        had = [name for name in ("assigned_to", "department_id") if getattr(task, name) is not None]
        changes = dict.fromkeys(had) | changes
    _check_names(changes, TASK_FIELDS)
    check_unchanged(session, task, changes, user, seen)
    _change(session, task, "task", changes, user, **({"why": why} if why else {}))
    task.version += 1
    if "extended_to" in changes:
        note_last_day(session, task)
    note_next_due(session, task.letter_id)


def change_letter(session: Session, letter_id: int, user: User, **changes: Any) -> None:
    """Change what people enter about a letter (LETTER_FIELDS). Raises NoSuchLetter, ValueError."""
    _check_names(changes, LETTER_FIELDS)
    _change(session, letter_row(session, letter_id), "letter", changes, user)


def strike_out(session: Session, letter_id: int, reason: str, user: User) -> None:
    """Strike out the line of a letter: its tasks come due no more, its number stays (Nghị định 30/2020, 22.2).

    Raises NoSuchLetter, LetterStruckOut when it is already, WrongValue for a reason without words.
    """
    stored = standing_letter(session, letter_id)
    stored.void_reason = entered_words("--why", reason, _LONGEST)
    note(session, "struck_out", "letter", letter_id, user, reason=stored.void_reason)


def let_stand(session: Session, letter_id: int, reason: str, user: User) -> None:
    """Take back that a line was struck out: the wrong one was named.

    Raises NoSuchLetter, LetterStands, WrongValue.
    """
    stored = letter_row(session, letter_id)
    if stored.void_reason is None:
        raise LetterStands(number=letter_id)
    stored.void_reason = None
    note(session, "stands_again", "letter", letter_id, user, reason=entered_words("--why", reason, _LONGEST))


def letter_row(session: Session, letter_id: int) -> StoredLetter:
    """The row of a letter, kept for this transaction. Raises NoSuchLetter."""
    stored = session.get(StoredLetter, letter_id, with_for_update=True) if can_be_id(letter_id) else None
    if stored is None:
        raise NoSuchLetter(number=letter_id)
    return stored


def standing_letter(session: Session, letter_id: int) -> StoredLetter:
    """The row of a letter that was not struck out. Raises NoSuchLetter, LetterStruckOut."""
    stored = letter_row(session, letter_id)
    if stored.void_reason is not None:
        raise LetterStruckOut(number=letter_id, why=stored.void_reason)
    return stored


def task_row(session: Session, task_id: int) -> StoredTask:
    """The row of a task, kept for this transaction. Raises NoSuchTask."""
    task = session.get(StoredTask, task_id, with_for_update=True) if can_be_id(task_id) else None
    if task is None:
        raise NoSuchTask(number=task_id)
    return task


def standing_task(session: Session, task_id: int) -> StoredTask:
    """The row of a task that is still in its letter, one that stands. Raises NoSuchTask, LetterStruckOut."""
    task = task_row(session, task_id)
    if task.dropped:
        raise NoSuchTask(number=task_id)
    standing_letter(session, task.letter_id)
    return task


def entered_words(field: str, given: str, most: int) -> str:
    """A text that a person entered, on one line.

    Raises WrongValue for none, for one that is too long, and for signs that cannot be
    seen, of which the databases do not take all.
    """
    words = " ".join(normalise(given).split())
    if not words or len(words) > most or not words.isprintable():
        raise WrongValue(
            field=field, given=given[:_SHOWN], expected=_("words on one line, at most {most} letters", most=most)
        )
    return words


def _check_names(changes: dict[str, Any], allowed: tuple[str, ...]) -> None:
    if not changes.keys() <= set(allowed):
        raise ValueError(", ".join(changes.keys() - set(allowed)))


def _change(
    session: Session,
    row: StoredTask | StoredLetter,
    subject: str,
    changes: dict[str, Any],
    user: User,
    **details: str,
) -> None:
    before = {name: plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    after = {name: plain(value) for name, value in changes.items()}
    note(session, "changed", subject, row.id, user, before=before, after=after, **details)


def _correct_tasks(session: Session, letter_id: int, letter: Letter) -> None:
    of_letter = select(StoredTask).where(StoredTask.letter_id == letter_id).order_by(StoredTask.id)
    rows = list(session.scalars(of_letter))
    is_archived = session.get_one(StoredLetter, letter_id).archived_on is not None
    status: Status = "archived" if is_archived else "open"
    for position, task in enumerate(letter.tasks):
        row = next((row for row in rows if row.key == task.id), None)
        if row is None:
            session.add(new_task(letter_id, position, task, letter, status))
            continue
        rows.remove(row)
        row.dropped = False
        for column, value in task_columns(position, task, letter).items():
            setattr(row, column, value)
        row.last_day = row.extended_to or row.last_day
    for row in rows:
        row.dropped = True
