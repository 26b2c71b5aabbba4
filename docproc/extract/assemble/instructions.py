"""What a head typed over the scan ("1. Phòng A thực hiện; 2. …"): kept apart from the letter, with its tasks."""

from __future__ import annotations

import re
from datetime import date as Date

from docproc.extract.assemble.facts import LetterFacts, Text
from docproc.extract.assemble.tasks import find_tasks
from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.rows import rows_of
from docproc.extract.mentions.nlp import analyse
from docproc.language.plain import text_page
from docproc.letter import Instruction, Task
from docproc.page import Annotation

_WRITTEN = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")


def read_instructions(annotations: tuple[Annotation, ...], issued: Date | None) -> list[Instruction]:
    """The instructions in the text annotations of a PDF, in order.

    Days without a year count from the day it was written, else from `issued`, the date of the letter.
    """
    return [_instruction(annotation, issued) for annotation in annotations]


def _instruction(annotation: Annotation, issued: Date | None) -> Instruction:
    written = _written(annotation.written)
    day = Date.fromisoformat(written[:10]) if written else issued
    return Instruction(
        text=annotation.text,
        page=annotation.page,
        box=tuple(round(v, 1) for v in annotation.box) if annotation.box else None,
        author=annotation.author,
        written=written,
        tasks=_tasks(annotation, day),
    )


def _written(value: str | None) -> str | None:
    """A PDF date (D:20190603073819+07'00') as ISO 8601, None when it is no day."""
    match = _WRITTEN.match(value or "")
    if not match:
        return None
    year, month, day, hour, minute = match.groups()
    try:
        Date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")


def _tasks(annotation: Annotation, day: Date | None) -> list[Task]:
    """Ids and evidence of the annotation: its words stand nowhere on the page image."""
    body = build_body(rows_of([text_page(annotation.page, annotation.text)]))
    tasks, _doubts, _due = find_tasks(Text(analyse(body.text, day), body), LetterFacts(None, "Phiếu chuyển", []))
    return [task.model_copy(update={"page": annotation.page}) for task in tasks]
