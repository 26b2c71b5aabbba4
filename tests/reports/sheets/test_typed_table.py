"""The table of tasks as it comes back: what was typed into it, and files that are no such table."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hostile_word import Parts, packed, parts_of, word_file
from ole_file import ole_bytes
from openpyxl import Workbook, load_workbook

from docproc.errors import (
    DamagedFile,
    EmptyFile,
    InputError,
    LockedOffice,
    NoTable,
    NotExported,
    NotFound,
    OldTable,
    TookTooLong,
    TooLarge,
)
from docproc.libreoffice import libreoffice
from docproc.reports.sheets.tracker import TRACKER, write_tracker
from docproc.reports.sheets.typed_table import TypedTable, read_typed_table, status_of
from docproc.settings import load_settings
from tests.reports.golden import words_of
from tests.reports.reply_letters import doubted_letter, tracked, water_letter

DAY = date(2024, 3, 18)
CHANGES: dict[int, dict[str, Any]] = {
    1: {"owner": "Bà Hoa", "progress": 40, "status": "running", "note": "=1+1"},
    2: {"status": "done", "progress": 100, "completed_on": date(2024, 3, 10), "reply": "15/BC-UBND"},
    3: {"status": "paused", "note": "chờ ý kiến", "extended_to": date(2024, 4, 2)},
}
COLUMNS = {column.title: index for index, column in enumerate(TRACKER, start=1)}
needs_calc = pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not installed")


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A table of four tasks, in the lines 7 to 10."""
    return write_tracker(tracked(doubted_letter(), CHANGES), tmp_path / "td.xlsx", office="UBND xã A", day=DAY)


def read(path: Path) -> TypedTable:
    return read_typed_table(path, load_settings())


def typed(path: Path, *cells: tuple[int, str, Any]) -> TypedTable:
    """What is read after somebody typed values into cells, given by line and title."""
    book = load_workbook(path)
    for line, title, value in cells:
        book.worksheets[0].cell(line, COLUMNS[title]).value = value
    book.save(path)
    return read(path)


def test_a_table_that_nobody_touched_has_nothing_new(exported: Path) -> None:
    table = read(exported)
    assert [(one.line, one.id, one.then == one.now) for one in table.tasks] == [
        (7, 1, True),
        (8, 2, True),
        (9, 3, True),
        (10, 4, True),
    ]
    assert table.faults == ()
    then = table.tasks[1].then
    assert (then.status, then.completed_on, then.reply) == ("done", date(2024, 3, 10), "15/BC-UBND")


def test_another_program_may_have_saved_it(exported: Path) -> None:
    before = read(exported)
    load_workbook(exported).save(exported)
    assert read(exported) == before


def test_a_percent_sign_that_another_program_escapes_is_only_shown(exported: Path) -> None:
    before, book = read(exported), load_workbook(exported)
    for line in range(7, 11):
        book.worksheets[0].cell(line, COLUMNS["Tiến độ (%)"]).number_format = r"0\%"  # LibreOffice; 40 stays 40
    book.save(exported)
    assert read(exported) == before


@needs_calc
def test_libreoffice_may_have_saved_it(exported: Path, tmp_path: Path) -> None:
    before = read(exported)
    again = saved_by_libreoffice(exported, tmp_path)
    assert read(again) == before
    table = typed(again, (10, "Ngày hoàn thành", date(2024, 3, 15)), (10, "Số văn bản trả lời", "16/BC-UBND"))
    assert read(saved_by_libreoffice(again, tmp_path)) == table
    assert (table.tasks[3].now.completed_on, table.tasks[3].now.reply) == (date(2024, 3, 15), "16/BC-UBND")


def saved_by_libreoffice(table: Path, folder: Path) -> Path:
    """The table opened and saved as another by LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    order = [str(libreoffice()), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "lo")]
    (folder / "from").mkdir(exist_ok=True)
    source = shutil.copy(table, folder / "from" / "td.xlsx")
    subprocess.run([*order, str(source)], check=True, capture_output=True, timeout=120)
    return folder / "lo" / "td.xlsx"


@pytest.mark.parametrize(
    ("title", "value", "name", "expected"),
    [
        ("Người thực hiện", " Ông  Minh\n", "owner", "Ông Minh"),
        ("Người thực hiện", None, "owner", None),
        ("Số văn bản trả lời", "16/BC-UBND", "reply", "16/BC-UBND"),
        ("Số văn bản trả lời", 16, "reply", "16"),
        ("Ghi chú", "đã gửi", "note", "đã gửi"),
        ("Ngày hoàn thành", datetime(2024, 3, 15), "completed_on", date(2024, 3, 15)),
        ("Ngày hoàn thành", "15/3/2024", "completed_on", date(2024, 3, 15)),
        ("Trạng thái", "Đã hoàn thành", "status", "done"),
        ("Trạng thái", "xong", "status", "done"),
        ("Trạng thái", "ĐANG THỰC HIỆN - quá hạn", "status", "running"),
        ("Trạng thái", "Xin rút", "status", "withdrawn"),
        ("Tiến độ (%)", 60, "progress", 60),
        ("Tiến độ (%)", "60 %", "progress", 60),
        ("Tiến độ (%)", None, "progress", 0),
    ],
)
def test_what_is_typed_is_read(exported: Path, title: str, value: Any, name: str, expected: Any) -> None:
    table = typed(exported, (7, title, value))
    assert table.faults == ()
    assert getattr(table.tasks[0].now, name) == expected
    assert replace(table.tasks[0].now, **{name: None}) == replace(table.tasks[0].then, **{name: None})


@pytest.mark.parametrize(("written", "status"), words_of("states").items())
def test_a_state_in_other_words(written: str, status: str) -> None:
    assert status_of(written) == status


def test_a_share_that_excel_shows_as_percent_is_one(exported: Path) -> None:
    book = load_workbook(exported)
    cell = book.worksheets[0].cell(7, COLUMNS["Tiến độ (%)"])
    cell.value, cell.number_format = 0.6, "0%"
    book.save(exported)
    assert read(exported).tasks[0].now.progress == 60


@pytest.mark.parametrize(
    ("title", "value", "words"),
    [
        ("Ngày hoàn thành", "32/3/2024", "“32/3/2024” is no day"),
        ("Ngày hoàn thành", "3/20/2024", "is no day"),
        ("Ngày hoàn thành", "hôm qua", "is no day"),
        ("Ngày hoàn thành", 0.5, "“12:00:00” is no day"),
        ("Ngày hoàn thành", datetime(2924, 3, 15), "“15/03/2924” is no day"),
        ("Trạng thái", "gần xong", "“gần xong” is none of: Chưa thực hiện"),
        ("Trạng thái", None, "“” is none of"),
        ("Tiến độ (%)", 101, "“101” is no number from 0 to 100"),
        ("Tiến độ (%)", -1, "is no number"),
        ("Tiến độ (%)", "nửa", "is no number"),
        ("Tiến độ (%)", 0.5, "is no number"),
        ("Số văn bản trả lời", datetime(2024, 3, 15), "words belong here"),
        ("Ghi chú", True, "words belong here"),
        ("Ghi chú", "=HYPERLINK(1)", "it holds a formula"),
        ("Nội dung nhiệm vụ", "Việc khác.", "the text of the task was changed in the table"),
        ("Dấu của docproc", "1", "the column “Dấu của docproc” was changed"),
        ("Dấu của docproc", '{"id": 1}', "the column “Dấu của docproc” was changed"),
        ("Dấu của docproc", "[" * 9000, "the column “Dấu của docproc” was changed"),
        ("Dấu của docproc", None, "this line is no task of the register"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(exported: Path, title: str, value: Any, words: str) -> None:
    table = typed(exported, (8, title, value))
    assert [fault.line for fault in table.faults] == [8]
    assert words in table.faults[0].words
    assert [one.line for one in table.tasks] == [7, 9, 10]


def test_what_is_only_shown_is_told_and_the_rest_of_the_line_taken(exported: Path) -> None:
    table = typed(exported, (7, "Thời hạn", datetime(2025, 1, 1)), (7, "Ghi chú", "đã hỏi"))
    assert [fault.line for fault in table.faults] == [7]
    assert "read back are: Người thực hiện, Trạng thái, Ngày hoàn thành" in table.faults[0].words
    assert table.tasks[0].now.note == "đã hỏi"


def test_lines_may_be_sorted_filtered_and_columns_moved(exported: Path) -> None:
    book = load_workbook(exported)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    numbers, lines = rows[1], sorted(rows[2:], key=lambda row: str(row[2]))
    for number, row in enumerate([rows[0], numbers, *lines], start=5):
        for at, value in enumerate(reversed(row), start=3):
            cell = sheet.cell(number, at)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # "=1+1" is a note here
        sheet.cell(number, 1).value = sheet.cell(number, 2).value = None
    book.save(exported)
    table = read(exported)
    assert sorted(one.id for one in table.tasks) == [1, 2, 3, 4]
    assert table.faults == ()
    assert all(one.then == one.now for one in table.tasks)


def test_a_signature_below_the_table_is_no_task_and_columns_may_be_deleted(exported: Path) -> None:
    book = load_workbook(exported)
    sheet = book.worksheets[0]
    sheet.delete_cols(COLUMNS["Trích yếu"])
    sheet["A13"] = "Người lập bảng"
    book.save(exported)
    table = read(exported)
    assert (len(table.tasks), table.faults) == (4, ())


def test_a_last_row_of_a_million_is_borne(exported: Path) -> None:
    book = load_workbook(exported)
    book.worksheets[0].row_dimensions[1_048_576].height = 12
    book.save(exported)
    assert len(read(exported).tasks) == 4


def test_a_table_of_letter_files_is_of_no_register(tmp_path: Path) -> None:
    tasks = tracked(water_letter(), registered=False)
    out = write_tracker(tasks, tmp_path / "td.xlsx", office="x", day=DAY)
    with pytest.raises(NotExported, match="no line of it comes from the register"):
        read(out)


def test_a_table_without_a_column_that_is_read_back_is_refused(exported: Path) -> None:
    book = load_workbook(exported)
    book.worksheets[0].delete_cols(COLUMNS["Ghi chú"])
    book.save(exported)
    with pytest.raises(NotExported, match="it has no column “Ghi chú”"):
        read(exported)


def test_an_old_workbook_says_how_to_save_it(tmp_path: Path) -> None:
    old = tmp_path / "td.xls"
    old.write_bytes(ole_bytes("Data", "Workbook"))
    with pytest.raises(OldTable, match=r"old form \.xls.*save it as an Excel workbook \(\.xlsx\)") as raised:
        read(old)
    assert "Lưu thành (Save as)" in raised.value.message("vi")


def _other_workbook(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "STT"
    book.save(path)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: path.write_bytes(ole_bytes("EncryptedPackage")), LockedOffice),
        (lambda path: path.write_bytes(ole_bytes("WordDocument")), NoTable),
        (lambda path: path.write_text("a;b\n1;2\n"), NoTable),
        (lambda path: path.write_bytes(b""), EmptyFile),
        (lambda path: path.write_bytes(b"PK\x03\x04"), DamagedFile),
        (word_file, NoTable),
        (_other_workbook, NotExported),
        (lambda path: None, NotFound),
    ],
)
def test_other_files_are_refused_by_name(
    tmp_path: Path, make: Callable[[Path], object], error: type[InputError]
) -> None:
    path = tmp_path / "td.xlsx"
    make(path)
    with pytest.raises(error) as raised:
        read(path)
    assert raised.value.path == str(path)


SHEET = "xl/worksheets/sheet1.xml"


def _bomb(parts: Parts) -> None:
    parts["xl/sharedStrings.xml"] = b"<sst>" + b" " * 30_000_000 + b"</sst>"


def _entities(parts: Parts) -> None:
    lines = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a0 "aaaaaaaaaa">{lines}]>'
    parts[SHEET] = head.encode() + re.sub(rb"^<\?xml[^>]*\?>", b"", parts[SHEET])


def _outside(parts: Parts) -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts[SHEET] = head + re.sub(rb"^<\?xml[^>]*\?>", b"", parts[SHEET])


@pytest.mark.parametrize(
    ("change", "error"), [(_bomb, TooLarge), (_entities, DamagedFile), (_outside, DamagedFile)]
)
def test_what_wants_to_do_harm_is_refused(
    exported: Path, change: Callable[[Parts], None], error: type[InputError]
) -> None:
    parts = parts_of(exported)
    change(parts)
    packed(parts, exported)
    with pytest.raises(error) as raised:
        read(exported)
    assert raised.value.path == str(exported)


def test_two_parts_under_one_name_are_refused(exported: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(exported, "a") as package:
        package.writestr(SHEET, "<worksheet/>")
    with pytest.raises(DamagedFile, match="two under one name"):
        read(exported)


def test_a_sheet_without_an_end_is_given_up(exported: Path) -> None:
    parts = parts_of(exported)
    parts[SHEET] = parts[SHEET].replace(b'<row r="10"', b'<row r="2000000000"')
    assert b"2000000000" in parts[SHEET]
    packed(parts, exported)
    with pytest.raises(TookTooLong):
        read_typed_table(exported, replace(load_settings(), page_work_seconds=2))


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_table_ends_in_a_named_error_or_is_read(exported: Path, seed: int) -> None:
    chance = random.Random(seed)
    parts = parts_of(exported)
    name = chance.choice(sorted(parts))
    data = bytearray(parts[name])
    for _time in range(8):
        data[chance.randrange(len(data))] = chance.randrange(256)
    parts[name] = bytes(data)
    packed(parts, exported)
    try:
        table = read(exported)
    except InputError as error:
        assert error.path == str(exported)
    else:
        assert len(table.tasks) <= 4
