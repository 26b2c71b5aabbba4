"""The text of annexes: regulations and plans are text, forms, lists and pictures are none."""

from __future__ import annotations

import pytest
from printed import boxed, boxed_rows, plain
from tabled import row

from docproc.extract.layout.annexes import annex_start, annex_text

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


LIST = ("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.")
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Hặc")


@pytest.mark.parametrize(
    ("foot", "annex"),
    [
        ((*LIST, *SIGNED), ("QUY CHẾ", "Làm việc của Tổ công tác", FULL)),
        ((*LIST, *SIGNED), ("PHỤ LỤC I", FULL)),
        ((*LIST, *SIGNED), ("(Kèm theo Công văn số 5/UBND-NN)", FULL)),
        ((*LIST, *SIGNED), ("Phân công công việc", FULL)),  # no title in capitals, but text
        ((*LIST, *SIGNED, "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", "Hà Thị Mây"), ("QUY CHẾ", FULL)),
        ((*SIGNED, *LIST, f"- {FULL};"), ("PHỤ LỤC", FULL)),  # signed above the list of recipients
    ],
)
def test_an_annex_of_a_text_without_places_begins_behind_the_signature(
    foot: tuple[str, ...], annex: tuple[str, ...]
) -> None:
    rows = plain(*foot, *annex, page=2)
    assert [row.text for row in rows[annex_start(rows) :]] == list(annex)


@pytest.mark.parametrize("foot", [(*LIST, *SIGNED), (*LIST, *SIGNED, "(Đã ký)"), LIST])
def test_a_foot_alone_has_no_annex(foot: tuple[str, ...]) -> None:
    assert annex_start(plain(*foot)) == len(foot)


def test_footnotes_and_tables_are_left_out() -> None:
    assert annex_text(boxed_rows(boxed(f"1 {FULL}", 60, 700), number=2), 2) == []
    assert annex_text([row("1", "Làm cầu", page=3)], 2) == []


def test_an_annex_on_the_page_of_the_foot_is_text_from_its_title_on() -> None:
    rows = boxed_rows(boxed(f"1 {FULL}", 60, 700), boxed("QUY CHẾ", 60, 720), boxed(FULL, 60, 740), number=2)
    assert [row.text for row in annex_text(rows, 2)] == ["QUY CHẾ", FULL]


def test_a_picture_of_a_screen_is_no_text() -> None:
    assert annex_text(boxed_rows(*(boxed("Tab mới", 60, 60 + 20 * n) for n in range(5)), number=3), 2) == []
