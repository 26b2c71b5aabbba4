"""The books of incoming letters as Excel sheets: sổ đăng ký văn bản đến, sổ theo dõi giải quyết văn bản đến.

Columns: Nghị định 30/2020/NĐ-CP, Phụ lục IV.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.names.full_names import issuer_name
from docproc.reports.sheets.sheet import (
    Column,
    Head,
    Line,
    StruckOut,
    Value,
    new_workbook,
    save_book,
    write_sheet,
)
from docproc.reports.tasks.concern import Concern, concerns
from docproc.reports.tasks.standing import standing
from docproc.reports.wording.doubts import header_reasons
from docproc.reports.wording.phrases import code_of, one_line, short_date, upper_first

REGISTER = (
    Column("Ngày đến", 11, "date"),
    Column("Số đến", 8, "centre"),
    Column("Tác giả", 22),
    Column("Số, ký hiệu văn bản", 18),
    Column("Ngày tháng văn bản", 11, "date"),
    Column("Tên loại và trích yếu nội dung văn bản", 48),
    Column("Đơn vị hoặc người nhận", 20),
    Column("Ngày chuyển", 11, "date"),
    Column("Ký nhận", 10),
    Column("Ghi chú", 22),
)
FOLLOW_UP = (
    Column("Số đến", 8, "centre"),
    Column("Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản", 52),
    Column("Đơn vị hoặc người nhận", 24),
    Column("Thời hạn giải quyết", 14, "date"),
    Column("Tiến độ giải quyết", 34),
    Column("Số, ký hiệu văn bản trả lời", 20),
    Column("Ghi chú", 26),
)


def write_registers(
    letters: Iterable[RegisteredLetter],
    tasks: Iterable[TrackedTask],
    out: Path,
    *,
    office: str,
    day: Date,
    parent: str | None = None,
    period: str = "",
    left_out: Counter[str] | None = None,
) -> Path:
    """Write both books, a sheet each, into one Excel file.

    `letters` is gone through twice, `tasks` once; `day` is the day on which tasks count as overdue; `period`
    stands under the titles; `parent` is the office above ours, if known. Only the tasks of `office` are followed;
    the others are counted in `left_out` by the name of the letter's file. Raises NotAllowed.
    """
    book = new_workbook("Sổ văn bản đến")
    head = Head(office.upper(), "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", period)
    write_sheet(book, "Sổ đăng ký văn bản đến", head, REGISTER, map(register_row, letters))
    head = Head(office.upper(), "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN", period)
    rows = follow_up_rows(letters, concerns(tasks, office, parent), day, left_out)
    write_sheet(book, "Theo dõi giải quyết", head, FOLLOW_UP, rows)
    return save_book(book, out)


def register_row(record: RegisteredLetter) -> Line:
    """A line of the register of incoming letters; what is not known stays blank."""
    header = record.letter.header
    values: list[Value] = [
        record.arrived_on if record.registered else None,
        record.arrival_number if record.registered else None,
        one_line(issuer_name(header)),
        code_of(header) or one_line(header.number or header.symbol or ""),
        header.issue_date,
        _type_and_subject(record),
        record.given_to,
        record.given_on,
        None,
        _remarks(record),
    ]
    return values if record.void_reason is None else StruckOut(values)


def follow_up_rows(
    letters: Iterable[RegisteredLetter],
    found: Iterable[Concern],
    day: Date,
    left_out: Counter[str] | None = None,
) -> Iterator[Line]:
    """The lines of the follow-up book: one a letter, the office's tasks in it counted.

    The book is the office's own: its deadline and progress are those of what the office has to do (Phụ lục IV,
    sổ theo dõi giải quyết văn bản đến). How many tasks are left out, and which are only perhaps its own, stands
    in the last column. Of a letter that was struck out nothing is counted.
    """
    tallies: dict[int, _Tally] = {}
    for concern in found:
        letter = concern.tracked.letter
        tallies.setdefault(letter.id, _Tally()).add(concern, day)
        if left_out is not None and concern.doubt is None:
            left_out[letter.letter.file] += 1
    for record in letters:
        if record.void_reason is not None:
            named = (record.arrival_number, _named(record), record.given_to, None, None, None, _remarks(record))
            yield StruckOut(named)
            continue
        tally = tallies.get(record.id, _Tally())
        due = record.letter.report_due
        yield [
            record.arrival_number if record.registered else None,
            _named(record),
            record.given_to,
            tally.first_day or (due.last_day if due and not tally.is_for_others() else None),
            tally.words(),
            "; ".join(tally.replies),
            "; ".join(filter(None, [_remarks(record), *tally.remarks()])),
        ]


@dataclass(slots=True)
class _Tally:
    """The office's tasks in one letter: how many stand how, the earliest last day of those not done, the answers.

    `others`: how many tasks are other offices'; `doubts`: why some may be the office's, with how many they are.
    """

    states: Counter[str] = field(default_factory=Counter)
    first_day: Date | None = None
    replies: list[str] = field(default_factory=list)
    others: int = 0
    doubts: Counter[str] = field(default_factory=Counter)

    def add(self, concern: Concern, day: Date) -> None:
        tracked = concern.tracked
        if concern.doubt is None:
            self.others += 1
            return
        if concern.doubt:
            self.doubts[concern.doubt] += 1
        self.states[standing(tracked, day).words] += 1
        last = tracked.last_day
        is_ended = tracked.status in ("done", "withdrawn", "archived")
        if not is_ended and last and (not self.first_day or last < self.first_day):
            self.first_day = last
        if tracked.reply and tracked.reply not in self.replies:
            self.replies.append(tracked.reply)

    def is_for_others(self) -> bool:
        """Whether the letter has tasks, and none of them is the office's."""
        return self.others > 0 and not self.states

    def words(self) -> str:
        if self.is_for_others():
            return "Không có nhiệm vụ của cơ quan"
        if not self.states:
            return "Không có nhiệm vụ nhận ra được"
        return f"{self.states.total()} nhiệm vụ: " + "; ".join(
            f"{count} {state[0].lower()}{state[1:]}" for state, count in self.states.items()
        )

    def remarks(self) -> list[str]:
        unsure = [
            f"Cần kiểm tra {count} nhiệm vụ chưa chắc giao cơ quan: {reason}"
            for reason, count in self.doubts.items()
        ]
        return [*unsure, *([f"Không tính {self.others} nhiệm vụ giao cơ quan khác"] if self.others else [])]


def _type_and_subject(record: RegisteredLetter) -> str:
    header = record.letter.header
    return upper_first(f"{one_line(header.doc_type or '')} {one_line(header.subject or '')}".strip())


def _named(record: RegisteredLetter) -> str:
    header = record.letter.header
    words = [one_line(header.doc_type or "")]
    if code_of(header):
        words.append(f"số {code_of(header)}")
    if header.issue_date:
        words.append(f"ngày {short_date(header.issue_date)}")
    if header.issuer:
        words.append(f"của {one_line(issuer_name(header))}")
    return " ".join(filter(None, words))


def _remarks(record: RegisteredLetter) -> str:
    """The note, the marks of urgency and secrecy, and what of the letterhead was read with a doubt.

    Of a line that was struck out the reason comes first.
    """
    header = record.letter.header
    struck = None if record.void_reason is None else f"Đã gạch bỏ: {one_line(record.void_reason)}"
    doubts = [f"Cần kiểm tra {name}: {reason}" for name, reason in header_reasons(record.letter)]
    parts = [struck, record.note, header.urgency, header.secrecy, *doubts]
    return "; ".join(part for part in parts if part)
