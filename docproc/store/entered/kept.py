"""What people corrected, kept when a letter is read again.

The new reading is stored as it is, a version of its own; what people had put right becomes another on top of it.
So the reading beside which a correction stands is always the last one of docproc itself, however often it reads.

Tasks are told by their words: what a person entered about a task (how far it is, who has it) must never pass to
another one, only because that has its place now. A task that the new reading does not have, but that people
wrote, corrected or worked on, stays, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from docproc.language.normalise import fold
from docproc.letter import Doubt, Header, Letter, Signer, Task
from docproc.messages import mark

KEPT_TASK = "kept_task"
_LACKING = mark("people worked on this task, but the pages as they stand now do not show it; please check")
_STAYS = ("arrival_day", "cut_out")  # doubts on how the letter came, which no reading settles
_SAME = 0.8  # how much of the words of two tasks has to be alike
_OF_TASK = re.compile(r"tasks\[(\d+)\](.*)", re.DOTALL)
_TASK_FIELDS = ("text", "kind", "lead", "coordinate", "deadline", "recurrence", "deliverable", "send_to")
_LETTER_FIELDS = ("addressees", "report_due", "event")


def with_own_ids(new: Letter, read: Letter, used: Iterable[str]) -> Letter:
    """The new reading, its tasks under the ids that the same tasks had in the last reading.

    `used`: all ids that tasks of the letter ever had; a task that is new gets none of them.
    """
    taken = {*used, *(task.id for task in read.tasks)}
    same = _matched(new.tasks, read.tasks)
    ids: list[str] = []
    for place, task in enumerate(new.tasks):
        known = same.get(place)
        own = read.tasks[known].id if known is not None else _free(task.id, {*taken, *ids})
        ids.append(own)
    renamed = {task.id: own for task, own in zip(new.tasks, ids, strict=True)}
    made = new.model_copy(deep=True)
    for task, own in zip(made.tasks, ids, strict=True):
        task.id = own
    for attachment in made.attachments:
        attachment.task_ids = [renamed.get(one, one) for one in attachment.task_ids]
    return made


def with_corrections(new: Letter, read: Letter, now: Letter, touched: Iterable[str]) -> Letter:
    """The new reading with all that people put right in `now`, beside the last reading `read` of docproc.

    `touched`: ids of the tasks about which people entered something. Gives `new` itself where nothing is to keep.
    """
    made = new.model_copy(deep=True)
    settled = [
        *_kept_values(made.header, read.header, now.header, "header"),
        *_kept_values(made.signer, read.signer, now.signer, "signer"),
    ]
    for name in _LETTER_FIELDS:
        if _plain(getattr(now, name)) != _plain(getattr(read, name)):
            setattr(made, name, getattr(now, name))
            settled.append(name)
    lacking = _keep_tasks(made, read, now, set(touched), settled)
    made.doubts = [one for one in made.doubts if not _is_of(one.field, settled)]
    made.doubts += [Doubt(field=f"tasks[{place}]", code=KEPT_TASK, message=_LACKING) for place in lacking]
    _take_out(made, {task.id for task in read.tasks} - {task.id for task in now.tasks})
    have = {one.code for one in made.doubts}
    made.doubts += [one for one in now.doubts if one.code in _STAYS and one.code not in have]
    return made if made != new else new


def _kept_values(made: Any, read: Header | Signer, now: Header | Signer, part: str) -> list[str]:
    """Put in the values that differ from the reading, or that somebody said are right; gives their fields."""
    kept: list[str] = []
    for name in type(now).model_fields:
        if name in ("confidence", "evidence"):
            continue
        confirmed = now.confidence.get(name) == 1.0 and read.confidence.get(name, 0.0) < 1.0
        if getattr(now, name) != getattr(read, name) or confirmed:
            setattr(made, name, getattr(now, name))
            made.confidence[name] = 1.0
            kept.append(f"{part}.{name}")
    return kept


def _keep_tasks(made: Letter, read: Letter, now: Letter, touched: set[str], settled: list[str]) -> list[int]:
    """Put corrected values into tasks that are still there, add those that are not; gives the places of these."""
    before = {task.id: task for task in read.tasks}
    there = {task.id: place for place, task in enumerate(made.tasks)}
    lacking: list[int] = []
    for task in now.tasks:
        was = before.get(task.id)
        changed = [
            name for name in _TASK_FIELDS if was and _plain(getattr(task, name)) != _plain(getattr(was, name))
        ]
        place = there.get(task.id)
        if place is not None:
            for name in changed:
                setattr(made.tasks[place], name, getattr(task, name))
                settled.append(f"tasks[{place}].{name}")
        elif was is None or changed or task.id in touched:
            made.tasks.append(task.model_copy(deep=True))
            lacking.append(len(made.tasks) - 1)
    return lacking


def _take_out(made: Letter, ids: set[str]) -> None:
    """Leave out tasks that people took out; doubts on the others move along with them."""
    places = [place for place, task in enumerate(made.tasks) if task.id not in ids]
    moved = {place: after for after, place in enumerate(places)}
    doubts: list[Doubt] = []
    for doubt in made.doubts:
        found = _OF_TASK.fullmatch(doubt.field)
        if found is None:
            doubts.append(doubt)
        elif int(found[1]) in moved:
            field = f"tasks[{moved[int(found[1])]}]{found[2]}"
            doubts.append(doubt.model_copy(update={"field": field}))
    made.tasks, made.doubts = [made.tasks[place] for place in places], doubts


def _matched(new: Sequence[Task], read: Sequence[Task]) -> dict[int, int]:
    """Which task of the new reading is which of the last, by their words; the likest first, each once."""
    pairs = sorted(
        ((_likeness(a, b), i, j) for i, a in enumerate(new) for j, b in enumerate(read)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    found: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness >= _SAME and i not in found and j not in found.values():
            found[i] = j
    return found


def _likeness(a: Task, b: Task) -> float:
    one, other = fold(a.text), fold(b.text)
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME else 0.0


def _free(wanted: str, taken: set[str]) -> str:
    """An id that no task has: the one wanted, else the next number."""
    if wanted not in taken:
        return wanted
    numbers = [int(one) for one in taken if one.isascii() and one.isdigit()]
    return str(max(numbers, default=0) + 1)


def _is_of(field: str, settled: Iterable[str]) -> bool:
    return any(field == one or field.startswith((f"{one}.", f"{one}[")) for one in settled)


def _plain(value: Any) -> Any:
    """A value without where it was read and how sure that is."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(exclude={"evidence", "confidence"})
    return value
