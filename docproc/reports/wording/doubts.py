"""What was read with a doubt, in words: of the letterhead, of a task and its deadline.

In Vietnamese, whatever the language in force: drafts and registers are papers of a Vietnamese office.
"""

from __future__ import annotations

import re

from docproc.letter import Letter, Task
from docproc.records import deadline_of
from docproc.reports.rules.reply import ReplyRules
from docproc.reports.wording.phrases import one_line
from docproc.rules import load

_FILE = re.compile(r"pages|attachments\[\d+\]")


def header_reasons(letter: Letter) -> list[tuple[str, str]]:
    """The doubts on the letterhead, and on what else lies in the file: what each is about, in Vietnamese, and its
    reason.
    """
    rules = load(ReplyRules)
    head = [
        (name, reason) for field, name in rules.header_names for reason in _reasons(letter, [f"header.{field}"])
    ]
    of_file = [doubt for doubt in letter.doubts if _FILE.fullmatch(doubt.field)]
    return head + [(rules.file_name, one_line(doubt.in_words("vi"))) for doubt in of_file]


def task_reasons(letter: Letter, task: Task) -> list[str]:
    """The doubts on a task of the letter and on the deadline that holds for it."""
    paths = [f"tasks[{place}]" for place, other in enumerate(letter.tasks) if other.id == task.id]
    if task.deadline is None and deadline_of(letter, task) is not None:
        paths.append("report_due")
    return _reasons(letter, paths)


def report_reasons(letter: Letter) -> list[str]:
    """The doubts on the common report deadline."""
    return _reasons(letter, ["report_due"])


def _reasons(letter: Letter, fields: list[str]) -> list[str]:
    """The reasons for the doubts on the fields or on parts of them, each once."""
    return list(
        dict.fromkeys(
            one_line(doubt.in_words("vi"))
            for doubt in letter.doubts
            if any(doubt.field == field or doubt.field.startswith((f"{field}.", f"{field}[")) for field in fields)
        )
    )
