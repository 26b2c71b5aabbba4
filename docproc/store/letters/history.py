"""What became of a letter: who changed what when, found by comparing each version with the one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.field_words import field_words
from docproc.letter import Letter, Task
from docproc.letter_words import words_of
from docproc.messages import _
from docproc.store.entered.values import KINDS, holder_of
from docproc.store.letters.arrival import ARRIVED_ON, arrivals_since
from docproc.store.schema import LetterVersion, User, can_be_id

AT_A_TIME = 20
"""Versions told at a time: each is opened and compared."""
_OF_LETTER = tuple(name for name in KINDS if "[N]" not in name)
_OF_TASK = tuple(name.removeprefix("tasks[N].") for name in KINDS if "[N]" in name)


@dataclass(frozen=True, slots=True)
class Change:
    """A field in words, what stood there before and what stands there since; "" for nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a letter. `who`: None is the machine's reading; `settled`: doubts that are gone with it."""

    version: int
    who: str | None
    when: datetime
    remark: str | None
    changes: tuple[Change, ...] = ()
    settled: int = 0


def history(session: Session, letter_id: int, before: int | None = None) -> list[Step]:
    """The versions of a letter, the last first, at most AT_A_TIME; with `before` those before that one."""
    wanted = select(LetterVersion).where(LetterVersion.letter_id == letter_id)
    if before is not None and before < 1:
        return []
    if before is not None and can_be_id(before):  # a larger one is behind all versions
        wanted = wanted.where(LetterVersion.version < before)
    rows = list(session.scalars(wanted.order_by(LetterVersion.version.desc()).limit(AT_A_TIME + 1)))
    letters = [Letter.model_validate_json(row.content) for row in rows]
    names = _names(session, rows)
    days = {one.version: one for one in arrivals_since(session, letter_id, 0)}
    steps: list[Step] = []
    for at, row in enumerate(rows[:AT_A_TIME]):
        changes: tuple[Change, ...] = ()
        settled = 0
        if at + 1 < len(rows):
            changes = tuple(compared(letters[at + 1], letters[at]))
            settled = max(0, len(letters[at + 1].doubts) - len(letters[at].doubts))
        if day := days.get(row.version):
            changes += (Change(field_words(ARRIVED_ON), words_of(day.before), words_of(day.after)),)
        who = names.get(row.user_id) if row.user_id is not None else None
        steps.append(Step(row.version, who, row.made_at, row.note, changes, settled))
    return steps


def compared(before: Letter, after: Letter) -> Iterator[Change]:
    """What differs between two versions of a letter, in the order of the letter; tasks are told by their ids."""
    for name in _OF_LETTER:
        was, came = _words(before, name), _words(after, name)
        if was != came:
            yield Change(field_words(name), was, came)
    old, new = _by_id(before.tasks), _by_id(after.tasks)
    for key, (place, task) in new.items():
        if key not in old:
            yield Change(_("task {number}", number=place + 1), "", task.text)
            continue
        for name in _OF_TASK:
            was, came = words_of(getattr(old[key][1], name)), words_of(getattr(task, name))
            if was != came:
                yield Change(field_words(f"tasks[{place}].{name}"), was, came)
    for key, (place, task) in old.items():
        if key not in new:
            yield Change(_("task {number}", number=place + 1), task.text, "")
    both = [key for key in old if key in new]
    if both != [key for key in new if key in old]:
        places = {key: new[key][0] + 1 for key in both}
        yield Change(_("order of the tasks"), _order(sorted(places.values())), _order(places.values()))


def _order(places: Iterable[int]) -> str:
    return ", ".join(map(str, places))


def _words(letter: Letter, name: str) -> str:
    found = holder_of(letter, name)
    return words_of(getattr(found[0], found[1])) if found else ""


def _by_id(tasks: Sequence[Task]) -> dict[str, tuple[int, Task]]:
    return {task.id: (place, task) for place, task in enumerate(tasks)}


def _names(session: Session, rows: Sequence[LetterVersion]) -> dict[int, str]:
    wanted = {row.user_id for row in rows if row.user_id is not None}
    people = session.scalars(select(User).where(User.id.in_(wanted)))
    return {user.id: user.full_name or user.name for user in people}
