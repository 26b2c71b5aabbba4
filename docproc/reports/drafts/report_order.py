"""The order to report itself, `báo cáo kết quả về … trước ngày …`: not a task with a result of its own.

It says where the report goes and by when; what has been done is told of the other tasks.
"""

from __future__ import annotations

import re

from docproc.letter import Task
from docproc.reports.wording.phrases import one_line
from docproc.resources import load_rules


def is_report_order(task: Task) -> bool:
    """Whether a task says nothing but that its letter is to be reported on (words: models/reply.toml)."""
    rules, text = load_rules("reply")["report_order"], one_line(task.text)
    text = re.sub(rules["opening"], "", text, flags=re.IGNORECASE)
    order = re.search(rules["words"], text, re.IGNORECASE)
    return order is not None and not re.search(rules["doing"], text[: order.start()], re.IGNORECASE)
