"""Names in capitals as in running text; positions and people in a signature block."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.names import as_in_text, known_office, office_case, person_name, position_of


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
        ("BSCKII. Hầu Thị Mỷ", "Hầu Thị Mỷ"),
        ("ThS.BS. Lò Văn Khải", "Lò Văn Khải"),
        ("Thượng tá Lò Văn Khải", "Lò Văn Khải"),
        ("Lò VănKhải", "Lò Văn Khải"),
        ("Ksor H Lan", "Ksor H Lan"),
    ],
)
def test_a_persons_name(line: str, name: str) -> None:
    found = person_name(line)
    assert found is not None
    assert found.text == name
    assert not found.mended


@pytest.mark.parametrize(
    "line",
    [
        "Khải",
        "lò văn khải",
        "Lò Văn Kh4i",
        "Lò Văn Khải Ký Thay Cho Ai",
        "- Như trên;",
        "Nghiêngngả Văn",
        "A Ni Ề Hì",
    ],
)
def test_what_is_no_persons_name(line: str) -> None:
    assert person_name(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("rần Văn Khải", "Trần Văn Khải"),
        ("UYNguyễn Thị Mỷ", "Nguyễn Thị Mỷ"),
        ("{ê Thị Mỷ Dung", "Lê Thị Mỷ Dung"),
        ("Nguyên Văn Khải", "Nguyễn Văn Khải"),
        ("Pham Thị Dung", "Phạm Thị Dung"),
    ],
)
def test_a_damaged_family_name_is_mended_and_said_to_be(line: str, name: str) -> None:
    found = person_name(line)
    assert found is not None
    assert (found.text, found.known, found.mended) == (name, True, True)


@pytest.mark.parametrize("line", ["inh Công Bảo", "ương Thị Mỷ"])
def test_a_family_name_that_may_be_several_is_not_mended(line: str) -> None:
    assert person_name(line) is None


@pytest.mark.parametrize("line", ["Xyzlo Văn Khải", "Qua Văn Khải"])
def test_an_unknown_family_name_stays_as_it_is(line: str) -> None:
    found = person_name(line)
    assert found is not None
    assert (found.text, found.known) == (line, False)


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("SỐY TÉ", "Sở Y tế"),
        ("SƠ Y TẾ", "Sở Y tế"),
        ("SỞ NÔNG NGHIẸP VÀ MÔI TRUỜNG", "Sở Nông nghiệp và Môi trường"),
        ("UBND TỈNH HÒA SƠN", None),
        ("PHÒNG NGHIỆP VỤ Y", None),
    ],
)
def test_departments_are_known_without_blanks_and_marks(line: str, office: str | None) -> None:
    assert known_office(line) == office


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ơ Nguyễn Văn Khải", "Nguyễn Văn Khải"),
        ("B Lò Văn Khải", "Lò Văn Khải"),
        ("Y Lò Văn Khải", "Y Lò Văn Khải"),
    ],
)
def test_a_single_letter_before_a_family_name_is_a_speck_unless_it_is_a_name(line: str, name: str) -> None:
    found = person_name(line)
    assert found is not None
    assert found.text == name


def test_a_family_name_with_a_wrong_letter_and_wrong_marks_is_put_right() -> None:
    found = person_name("Lrận Văn Khải")
    assert found is not None
    assert (found.text, found.mended) == ("Trần Văn Khải", True)


def test_a_name_printed_with_blanks_between_its_letters_is_read() -> None:
    found = person_name("L ò V ă n K h ả i")
    assert found is not None
    assert found.text == "Lò Văn Khải"
