"""What the columns of a table are: by headings, by content, below another grid."""

from __future__ import annotations

import pytest
from tabled import HEAD, row

from docproc.extract.layout.rows import Row
from docproc.extract.layout.table_columns import Columns, columns_below, columns_by_content, heading_at

KINDS = ("no", "content", "lead", "coordinate", "deadline", "product")
ROWS = [
    row(str(n), "Rà soát các hồ chứa nước của huyện", "Phòng Y tế", "UBND xã Bản Mây", "30/9/2024", "Báo cáo")
    for n in range(1, 6)
]


def kinds(*rows: Row, first: bool = True) -> tuple[str | None, ...] | None:
    """The kinds of the columns below the first row; None when that is no heading."""
    heading = heading_at(list(rows), 0, first)
    return heading.columns.kinds if heading and heading.columns else None


def test_headings_tell_their_columns() -> None:
    assert kinds(row(*HEAD), *ROWS) == KINDS


def test_a_row_of_a_table_is_no_heading() -> None:
    assert kinds(*ROWS) is None


def test_the_row_of_numbers_belongs_to_the_heading() -> None:
    heading = heading_at([row(*HEAD), row("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), *ROWS], 0, first=True)
    assert heading is not None
    assert heading.end == 2


def test_a_column_without_a_heading_is_known_by_its_cells() -> None:
    head = list(HEAD)
    head[4] = ""
    assert kinds(row(*head), *ROWS) == KINDS


def test_a_table_without_headings_is_known_by_who_and_when() -> None:
    columns = columns_by_content(ROWS)
    assert columns is not None
    assert columns.has("lead") and columns.has("deadline") and columns.has("content")


def test_a_few_rows_without_headings_say_nothing() -> None:
    assert columns_by_content(ROWS[:1]) is None


def test_a_programme_with_hours_assigns_nothing() -> None:
    hours = [row(str(n), "Đón tiếp đại biểu", "Phòng Y tế", "", f"{n} giờ 30", "") for n in range(7, 12)]
    assert kinds(row(*HEAD), *hours) is None


def test_a_table_that_goes_on_in_the_same_grid_has_the_same_columns() -> None:
    columns = Columns(KINDS)
    assert columns_below(columns, ROWS, ROWS) == columns


def test_a_table_that_goes_on_in_another_grid_is_known_by_place() -> None:
    found = columns_below(Columns(KINDS), ROWS, [row("6", "Rà soát", "Phòng Y tế")])
    assert found is not None
    assert found.kinds == ("no", "content", "lead")


def test_cells_that_were_cut_are_put_together() -> None:
    cells = Columns(("content", "content")).cells(row("Rà soát", "hồ chứa"))
    assert [word.text for word in cells["content"]] == ["Rà", "soát", "hồ", "chứa"]


def test_what_began_in_a_row_above_is_told() -> None:
    assert Columns(("no", "content")).carried(row("1", "Rà soát", carried=(1,))) == {"content"}


@pytest.mark.parametrize(("names", "assigning"), [(("content", "lead"), True), (("no", "content"), False)])
def test_a_table_assigns_when_it_says_who_or_when(names: tuple[str, ...], assigning: bool) -> None:
    assert Columns(names).assigning is assigning
