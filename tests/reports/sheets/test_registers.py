"""The books and the table of tasks, read back from the Excel files."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docproc.errors import NotAllowed
from docproc.letter import Deadline, Doubt, Letter
from docproc.reports.sheets.registers import FOLLOW_UP, REGISTER, write_registers
from docproc.reports.sheets.sheet import Column, Head, new_workbook, save_book, write_sheet
from docproc.reports.sheets.tracker import PRINTED, TRACKER, write_tracker
from tests.reports.reply_letters import doubted_letter, office, registered, task, tracked, water_letter

DAY = date(2024, 3, 18)


def sheet_of(folder: Path, name: str, letters: list[Any], tasks: list[Any], period: str = "Năm 2024") -> Any:
    out = write_registers(letters, tasks, folder / "so.xlsx", office="UBND xã Bến Lau", day=DAY, period=period)
    return load_workbook(out)[name]


def table(sheet: Any) -> list[tuple[Any, ...]]:
    """The rows under the head, without the rows of titles and column numbers."""
    return list(sheet.iter_rows(min_row=7, values_only=True))


def named(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the head, by the titles of their columns."""
    titles = [cell.value for cell in sheet[5]]
    return [dict(zip(titles, row, strict=True)) for row in table(sheet)]


def test_the_register_has_the_ten_columns_of_the_decree(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [registered(water_letter())], [])
    assert [cell.value for cell in sheet[5]] == [
        "Ngày đến",
        "Số đến",
        "Tác giả",
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Đơn vị hoặc người nhận",
        "Ngày chuyển",
        "Ký nhận",
        "Ghi chú",
    ]
    assert (len(REGISTER), len(FOLLOW_UP), PRINTED, len(TRACKER)) == (10, 7, 10, 24)


def test_a_line_of_the_register(tmp_path: Path) -> None:
    record = registered(water_letter(), given_to="Địa chính", given_on=date(2024, 3, 7))
    assert table(sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [record], [])) == [
        (
            datetime(2024, 3, 6),
            15,
            "UBND huyện Sông Mơ",
            "07/UBND-KT&HT",
            datetime(2024, 3, 5),
            "Công văn Tăng cường nạo vét kênh mương & cống < 1 m trước mùa mưa",
            "Địa chính",
            datetime(2024, 3, 7),
            None,
            None,
        )
    ]


def test_an_unregistered_letter_leaves_number_and_day_blank(tmp_path: Path) -> None:
    [row] = table(
        sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [registered(water_letter(), registered=False)], [])
    )
    assert row[:2] == (None, None)


def test_a_doubt_on_the_letterhead_stands_in_the_notes(tmp_path: Path) -> None:
    [row] = table(sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [registered(doubted_letter())], []))
    assert row[9] == "Cần kiểm tra số văn bản: viết tay, nét cuối mờ"


def test_a_further_letter_in_the_file_stands_in_the_notes(tmp_path: Path) -> None:
    doubt = Doubt(field="attachments[0]", code="another_letter", message="từ trang 2 là một văn bản khác")
    of_head = Doubt(field="attachments[0].header.number", code="number_unsure", message="không rõ")
    letter = water_letter().model_copy(update={"doubts": [doubt, of_head]})
    [row] = table(sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [registered(letter)], []))
    assert row[9] == "Cần kiểm tra tệp văn bản: từ trang 2 là một văn bản khác"


def test_the_follow_up_book_counts_the_tasks_of_each_letter(tmp_path: Path) -> None:
    changes = {2: {"status": "done", "reply": "15/BC-UBND"}, 3: {"status": "done", "reply": "15/BC-UBND"}}
    tasks = tracked(water_letter(), changes)
    [row, empty] = table(
        sheet_of(
            tmp_path, "Theo dõi giải quyết", [tasks[0].letter, registered(water_letter(tasks=[]), 16)], tasks
        )
    )
    assert row == (
        15,
        "Công văn số 07/UBND-KT&HT ngày 05/3/2024 của UBND huyện Sông Mơ",
        None,
        datetime(2024, 3, 19),
        "4 nhiệm vụ: 1 chưa thực hiện - sắp đến hạn; 2 đã hoàn thành; 1 chưa thực hiện",
        "15/BC-UBND",
        "Cần kiểm tra 1 nhiệm vụ chưa chắc giao cơ quan: "
        "“các đơn vị có liên quan” không nêu rõ có UBND xã Bến Lau hay không",
    )
    assert empty[4] == "Không có nhiệm vụ nhận ra được"


def district_letter() -> Letter:
    """Tasks of the commune, due on 19 March, and of two offices of the district, due before and already late."""
    early = Deadline(text="trước ngày 10/3/2024", last_day=date(2024, 3, 9))
    others = [
        task(5, "Lập dự toán.", [office("Phòng Tài chính - Kế hoạch")], deadline=early),
        task(6, "Kiểm tra.", [office("Hạt Kiểm lâm huyện")], deadline=early),
    ]
    return water_letter(tasks=[*water_letter().tasks[:2], *others])


def test_the_follow_up_book_counts_only_the_tasks_of_the_office(tmp_path: Path) -> None:
    tasks = tracked(district_letter())
    [row] = table(sheet_of(tmp_path, "Theo dõi giải quyết", [tasks[0].letter], tasks))
    assert row[3:5] == (
        datetime(2024, 3, 19),
        "2 nhiệm vụ: 1 chưa thực hiện - sắp đến hạn; 1 chưa thực hiện",
    )
    assert row[6] == "Không tính 2 nhiệm vụ giao cơ quan khác"


def test_a_letter_without_a_task_for_the_office_has_no_deadline_in_the_follow_up_book(tmp_path: Path) -> None:
    letter = district_letter().model_copy(update={"addressees": []})
    letter.tasks = letter.tasks[2:]
    letter.report_due = Deadline(text="trước ngày 01/4/2024", last_day=date(2024, 3, 31))
    tasks = tracked(letter)
    [row] = table(sheet_of(tmp_path, "Theo dõi giải quyết", [tasks[0].letter], tasks))
    assert row[3:5] == (None, "Không có nhiệm vụ của cơ quan")
    assert row[6] == "Không tính 2 nhiệm vụ giao cơ quan khác"


def test_a_letter_of_the_office_itself_is_followed_whole(tmp_path: Path) -> None:
    letter = district_letter()
    letter.header.issuer = "Ủy ban nhân dân xã Bến Lau"
    tasks = tracked(letter)
    [row] = table(sheet_of(tmp_path, "Theo dõi giải quyết", [tasks[0].letter], tasks))
    assert row[3:5] == (
        datetime(2024, 3, 9),
        "4 nhiệm vụ: 1 chưa thực hiện - sắp đến hạn; 1 chưa thực hiện; 2 chưa thực hiện - quá hạn",
    )


def test_a_line_that_was_struck_out_is_there_to_read_with_its_reason(tmp_path: Path) -> None:
    letters = [registered(water_letter(), void_reason="gửi nhầm"), registered(water_letter(), 16)]
    for name, remarks in (("Sổ đăng ký văn bản đến", "J"), ("Theo dõi giải quyết", "G")):
        sheet = sheet_of(tmp_path, name, letters, [])
        assert sheet[f"{remarks}7"].value.startswith("Đã gạch bỏ: gửi nhầm")
        assert [sheet[f"{remarks}7"].font.strike, bool(sheet["B8"].font.strike)] == [True, False]
    assert [row[4] for row in table(sheet)] == [None, "Không có nhiệm vụ nhận ra được"]


@pytest.fixture
def tracker(tmp_path: Path) -> Any:
    changes = {
        1: {"owner": "Bà Hoa", "progress": 40, "status": "running"},
        2: {"status": "done", "completed_on": date(2024, 3, 10)},
    }
    letter = doubted_letter()
    letter.report_due = Deadline(text="chậm nhất ngày 25/3/2024", last_day=date(2024, 3, 25))
    out = write_tracker(tracked(letter, changes), tmp_path / "td.xlsx", office="UBND xã Bến Lau", day=DAY)
    return load_workbook(out)


def test_the_table_of_tasks_has_what_is_known_of_each(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    row = named(sheet)[0]
    assert (row["Chủ trì"], row["Người thực hiện"]) == ("UBND các xã, thị trấn", "Bà Hoa")
    assert row["Phối hợp"] == "Hợp tác xã Đồng Xanh"
    assert row["Ngày giao"] == datetime(2024, 3, 6)
    assert row["Thời hạn"] == datetime(2024, 3, 19)
    assert (row["Tiến độ (%)"], row["Trạng thái"]) == (40, "Đang thực hiện - sắp đến hạn")
    assert row["Số ngày còn/quá"] == "còn 1 ngày"
    assert row["Cần kiểm tra"] == "Văn bản ghi: “trước ngày 20/3/2024”; Cần kiểm tra: ngày mờ trên bản quét"
    assert row["Ghi chú"] is None


def test_a_longer_term_that_was_granted_is_the_last_day(tmp_path: Path) -> None:
    tasks = tracked(water_letter(), {1: {"extended_to": date(2024, 4, 2)}})
    out = write_tracker(tasks, tmp_path / "td.xlsx", office="x", day=DAY)
    row = named(load_workbook(out)["Theo dõi nhiệm vụ"])[0]
    assert (row["Thời hạn"], row["Gia hạn"]) == (datetime(2024, 4, 2), datetime(2024, 4, 2))
    assert "trước ngày 20/3/2024" in row["Cần kiểm tra"]


def test_a_task_that_may_be_ours_says_why_beside_its_note(tmp_path: Path) -> None:
    tasks = tracked(water_letter(), {1: {"note": "hỏi lại", "unsure": "không nêu rõ xã nào"}})
    out = write_tracker(tasks, tmp_path / "td.xlsx", office="x", day=DAY)
    row = named(load_workbook(out)["Theo dõi nhiệm vụ"])[0]
    assert row["Ghi chú"] == "hỏi lại"
    assert "Cần kiểm tra: không nêu rõ xã nào" in row["Cần kiểm tra"]


def test_a_task_without_its_own_deadline_has_that_of_the_report(tracker: Any) -> None:
    rows = named(tracker["Theo dõi nhiệm vụ"])
    assert [row["Thời hạn"] for row in rows][1:] == [datetime(2024, 3, 25)] * 3


def test_a_recurring_deadline_stands_in_words(tmp_path: Path) -> None:
    monthly = Deadline(text="trước ngày 20 hằng tháng", rrule="FREQ=MONTHLY;BYMONTHDAY=20", type="recurring")
    letter = water_letter(tasks=[task(1, "Báo cáo.", [office("Phòng A")], deadline=monthly)])
    out = write_tracker(tracked(letter), tmp_path / "td.xlsx", office="x", day=DAY)
    assert named(load_workbook(out)["Theo dõi nhiệm vụ"])[0]["Thời hạn"] == "trước ngày 20 hằng tháng"


def rules_of(sheet: Any, column: str) -> list[Any]:
    formats = sheet.conditional_formatting
    return [rule for area in formats for rule in area.rules if f"{column}7" in area.sqref]


def test_states_have_colours_that_follow_the_words(tracker: Any) -> None:
    *colours, lines = rules_of(tracker["Theo dõi nhiệm vụ"], "G")
    assert [rule.formula[0] for rule in colours[2:]] == [
        f'ISNUMBER(SEARCH("{words}",$G7))' for words in ("quá hạn", "sắp đến hạn", "trong hạn")
    ]
    assert all(rule.stopIfTrue and rule.dxf.fill and rule.dxf.border for rule in colours)
    assert lines.formula == ["COUNTA($A7:$X7)>0"]


def test_every_used_row_has_lines_and_so_have_rows_added_by_hand(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    for column in "ABHRX":
        [rule] = rules_of(sheet, column)
        assert (rule.formula, rule.dxf.border.left.style) == (["COUNTA($A7:$X7)>0"], "thin")
    assert any("G510" in area.sqref for area in sheet.conditional_formatting)


def test_the_sheet_is_ready_to_filter_and_print(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    assert sheet.freeze_panes == "A7"
    assert sheet.auto_filter.ref == "A6:X10"
    assert sheet.print_title_rows == "$5:$6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_ten_columns_are_printed_large_enough_to_be_read(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    assert sheet.print_area == "'Theo dõi nhiệm vụ'!$A$1:$J$10"
    printed = [cell.value for cell in sheet[5][:10]]
    assert {"Nội dung nhiệm vụ", "Thời hạn", "Trạng thái", "Người thực hiện", "Ghi chú"} <= set(printed)
    # A4 across is 11.7 inches wide, a unit of width 7 of 96 dots an inch: 11 points come out as 9 at least.
    inches = sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[5][:10]) * 7 / 96
    margins = sheet.page_margins
    assert (11.69 - margins.left - margins.right) / inches * 11 >= 9


def test_an_empty_cell_shows_a_day_as_a_day_and_leaves_words_alone(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[5]}
    typed = ("Ngày hoàn thành", "Số văn bản trả lời", "Người thực hiện", "Tiến độ (%)")
    assert [formats[title] for title in typed] == ["dd/mm/yyyy", "@", "@", '0"%"']


def test_states_can_be_chosen_from_a_list(tracker: Any) -> None:
    [offered] = tracker["Theo dõi nhiệm vụ"].data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref), offered.showErrorMessage) == (
        '"Chưa thực hiện,Đang thực hiện,Đã hoàn thành,Tạm dừng,Xin rút"',
        "G7:G10",
        False,
    )


def test_what_docproc_knows_a_task_by_is_not_shown_and_goes_along_when_lines_are_sorted(tracker: Any) -> None:
    sheet = tracker["Theo dõi nhiệm vụ"]
    assert sheet["X5"].value == "Dấu của docproc"
    assert sheet.column_dimensions["X"].hidden
    assert sheet.auto_filter.ref.startswith("A6:X")


def test_the_statistics_count_by_month_and_by_office(tracker: Any) -> None:
    [month] = table(tracker["Thống kê tháng"])[:1]
    assert month == ("03/2024", 4, 1, 0, 0, 3, 0, 0)
    offices = {row[0]: row[1] for row in table(tracker["Thống kê đơn vị"]) if row[0]}
    assert offices["Bà Hoa"] == 1
    assert sum(offices.values()) == 4


def test_each_statistic_has_a_chart(tracker: Any) -> None:
    assert [len(tracker[name]._charts) for name in ("Thống kê tháng", "Thống kê đơn vị")] == [1, 1]


DANGEROUS = ["=1+1", '=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    letter = water_letter()
    letter.header.subject = letter.tasks[0].text = text
    out = write_registers([registered(letter)], [], tmp_path / "so.xlsx", office=text, day=DAY, period=text)
    write_tracker(tracked(letter), tmp_path / "td.xlsx", office=text, day=DAY, period=text)
    for path in (out, tmp_path / "td.xlsx"):
        with zipfile.ZipFile(path) as packed:
            sheets = [packed.read(n).decode() for n in packed.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all("<f>" not in sheet and 't="e"' not in sheet for sheet in sheets)
    cell = load_workbook(tmp_path / "td.xlsx")["Theo dõi nhiệm vụ"]["C7"]
    assert cell.value == text
    assert cell.quotePrefix or text.startswith("#")


def test_control_characters_and_endless_texts_do_not_break_the_file(tmp_path: Path) -> None:
    rows = [["\x00a\x0bb\ufffe"], ["x" * 40_000], ["sau"]]
    book = new_workbook("Thử")
    write_sheet(book, "Thử", Head("", "", "d"), [Column("C", 10)], rows)
    save_book(book, tmp_path / "x.xlsx")
    first, second, third = (row[0] for row in table(load_workbook(tmp_path / "x.xlsx")["Thử"]))
    assert (first, len(second), third) == ("a b", 32_767, "sau")


def test_an_empty_register_is_a_whole_file(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Sổ đăng ký văn bản đến", [], [], period="")
    assert sheet.max_row == 6
    write_tracker([], tmp_path / "td.xlsx", office="x", day=DAY)
    assert load_workbook(tmp_path / "td.xlsx").sheetnames == [
        "Theo dõi nhiệm vụ",
        "Thống kê tháng",
        "Thống kê đơn vị",
    ]


def test_a_file_that_may_not_be_written_is_named_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(NotAllowed):
        write_registers([], [], tmp_path / "so.xlsx", office="x", day=DAY)
    assert list(tmp_path.iterdir()) == []
