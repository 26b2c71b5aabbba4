"""Tasks of a letter taken apart and put together, as plain data: what goes with which part, and with what doubt.

Nothing that was read is lost on the way: a deadline that may hold for both parts stays with both, with a doubt.
"""

from __future__ import annotations

import re
from datetime import date as Date

from docproc.letter import Attachment, Deadline, Doubt, Evidence, Letter, Office, Task
from docproc.letter_words import words_of
from docproc.messages import mark

DIVIDED, JOINED = "task_divided", "tasks_joined"
_DIVIDED = mark("the task was divided; the deadline “{text}” stands in the other part")
_JOINED = mark("two deadlines were put together: “{kept}”, the earlier, was kept; the other was “{other}”")
_NEAR = 3  # letters: a text and its words as read differ by blanks and a sign at the end
_OF_TASK = re.compile(r"tasks\[(\d+)\]")


def divided(task: Task, at: int, new_id: str) -> tuple[Task, Task, list[str]]:
    """A task cut at a place of its text, and the fields of the parts (`0.deadline`) that a person should look at.

    Both parts must have words. What names a stretch of the text goes with the part that has it; the lead is that
    of both.
    """
    one, two = " ".join(task.text[:at].split()), " ".join(task.text[at:].split())
    first_evidence, second_evidence = _divided_evidence(task.evidence, len(one) / (len(one) + len(two)))
    first, second = task.model_copy(deep=True), task.model_copy(deep=True)
    first.text, first.evidence = one, first_evidence or task.evidence
    second.text, second.evidence = two, second_evidence or task.evidence
    second.id = new_id
    second.page = second.evidence[0].page if second.evidence else task.page
    if second.lead:
        second.lead_from, second.lead_margin = "earlier", None
    for name in ("recurrence", "deliverable", "send_to"):
        value = getattr(task, name)
        if value is not None:
            setattr(first if _goes_first(value, one, two) else second, name, value)
            setattr(second if _goes_first(value, one, two) else first, name, None)
    first.coordinate = [office for office in task.coordinate if _goes_first(office.name, one, two)]
    second.coordinate = [office for office in task.coordinate if not _goes_first(office.name, one, two)]
    unsure: list[str] = []
    if task.deadline is not None:
        unsure = ["1.deadline" if _goes_first(task.deadline.text, one, two) else "0.deadline"]
    return first, second, unsure


def joined(first: Task, second: Task, kept_id: str) -> tuple[Task, Deadline | None]:
    """Two tasks as one, and the deadline that gave way to an earlier one."""
    whole = first.model_copy(deep=True)
    whole.id = kept_id
    whole.text = f"{first.text} {second.text}"
    whole.lead = _once([*first.lead, *second.lead])
    whole.lead_from = first.lead_from if first.lead else second.lead_from
    leading = {office.name for office in whole.lead}
    whole.coordinate = [o for o in _once([*first.coordinate, *second.coordinate]) if o.name not in leading]
    whole.evidence = [*first.evidence, *second.evidence]
    for name in ("recurrence", "deliverable", "send_to"):
        setattr(whole, name, getattr(first, name) or getattr(second, name))
    whole.kind = second.kind if first.kind == "action" else first.kind
    deadlines = [task.deadline for task in (first, second) if task.deadline is not None]
    deadlines.sort(key=lambda deadline: deadline.last_day or Date.max)
    whole.deadline = deadlines[0] if deadlines else None
    other = deadlines[1] if len(deadlines) == 2 and words_of(deadlines[0]) != words_of(deadlines[1]) else None
    return whole, other


def divided_doubt(field: str, deadline: Deadline) -> Doubt:
    """The doubt on a deadline that stands in the other part of what was divided."""
    details: dict[str, str | int] = {"text": deadline.text}
    return Doubt(field=field, code=DIVIDED, message=_DIVIDED, details=details, evidence=deadline.evidence)


def is_healed(doubt: Doubt, field: str, whole: Task) -> bool:
    """Whether a doubt of `divided_doubt` is over: the words of the deadline are in the task again."""
    return doubt.code == DIVIDED and doubt.field == field and str(doubt.details.get("text")) in whole.text


def joined_doubt(field: str, kept: Deadline, other: Deadline) -> Doubt:
    """The doubt on the earlier of two deadlines that were put together."""
    details: dict[str, str | int] = {"kept": kept.text, "other": other.text}
    return Doubt(field=field, code=JOINED, message=_JOINED, details=details, evidence=other.evidence)


def with_tasks(letter: Letter, tasks: list[Task], heirs: dict[str, str]) -> Letter:
    """The letter with these tasks; doubts follow theirs to its new place.

    `heirs`: the id of the task that takes over from one that is no more; without an heir doubts on it are gone.
    """
    places = {task.id: at for at, task in enumerate(tasks)}
    ids = [task.id for task in letter.tasks]

    def moved(doubt: Doubt) -> Doubt | None:
        found = _OF_TASK.match(doubt.field)
        if found is None or int(found[1]) >= len(ids):
            return doubt
        key = ids[int(found[1])]
        at = places.get(heirs.get(key, key))
        if at is None:
            return None
        return doubt.model_copy(update={"field": f"tasks[{at}]{doubt.field[found.end() :]}"})

    changed = letter.model_copy(update={"tasks": tasks}, deep=True)
    changed.doubts = [doubt for doubt in map(moved, letter.doubts) if doubt is not None]
    lists = [part.task_ids for part in changed.attachments]
    lists += [changed.event.prepare] if changed.event else []
    for listed in lists:
        listed[:] = list(dict.fromkeys(one for key in listed if (one := heirs.get(key, key)) in places))
    return changed


def list_beside(letter: Letter, key: str, beside: str) -> None:
    """Name a new task wherever its neighbour is named: in the paper that holds it, before the meeting."""
    lists = [part.task_ids for part in letter.attachments]
    lists += [letter.event.prepare] if letter.event else []
    for listed in lists:
        if beside in listed:
            listed.insert(listed.index(beside) + 1, key)


def paper_of(letter: Letter, page: int) -> Attachment | None:
    """The attached letter that has this page; None for the letter itself."""
    return next((part for part in letter.attachments if part.first_page <= page <= part.last_page), None)


def _goes_first(words: str, one: str, two: str) -> bool:
    """Whether what names these words belongs to the first part: it is there, or in neither."""
    plain = " ".join(words.split()).casefold()
    return plain in one.casefold() or plain not in two.casefold()


def _divided_evidence(evidence: list[Evidence], share: float) -> tuple[list[Evidence], list[Evidence]]:
    """Evidence by the share of the text that each part has. A piece on the cut stays with both, its words
    divided: its box is not known any finer.
    """
    cut = round(share * sum(len(piece.text) for piece in evidence))
    first: list[Evidence] = []
    second: list[Evidence] = []
    for piece in evidence:
        if cut >= len(piece.text) - _NEAR:
            first.append(piece)
        elif cut <= _NEAR:
            second.append(piece)
        else:
            at = _between_words(piece.text, cut)
            first.append(piece.model_copy(update={"text": piece.text[:at].strip()}))
            second.append(piece.model_copy(update={"text": piece.text[at:].strip()}))
        cut -= len(piece.text)
    return first, second


def _between_words(text: str, at: int) -> int:
    """The blank nearest to a place."""
    blanks = [found.start() for found in re.finditer(r"\s", text)]
    return min(blanks, key=lambda blank: abs(blank - at), default=at)


def _once(offices: list[Office]) -> list[Office]:
    return list({office.name: office for office in reversed(offices)}.values())[::-1]
