"""What a line of the head is, by its words and its place."""

from __future__ import annotations

import pytest
from printed import WIDTH, boxed, boxed_rows, plain

from docproc.extract.layout.head_lines import (
    beside,
    goes_on_right,
    in_right_column,
    in_the_middle,
    is_about,
    is_centred,
    is_read_twice,
    is_within,
    title_in,
    title_type,
)
from docproc.extract.layout.rows import Row


def row(text: str, x: float, y: float = 100.0) -> Row:
    return boxed_rows(boxed(text, x, y))[0]


def centred(text: str, y: float = 100.0) -> Row:
    return row(text, (WIDTH - 6 * len(text)) / 2, y)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("QUYẾT ĐỊNH", "Quyết định"),
        ("QUYÊT ĐINH", "Quyết định"),
        ("Quyết định", None),
        ("HUYỆN SUỐI VÀNG", None),
        ("KH", None),
    ],
)
def test_a_title_names_its_type(text: str, kind: str | None) -> None:
    assert title_type(text) == kind


def test_a_title_may_say_more_in_the_middle_of_the_page() -> None:
    assert title_in(centred("THÔNG BÁO KẾT LUẬN")) == ("Thông báo", 2)


def test_such_a_line_on_the_left_is_no_title() -> None:
    assert title_in(row("THÔNG BÁO KẾT LUẬN", 60)) is None


def test_without_places_nothing_stands_in_the_middle() -> None:
    assert not in_the_middle(plain("QUYẾT ĐỊNH")[0])


def test_the_right_column_is_the_right_half() -> None:
    assert in_right_column(row("Suối Vàng, ngày 06", 320))
    assert not in_right_column(row("Số: 642/UBND-NN", 80))


def test_a_part_of_a_line_is_read_twice() -> None:
    whole = row("ỦY BAN NHÂN DÂN", 80)
    assert is_read_twice(row("NHÂN DÂN", 122), [whole])
    assert not is_read_twice(row("NHÂN DÂN", 122, 140), [whole])


def test_a_symbol_right_of_its_number_goes_on_with_it() -> None:
    number = row("Số: 642", 80)
    assert goes_on_right(number, row("/UBND-NN", 130))
    assert not goes_on_right(number, row("/UBND-NN", 130, 140))


def test_a_number_with_its_symbol_is_whole() -> None:
    assert not goes_on_right(row("Số: 642/UBND-NN", 80), row("/KTN", 180))


def test_the_last_line_of_a_centred_text_is_set_within_it() -> None:
    assert is_within(centred("kiểm tra hồ chứa"), [centred("Về việc rà soát các đập và hồ chứa nước")])
    assert not is_within(row("kiểm tra hồ chứa", 60), [centred("Về việc rà soát các đập và hồ chứa nước")])


def test_the_subject_stands_right_below_the_number() -> None:
    number = [row("Số: 642/UBND-NN", 80)]
    assert is_about(row("kiểm tra các hồ chứa nước", 80, 118), number)
    assert not is_about(row("kiểm tra các hồ chứa nước", 80, 200), number)


def test_ve_viec_is_the_subject_wherever_it_stands() -> None:
    assert is_about(row("Về việc kiểm tra hồ chứa", 80, 200), [row("Số: 642/UBND-NN", 80)])


def test_a_line_is_centred_below_its_title() -> None:
    title = centred("QUYẾT ĐỊNH")
    assert is_centred(centred("Về việc phê duyệt", 120), title)
    assert not is_centred(row("Về việc phê duyệt", 60, 120), title)


def test_a_stamp_stands_beside_the_addressees() -> None:
    assert beside(row("HỎA TỐC", 60), row("Kính gửi: Sở Y tế", 200))
    assert not beside(row("Sở Y tế", 210), row("Kính gửi: Sở Y tế", 200))
