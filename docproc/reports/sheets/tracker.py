"""The table that follows up tasks (bảng theo dõi nhiệm vụ), with monthly statistics, as an Excel file.

Columns: common practice of offices (domain notes 4.2); states and colours: models/follow_up.toml. The first ten
are printed; what is typed into the table is taken back by `typed_table`, which knows each task by the hidden
last column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

from docproc.letter import Deadline, Office
from docproc.records import Progress, TrackedTask, deadline_of
from docproc.reports.names.full_names import issuer_name
from docproc.reports.names.office_names import short_form
from docproc.reports.sheets.sheet import Colour, Column, Head, Value, new_workbook, save_book, write_sheet
from docproc.reports.sheets.statistics import Statistics, write_statistics
from docproc.reports.sheets.task_stamp import cells_mark, stamp_of
from docproc.reports.tasks.standing import days_in_words, standing
from docproc.reports.wording.doubts import task_reasons
from docproc.reports.wording.phrases import code_of, one_line, short_date, upper_first
from docproc.rules import load
from docproc.rules.follow_up import FollowUp

SHEET = "Theo dõi nhiệm vụ"
CODE, TEXT, STATE = "Số, ký hiệu", "Nội dung nhiệm vụ", "Trạng thái"
OWNER, COMPLETED, REPLY, NOTE = "Người thực hiện", "Ngày hoàn thành", "Số văn bản trả lời", "Ghi chú"
PROGRESS, STAMP = "Tiến độ (%)", "Dấu của docproc"
PRINTED = 10
TRACKER = (
    Column("STT", 5, "centre"),
    Column(CODE, 15),
    Column(TEXT, 44),
    Column("Chủ trì", 16),
    Column(OWNER, 14),
    Column("Thời hạn", 11, "date"),
    Column(STATE, 14),
    Column(COMPLETED, 11, "date"),
    Column(REPLY, 13),
    Column(NOTE, 16),
    # Not printed from here on.
    Column("Cần kiểm tra", 50),
    Column("Cơ quan ban hành", 24),
    Column("Ngày văn bản", 11, "date"),
    Column("Trích yếu", 40),
    Column("Phối hợp", 24),
    Column("Ngày giao", 11, "date"),
    Column("Gia hạn", 11, "date"),
    Column("Sản phẩm", 18),
    Column("Nơi nhận báo cáo", 20),
    Column(PROGRESS, 9, "percent"),
    Column("Số ngày còn/quá", 11, "centre"),
    Column("Kết quả", 30),
    Column("Mã nhiệm vụ", 9, "centre"),
    Column(STAMP, 12, hidden=True),
)
FIXED = (
    *(CODE, "Chủ trì", "Thời hạn", "Cần kiểm tra", "Cơ quan ban hành", "Ngày văn bản", "Trích yếu", "Phối hợp"),
    *("Ngày giao", "Gia hạn", "Sản phẩm", "Nơi nhận báo cáo", "Kết quả"),
)
"""What the table only shows: typed over, it is told and not taken."""
_STATE = next(index for index, column in enumerate(TRACKER) if column.title == STATE)


def write_tracker(tasks: Iterable[TrackedTask], out: Path, *, office: str, day: Date, period: str = "") -> Path:
    """Write the table and the statistics, a sheet each. `tasks` is gone through once.

    `day` is the day on which a task counts as overdue; `period` stands under the title. Raises NotAllowed.
    """
    book = new_workbook("Bảng theo dõi nhiệm vụ")
    counted = Statistics()
    as_of = f"Tính đến ngày {short_date(day)}"
    head = Head(office.upper(), "BẢNG THEO DÕI NHIỆM VỤ", f"{period}. {as_of}" if period else as_of)
    colours = [Colour(_STATE, entry.text, entry.fill) for entry in load(FollowUp).colour]
    states = tuple(words for state, words in load(FollowUp).states.items() if state != "archived")
    columns = [replace(one, choices=states) if one.title == STATE else one for one in TRACKER]
    write_sheet(book, SHEET, head, columns, tracker_rows(tasks, day, counted), colours, printed=PRINTED)
    write_statistics(book, counted, Head(office.upper(), "THỐNG KÊ THỰC HIỆN NHIỆM VỤ", head.subtitle))
    return save_book(book, out)


def tracker_rows(
    tasks: Iterable[TrackedTask], day: Date, counted: Statistics | None = None
) -> Iterator[list[Value]]:
    """The lines of the table; each task is counted in `counted` as it passes.

    A task of the register carries its number there and a stamp; one from a letter file, which nobody follows up
    there, carries none.
    """
    for number, tracked in enumerate(tasks, start=1):
        found = standing(tracked, day)
        if counted is not None:
            counted.add(tracked, found)
        letter, task = tracked.letter.letter, tracked.task
        header, deadline = letter.header, deadline_of(letter, task)
        typed = shown_progress(tracked)
        values: list[Value] = [
            number,
            code_of(header) or one_line(header.number or header.symbol or ""),
            one_line(task.text),
            _names(task.lead),
            typed.owner,
            tracked.extended_to or _due(deadline) or one_line(task.recurrence or ""),
            found.words,
            typed.completed_on,
            typed.reply,
            typed.note,
            _to_check(tracked, deadline),
            one_line(issuer_name(header)),
            header.issue_date,
            upper_first(header.subject or ""),
            _names(task.coordinate),
            tracked.letter.day,
            tracked.extended_to,
            one_line(task.deliverable or ""),
            one_line(task.send_to or (deadline.send_to if deadline else None) or ""),
            typed.progress,
            days_in_words(found),
            one_line(tracked.result or ""),
            tracked.id if tracked.letter.registered else None,
        ]
        cells = dict(zip((column.title for column in TRACKER), values, strict=False))
        fixed = cells_mark([cells[title] for title in FIXED])
        yield [*values, stamp_of(tracked, typed, fixed) if tracked.letter.registered else None]


def shown_progress(tracked: TrackedTask) -> Progress:
    """What was entered about a task as the cells of its line show it."""
    owner, reply, note = (one_line(text or "") or None for text in (tracked.owner, tracked.reply, tracked.note))
    return Progress(owner, tracked.status, tracked.progress, tracked.completed_on, reply, note)


def _due(deadline: Deadline | None) -> Value:
    if deadline is None:
        return None
    return deadline.last_day or one_line(deadline.text)


def _names(offices: list[Office]) -> str:
    return "; ".join(short_form(one_line(office.name)) for office in offices)


def _to_check(tracked: TrackedTask, deadline: Deadline | None) -> str:
    """The deadline in the letter's words, and what was read with a doubt."""
    written = f"Văn bản ghi: “{one_line(deadline.text)}”" if deadline and deadline.last_day else None
    doubts = [tracked.unsure, *task_reasons(tracked.letter.letter, tracked.task)]
    return "; ".join(filter(None, [written, *(f"Cần kiểm tra: {reason}" for reason in doubts if reason)]))
