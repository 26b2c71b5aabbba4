"""The table that follows up tasks (bảng theo dõi nhiệm vụ), with monthly statistics, as an Excel file.

Columns: common practice of offices (domain notes 4.2); states and colours: models/follow_up.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Date
from pathlib import Path

from docproc.letter import Deadline, Office
from docproc.records import TrackedTask, deadline_of
from docproc.reports.doubts import task_reasons
from docproc.reports.full_names import issuer_name
from docproc.reports.office_names import short_form
from docproc.reports.sheets import Colour, Column, Head, Paper, Value, new_workbook, save_book, write_sheet
from docproc.reports.standing import days_in_words, standing
from docproc.reports.statistics import Statistics, write_statistics
from docproc.reports.wording import code_of, one_line, short_date, upper_first
from docproc.resources import load_rules

TRACKER = (
    Column("STT", 6, "centre"),
    Column("Số, ký hiệu", 16),
    Column("Ngày văn bản", 11, "date"),
    Column("Cơ quan ban hành", 18),
    Column("Trích yếu", 28),
    Column("Nội dung nhiệm vụ", 50),
    Column("Chủ trì", 20),
    Column("Phối hợp", 20),
    Column("Ngày giao", 11, "date"),
    Column("Thời hạn", 12, "date"),
    Column("Gia hạn", 11, "date"),
    Column("Sản phẩm", 18),
    Column("Nơi nhận báo cáo", 18),
    Column("Tiến độ (%)", 9, "percent"),
    Column("Ngày hoàn thành", 11, "date"),
    Column("Số văn bản trả lời", 16),
    Column("Trạng thái", 18),
    Column("Số ngày còn/quá", 11, "centre"),
    Column("Ghi chú", 34),
)
_STATE = next(index for index, column in enumerate(TRACKER) if column.title == "Trạng thái")


def write_tracker(tasks: Iterable[TrackedTask], out: Path, *, office: str, day: Date, period: str = "") -> Path:
    """Write the table and the statistics, a sheet each. `tasks` is gone through once.

    `day` is the day on which a task counts as overdue; `period` stands under the title. Raises NotAllowed.
    """
    book = new_workbook("Bảng theo dõi nhiệm vụ")
    counted = Statistics()
    as_of = f"Tính đến ngày {short_date(day)}"
    head = Head(office.upper(), "BẢNG THEO DÕI NHIỆM VỤ", f"{period}. {as_of}" if period else as_of)
    colours = [Colour(_STATE, entry["text"], entry["fill"]) for entry in load_rules("follow_up")["colour"]]
    write_sheet(book, "Theo dõi nhiệm vụ", head, TRACKER, tracker_rows(tasks, day, counted), colours, Paper.A3)
    write_statistics(book, counted, Head(office.upper(), "THỐNG KÊ THỰC HIỆN NHIỆM VỤ", head.subtitle))
    return save_book(book, out)


def tracker_rows(
    tasks: Iterable[TrackedTask], day: Date, counted: Statistics | None = None
) -> Iterator[list[Value]]:
    """The lines of the table; each task is counted in `counted` as it passes."""
    for number, tracked in enumerate(tasks, start=1):
        found = standing(tracked, day)
        if counted is not None:
            counted.add(tracked, found)
        letter, task = tracked.letter.letter, tracked.task
        header, deadline = letter.header, deadline_of(letter, task)
        yield [
            number,
            code_of(header) or one_line(header.number or header.symbol or ""),
            header.issue_date,
            one_line(issuer_name(header)),
            upper_first(header.subject or ""),
            one_line(task.text),
            tracked.owner or _names(task.lead),
            _names(task.coordinate),
            tracked.letter.day,
            _due(deadline) or one_line(task.recurrence or ""),
            tracked.extended_to,
            one_line(task.deliverable or ""),
            one_line(task.send_to or (deadline.send_to if deadline else None) or ""),
            tracked.progress,
            tracked.completed_on,
            tracked.reply,
            found.words,
            days_in_words(found),
            _remarks(tracked, deadline),
        ]


def _due(deadline: Deadline | None) -> Value:
    if deadline is None:
        return None
    return deadline.last_day or one_line(deadline.text)


def _names(offices: list[Office]) -> str:
    return "; ".join(short_form(one_line(office.name)) for office in offices)


def _remarks(tracked: TrackedTask, deadline: Deadline | None) -> str:
    """Note and result, the deadline in the letter's words, and what was read with a doubt."""
    doubts = task_reasons(tracked.letter.letter, tracked.task)
    written = f"Văn bản ghi: “{one_line(deadline.text)}”" if deadline and deadline.last_day else None
    parts = [tracked.note, tracked.result, written, *(f"Cần kiểm tra: {reason}" for reason in doubts)]
    return "; ".join(part for part in parts if part)
