"""The hidden cell of a line in the table of tasks: which task it is, and what it showed when it was exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from docproc.records import Progress, Status, TrackedTask, text_mark

_Text = Annotated[str | None, Field(max_length=10_000)]


class Stamp(BaseModel):
    """As JSON in the cell: which task of which file, and what its line showed.

    `text` and `fixed` are marks of the task's text and of the cells that are not read back; the rest is what
    people had entered.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Literal[1] = 1
    id: int
    file: Annotated[str, Field(max_length=64)]
    key: Annotated[str, Field(max_length=64)]
    text: Annotated[str, Field(max_length=64)]
    fixed: Annotated[str, Field(max_length=64)]
    owner: _Text
    status: Status
    progress: Annotated[int, Field(ge=0, le=100)]
    completed_on: Date | None
    reply: _Text
    note: _Text

    def progress_then(self) -> Progress:
        """What people had entered."""
        return Progress(self.owner, self.status, self.progress, self.completed_on, self.reply, self.note)


def cells_mark(values: Sequence[object]) -> str:
    """A few signs that tell whether cells show the same, whatever program wrote them."""
    return text_mark("|".join(_shown(value) for value in values))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return "" if value is None else str(value)


def stamp_of(tracked: TrackedTask, shown: Progress, fixed: str) -> str:
    """The stamp of a task of the register; `shown`: what was entered about it, as its cells show it."""
    stamp = Stamp(
        id=tracked.id,
        file=tracked.letter.file_sha256,
        key=tracked.task.id,
        text=text_mark(tracked.task.text),
        fixed=fixed,
        owner=shown.owner,
        status=shown.status,
        progress=shown.progress,
        completed_on=shown.completed_on,
        reply=shown.reply,
        note=shown.note,
    )
    return stamp.model_dump_json()
