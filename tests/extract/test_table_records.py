"""The rows of a table with their cells by column: over pages, below damaged headings, in grids that were cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tabled import HEAD, row, text_row

from docproc.extract.layout.rows import Row
from docproc.extract.layout.tables import PlanTable, assignment_tables

SMALL = ("TT", "Nhiệm vụ", "Thời gian hoàn thành")


def records(*rows: Row) -> list[dict[str, str]]:
    return [{name: r.text(name) for name in r.cells} for table in tables(*rows) for r in table.records]


def tables(*rows: Row) -> list[PlanTable]:
    return assignment_tables(list(rows))


def above(*rows: Row) -> list[list[str]]:
    return [
        [" ".join(word.text for _, word in words) for words in record.above]
        for table in tables(*rows)
        for record in table.records
    ]


def moved(line: Row, points: float) -> Row:
    """The row so many points further right."""
    cells = tuple(
        tuple(replace(w, box=w.box._replace(x0=w.box.x0 + points, x1=w.box.x1 + points)) for w in cell if w.box)
        for cell in line.line.cells
    )
    return replace(line, line=replace(line.line, cells=cells))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Đơn vị thực hiện", "lead"),
        ("Người thực hiện", "lead"),
        ("Bộ phận thực hiện", "lead"),
        ("Thực hiện", "lead"),
        ("Đơn vị đầu mối", "lead"),
        ("Cơ quan, đơn vị phối hợp", "coordinate"),
        ("Thời gian thực hiện", "deadline"),
        ("Chỉ tiêu định lượng", "product"),
        ("Nội dung cụ thể", "detail"),
        ("Giải pháp thực hiện", "detail"),
        ("Ghi chú", "note"),
        ("Địa điểm thực hiện", None),
        ("Thông tin đầu mối", None),
    ],
)
def test_a_heading_tells_its_column(heading: str, kind: str | None) -> None:
    (table,) = tables(row("TT", "Nhiệm vụ", heading), row("1", "Làm cầu", "x"))
    assert table.columns.kinds == ("no", "content", kind)


@pytest.mark.parametrize(
    "heading", ["Họ và tên", "Lý do", "Tình hình thực hiện", "Đơn vị tính", "Năm 2022", "Phí, lệ phí"]
)
def test_a_heading_of_lists_and_reports_refuses_the_table(heading: str) -> None:
    assert tables(row("TT", "Nhiệm vụ", heading), row("1", "Làm cầu", "x")) == []


def test_a_second_column_of_contents_is_a_detail() -> None:
    (record,) = records(
        row("TT", "Nhiệm vụ", "Nội dung công việc", "Thời hạn"), row("1", "Làm cầu", "Đổ móng", "Quý I")
    )
    assert record == {"no": "1", "content": "Làm cầu", "detail": "Đổ móng", "deadline": "Quý I"}


def test_a_content_merged_over_several_details_stands_in_each_record() -> None:
    found = records(
        row("TT", "Nhiệm vụ", "Chi tiết", "Thời hạn"),
        row("1", "Làm cầu", "Đổ móng", "Quý I"),
        row("", "", "Lát mặt cầu", "Quý II", carried=(0, 1)),
    )
    assert [(r["content"], r["detail"]) for r in found] == [("Làm cầu", "Đổ móng"), ("Làm cầu", "Lát mặt cầu")]


def test_crumbs_that_a_streak_cut_off_belong_to_the_cell_on_the_left() -> None:
    found = records(
        row("TT", "Nhiệm vụ", "", "Thời gian hoàn thành"),
        row("1", "Sửa cầu qua\nsuối", "lũ\nlớn", "Quý I/2024"),
        row("2", "Làm đường vào", "bản", "Quý II/2024"),
    )
    assert [r["content"] for r in found] == ["Sửa cầu qua lũ suối lớn", "Làm đường vào bản"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(("30/4/2024", "Quý III/2024"), "deadline"), (("Sở Y tế", "UBND xã Bản Mây"), "lead"), (("12", "15"), None)],
)
def test_a_column_whose_heading_was_lost_is_told_by_its_cells(cells: tuple[str, str], kind: str | None) -> None:
    (table,) = tables(
        row("TT", "Nhiệm vụ", "Ñg_j#", "Sản phẩm"),
        row("1", "Làm cầu", cells[0], "Cầu"),
        row("2", "Làm đường", cells[1], "Đường"),
    )
    assert table.columns.kinds[2] == kind


def test_a_content_column_whose_heading_was_lost_is_the_one_with_the_text() -> None:
    (table,) = tables(
        row("TT", "", "Đơn vị thực hiện", "Thời hạn"),
        row("1", "Sửa lại toàn bộ mái và cửa của nhà văn hóa thôn", "Phòng Kinh tế", "Quý I"),
        row("2", "Quét vôi tường rào và trồng hoa trước cổng trường", "Phòng Kinh tế", "Quý I"),
    )
    assert table.columns.kinds == ("no", "content", "lead", "deadline")


TALL = "Quét vôi tường rào, trồng hoa trước cổng trường"


def test_a_table_without_headings_is_known_by_offices_days_and_text() -> None:
    found = records(row("1", TALL, "Sở Y tế", "30/4/2024"), row("2", TALL, "Sở Xây dựng", "Quý II/2024"))
    assert [(r["lead"], r["deadline"]) for r in found] == [
        ("Sở Y tế", "30/4/2024"),
        ("Sở Xây dựng", "Quý II/2024"),
    ]


@pytest.mark.parametrize("cells", [("Sở Y tế", "12"), ("12", "30/4/2024")])
def test_a_table_without_headings_is_none_without_offices_or_days(cells: tuple[str, str]) -> None:
    assert tables(row("1", TALL, *cells), row("2", TALL, *cells)) == []


def test_a_row_cut_by_the_page_end_is_one_record_below_repeated_headings() -> None:
    found = records(
        row(*SMALL),
        row("1", "Làm đường vào", "Quý I"),
        row(*SMALL, page=2),
        row("", "chợ Bến Đò", "", page=2),
        row("2", "Làm cầu", "Quý II", page=2),
    )
    assert [r["content"] for r in found] == ["Làm đường vào chợ Bến Đò", "Làm cầu"]


def test_a_row_whose_number_went_to_the_next_page_is_one_record() -> None:
    found = records(
        row(*SMALL),
        row("1", "Làm cầu.", "Quý I"),
        row("", "Làm đường vào", "Quý"),
        row("2", "chợ Bến Đò", "II", page=2),
    )
    assert [(r["no"], r["content"], r["deadline"]) for r in found] == [
        ("1", "Làm cầu.", "Quý I"),
        ("2", "Làm đường vào chợ Bến Đò", "Quý II"),
    ]


def test_a_row_whose_number_was_not_read_is_a_record_when_the_numbers_go_on_behind_it() -> None:
    found = records(
        row(*SMALL),
        row("1", "Làm cầu.", "Quý I"),
        row("", "Làm đường.", "Quý II", page=2),
        row("3", "Làm chợ.", "Quý II", page=2),
    )
    assert [r["content"] for r in found] == ["Làm cầu.", "Làm đường.", "Làm chợ."]


def test_a_table_goes_on_in_a_grid_of_other_columns_by_their_place() -> None:
    other = moved(row("2", "Làm đường", "", "Quý II", page=2), -60)
    shifted = replace(
        other,
        line=replace(
            other.line,
            cells=(
                row("2").line.cells[0],
                row("", "Làm đường").line.cells[1],
                (),
                row("", "", "Quý II").line.cells[2],
            ),
        ),
    )
    found = records(row(*SMALL), row("1", "Làm cầu", "Quý I"), shifted)
    assert found[1] == {"no": "2", "content": "Làm đường", "deadline": "Quý II"}


def test_headings_in_the_middle_of_a_grid_begin_another_table_under_its_caption() -> None:
    rows = [
        text_row("1. Phòng Nội vụ (2 nhiệm vụ):"),
        row(*SMALL),
        row("1", "Làm cầu", "Quý I"),
        row("2", "Làm đường", "Quý I"),
        row("2. Phòng Y tế (1 nhiệm vụ):", "", ""),
        row("TT", "Nhiệm vụ", "Thòi gian hoàn thành"),
        row("1", "Làm chợ", "Quý I"),
    ]
    assert above(*rows) == [
        ["1. Phòng Nội vụ (2 nhiệm vụ):"],
        ["1. Phòng Nội vụ (2 nhiệm vụ):"],
        ["2. Phòng Y tế (1 nhiệm vụ):"],
    ]


def test_an_inner_group_stands_nearer_than_the_outer_one() -> None:
    rows = [
        row(*HEAD),
        row("I", "Sở Xây dựng", "", "", "", ""),
        row("1", "Nhóm cầu", "", "", "", ""),
        row("1.1", "Làm cầu", "", "", "Quý I", ""),
        row("II", "Sở Y tế", "", "", "", ""),
        row("1", "Làm trạm", "", "", "Quý I", ""),
    ]
    assert above(*rows) == [["Nhóm cầu", "Sở Xây dựng"], ["Sở Y tế"]]


def test_the_rest_of_a_cell_at_the_top_of_a_page_heads_no_group() -> None:
    rows = [
        row(*HEAD),
        row("1", "Làm cầu", "Sở Xây", "", "Quý I", ""),
        row("", "", "dựng tỉnh", "", "", "", page=2),
        row("2", "Làm đường", "Sở Y tế", "", "Quý I", "", page=2),
    ]
    assert [r["lead"] for r in records(*rows)] == ["Sở Xây dựng tỉnh", "Sở Y tế"]


def test_a_cell_that_reaches_over_rows_reaches_over_the_page_end() -> None:
    found = records(
        row("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        row("1", "Làm cầu", "Sở Y tế", "30/4/2024"),
        row("", "Làm đường", "", "30/5/2024", page=2),
        row("", "Làm chợ", "", "30/6/2024", page=2, carried=(0, 2)),
    )
    assert [(r["content"], r["lead"], r["deadline"]) for r in found] == [
        ("Làm cầu", "Sở Y tế", "30/4/2024"),
        ("Làm đường", "Sở Y tế", "30/5/2024"),
        ("Làm chợ", "Sở Y tế", "30/6/2024"),
    ]


def test_a_first_column_of_numbers_needs_no_heading() -> None:
    (table,) = tables(
        row("", *SMALL[1:]), row("I", "Hạ tầng", ""), row("1", "Làm cầu", "Quý I"), row("+", "Làm chợ", "")
    )
    assert table.columns.kinds[0] == "no"


def test_a_group_whose_number_was_not_read_is_a_few_words_alone() -> None:
    rows = [row(*SMALL), row("", "Phòng Nội vụ", ""), row("1.1", "Làm cầu", "Quý I")]
    assert above(*rows) == [["Phòng Nội vụ"]]


def test_who_oversees_leads_only_where_nobody_else_does() -> None:
    (one,) = tables(row("TT", "Nhiệm vụ", "Lãnh đạo chỉ đạo", "Đơn vị chủ trì"), row("1", "Làm cầu", "x", "y"))
    (other,) = tables(row("TT", "Nhiệm vụ", "Lãnh đạo chỉ đạo"), row("1", "Làm cầu", "x"))
    assert (one.columns.kinds[2:], other.columns.kinds[2:]) == ((None, "lead"), ("lead",))


def test_of_a_time_in_two_columns_the_end_is_the_deadline() -> None:
    (table,) = tables(
        row("TT", "Nhiệm vụ", "Chủ trì", "Thời gian", ""),
        row("", "", "", "Bắt đầu", "Hoàn thành", carried=(0, 1, 2)),
        row("1", "Làm cầu", "Sở Y tế", "01/4/2024", "30/4/2024"),
    )
    assert table.columns.kinds == ("no", "content", "lead", None, "deadline")
