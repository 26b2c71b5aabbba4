"""Confidences that keep their word: the share of such values that are right, and doubts on those with little.

The weights of the clues are fitted on annotated letters (benchmarks/confidence.py); docs/confidence.md shows how
well they hold on letters of issuers that were left out.
"""

from __future__ import annotations

import math
from typing import TypeVar

from docproc.extract.assemble.clues.letter import values_of
from docproc.extract.assemble.clues.value import FOR_ITSELF, LOW, Clues, Value, is_checked
from docproc.extract.assemble.rules.confidence import Confidence
from docproc.letter import Attachment, Deadline, Doubt, Header, Letter, Office, Signer, Task
from docproc.messages import mark
from docproc.rules import load

# OCR's confidence under which unclear print is the likeliest reason.
_UNCLEAR_PRINT = 0.65
_REASONS = {
    "unclear": mark("“{read}” was read from unclear print; please compare with the scan"),
    "task": mark("It is not certain that “{read}” is a task, and all of it; please compare with the scan"),
    "lead": mark("It is not certain who has to do this ({read}); please compare with the scan"),
    "nobody": mark("It is not certain who has to do this; please look at the scan"),
    "deadline": mark("The deadline {read} is less certain than others; please compare with the scan"),
    "else": mark("“{read}” is less certain than others; please compare with the scan"),
}
_WORDS_SHOWN = 8
_Part = TypeVar("_Part", Letter, Attachment)


def chance(kind: str, clues: Clues) -> float:
    """The share of values of a kind (`Value.kind`) with these clues that are right, 0 to 1."""
    weights = load(Confidence).weights[kind]
    of = weights.of
    odds = weights.bias + sum(of[name] * value for name, value in clues.items() if name in of)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def doubt_below(kind: str) -> float:
    """The confidence (0 to 1) under which a value of a kind is doubted."""
    limits = load(Confidence).doubt_below
    return limits.deadline if kind == "deadline" else limits.other


def with_confidences(letter: Letter) -> Letter:
    """The letter with a confidence on every value, and a doubt on those with little."""
    values = list(values_of(letter))
    own = {value.path: chance(value.kind, value.clues) for value in values}
    # What hangs on a task is right where the task is and it itself.
    shown = {v.path: round(own[v.path] * (own[v.task] if v.task else 1.0), 3) for v in values}
    low = [v for v in values if (own if v.kind in FOR_ITSELF else shown)[v.path] < doubt_below(v.kind)]
    known = {doubt.field for doubt in letter.doubts}
    more = (_doubt(value) for value in low if value.path not in known and not is_checked(value.path))
    doubts = [*letter.doubts, *more]
    return _shown(letter, shown).model_copy(update={"doubts": doubts})


def _doubt(value: Value) -> Doubt:
    reason = value.kind if value.kind in _REASONS else "else"
    if value.kind == "lead" and not value.text:
        reason = "nobody"
    elif min((place.confidence for place in value.evidence), default=1.0) < _UNCLEAR_PRINT:
        reason = "unclear"
    return Doubt(
        field=value.path,
        code=LOW,
        message=_REASONS[reason],
        details={"read": _start(value.text)} if reason != "nobody" else {},
        evidence=value.evidence,
    )


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")


def _shown(letter: Letter, shown: dict[str, float]) -> Letter:
    tasks = [_task(task, f"tasks[{n}]", shown) for n, task in enumerate(letter.tasks)]
    parts = [_part(part, f"attachments[{n}].", shown) for n, part in enumerate(letter.attachments)]
    return _part(letter, "", shown).model_copy(update={"tasks": tasks, "attachments": parts})


def _part(part: _Part, path: str, shown: dict[str, float]) -> _Part:
    """A letter, or a further one in its file, whose values have paths that begin with `path`."""
    return part.model_copy(
        update={
            "header": _header(part.header, f"{path}header", shown),
            "signer": _signer(part.signer, f"{path}signer", shown),
            "addressees": _offices(part.addressees, f"{path}addressees", shown),
            "recipients": _offices(part.recipients, f"{path}recipients", shown),
            "citations": [
                citation.model_copy(update={"confidence": shown[f"{path}citations[{n}].number"]})
                for n, citation in enumerate(part.citations)
            ],
            "report_due": _deadline(part.report_due, f"{path}report_due", shown),
        }
    )


def _header(header: Header, path: str, shown: dict[str, float]) -> Header:
    found = {field: shown[f"{path}.{field}"] for field in header.evidence if f"{path}.{field}" in shown}
    return header.model_copy(update={"confidence": found})


def _signer(signer: Signer, path: str, shown: dict[str, float]) -> Signer:
    fields = [field for field in ("name", "position") if f"{path}.{field}" in shown]
    return signer.model_copy(update={"confidence": {field: shown[f"{path}.{field}"] for field in fields}})


def _offices(offices: list[Office], path: str, shown: dict[str, float]) -> list[Office]:
    return [o.model_copy(update={"confidence": shown[f"{path}[{n}]"]}) for n, o in enumerate(offices)]


def _deadline(deadline: Deadline | None, path: str, shown: dict[str, float]) -> Deadline | None:
    return deadline and deadline.model_copy(update={"confidence": shown[path]})


def _task(task: Task, path: str, shown: dict[str, float]) -> Task:
    """A task is right where its text is and those who lead it are."""
    sure = shown[f"{path}.lead"]
    return task.model_copy(
        update={
            "confidence": sure,
            "lead": [office.model_copy(update={"confidence": sure}) for office in task.lead],
            "coordinate": _offices(task.coordinate, f"{path}.coordinate", shown),
            "deadline": _deadline(task.deadline, f"{path}.deadline", shown),
        }
    )
