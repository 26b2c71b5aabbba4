"""Names in capitals as in running text; positions and people in a signature block."""

from __future__ import annotations

import pytest

from docproc.extract.names import as_in_text, begins_with_family_name, office_case, person_name, position_of


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN SUỐI VÀNG", "Ủy ban nhân dân huyện Suối Vàng"),
        ("UBND TỈNH AN KHÊ THƯỢNG", "UBND tỉnh An Khê Thượng"),
        ("SỞ Y TẾ", "Sở Y tế"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("PHÒNG TÀI CHÍNH - KẾ HOẠCH", "Phòng Tài chính - Kế hoạch"),
        ("CÔNG AN XÃ BẢN MÂY", "Công an xã Bản Mây"),
        ("VĂN PHÒNG UBND TỈNH AN KHÊ THƯỢNG", "Văn phòng UBND tỉnh An Khê Thượng"),
    ],
)
def test_an_office_in_capitals_as_in_running_text(printed: str, written: str) -> None:
    assert office_case(printed) == written


def test_the_text_of_the_letter_knows_the_marks() -> None:
    assert as_in_text("SƠ Y TE", "Theo báo cáo của Sở Y tế, Sở Y tế đề nghị …") == "Sở Y tế"


def test_the_spelling_met_most_often_wins() -> None:
    assert as_in_text("SỞ Y TẾ", "Sở Y Tế họp. Sở Y tế mời. Sở Y tế báo cáo.") == "Sở Y tế"


def test_a_longer_name_in_the_text_is_another_office() -> None:
    assert as_in_text("SỞ Y", "Sở Yên Bình họp.") == "Sở Y"


def test_a_name_unknown_to_the_text_goes_by_rule() -> None:
    assert as_in_text("SỞ TƯ PHÁP", "Sở Y tế họp.") == "Sở Tư pháp"


@pytest.mark.parametrize(
    ("line", "position"),
    [
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("PHÓ CHU TICH", "Phó Chủ tịch"),
        ("KT. GIÁM ĐỐC", "Giám đốc"),
        ("TL. CHỦ TỊCH", "Chủ tịch"),
        ("CHÁNH VĂN PHÒNG", "Chánh Văn phòng"),
        ("PHÓ GIÁM ĐÔC |", "Phó Giám đốc"),
        ("BÍ THƯ", "Bí thư"),
        ("GIÁM ĐÓG", "Giám đốc"),
    ],
)
def test_a_position_in_spite_of_ocr_mistakes(line: str, position: str) -> None:
    found = position_of(line)
    assert found is not None
    assert found[0] == position


@pytest.mark.parametrize("line", ["ỦY BAN NHÂN DÂN", "Lò Văn Khải", "", "Nơi nhận:"])
def test_what_names_no_position(line: str) -> None:
    assert position_of(line) is None


def test_a_position_read_exactly_is_wholly_alike() -> None:
    assert position_of("PHÓ CHỦ TỊCH") == ("Phó Chủ tịch", 1.0)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lò Văn Khải", "Lò Văn Khải"),
        ("| Lò Văn Khải.", "Lò Văn Khải"),
        ("BS. CKII Lò Văn Khải", "Lò Văn Khải"),
        ("TS. Sầm Thúy Quyên", "Sầm Thúy Quyên"),
        ("LÒ VĂN KHẢI", "Lò Văn Khải"),
        ("Vàng A Sình", "Vàng A Sình"),
        ("Hà Anh", "Hà Anh"),
    ],
)
def test_a_persons_name(line: str, name: str) -> None:
    assert person_name(line) == name


@pytest.mark.parametrize(
    "line", ["Khải", "lò văn khải", "Lò Văn Kh4i", "Lò Văn Khải Ký Thay Cho Ai", "- Như trên;", "Nghiêngngả Văn"]
)
def test_what_is_no_persons_name(line: str) -> None:
    assert person_name(line) is None


def test_family_names_are_known() -> None:
    assert begins_with_family_name("Lò Văn Khải")


def test_a_misread_family_name_is_not_known() -> None:
    assert not begins_with_family_name("Lo Văn Khải")
