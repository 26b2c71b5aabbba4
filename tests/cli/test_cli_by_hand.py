"""What a clerk does by hand: what is due, a task done, a value corrected, a line struck out, a table taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Event, Header, Letter, Office, Task
from docproc.store import open_store
from docproc.store.register import Entry, register
from docproc.store.schema import File

if TYPE_CHECKING:
    from conftest import Docproc

OFFICE = "UBND xã Bản Mây"
ON = ("--on", "2024-03-20")


def due_on(day: int) -> Deadline:
    return Deadline(text=f"chậm nhất ngày {day}/3/2024", date=date(2024, 3, day), last_day=date(2024, 3, day))


def letter() -> Letter:
    header = Header(
        doc_type="Công văn",
        number="642",
        symbol="UBND-NN",
        issuer="UBND huyện Suối Vàng",
        issue_date=date(2024, 3, 12),
        subject="bảo vệ rừng mùa khô",
    )
    tasks = [
        Task(id="1", page=1, text="Rà soát phương án.", lead=[Office(name=OFFICE)], deadline=due_on(18)),
        Task(id="2", page=1, text="Trực cháy.", lead=[Office(name="UBND xã Nậm Toong")], deadline=due_on(22)),
        Task(id="3", page=1, text="Tuyên truyền.", lead=[Office(name=OFFICE)], deadline=due_on(29)),
    ]
    event = Event(start="2024-03-25T08:00", place="Hội trường")
    return Letter(file="a.pdf", pages=1, header=header, tasks=tasks, event=event)


@pytest.fixture
def office(docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Docproc]:
    """The commands, on a register with one letter: three tasks, two of them of UBND xã Bản Mây."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[store]\ndata = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("SUDO_USER", raising=False)
    store = open_store(tmp_path / "data")

    def write(session: Session) -> None:
        session.add(file := File(sha256="a" * 64, size=1, name="a.pdf", kept=False))
        session.flush()
        register(session, letter(), ["Rà soát phương án."], Entry(file.id, "Văn bản đến", date(2024, 3, 13)))

    store.write(write)
    store.close()
    yield docproc


def due(office: Docproc, *arguments: str) -> list[int]:
    return [one["task"] for one in json.loads(office("due", *ON, "--format", "json", *arguments).out)]


def test_due_is_a_table_by_the_last_day(office: Docproc) -> None:
    called = office("due", *ON)
    assert called.code == 0
    days = [called.out.index(words) for words in ("18/03/2024", "22/03/2024", "29/03/2024")]
    assert days == sorted(days)
    assert "2 days over" in called.out and "9 days left" in called.out and "642/UBND-NN" in called.out


def test_due_can_be_narrowed_down(office: Docproc, tmp_path: Path) -> None:
    assert due(office) == [1, 2, 3]
    assert due(office, "--overdue") == [1]
    assert due(office, "--this-week") == [1, 2]  # Wednesday, 20 March: the 18th is its Monday
    assert due(office, "--office", OFFICE) == [1, 3]
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[office]\nname = "{OFFICE}"\n')
    assert (due(office), due(office, "--all")) == ([1, 3], [1, 2, 3])
    assert office("due", "--overdue", "--this-week").code == 2


def test_tasks_of_a_namesake_in_another_district_are_not_due(office: Docproc, tmp_path: Path) -> None:
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[office]\nname = "{OFFICE}"\nabove = "UBND huyện Thác Bà Hai"\n')
    assert due(office) == []


def test_nothing_due_says_so(office: Docproc) -> None:
    assert "Nothing is due" in office("due", "--overdue", "--on", "2024-03-01").err


def test_a_task_is_done_and_open_again(office: Docproc) -> None:
    called = office("task", "1", "done", "--reply", "15/BC-UBND", "--on", "19/3/2024", "--who", "lan")
    assert (called.code, due(office)) == (0, [2, 3])
    shown = office("show", "1").out
    assert "Task 1: done, 19/03/2024, 15/BC-UBND" in shown
    assert json.loads(office("show", "1", "--format", "json").out)["tasks"][0]["reply"] == "15/BC-UBND"
    assert (office("task", "1", "reopen").code, due(office)) == (0, [1, 2, 3])


def test_a_task_goes_on_step_by_step(office: Docproc) -> None:
    steps = (
        ("give", "--to", "lan"),
        ("progress", "--percent", "40"),
        ("due", "--day", "1/3/2099", "--why", "Công văn 12/UBND"),
        ("late", "--why", "thiếu số liệu"),
        ("pause", "--why", "chờ hướng dẫn"),
    )
    for step in steps:
        assert office("task", "1", *step, "--who", "lan").code == 0, step
    assert 1 not in due(office)
    assert office("task", "1", "start").code == 0
    found = json.loads(office("due", *ON, "--format", "json").out)
    (one,) = (one for one in found if one["task"] == 1)
    assert (one["owner"], one["status"], one["progress"], one["last_day"]) == ("lan", "running", 40, "2099-03-01")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("task", "9", "done"), 1, "there is no task 9"),
        (("task", "99999999999", "done"), 1, "there is no task"),
        (("task", "1", "reopen"), 1, "task 1 is not done"),
        (("task", "1", "reopen", "--reply", "1/BC"), 2, "--reply: not with reopen"),
        (("task", "1", "late"), 2, "late needs --why"),
        (("task", "1", "due", "--day", "1/1/2020"), 2, "a day to come"),
        (("task", "1", "give", "--to", "Tổ không có"), 2, "one person or unit"),
        (("task", "1", "progress", "--percent", "100"), 2, "from 0 to 99"),
        (("task", "1", "done", "--on", "2999-01-01"), 2, "a day that has come"),
        (("task", "1", "broken"), 2, "done"),
        (("correct", "1", "header.number"), 2, "either a value or --none"),
        (("correct", "1", "header.number", "1", "--none"), 2, "either a value or --none"),
        (("correct", "1", "header.number", "1/UBND"), 2, "the number alone, as 642"),
        (("correct", "1", "header.colour", "1"), 2, "Fields are: header.doc_type"),
        (("correct", "9", "header.number", "1"), 1, "no letter 9"),
        (("void", "1"), 2, "--why"),
        (("void", "1", "--why", "nhầm", "--undo"), 1, "is not struck out"),
        (("import", "tasks", "/nowhere.xlsx"), 1, "there is no such file"),
    ],
)
def test_what_cannot_be_is_said_with_an_exit_code(
    office: Docproc, arguments: tuple[str, ...], code: int, words: str
) -> None:
    called = office(*arguments)
    assert (called.code, words in called.err) == (code, True), called.err
    assert json.loads(office("show", "1", "--format", "json").out)["version"] == 1


def test_a_value_is_corrected_and_the_history_says_by_whom(office: Docproc) -> None:
    called = office("correct", "1", "tasks[0].deadline", "trước 23/3/2024", "--who", "lan", "--why", "mờ")
    assert called.code == 0
    assert "Task: Rà soát phương án." in called.err
    assert "“18/03/2024” → “before 23/03/2024” (version 2)" in called.err
    assert due(office, "--overdue") == []
    assert "lan  corrected tasks[0].deadline" in office("show", "1").out
    assert "is confirmed" in office("correct", "1", "header.number", "642").err


def test_a_line_is_struck_out_everywhere_and_stands_again(office: Docproc, tmp_path: Path) -> None:
    assert office("void", "1", "--why", "gửi nhầm xã", "--who", "lan").code == 0
    assert due(office) == []
    for command in (("list",), ("show", "1")):
        assert "Struck out: gửi nhầm xã" in office(*command).out
    [listed] = json.loads(office("list", "--format", "json").out)
    assert (listed["arrival_number"], listed["void_reason"]) == (1, "gửi nhầm xã")
    book, calendar, fields = (tmp_path / name for name in ("so.xlsx", "han.ics", "nd30.json"))
    assert office("export", "register", "--office", OFFICE, "--out", book).code == 0
    row = load_workbook(book).worksheets[0][7]
    assert (row[1].value, row[1].font.strike, row[9].value) == (1, True, "Đã gạch bỏ: gửi nhầm xã")
    assert office("export", "ics", "--office", OFFICE, "--all", "--out", calendar).code == 0
    written = calendar.read_text(encoding="utf-8")
    assert (written.count("BEGIN:VEVENT"), written.count("STATUS:CANCELLED")) == (4, 4)
    assert office("export", "nd30", "--out", fields).code == 0
    assert "642" not in fields.read_text(encoding="utf-8")
    assert office("void", "1", "--why", "gạch nhầm", "--undo").code == 0
    assert due(office) == [1, 2, 3]


def test_progress_goes_out_and_comes_back_and_out_again(office: Docproc, tmp_path: Path) -> None:
    table, again = tmp_path / "td.xlsx", tmp_path / "lai.xlsx"
    export = ("export", "tasks", "--office", OFFICE, "--all", *ON, "--out")
    assert office(*export, table).code == 0
    cells = {
        (7, "Ngày hoàn thành"): "19/3/2024",
        (7, "Số văn bản trả lời"): "15/BC-UBND",
        (8, "Người thực hiện"): "Bà Hoa",
        (9, "Ghi chú"): "chờ kinh phí",
    }
    typed_into(table, cells)
    called = office("import", "tasks", table, "--who", "lan")
    assert called.code == 0, called.err
    assert "line 7, task 1: day of completion, number of the answer, state, progress" in called.err
    assert "3 tasks changed, 0 as they were; 0 lines" in called.err
    assert "0 tasks changed, 3 as they were" in office("import", "tasks", table).err
    assert office(*export, again).code == 0
    shown = {(line, title): value for (line, title), value in cells.items() if title != "Ngày hoàn thành"}
    assert {place: read_from(again)[place] for place in shown} == shown
    assert read_from(again)[7, "Ngày hoàn thành"].date() == date(2024, 3, 19)
    assert read_from(again)[7, "Trạng thái"] == "Đã hoàn thành - quá hạn"
    assert "0 tasks changed, 3 as they were; 0 lines" in office("import", "tasks", again).err


def test_what_clashes_is_named_line_by_line_and_the_rest_is_taken(office: Docproc, tmp_path: Path) -> None:
    table = tmp_path / "td.xlsx"
    assert office("export", "tasks", "--office", OFFICE, "--all", "--out", table).code == 0
    office("task", "1", "done", "--note", "ghi ở sổ", "--on", "2024-03-19")
    typed_into(
        table,
        {(7, "Ghi chú"): "ghi ở bảng", (8, "Ngày hoàn thành"): "31/2/2024", (9, "Người thực hiện"): "Bà Hoa"},
    )
    called = office("import", "tasks", table, "--lang", "vi")
    assert called.code == 1
    assert "dòng 7, không nhận: ghi chú: sau khi xuất bảng, sổ đã ghi “ghi ở sổ”, còn bảng ghi" in called.err
    assert "dòng 8, không nhận: Ngày hoàn thành: “31/2/2024” không phải là ngày" in called.err
    assert "1 việc được cập nhật, 0 việc như cũ; 2 dòng có chỗ không nhận" in called.err


def test_a_table_with_something_typed_into_it_is_not_replaced_unasked(office: Docproc, tmp_path: Path) -> None:
    export = ("export", "tasks", "--office", OFFICE, "--all", "--out", tmp_path / "td.xlsx")
    assert office(*export).code == 0
    called = office(*export)
    assert called.code == 2 and "docproc import tasks" in called.err
    assert office(*export, "--force").code == 0


def typed_into(table: Path, cells: dict[tuple[int, str], Any]) -> None:
    book = load_workbook(table)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[5]}
    for (line, title), value in cells.items():
        sheet.cell(line, columns[title]).value = value
    book.save(table)


def read_from(table: Path) -> dict[tuple[int, str], Any]:
    sheet = load_workbook(table).worksheets[0]
    titles = [cell.value for cell in sheet[5]]
    rows = enumerate(sheet.iter_rows(min_row=7, values_only=True), start=7)
    return {(line, title): value for line, row in rows for title, value in zip(titles, row, strict=True)}
