"""Assignment tables become tasks; other tables do not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabled import HEAD, row, text_row

from docproc.extract.assemble.assignment import tasks_from_tables
from docproc.extract.layout.rows import Row
from docproc.extract.layout.tables import without_tables
from docproc.letter import Doubt, Office, Task

ISSUED = date(2024, 2, 22)


def tasks(*rows: Row) -> list[Task]:
    return tasks_from_tables(list(rows), ISSUED)[0]


def names(offices: list[Office]) -> list[str]:
    return [office.name for office in offices]


def one(*texts: str, head: tuple[str, ...] = HEAD) -> Task:
    (task,) = tasks(row(*head), row(*texts))
    return task


def test_a_row_gives_all_fields_of_a_task() -> None:
    task = one(
        "1", "Sửa cổng chợ Bến Đò", "Phòng Kinh tế", "Công an xã Bến Đò", "Trước ngày 15/3/2024", "Biên bản"
    )
    assert task.text == "Sửa cổng chợ Bến Đò"
    assert names(task.lead) == ["Phòng Kinh tế"]
    assert names(task.coordinate) == ["Công an xã Bến Đò"]
    assert task.deadline is not None
    assert (task.deadline.date, task.deadline.inclusive) == (date(2024, 3, 15), False)
    assert task.deliverable == "Biên bản"


@pytest.mark.parametrize(
    "head",
    [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Kết quả"),
        (
            "TT",
            "Tên nhiệm vụ",
            "Đơn vị thực hiện",
            "Đơn vị phối hợp thực hiện",
            "Thời gian thực hiện",
            "Sản phẩm đầu ra",
        ),
        ("Số TT", "HOẠT ĐỘNG", "NGƯỜI PHỤ TRÁCH", "PHỐI HỢP", "TIẾN ĐỘ", "SẢN PHẨM"),
        ("STT", "Noi dưng công víệc", "Cơ quan chù trí", "Cơ quan phôi hop", "Thòi hạn", "Sản phảm"),
    ],
)
def test_headings_vary_and_are_damaged(head: tuple[str, ...]) -> None:
    task = one("1", "Sơn lại trường học", "Sở Xây dựng", "Sở Tài chính", "Quý III/2024", "Báo cáo", head=head)
    assert names(task.lead) == ["Sở Xây dựng"]
    assert names(task.coordinate) == ["Sở Tài chính"]
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 9, 30)
    assert task.deliverable == "Báo cáo"


def test_evidence_leads_back_to_the_cells() -> None:
    (task,) = tasks(row(*HEAD, page=3), row("1", "Trồng cây", "Sở Xây dựng", "", "30/4/2024", "", page=3, y=200))
    assert [(e.page, e.text, e.box) for e in task.evidence] == [(3, "Trồng cây", (140.0, 200.0, 162.0, 210.0))]
    assert task.lead[0].evidence[0].text == "Sở Xây dựng"
    assert task.deadline is not None
    assert task.deadline.evidence[0].text == "30/4/2024"
    assert task.confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Sở Y tế; Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("Sở Y tế, Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("Phòng Văn hóa huyện\nPhòng Tài chính huyện", ["Phòng Văn hóa huyện", "Phòng Tài chính huyện"]),
        ("- Công an xã\n- Trạm Y tế xã", ["Công an xã", "Trạm Y tế xã"]),
        ("Trung tâm Văn hóa, Thể thao và\nTruyền thông", ["Trung tâm Văn hóa, Thể thao và Truyền thông"]),
        ("Sở Nông nghiệp và\nPhát triển nông thôn", ["Sở Nông nghiệp và Phát triển nông thôn"]),
        ("UBND các xã, thị trấn", ["UBND các xã, thị trấn"]),
        ("Lò Thị Mỉm", ["Lò Thị Mỉm"]),
    ],
)
def test_offices_of_a_cell_are_split_only_between_offices(written: str, expected: list[str]) -> None:
    assert names(one("1", "Quét dọn kho", written, "", "30/4/2024", "").lead) == expected


@pytest.mark.parametrize(
    "written",
    ["Sở Y tế chủ trì, phối hợp với Sở Tài chính", "Chủ trì: Sở Y tế; phối hợp: Sở Tài chính"],
)
def test_one_cell_may_name_both_roles(written: str) -> None:
    head = ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn")
    task = one("1", "Kiểm kê tủ thuốc", written, "30/4/2024", head=head)
    assert (names(task.lead), names(task.coordinate)) == (["Sở Y tế"], ["Sở Tài chính"])


def test_a_column_for_both_roles_names_the_leading_office_first() -> None:
    head = ("TT", "Nhiệm vụ", "Đơn vị chủ trì, phối hợp", "Thời hạn")
    task = one("1", "Kiểm kê tủ thuốc", "Sở Y tế; Sở Tài chính", "30/4/2024", head=head)
    assert (names(task.lead), names(task.coordinate)) == (["Sở Y tế"], ["Sở Tài chính"])


@pytest.mark.parametrize(
    ("written", "due", "inclusive"),
    [
        ("31/8/2024", date(2024, 8, 31), True),
        ("Trong quý II/2024", date(2024, 6, 30), True),
        ("Tháng 4", date(2024, 4, 30), True),
        ("Hoàn thành trước 30/6/2024", date(2024, 6, 30), False),
        ("Năm 2024", date(2024, 12, 31), True),
        ("Quý IV/2024 - Quý I/2025", date(2025, 3, 31), True),
    ],
)
def test_a_time_alone_in_its_cell_is_a_deadline(written: str, due: date, inclusive: bool) -> None:
    deadline = one("1", "Quét dọn kho", "Sở Y tế", "", written, "").deadline
    assert deadline is not None
    assert (deadline.date, deadline.inclusive) == (due, inclusive)


@pytest.mark.parametrize("written", ["Hằng tháng", "Thường xuyên"])
def test_a_recurring_time_is_no_deadline(written: str) -> None:
    task = one("1", "Quét dọn kho", "Sở Y tế", "", written, "")
    assert (task.deadline, task.recurrence) == (None, written)


def test_a_time_that_cannot_be_read_is_kept_and_doubted() -> None:
    found, doubts = tasks_from_tables(
        [row(*HEAD), row("1", "Quét kho", "Sở Y tế", "", "Quý IIH/2024", "")], ISSUED
    )
    assert found[0].deadline is not None
    assert (found[0].deadline.text, found[0].deadline.date) == ("Quý IIH/2024", None)
    assert [(doubt.field, doubt.code) for doubt in doubts] == [("tasks[0].deadline", "date_unclear")]


def test_ids_and_doubts_count_on_from_the_tasks_before() -> None:
    rows = [row(*HEAD), row("1", "Quét kho", "Sở Y tế", "", "31/8/2024", "")]
    found, doubts = tasks_from_tables(rows, ISSUED, first=4)
    assert found[0].id == "5"
    assert [(doubt.field, doubt.code) for doubt in doubts] == [("tasks[4].deadline", "day_off")]


def test_a_group_row_is_no_task() -> None:
    found = tasks(
        row(*HEAD),
        row("I", "Nhóm nhiệm vụ về hạ tầng", "", "", "", ""),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        row("II. Nhóm nhiệm vụ về con người", "", "", "", "", ""),
        row("2", "Mở lớp", "Sở Nội vụ", "", "30/5/2024", ""),
    )
    assert [task.text for task in found] == ["Làm đường", "Mở lớp"]


def test_the_lead_of_a_group_goes_to_its_rows() -> None:
    rows = [
        row(*HEAD),
        row("I", "Nhóm hạ tầng", "Sở Xây dựng", "", "", ""),
        row("1", "Làm đường", "", "", "30/4/2024", ""),
        row("2", "Làm cầu", "Sở Tài chính", "", "30/4/2024", ""),
    ]
    found, doubts = tasks_from_tables(rows, ISSUED)
    assert [names(task.lead) for task in found] == [["Sở Xây dựng"], ["Sở Tài chính"]]
    assert ("tasks[0].lead", "lead_inferred") in [(doubt.field, doubt.code) for doubt in doubts]


def test_an_office_that_heads_a_group_leads_its_rows() -> None:
    head = ("TT", "Nội dung", "Thời gian hoàn thành")
    found = tasks(row(*head), row("I", "Sở Xây dựng", ""), row("1", "Làm đường", "30/4/2024"))
    assert names(found[0].lead) == ["Sở Xây dựng"]


def test_a_group_heading_that_is_no_office_leads_nothing() -> None:
    head = ("TT", "Nội dung", "Thời gian hoàn thành")
    found = tasks(row(*head), row("I", "Về hạ tầng nông thôn", ""), row("1", "Làm đường", "30/4/2024"))
    assert found[0].lead == []


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        row("2", "Làm cầu", "", "", "30/5/2024", "", carried=(2,)),
    )
    assert names(found[1].lead) == ["Sở Xây dựng"]


def test_an_empty_cell_that_is_not_merged_stays_empty() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        row("2", "Làm cầu", "", "", "30/5/2024", ""),
    )
    assert found[1].lead == []


def test_a_table_goes_on_over_the_page_end() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        text_row("2", page=2),
        row("2", "Làm cầu", "Sở Tài chính", "", "30/5/2024", "", page=2),
    )
    assert [(task.id, task.page, task.text) for task in found] == [("1", 1, "Làm đường"), ("2", 2, "Làm cầu")]


def test_a_heading_repeated_on_the_next_page_is_no_task() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        row(*HEAD, page=2),
        row("2", "Làm cầu", "Sở Tài chính", "", "30/5/2024", "", page=2),
    )
    assert [task.text for task in found] == ["Làm đường", "Làm cầu"]


def test_a_row_cut_by_the_page_end_is_one_task() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường vào", "Sở Xây", "", "30/4/2024", ""),
        row("", "chợ Bến Đò", "dựng", "", "", "", page=2),
        row("2", "Làm cầu", "Sở Tài chính", "", "30/5/2024", "", page=2),
    )
    assert [task.text for task in found] == ["Làm đường vào chợ Bến Đò", "Làm cầu"]
    assert names(found[0].lead) == ["Sở Xây dựng"]
    assert [evidence.page for evidence in found[0].evidence] == [1, 2]


def test_text_between_two_tables_parts_them() -> None:
    found = tasks(
        row(*HEAD),
        row("1", "Làm đường", "Sở Xây dựng", "", "30/4/2024", ""),
        text_row("Danh sách các thôn được hỗ trợ trong năm nay như sau"),
        row("1", "Thôn Đông", "Bà Chúc", "", "12", ""),
    )
    assert [task.text for task in found] == ["Làm đường"]


def test_two_rows_of_headings_are_one_heading() -> None:
    found = tasks(
        row("TT", "Nội dung", "Đơn vị thực hiện", "", "Thời hạn"),
        row("", "", "Chủ trì", "Phối hợp", "", carried=(0, 1, 4)),
        row("(1)", "(2)", "(3)", "(4)", "(5)"),
        row("1", "Làm đường", "Sở Xây dựng", "Sở Tài chính", "30/4/2024"),
    )
    assert [(names(t.lead), names(t.coordinate)) for t in found] == [(["Sở Xây dựng"], ["Sở Tài chính"])]


NO_ASSIGNMENTS = {
    "people": [("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác"), ("1", "Lò Thị Mỉm", "Trưởng ban", "Sở Y tế")],
    "people with work": [("TT", "Họ và tên", "Nhiệm vụ", "Phụ trách"), ("1", "Lò Thị Mỉm", "Ghi chép", "Tổ 1")],
    "form": [("STT", "Nội dung", "Đơn vị tính", "Số lượng"), ("1", "Số giường", "Giường", "12")],
    "statistics": [("TT", "Chỉ tiêu", "Năm 2022", "Năm 2023", "Ghi chú"), ("1", "Số lớp", "9", "15", "")],
    "budget": [("TT", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền"), ("1", "Mua bàn", "2", "5.000", "10.000")],
    "done": [("TT", "Nhiệm vụ", "Đơn vị thực hiện", "Kết quả thực hiện"), ("1", "Làm cầu", "Sở Y tế", "Xong")],
    "agenda": [
        ("TT", "Thời gian", "Nội dung", "Người thực hiện"),
        ("1", "8h00 - 8h15", "Khai mạc", "Ban Tổ chức"),
        ("2", "8h15 - 9h00", "Báo cáo", "Sở Y tế"),
    ],
    "schedule": [("Ngày tháng", "Tên đơn vị", "Thời gian"), ("Ngày 12/3/2024", "Trạm Y tế xã", "14h - 17h")],
}


@pytest.mark.parametrize("kind", NO_ASSIGNMENTS)
def test_other_tables_give_no_tasks(kind: str) -> None:
    found, doubts = tasks_from_tables([row(*texts) for texts in NO_ASSIGNMENTS[kind]], ISSUED)
    assert (found, doubts) == ([], [])


def test_a_budget_column_does_not_hinder() -> None:
    head = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian", "Kinh phí (triệu đồng)", "Ghi chú")
    assert names(one("1", "Làm cầu", "Sở Xây dựng", "Quý II/2024", "500", "", head=head).lead) == ["Sở Xây dựng"]


def test_rows_without_office_and_time_are_no_tasks() -> None:
    assert tasks(row(*HEAD), row("1", "Làm cầu", "", "", "", "Cầu")) == []


def test_rows_of_tables_are_taken_out_of_the_text() -> None:
    before, after = text_row("Phân công như sau:"), text_row("Nơi nhận:")
    assert without_tables([before, row(*HEAD), after]) == [before, after]


TEXT = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÁẾỘ0123456789 -/;,:.()IVX", max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[TEXT] * 6), max_size=6))
def test_any_cells_give_well_formed_tasks(cells: list[tuple[str, ...]]) -> None:
    found, doubts = tasks_from_tables([row(*HEAD), *[row(*texts) for texts in cells]], ISSUED)
    assert [task.id for task in found] == [str(n) for n in range(1, len(found) + 1)]
    assert all(task.text and (task.lead or task.deadline or task.recurrence) for task in found)
    assert all(isinstance(doubt, Doubt) and doubt.field.startswith("tasks[") for doubt in doubts)


SMALL = ("TT", "Nhiệm vụ", "Thời gian hoàn thành")


@pytest.mark.parametrize(
    "heading",
    ["1. Phòng Y tế (6 nhiệm vụ):", "Phòng Y tế:", "II. Nhiệm vụ của Phòng Y tế", "a) Đối với Phòng Y tế"],
)
def test_the_office_that_stands_over_a_table_leads_its_rows(heading: str) -> None:
    found, doubts = tasks_from_tables([text_row(heading), row(*SMALL), row("1", "Làm cầu", "30/4/2024")], ISSUED)
    assert names(found[0].lead) == ["Phòng Y tế"]
    assert "lead_inferred" in [doubt.code for doubt in doubts]


def test_a_title_over_a_table_leads_nothing() -> None:
    found = tasks(
        text_row("Phân công nhiệm vụ của Phòng Y tế năm 2024"), row(*SMALL), row("1", "Làm cầu", "30/4/2024")
    )
    assert found[0].lead == []


def test_a_table_that_names_nobody_tells_those_the_letter_is_addressed_to() -> None:
    addressed = [Office(name="Sở Y tế")]
    rows = [row(*SMALL), row("1", "Làm cầu", "30/4/2024")]
    found, doubts = tasks_from_tables(rows, ISSUED, addressed=addressed)
    assert names(found[0].lead) == ["Sở Y tế"]
    assert "lead_inferred" in [doubt.code for doubt in doubts]


def test_what_the_text_of_a_row_tells_goes_before_the_addressees() -> None:
    rows = [
        row("TT", "Nhiệm vụ", "Ghi chú"),
        row("1", "Giao Sở Xây dựng phối hợp với Sở Y tế rà soát cầu", "Trước ngày 15/3/2024"),
    ]
    found, _ = tasks_from_tables(rows, ISSUED, addressed=[Office(name="Sở Nội vụ")])
    assert (names(found[0].lead), names(found[0].coordinate)) == (["Sở Xây dựng"], ["Sở Y tế"])
    assert found[0].deadline is not None
    assert found[0].deadline.date == date(2024, 3, 15)


def test_a_table_without_who_and_when_holds_only_what_tells_somebody() -> None:
    assert tasks(row("TT", "Nhiệm vụ", "Ghi chú"), row("1", "Làm cầu qua suối", "")) == []


def test_the_text_of_a_row_is_its_content_and_its_detail() -> None:
    task = one("1", "Làm cầu", "Đổ móng", "Sở Y tế", head=("TT", "Nhiệm vụ", "Chi tiết", "Đơn vị thực hiện"))
    assert task.text == "Làm cầu | Đổ móng"


def test_a_deadline_may_stand_in_the_text_of_a_row() -> None:
    task = one("1", "Làm cầu trước ngày 15/3/2024", "Sở Y tế", head=("TT", "Nhiệm vụ", "Đơn vị thực hiện"))
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 3, 15)


def test_a_period_that_heads_a_group_is_the_deadline_of_its_rows() -> None:
    head = ("TT", "Nhiệm vụ", "Đơn vị thực hiện")
    found = tasks(row(*head), row("I", "Quý II năm 2024", ""), row("1", "Làm cầu", "Sở Y tế"))
    assert found[0].deadline is not None
    assert found[0].deadline.date == date(2024, 6, 30)


def test_bullets_of_a_cell_with_as_many_days_beside_them_are_tasks() -> None:
    found = tasks(row(*SMALL), row("1", "- Làm cầu\n- Làm đường", "- Tháng 4/2024\n- Tháng 6/2024"))
    days = [task.deadline.date for task in found if task.deadline]
    assert [task.text for task in found] == ["Làm cầu", "Làm đường"]
    assert days == [date(2024, 4, 30), date(2024, 6, 30)]


def test_bullets_with_one_day_beside_them_are_one_task() -> None:
    assert len(tasks(row(*SMALL), row("1", "- Làm cầu\n- Làm đường", "Tháng 4/2024"))) == 1


def test_a_column_of_times_that_says_what_was_done_is_a_report() -> None:
    rows = [
        row("TT", "Nhiệm vụ", "Chủ trì", "Tiến độ"),
        row("1", "Làm cầu", "Sở Y tế", "Đã xong"),
        row("2", "Làm chợ", "Sở Y tế", "Đang làm"),
    ]
    assert tasks(*rows) == []


def test_a_beginning_is_no_deadline() -> None:
    found, doubts = tasks_from_tables(
        [row(*HEAD), row("1", "Làm cầu", "Sở Y tế", "", "Từ quý III/2024", "")], ISSUED
    )
    assert (found[0].deadline, doubts) == (None, [])


def test_the_year_in_a_title_is_no_deadline() -> None:
    head = ("TT", "Nhiệm vụ", "Đơn vị thực hiện")
    found = tasks(text_row("NHIỆM VỤ NĂM 2024"), row(*head), row("1", "Làm cầu", "Sở Y tế"))
    assert found[0].deadline is None
