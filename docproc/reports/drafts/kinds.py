"""The kinds of drafts about one letter: name of command and template, ending of the file, fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docproc.messages import mark
from docproc.records import RegisteredLetter
from docproc.reports.drafts.fields import Fields
from docproc.reports.drafts.letter_drafts import answer_fields, conclusion_fields, plan_fields, slip_fields
from docproc.reports.drafts.reply import reply_fields


@dataclass(frozen=True, slots=True)
class Kind:
    """`name`: of the command and of the template; `ending`: of the Word file written beside the letter; `title`:
    what offices call it.

    `on_arrival`: every letter gets one when it arrives (Nghị định 30/2020, Điều 23: trình, chuyển giao).
    `fields(record, office, parent)` gives the fields of the template; it raises NoTaskForOffice where the
    draft needs a task of the office.
    """

    name: str
    ending: str
    title: str
    help: str
    fields: Callable[[RegisteredLetter, str, str | None], Fields]
    on_arrival: bool = False


KINDS = (
    Kind(
        "reply",
        "reply",
        "Báo cáo kết quả",
        mark("Báo cáo kết quả: the draft of a report on an office's tasks in a letter."),
        lambda record, office, parent: reply_fields(record.letter, office, parent=parent),
    ),
    Kind(
        "answer",
        "cong-van-tra-loi",
        "Công văn trả lời",
        mark("Công văn trả lời: the draft of a letter that answers, or covers a report."),
        lambda record, office, parent: answer_fields(record.letter, office, parent=parent),
    ),
    Kind(
        "plan",
        "ke-hoach",
        "Kế hoạch triển khai",
        mark("Kế hoạch triển khai: the draft of a plan for an office's tasks."),
        lambda record, office, parent: plan_fields(record.letter, office, parent=parent),
    ),
    Kind(
        "slip",
        "phieu-giai-quyet",
        "Phiếu giải quyết văn bản đến",
        mark("Phiếu giải quyết văn bản đến: the slip on which heads hand the letter out."),
        lambda record, office, parent: slip_fields(record, office, parent=parent),
        on_arrival=True,
    ),
    Kind(
        "conclusion",
        "thong-bao-ket-luan",
        "Thông báo kết luận",
        mark("Thông báo kết luận: the draft of a notice on what a meeting concluded."),
        lambda record, office, parent: conclusion_fields(record.letter, office, parent=parent),
    ),
)
REMINDER = "reminder"
"""The one kind made of tracked tasks, not of one letter (docproc/reports/drafts/reminder.py)."""
TITLES = {**{kind.name: kind.title for kind in KINDS}, REMINDER: "Công văn đôn đốc"}
"""What offices call each kind of draft."""


def kind_named(name: str) -> Kind | None:
    """The kind of draft about one letter that has this name; None for another."""
    return next((kind for kind in KINDS if kind.name == name), None)


def template_names() -> list[str]:
    """The names of all templates, without their ending."""
    return [*(kind.name for kind in KINDS), REMINDER]
