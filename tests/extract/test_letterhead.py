"""The names in a letterhead: as printed where they are certain, put right with a doubt where OCR was not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed import FOOT, HEAD, boxed, boxed_rows, letter_of, plain, scanned_row

from docproc.extract.assemble.letterhead import offices_in, place_of, read_issuer, read_place
from docproc.extract.layout.rows import Row
from docproc.extract.layout.zones import Zones
from docproc.letter import Header
from docproc.page import Line


def issuer_of(*rows: Row, text: str = "", place: Row | None = None) -> tuple[Header, list[str]]:
    """The issuer in these rows, and the codes of the doubts."""
    header = Header()
    zones = Zones(issuer=list(rows), place_date=[place] if place else [])
    return header, [doubt.code for doubt in read_issuer(header, zones, text)]


def scanned(*lines: str) -> list[Row]:
    return boxed_rows(*(boxed(text, 60, 60.0 + 16 * n, confidence=0.9) for n, text in enumerate(lines)))


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        (("ỦY BAN NHÂN DÂN", "XÃ QUANG BÌNH"), "Ủy ban nhân dân xã Quang Bình"),
        (("UBND XÃ BẢN MÂY",), "UBND xã Bản Mây"),
        (("UBND XÃ", "BẢN MÂY"), "UBND xã Bản Mây"),
        (("ỦY BAN NHÂN DÂN THÀNH PHỐ", "HỘI AN"), "Ủy ban nhân dân thành phố Hội An"),
        (("SỞ NÔNG NGHIẸP",), "SỞ NÔNG NGHIẸP"),
        (("UBND TĨNH LÂM ĐÒNG",), "UBND TĨNH LÂM ĐÒNG"),
    ],
)
def test_certain_words_stay_as_printed_but_for_capitals(printed: tuple[str, ...], issuer: str) -> None:
    header, doubts = issuer_of(*plain(*printed))
    assert (header.issuer, doubts) == (issuer, [])


def test_the_province_in_the_date_line_does_not_rename_a_commune() -> None:
    place = scanned_row("Quảng Bình, ngày 08 tháng 9 năm 2025")
    header, doubts = issuer_of(*scanned("UBND XÃ QUANG BÌNH"), text="Tỉnh Quảng Bình.", place=place)
    assert (header.issuer, doubts) == ("UBND xã Quang Bình", [])


def test_a_place_that_ocr_misread_is_put_right_and_doubted() -> None:
    header, doubts = issuer_of(*scanned("ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐÒNG"))
    assert (header.issuer, doubts) == ("Ủy ban nhân dân tỉnh Lâm Đồng", ["name_mended"])


@pytest.mark.parametrize(("confidence", "place"), [(0.95, "Bản Mây"), (0.8, "Bản Máy")])
def test_a_clearly_read_hamlet_is_taken_for_no_commune(confidence: float, place: str) -> None:
    assert place_of(scanned_row("Bản Mây, ngày 08 tháng 9 năm 2025", confidence)) == place


def test_a_scrawled_day_does_not_make_the_place_beside_it_another() -> None:
    assert place_of(with_scrawled_day("Bản Mây, ngày 1ÿ tháng 9 năm 2025")) == "Bản Mây"


def with_scrawled_day(text: str) -> Row:
    """A date line that OCR read well but for the word with "ÿ"."""
    row = scanned_row(text, 0.95)
    return replace(
        row, line=Line(tuple(replace(w, confidence=0.3) if "ÿ" in w.text else w for w in row.line.words))
    )


def test_what_letterhead_and_date_line_both_say_is_no_other_place() -> None:
    rows = boxed_rows(boxed("UBND XÃ BẢN MÂY", 60, 60, confidence=0.8))
    header, doubts = issuer_of(*rows, place=scanned_row("Bản Mây, ngày 08 tháng 9 năm 2025", 0.8))
    doubts += [doubt.code for doubt in read_place(header, scanned_row("Bản Mây, ngày 08/9/2025", 0.8), "")]
    assert (header.issuer, header.place, doubts) == ("UBND xã Bản Mây", "Bản Mây", [])


def read_as(first: str, other: str) -> Row:
    """A date line of `first`, of which another reader saw `other`."""
    row = scanned_row(first, 0.9)
    words = zip(row.line.words, other.split(), strict=True)
    seen = (replace(word, alternatives=(text,)) if word.text != text else word for word, text in words)
    return replace(row, line=Line(tuple(seen)))


@pytest.mark.parametrize(
    ("letterhead", "place"),
    [("UBND XÃ SUỐI VÀNG", "Suối Vàng"), ("UBND XÃ SUỐI VẮNG", "Suối Vang"), ("UBND XÃ BẢN MÂY", "Suối Vang")],
)
def test_of_two_readings_of_the_place_that_of_the_letterhead_is_taken(letterhead: str, place: str) -> None:
    row = read_as("Suối Vang, ngày 08 tháng 9 năm 2025", "Suối Vàng, ngày 08 tháng 9 năm 2025")
    assert place_of(row, letterhead) == place


def test_a_clear_letterhead_is_not_renamed_by_an_unclear_date_line() -> None:
    place = scanned_row("Bản Máy, ngày 08 tháng 9 năm 2025", 0.6)
    header, doubts = issuer_of(*scanned("UBND XÃ BẢN MÂY"), place=place)
    assert (header.issuer, doubts) == ("UBND xã Bản Mây", [])


def test_a_clear_date_line_still_tells_the_marks_of_the_letterhead() -> None:
    place = scanned_row("Bản Mây, ngày 08 tháng 9 năm 2025", 0.95)
    header, _doubts = issuer_of(*scanned("UBND XÃ BẢN MẦY"), place=place)
    assert header.issuer == "UBND xã Bản Mây"


@pytest.mark.parametrize(("confidence", "place"), [(0.95, "Đăk R'Lấp"), (0.8, "Đắk R'Lấp")])
def test_which_of_two_spellings_in_use_is_printed_stays(confidence: float, place: str) -> None:
    assert place_of(scanned_row("Đăk R lấp, ngày 08 tháng 9 năm 2025", confidence)) == place


def test_a_comma_at_the_end_of_a_printed_line_stays_in_the_name() -> None:
    rows = plain("HỘI ĐỒNG THẨM ĐỊNH,", "ĐÁNH GIÁ CHỈ SỐ XÃ BẢN MÂY,")
    assert [name for name, _ in offices_in(rows)] == ["HỘI ĐỒNG THẨM ĐỊNH, ĐÁNH GIÁ CHỈ SỐ XÃ BẢN MÂY"]


def test_it_is_not_doubted_when_the_text_has_it() -> None:
    header, doubts = issuer_of(*scanned("UBND TỈNH LÂM ĐÒNG"), text="trên địa bàn tỉnh Lâm Đồng")
    assert (header.issuer, doubts) == ("UBND tỉnh Lâm Đồng", [])


def test_it_is_not_doubted_when_another_reader_saw_it() -> None:
    row = scanned_row("UBND TỈNH LÂM ĐÒNG")
    *words, last = row.line.words
    row = replace(row, line=Line((*words, replace(last, alternatives=("ĐỒNG",)))))
    header, doubts = issuer_of(row)
    assert (header.issuer, doubts) == ("UBND tỉnh Lâm Đồng", [])


def test_an_office_that_ocr_misread_gets_the_marks_of_known_words() -> None:
    header, doubts = issuer_of(*scanned("BẢO HIẾM XÃ HỘI", "TỈNH AN KHÊ"))
    assert (header.issuer, doubts) == ("Bảo hiểm xã hội tỉnh An Khê", ["name_mended"])


def test_the_place_before_the_date_is_doubted_when_it_was_put_right() -> None:
    header = Header()
    doubts = read_place(header, scanned_row("Đà Năng, ngày 08 tháng 9 năm 2025"), "")
    assert (header.place, [doubt.field for doubt in doubts]) == ("Đà Nẵng", ["header.place"])


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("LÀO CAI, ngày 08 tháng 9 năm 2025", "Lào Cai"),
        ("TP. HỒ CHÍ MINH, ngày 08 tháng 9 năm 2025", "TP. Hồ Chí Minh"),
        ("Đắk R'Lấp, ngày 08 tháng 9 năm 2025", "Đắk R'Lấp"),
        ("Bà Rịa – Vũng Tàu, ngày 08 tháng 9 năm 2025", "Bà Rịa – Vũng Tàu"),
        ("Yên Bài, ngày 08 tháng 9 năm 2025", "Yên Bài"),
        ("Đà Năng, ngày 08 tháng 9 năm 2025", "Đà Năng"),
    ],
)
def test_a_certain_place_stays_but_for_capitals(line: str, place: str) -> None:
    assert place_of(plain(line)[0]) == place


def test_a_place_with_an_apostrophe_is_found_in_a_letter() -> None:
    head = HEAD.replace("Suối Vàng, ngày", "Đắk R'Lấp, ngày")
    assert letter_of("\n".join([head, FOOT])).header.place == "Đắk R'Lấp"


def test_offices_one_below_the_other_are_two() -> None:
    rows = plain("LIÊN ĐOÀN LAO ĐỘNG", "TỈNH AN KHÊ", "CÔNG ĐOÀN GIÁO DỤC")
    assert [name for name, _ in offices_in(rows)] == ["LIÊN ĐOÀN LAO ĐỘNG TỈNH AN KHÊ", "CÔNG ĐOÀN GIÁO DỤC"]


def test_a_clear_issuer_is_not_taken_from_the_text() -> None:
    """The text speaks of a commune with almost that name; the letterhead is certain."""
    body = "Ủy ban nhân dân xã Quảng Bình đề nghị các thôn báo cáo trước ngày 20/5/2024."
    letter = letter_of("\n".join([HEAD.replace("HUYỆN SUỐI VÀNG", "XÃ QUANG BÌNH"), body, FOOT]))
    assert letter.header.issuer == "Ủy ban nhân dân xã Quang Bình"
    assert not [doubt for doubt in letter.doubts if doubt.field == "header.issuer"]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("BỘ GIÁO DỤC VÀ ĐÀO TẠO", "ĐẠI HỌC ĐÀ NẴNG"),
        ("SỞ VĂN HÓA VÀ THỂ THAO", "NHÀ VĂN HÓA THANH NIÊN"),
        ("SỞ Y TẾ", "TTYT KHU VỰC BẢN MÂY"),
        ("CÔNG AN TỈNH", "TRẠI TẠM GIAM SỐ 2"),
        ("TỈNH ỦY AN KHÊ", "BÁO AN KHÊ"),
    ],
)
def test_a_line_below_a_whole_office_is_an_office_of_its_own(above: str, line: str) -> None:
    assert [name for name, _rows in offices_in(plain(above, line))] == [above, line]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("BAN QUẢN LÝ", "VƯỜN QUỐC GIA BẢN MÂY"),
        ("TRƯỜNG", "ĐẠI HỌC ĐÀ NẴNG"),
        ("SỞ THÔNG TIN VÀ", "BÁO CHÍ"),
        ("BỘ TƯ LỆNH", "VÙNG CẢNH SÁT BIỂN 3"),
        ("HỘI ĐỒNG TUYỂN SINH", "ĐẠI HỌC ĐÀ NẴNG"),
    ],
)
def test_a_line_that_ends_the_name_above_is_none(above: str, line: str) -> None:
    assert [name for name, _rows in offices_in(plain(above, line))] == [f"{above} {line}"]


@pytest.mark.parametrize(
    ("printed", "issuer", "parent"),
    [
        (("SỞ Y TẾ -", "SỞ TÀI CHÍNH"), "Sở Y tế - Sở Tài chính", None),
        (("UBND XÃ BẢN MÂY", "SỞ Y TẾ –", "SỞ TÀI CHÍNH"), "Sở Y tế - Sở Tài chính", "UBND xã Bản Mây"),
        (("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI",), "Sở Lao động – Thương binh và Xã hội", None),
        (("UBND XÃ BẢN MÂY -", "SỞ Y TẾ"), "Sở Y tế", "UBND xã Bản Mây"),
        (("SỞ Y TẾ", "SỞ TÀI CHÍNH"), "Sở Tài chính", "Sở Y tế"),
    ],
)
def test_two_offices_of_a_kind_with_a_hyphen_between_issue_together(
    printed: tuple[str, ...], issuer: str, parent: str | None
) -> None:
    header, _ = issuer_of(*plain(*printed))
    assert (header.issuer, header.issuer_parent) == (issuer, parent)
