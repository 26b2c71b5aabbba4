"""Values of a letter as a person types them into a field, and where on the scan they were read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Date
from datetime import datetime
from typing import Any

from docproc.letter import Deadline, Evidence, Letter, Office, Task
from docproc.letter_words import day_words, deadline_words
from docproc.store.entered.values import holder_of

_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?")


def value_of(letter: Letter, field: str) -> Any:
    """What stands in a field that can be corrected; None for none, and for other fields."""
    found = holder_of(letter, field)
    return getattr(found[0], found[1]) if found is not None else None


def typed(value: Any) -> str:
    """A value as `correct_value` takes it: days as 20/3/2024, the day that is too late as `trước 21/3/2024`."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(office.name for office in value)
    if isinstance(value, Deadline):
        if value.date is None:
            return day_words(value.last_day) if value.last_day else ""
        return f"trước {day_words(value.date)}" if value.inclusive is False else day_words(value.date)
    return day_words(value) if isinstance(value, Date) else _moment(str(value))


def in_words(value: Any) -> str:
    """A value in a line, for people: a deadline with its hour or the words of the letter, others as typed."""
    return deadline_words(value) if isinstance(value, Deadline) else typed(value)


def _moment(text: str) -> str:
    """The start or end of a meeting as people write it; any other text as it is."""
    try:
        moment = datetime.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", text) else None
    except ValueError:
        moment = None
    if moment is None:
        return text
    return f"{moment:%d/%m/%Y %H:%M}" if "T" in text else f"{moment:%d/%m/%Y}"


def evidence_of(letter: Letter, field: str) -> list[Evidence]:
    """Where the value of a field was read; of a part of a task that has no place of its own, the task's."""
    found = _PATH.match(field)
    if found is None:
        return []
    part, at, name = found[1], int(found[2] or 0), found[3]
    match part:
        case "header":
            return letter.header.evidence.get(name or "", [])
        case "signer":
            return letter.signer.evidence
        case "event":
            return letter.event.evidence if letter.event else []
        case "report_due":
            return letter.report_due.evidence if letter.report_due else []
        case "tasks":
            return _of_task(letter.tasks[at], name) if found[2] and at < len(letter.tasks) else []
        case "addressees" | "recipients" | "citations":
            members = getattr(letter, part)
            return _of_all(members[at : at + 1] if found[2] else members)
    return []


def _of_task(task: Task, name: str | None) -> list[Evidence]:
    places: list[Evidence] = []
    if name in ("lead", "coordinate"):
        offices: list[Office] = getattr(task, name)
        places = _of_all(offices)
    elif name == "deadline" and task.deadline:
        places = task.deadline.evidence
    return places or task.evidence


def _of_all(members: Iterable[Any]) -> list[Evidence]:
    return [place for member in members for place in member.evidence]


def places_words(places: Iterable[Evidence]) -> str:
    """Places on the scan as the script of the page takes them: `1:85.3,505.0,206.1,517.2;…`."""
    boxed = [(place.page, place.box) for place in places if place.box is not None]
    return ";".join(dict.fromkeys(f"{page}:{','.join(f'{side:.1f}' for side in box)}" for page, box in boxed))
