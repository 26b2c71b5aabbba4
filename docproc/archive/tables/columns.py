"""The tables of an archive: names and kinds of their columns, which only ever change with VERSION."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

VERSION = 1
"""Of all tables together. Columns may be added at the end without a new one."""

Kind = Literal["text", "texts", "whole", "number", "yes", "day"]
"""A text, a list of texts, a whole number, a number, yes or no, a day."""
Value = str | list[str] | int | float | bool | Date | None
Row = dict[str, Value]
"""A value for every column of a table; None where there is none, never for a list."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind = "text"


def _columns(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


_FILE = (*_columns("text", "file", "sha256"), Column("letter", "whole"))
"""Which letter: its file, and the how manieth of that file it is, from 1."""
_HEAD = (*_columns("text", "number", "symbol", "issuer"), Column("issue_date", "day"))

LETTERS = (
    *_FILE,
    Column("copies", "texts"),
    Column("pages", "whole"),
    *_columns("text", "doc_type", "number", "symbol", "issuer", "issuer_parent", "place"),
    Column("issue_date", "day"),
    *_columns("text", "subject", "urgency", "secrecy"),
    *_columns("texts", "addressees", "recipients"),
    *_columns("text", "signer", "signer_position"),
    Column("signed_digitally", "yes"),
    Column("report_due", "day"),
    *_columns("text", "event_start", "event_place"),
    *_columns("whole", "tasks", "citations", "attachments", "doubts"),
    Column("doubt_codes", "texts"),
    *_columns("whole", "pages_layer", "pages_ocr", "pages_text", "pages_blank", "pages_unread"),
    *_columns("whole", "ocr_words", "ocr_words_unsure", "lowest_dpi"),
)
TASKS = (
    *_FILE,
    *_HEAD,
    Column("task"),
    Column("page", "whole"),
    *_columns("text", "text", "kind"),
    Column("lead", "texts"),
    Column("lead_from"),
    Column("coordinate", "texts"),
    Column("deadline"),
    Column("deadline_day", "day"),
    Column("deadline_time"),
    Column("inclusive", "yes"),
    *_columns("day", "last_day", "last_working_day"),
    Column("days_given", "whole"),
    *_columns("text", "deadline_type", "rrule", "recurrence", "deliverable", "send_to"),
    Column("in_attachment", "yes"),
    Column("confidence", "number"),
    Column("doubt_codes", "texts"),
)
CITATIONS = (
    *_FILE,
    *_HEAD,
    Column("attachment", "whole"),
    *_columns("text", "cited_number", "cited_type"),
    Column("cited_date", "day"),
    Column("page", "whole"),
    Column("confidence", "number"),
)
PROBLEMS = (
    *_FILE,
    *_columns("text", "problem", "code", "field"),
    Column("page", "whole"),
    *_columns("text", "reason", "remedy", "message"),
)
TABLES = {"letters": LETTERS, "tasks": TASKS, "citations": CITATIONS, "problems": PROBLEMS}

SCAN_AGAIN = (
    Column("rank", "whole"),
    *_columns("text", "file", "sha256"),
    Column("score", "number"),
    *_columns("whole", "pages", "pages_unread", "ocr_words", "ocr_words_unsure", "lowest_dpi"),
    Column("why"),
)
"""Of the list of files to scan again."""
