"""The text of annexes: regulations and plans are text, forms, lists and pictures are none."""

from __future__ import annotations

import pytest
from printed import boxed, boxed_rows, plain
from tabled import row

from docproc.extract.layout.annexes import annex_text

FULL = "Các thôn thu gom rác, khơi thông cống rãnh, quét vôi tường rào và trồng hoa ven"


def kept(*lines: str, page: int = 3) -> list[str]:
    return [row.text for row in annex_text(plain(*lines, page=page), foot_page=2)]


@pytest.mark.parametrize(
    "title",
    [
        ("QUY CHẾ", "Làm việc của Tổ công tác", "(Ban hành kèm theo Quyết định số 12/QĐ-UBND)"),
        ("PHỤ LỤC I", "NHIỆM VỤ NĂM 2024"),
        ("KẾ HOẠCH", "(Kèm theo Công văn số 5/UBND-NN)"),
    ],
)
def test_regulations_and_plans_are_text(title: tuple[str, ...]) -> None:
    assert kept(*title, FULL)[-1] == FULL


@pytest.mark.parametrize(
    "title",
    [
        ("Mẫu số 02", "ĐƠN ĐĂNG KÝ"),
        ("PHỤ LỤC", "Báo cáo kết quả năm 2024"),
        ("PHỤ LỤC TIẾP THU, GIẢI TRÌNH Ý KIẾN",),
        ("DANH SÁCH CÁC THÔN", "(Kèm theo Công văn số 5/UBND-NN)"),
        ("PHIẾU GHI Ý KIẾN",),
    ],
)
def test_forms_lists_and_reports_are_none(title: tuple[str, ...]) -> None:
    assert FULL not in kept(*title, FULL)


def test_what_stands_above_a_form_on_its_page_is_text() -> None:
    assert kept(FULL, "DANH SÁCH CÁC THÔN", "Thôn Đông") == [FULL]


def test_the_next_title_ends_a_form() -> None:
    form, plan = plain("Mẫu số 02", FULL, page=3), plain("PHỤ LỤC II", FULL, page=4)
    assert [(r.page, r.text) for r in annex_text([*form, *plan], 2)] == [(4, "PHỤ LỤC II"), (4, FULL)]


def test_footnotes_and_tables_are_left_out() -> None:
    assert kept(f"1 {FULL}", page=2) == []
    assert annex_text([row("1", "Làm cầu", page=3)], 2) == []


def test_a_picture_of_a_screen_is_no_text() -> None:
    assert annex_text(boxed_rows(*(boxed("Tab mới", 60, 60 + 20 * n) for n in range(5)), number=3), 2) == []
