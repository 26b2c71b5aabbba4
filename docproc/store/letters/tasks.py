"""The tasks of a letter put right: one divided, two joined, one added, taken out, moved.

Each is one new version of the letter, with its line in the audit trail, and can be undone. Tasks are named by the
ids of the letter's JSON; an id that was used once never names another task, so that what people entered about a
task comes back with it. `seen` is the version that the person looked at: what others changed since in the tasks
concerned is told (ChangedMeanwhile); other changes do not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Evidence, Letter, Task
from docproc.messages import _, mark
from docproc.store.entered.changes import correct_letter, entered_words, standing_letter
from docproc.store.entered.values import LONGEST_TASK
from docproc.store.entered.versions import check_tasks
from docproc.store.faults import WrongEntry, WrongValue
from docproc.store.letters.task_parts import (
    divided,
    divided_doubt,
    is_healed,
    joined,
    joined_doubt,
    list_beside,
    paper_of,
    with_tasks,
)
from docproc.store.records import registered_letter
from docproc.store.schema import StoredTask, User

_ENTERED = (
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
_MOST_POINTS = 20_000.0  # a page of PDF is at most 14,400 points wide (ISO 32000-1, Annex C)
Box = tuple[float, float, float, float]


class NoSuchTaskInLetter(WrongEntry):
    reason = mark("letter {number} has no task of this kind any more")
    remedy = mark("Load the page again.")


class BothEntered(WrongEntry):
    """Two tasks are to become one, and people entered something about both."""

    reason = mark("people entered something about both tasks")
    remedy = mark("Choose which of the two stays; what was entered about the other is kept, but not shown.")


@dataclass(frozen=True, slots=True)
class Arranged:
    """What became of the tasks: the version of the letter, the id of the task to go on with (None: none)."""

    version: int
    task: str | None


def split_task(
    session: Session, letter_id: int, key: str, at: int, user: User, seen: int | None = None
) -> Arranged:
    """Divide a task before character `at` of its text; the first part keeps its id, gives that of the second.

    Raises WrongValue when one part would have no words; NoSuchTaskInLetter, NoSuchLetter, LetterStruckOut,
    ChangedMeanwhile, NoSuchVersion, as all functions here do.
    """
    letter = _letter(session, letter_id, [key], user, seen)
    place = _place(letter, letter_id, key)
    task = letter.tasks[place]
    if not 0 < at < len(task.text) or not task.text[:at].strip() or not task.text[at:].strip():
        raise WrongValue(
            field=_("the place to divide at"), given=str(at)[:20], expected=_("a place between two words")
        )
    new = _new_id(session, letter_id)
    first, second, unsure = divided(task, at, new)
    tasks = [*letter.tasks[:place], first, second, *letter.tasks[place + 1 :]]
    changed = with_tasks(letter, tasks, {})
    list_beside(changed, new, key)
    if task.deadline is not None:
        own = f"tasks[{place}].deadline"
        if "0.deadline" in unsure:  # what was doubted of the deadline goes with it
            for doubt in changed.doubts:
                doubt.field = doubt.field.replace(own, f"tasks[{place + 1}].deadline", 1)
        changed.doubts += [
            divided_doubt(f"tasks[{place + int(part[0])}].deadline", task.deadline) for part in unsure
        ]
    return Arranged(_keep(session, letter_id, changed, user, "split", key), new)


def merge_tasks(
    session: Session, letter_id: int, key: str, user: User, seen: int | None = None, keep: str | None = None
) -> Arranged:
    """Put a task and the next one together. `keep`: the id that stays, with what people entered about it.

    Without `keep` it is the task about which people entered something, else the first. Raises BothEntered when
    that is both; and as `split_task`.
    """
    letter = _letter(session, letter_id, [key], user, seen)
    place = _place(letter, letter_id, key)
    if place + 1 >= len(letter.tasks):
        raise NoSuchTaskInLetter(number=letter_id)
    first, second = letter.tasks[place : place + 2]
    _letter(session, letter_id, [second.id], user, seen)
    kept = keep if keep in (first.id, second.id) else _kept(session, letter_id, first.id, second.id)
    gone = second.id if kept == first.id else first.id
    whole, other = joined(first, second, kept)
    tasks = [*letter.tasks[:place], whole, *letter.tasks[place + 2 :]]
    changed = with_tasks(letter, tasks, {gone: kept})
    changed.doubts = [
        doubt for doubt in changed.doubts if not is_healed(doubt, f"tasks[{place}].deadline", whole)
    ]
    if other is not None and whole.deadline is not None:
        changed.doubts.append(joined_doubt(f"tasks[{place}].deadline", whole.deadline, other))
    return Arranged(_keep(session, letter_id, changed, user, "merge", kept), kept)


def add_task(
    session: Session,
    letter_id: int,
    text: str,
    user: User,
    *,
    page: int = 1,
    boxes: Sequence[Box] = (),
    after: str | None = None,
    seen: int | None = None,
) -> Arranged:
    """A task that was not found, from words that a person chose; it comes behind the task `after`, else last.

    `page` and `boxes` are where the words stand. A deadline that the words name is read from them, with the
    doubts that it has. Raises WrongValue for no words or a page that the letter does not have; and as
    `split_task`.
    """
    from docproc.store.letters.recount import deadline_in  # patterns of dates, which nothing else here needs

    letter = _letter(session, letter_id, [], user, seen)
    words = entered_words(_("text"), text, LONGEST_TASK)
    if not 1 <= page <= letter.pages:
        raise WrongValue(field=_("page"), given=str(page)[:20], expected=f"1–{letter.pages}")
    for box in boxes:
        if not (0 <= box[0] <= box[2] <= _MOST_POINTS and 0 <= box[1] <= box[3] <= _MOST_POINTS):
            raise WrongValue(field=_("box"), given=str(box)[:60], expected="x0,y0,x1,y1")
    key = _new_id(session, letter_id)
    evidence = [Evidence(page=page, box=box, text=words) for box in boxes] or [Evidence(page=page, text=words)]
    paper = paper_of(letter, page)
    deadline, doubts = deadline_in(words, paper.header if paper else letter.header, evidence)
    task = Task(id=key, page=page, text=words, deadline=deadline, attachment=paper is not None, evidence=evidence)
    place = len(letter.tasks) if after is None else _place(letter, letter_id, after) + 1
    changed = with_tasks(letter, [*letter.tasks[:place], task, *letter.tasks[place:]], {})
    held = next((part for part in changed.attachments if part.first_page <= page <= part.last_page), None)
    if held is not None:
        held.task_ids.append(key)
    changed.doubts += [doubt.model_copy(update={"field": f"tasks[{place}].deadline"}) for doubt in doubts]
    return Arranged(_keep(session, letter_id, changed, user, "add", key), key)


def remove_task(session: Session, letter_id: int, key: str, user: User, seen: int | None = None) -> Arranged:
    """Take a task out of the letter; it is kept, with what people entered about it, and can come back."""
    letter = _letter(session, letter_id, [key], user, seen)
    place = _place(letter, letter_id, key)
    tasks = [task for task in letter.tasks if task.id != key]
    version = _keep(session, letter_id, with_tasks(letter, tasks, {}), user, "remove", key)
    return Arranged(version, tasks[min(place, len(tasks) - 1)].id if tasks else None)


def move_task(
    session: Session, letter_id: int, key: str, steps: int, user: User, seen: int | None = None
) -> Arranged:
    """Move a task by so many places, upwards where negative; at the ends it stays, and no version is written."""
    letter = _letter(session, letter_id, [key], user, seen)
    place = _place(letter, letter_id, key)
    tasks = list(letter.tasks)
    task = tasks.pop(place)
    tasks.insert(max(0, place + steps), task)
    if tasks == letter.tasks:
        return Arranged(standing_letter(session, letter_id).version, key)
    return Arranged(_keep(session, letter_id, with_tasks(letter, tasks, {}), user, "move", key), key)


def _letter(session: Session, letter_id: int, keys: Sequence[str], user: User, seen: int | None) -> Letter:
    """The letter in force, when nobody else changed these tasks since the version that was seen."""
    stored = standing_letter(session, letter_id)
    if seen is not None:
        check_tasks(session, stored, keys, user, seen)
    return registered_letter(session, letter_id).letter


def _place(letter: Letter, letter_id: int, key: str) -> int:
    place = next((at for at, task in enumerate(letter.tasks) if task.id == key), None)
    if place is None:
        raise NoSuchTaskInLetter(number=letter_id)
    return place


def _new_id(session: Session, letter_id: int) -> str:
    """An id that no task of the letter ever had."""
    used = session.scalars(select(StoredTask.key).where(StoredTask.letter_id == letter_id))
    return str(max((int(key) for key in used if key.isascii() and key.isdigit()), default=0) + 1)


def _kept(session: Session, letter_id: int, first: str, second: str) -> str:
    """Which of two tasks stays when they are joined: that about which people entered something."""
    rows = session.scalars(
        select(StoredTask).where(StoredTask.letter_id == letter_id, StoredTask.key.in_((first, second)))
    )
    entered = {row.key for row in rows if row.status != "open" or any(getattr(row, name) for name in _ENTERED)}
    if entered == {first, second}:
        raise BothEntered()
    return second if second in entered else first


def _keep(session: Session, letter_id: int, letter: Letter, user: User, how: str, key: str) -> int:
    return correct_letter(session, letter_id, letter, user, tasks=how, task=key)
