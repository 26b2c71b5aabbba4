"""Every value that docproc gave for a letter, judged by the annotation: its field, its place, whether right.

Paths are those of `Doubt.field` (docs/contract.md), so that a value and the doubts on it can be put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docproc.evaluate.gold import LetterData
from docproc.evaluate.letters import (
    HEADER_FIELDS,
    SIGNER_FIELDS,
    all_dates,
    cited,
    due_date,
    event_start,
    names,
    same_number,
    task_score,
)
from docproc.evaluate.normalise import is_same_key, is_same_spelling, similarity
from docproc.evaluate.tally import best_pairs


@dataclass(frozen=True, slots=True)
class Judged:
    """A value of a letter: its field as `docproc evaluate` names it, its path in the letter, and the verdict."""

    field: str
    path: str
    right: bool


def judged_values(gold: LetterData, given: LetterData) -> Iterator[Judged]:
    """The values of the letter `given`, each against the annotation `gold`; what was not given has no verdict.

    `tasks` is a task by its text, `tasks.lead` the same with all who lead it and nobody else. What hangs on a
    task (partners, its deadline) is right on the right task only. Nothing is said of tasks that the
    annotation calls optional.
    """
    yield from _of_head(gold, given)
    for field in ("addressees", "recipients"):
        yield from _of_list(field, field + "[{}]", names(gold.get(field)), names(given.get(field)), similarity)
    yield from _of_list("citations", "citations[{}].number", cited(gold), cited(given), same_number)
    yield from _of_tasks(gold.get("tasks") or [], given.get("tasks") or [])
    closing = due_date({"deadline": given.get("report_due")})
    if closing:
        days = all_dates(gold.get("tasks") or [], gold.get("report_due"))
        yield Judged("report_due", "report_due", closing in days)
    start = event_start(given)
    if start:
        yield Judged("event.start", "event", start == event_start(gold))


def _of_head(gold: LetterData, given: LetterData) -> Iterator[Judged]:
    head = (*HEADER_FIELDS, ("issuer_parent", is_same_spelling), ("secrecy", is_same_key))
    signer = tuple((field, is_same_spelling) for field in SIGNER_FIELDS)
    for part, fields in (("header", head), ("signer", signer)):
        wanted, found = gold.get(part) or {}, given.get(part) or {}
        for field, is_same in fields:
            if found.get(field):
                right = bool(wanted.get(field)) and bool(is_same(wanted[field], found[field]))
                yield Judged(f"{part}.{field}", f"{part}.{field}", right)


def _of_list(field: str, path: str, wanted: list[str], found: list[str], same: Any) -> Iterator[Judged]:
    hits = {j for _, j in best_pairs(wanted, found, same)}
    for j in range(len(found)):
        yield Judged(field, path.format(j), j in hits)


def _of_tasks(wanted: list[LetterData], found: list[LetterData]) -> Iterator[Judged]:
    optional = {j for i, j in best_pairs(wanted, found, task_score) if wanted[i].get("optional")}
    kept = [j for j in range(len(found)) if j not in optional]
    due = [task for task in wanted if not task.get("optional")]
    pairs = {kept[k]: due[i] for i, k in best_pairs(due, [found[j] for j in kept], task_score)}
    for j in kept:
        yield from _of_task(f"tasks[{j}]", pairs.get(j), found[j])


def _of_task(path: str, wanted: LetterData | None, found: LetterData) -> Iterator[Judged]:
    yield Judged("tasks", f"{path}.text", wanted is not None)
    leads = names(wanted.get("lead")) if wanted else [], names(found.get("lead"))
    all_lead = len(leads[0]) == len(leads[1]) == len(best_pairs(*leads, similarity))
    yield Judged("tasks.lead", f"{path}.lead", wanted is not None and all_lead)
    partners = names(wanted.get("coordinate")) if wanted else [], names(found.get("coordinate"))
    yield from _of_list("tasks.coordinate", path + ".coordinate[{}]", *partners, similarity)
    day = due_date(found)
    if day:
        yield Judged("tasks.deadline", f"{path}.deadline", wanted is not None and due_date(wanted) == day)
