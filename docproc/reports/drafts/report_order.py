"""The order to report itself, `báo cáo kết quả về … trước ngày …`: not a task with a result of its own.

It says where the report goes and by when; what has been done is told of the other tasks.
"""

from __future__ import annotations

from docproc.letter import Task
from docproc.reports.rules.reply import ReplyRules
from docproc.reports.wording.phrases import one_line
from docproc.rules import load


def is_report_order(task: Task) -> bool:
    """Whether a task says nothing but that its letter is to be reported on (words: models/reply.toml)."""
    rules = load(ReplyRules).report_order
    text = rules.opening.regex.sub("", one_line(task.text).lower())
    order = rules.words.regex.search(text)
    return order is not None and not rules.doing.regex.search(text[: order.start()])
