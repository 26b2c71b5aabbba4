"""What a confidence of OCR means: the share of values read so surely that are right, with and without a doubt.

The points are fitted on badly scanned samples (benchmarks/calibration.py); docs/confidence.md shows how well they
hold on real letters.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise

from docproc.letter import (
    Citation,
    Doubt,
    Evidence,
    Header,
    Letter,
    Office,
    Signer,
    Task,
)
from docproc.messages import mark
from docproc.resources import load_rules

# Second readings decide whether these are sure (header.py).
_CHECKED = frozenset({"number", "symbol", "issue_date"})
_UNCLEAR = mark("“{read}” was read from unclear print; please compare with the scan")


def raw_confidence(evidence: list[Evidence]) -> float:
    """The confidence of the least sure place that a value was read from, 0 to 1; 1 without evidence."""
    return min((e.confidence for e in evidence), default=1.0)


def calibrated(raw: float, doubted: bool) -> float:
    """The share of values with this raw confidence (0 to 1) that are right, between the fitted points."""
    points: list[list[float]] = load_rules("confidence")["calibration"]["doubted" if doubted else "undoubted"]
    if raw <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if raw <= x1:
            return round(y0 + (y1 - y0) * (raw - x0) / (x1 - x0), 3)
    return points[-1][1]


def with_confidences(letter: Letter) -> Letter:
    """The letter with a calibrated confidence on every value, and a doubt on those with little."""
    doubted = {doubt.field for doubt in letter.doubts}
    attachments = [
        part.model_copy(
            update={
                "header": _header(part.header, doubted, f"attachments[{n}].header"),
                "signer": _signer(part.signer, doubted, f"attachments[{n}].signer"),
                "addressees": _offices(part.addressees),
                "recipients": _offices(part.recipients),
                "citations": _citations(part.citations, doubted, f"attachments[{n}].citations"),
            }
        )
        for n, part in enumerate(letter.attachments)
    ]
    sure = letter.model_copy(
        update={
            "header": _header(letter.header, doubted, "header"),
            "signer": _signer(letter.signer, doubted, "signer"),
            "addressees": _offices(letter.addressees),
            "recipients": _offices(letter.recipients),
            "citations": _citations(letter.citations, doubted, "citations"),
            "tasks": [_task(task, f"tasks[{n}].lead" in doubted) for n, task in enumerate(letter.tasks)],
            "attachments": attachments,
        }
    )
    return sure.model_copy(update={"doubts": [*sure.doubts, *_low(sure)]})


def _low(letter: Letter) -> list[Doubt]:
    """A doubt for each value of little confidence that nothing else casts doubt on (copies to others aside)."""
    limit = float(load_rules("confidence")["calibration"]["doubt_below"])
    known = {doubt.field for doubt in letter.doubts}
    shown = {_places(doubt.evidence) for doubt in letter.doubts}
    values: list[tuple[str, str, float, list[Evidence]]] = [
        (f"header.{field}", str(getattr(letter.header, field)), confidence, letter.header.evidence[field])
        for field, confidence in letter.header.confidence.items()
        if field not in _CHECKED
    ]
    for n, office in enumerate(letter.addressees):
        values.append((f"addressees[{n}]", office.name, office.confidence, office.evidence))
    for n, task in enumerate(letter.tasks):
        values.append((f"tasks[{n}].text", task.text, task.confidence, task.evidence))
    return [
        Doubt(
            field=field,
            code="low_confidence",
            message=_UNCLEAR,
            details={"read": _start(read)},
            evidence=evidence,
        )
        for field, read, confidence, evidence in values
        if confidence < limit and field not in known and _places(evidence) not in shown
    ]


def _places(evidence: list[Evidence]) -> tuple[Hashable, ...]:
    return tuple((e.page, e.box, e.text, e.confidence, e.origin) for e in evidence)


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _header(header: Header, doubted: set[str], path: str) -> Header:
    found = {
        field: calibrated(raw_confidence(evidence), f"{path}.{field}" in doubted)
        for field, evidence in header.evidence.items()
        if getattr(header, field) is not None
    }
    return header.model_copy(update={"confidence": found})


def _signer(signer: Signer, doubted: set[str], path: str) -> Signer:
    raw = raw_confidence(signer.evidence)
    fields = [field for field in ("name", "position") if getattr(signer, field)]
    found = {field: calibrated(raw, f"{path}.{field}" in doubted) for field in fields}
    return signer.model_copy(update={"confidence": found})


def _offices(offices: list[Office]) -> list[Office]:
    return [o.model_copy(update={"confidence": calibrated(raw_confidence(o.evidence), False)}) for o in offices]


def _citations(citations: list[Citation], doubted: set[str], path: str) -> list[Citation]:
    return [
        c.model_copy(
            update={"confidence": calibrated(raw_confidence(c.evidence), f"{path}[{n}].number" in doubted)}
        )
        for n, c in enumerate(citations)
    ]


def _task(task: Task, unsure: bool) -> Task:
    """Who has to do it is part of a task: whether that is `unsure` lowers its confidence."""
    return task.model_copy(
        update={
            "confidence": calibrated(raw_confidence(task.evidence), unsure),
            "lead": _offices(task.lead),
            "coordinate": _offices(task.coordinate),
        }
    )
