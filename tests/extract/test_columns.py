"""Plain text with both columns on one line is put apart; pages with places are left alone."""

from __future__ import annotations

import pytest
from printed import boxed, boxed_rows, plain, texts

from docproc.extract.layout.columns import rows_apart


def test_number_and_place_on_one_line_are_two_rows() -> None:
    rows = rows_apart(plain("Số: 88/UBND-KT Suối Vàng, ngày 05 tháng 4 năm 2024", "Kính gửi: UBND các xã."))
    assert texts(rows) == ["Số: 88/UBND-KT", "Suối Vàng, ngày 05 tháng 4 năm 2024", "Kính gửi: UBND các xã."]


def test_left_column_of_the_head_comes_first() -> None:
    rows = plain(
        "UBND HUYỆN SUỐI VÀNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHÒNG NỘI VỤ Độc lập - Tự do - Hạnh phúc",
        "Số: 88/PNV Suối Vàng, ngày 05 tháng 4 năm 2024",
        "Kính gửi: UBND các xã.",
    )
    assert texts(rows_apart(rows)) == [
        "UBND HUYỆN SUỐI VÀNG",
        "PHÒNG NỘI VỤ",
        "Số: 88/PNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Vàng, ngày 05 tháng 4 năm 2024",
        "Kính gửi: UBND các xã.",
    ]


def test_recipients_and_signature_are_put_apart() -> None:
    rows = plain(
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
        "- Như trên; KT. CHỦ TỊCH",
        "- Lưu: VT. PHÓ CHỦ TỊCH",
        "Lò Văn Khải",
    )
    assert texts(rows_apart(rows)) == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Khải",
    ]


def test_text_between_head_and_foot_is_not_cut() -> None:
    body = "Đơn vị nào gửi Số: 88/UBND-KT Suối Vàng, ngày 05 tháng 4 năm 2024 thì báo lại."
    assert texts(rows_apart(plain("Kính gửi: UBND các xã.", body, "Nơi nhận:"))) == [
        "Kính gửi: UBND các xã.",
        body,
        "Nơi nhận:",
    ]


def test_a_recipient_in_capitals_stays_whole() -> None:
    rows = plain("Nơi nhận:", "- TT. HĐND; UBMTTQ huyện;", "- Lưu: VT.")
    assert texts(rows_apart(rows)) == ["Nơi nhận:", "- TT. HĐND; UBMTTQ huyện;", "- Lưu: VT."]


@pytest.mark.parametrize("authority", ["TM. ỦY BAN NHÂN DÂN", "TL. CHỦ TỊCH", "TUQ. GIÁM ĐỐC", "GIÁM ĐỐC"])
def test_each_form_of_authority_is_cut_from_the_label(authority: str) -> None:
    assert texts(rows_apart(plain(f"Nơi nhận: {authority}"))) == ["Nơi nhận:", authority]


def test_pages_with_places_come_back_as_they_are() -> None:
    rows = boxed_rows(boxed("Số: 88/UBND-KT Suối Vàng, ngày 05 tháng 4 năm 2024", 80, 100))
    assert rows_apart(rows) == rows
