"""Names in capitals in their usual spelling: the letters stay as printed, unknown names stay whole."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import FOOT, HEAD, letter_of

from docproc.extract.mentions.capitals import usual_place, usual_position, usual_spelling
from docproc.extract.mentions.names import as_in_text
from docproc.extract.mentions.rules.capitals import Capitals
from docproc.extract.mentions.rules.names import Names
from docproc.language.gazetteer import known_places
from docproc.language.normalise import normalise
from docproc.rules import load

USUAL = [
    "Ban Quản lý dự án đầu tư xây dựng",
    "Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất",
    "Bộ Chỉ huy quân sự tỉnh An Khê",
    "Ban Chỉ huy quân sự xã Bản Mây",
    "Bảo hiểm xã hội Việt Nam",
    "Bảo hiểm xã hội tỉnh An Khê",
    "Tỉnh ủy An Khê",
    "Huyện ủy Suối Vàng",
    "Văn phòng Tỉnh ủy",
    "Đảng ủy xã Bản Mây",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động - Thương binh và Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Trung tâm Dịch vụ nông nghiệp",
    "Trung tâm Văn hóa, Thể thao và Truyền thông huyện Suối Vàng",
    "Trung tâm Y tế khu vực Suối Vàng",
    "Chi cục Trồng trọt và BVTV",
    "Phòng TT&BVTV",
    "Ủy ban nhân dân xã Quang Bình",
    "Uỷ ban nhân dân tỉnh Hoà Bình",
    "Ủy ban nhân dân xã Hội Hoan",
    "Ủy ban nhân dân xã Đoàn Kết",
    "Ủy ban nhân dân xã Pa Ủ",
    "Ủy ban nhân dân phường 1",
    "Ủy ban nhân dân phường Văn Miếu - Quốc Tử Giám",
    "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
    "Ủy ban nhân dân huyện Đắk R'Lấp",
    "UBND TP. Hồ Chí Minh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã Bản Mây",
    "Hội Cựu chiến binh",
    "Đoàn TNCS Hồ Chí Minh",
    "Hội Liên hiệp Phụ nữ tỉnh An Khê",
    "Liên đoàn Lao động thành phố Hồ Chí Minh",
    "Trường Trung học phổ thông Lê Quý Đôn",
    "Trường THPT chuyên Lê Hồng Phong",
    "Trường THPT số 1 An Khê",
    "Trường Mầm non Hoa Sen",
    "Bệnh viện Bạch Mai",
    "Công ty TNHH MTV Xây dựng ABC & VNPT",
    "Công ty TNHH Cty TNHH A & B <C>",
    "Công ty Cổ phần Môi trường đô thị An Khê",
    "Tổng công ty Điện lực miền Bắc",
    "Chi cục Thuế khu vực XV",
    "Quân khu V",
    "Ban Chỉ đạo các chương trình mục tiêu quốc gia",
    "Quân khu 2",
    "Công an nhân dân",
    "Ủy ban nhân dân cấp tỉnh",
    "Hạt Kiểm lâm huyện Suối Vàng tỉnh An Khê",
    "Văn phòng HĐND và UBND huyện Suối Vàng",
]


@pytest.mark.parametrize("name", USUAL)
def test_a_name_in_capitals_gets_its_usual_spelling(name: str) -> None:
    assert usual_spelling(name.upper()) == name


@pytest.mark.parametrize(
    "name", ["CÔNG TY TNHH HOÀNG GIA", "SỞ NÔNG NGHIẸP", "HỢP TÁC XÃ BẢN MÂY", "ỦY BAN NHẢN DÂN"]
)
def test_a_name_with_an_unknown_word_has_no_usual_spelling(name: str) -> None:
    assert usual_spelling(name) is None


def test_the_place_that_a_letter_comes_from_is_known() -> None:
    assert usual_spelling("HỢP TÁC XÃ BẢN MÂY", "Bản Mây") == "Hợp tác xã Bản Mây"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("LÀO CAI", "Lào Cai"),
        ("BÀ RỊA - VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("THỪA THIÊN HUẾ", "Thừa Thiên Huế"),
        ("TP. HỒ CHÍ MINH", "TP. Hồ Chí Minh"),
        ("TP HỒ CHÍ MINH", "TP Hồ Chí Minh"),
        ("THÀNH PHỐ CAO LÃNH", "Thành phố Cao Lãnh"),
        ("SUỐI VÀNG", "Suối Vàng"),
        ("ĐẮK R'LẤP", "Đắk R'Lấp"),
    ],
)
def test_a_place_in_capitals_has_one_a_syllable(printed: str, written: str) -> None:
    assert usual_place(printed) == written


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch Thường trực"),
        ("PHÓ CHỦ TỊCH UBND XÃ", "Phó Chủ tịch UBND xã"),
        ("GIÁM ĐỐC SỞ Y TẾ", "Giám đốc Sở Y tế"),
        ("NGƯỜI LẠ", None),
    ],
)
def test_a_position_in_capitals_keeps_its_office(printed: str, written: str | None) -> None:
    assert usual_position(printed) == written


WORDS = sorted(
    {w for name in USUAL for w in name.split()} | set(known_places("P")) | {"QUẬN", "xã", "ĐÀO", "ABC", "Ỷ"}
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_nothing_but_capitals_ever_changes(words: list[str]) -> None:
    printed = " ".join(words).upper()
    assert as_in_text(printed, "", certain=True).upper() == normalise(printed)
    assert usual_place(printed).upper() == normalise(printed)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Po", "Pd"]), max_size=40))
def test_no_text_is_too_odd_for_it(text: str) -> None:
    written = usual_spelling(text)
    assert written is None or written.upper() == normalise(text).upper()


def offices(count: int) -> list[tuple[str, str]]:
    """Made-up letterheads, the office above and the issuer: offices × places by a fixed seed."""
    draw = random.Random(202)
    above = ["UBND tỉnh {}", "Tỉnh ủy {}", "Ủy ban nhân dân huyện {}", "Sở Y tế", "Bộ Công an", "UBND xã {}"]
    own = [
        *load(Names).departments,
        *(name for name in load(Capitals).parts if name.startswith(("Ban ", "Hội ", "Chi cục "))),
        "Công ty TNHH MTV Thủy lợi {}",
        "Công ty Cổ phần Tư vấn đầu tư xây dựng ABC {}",
        "Trường THPT số 2 {}",
        "Trường Tiểu học {}",
        "Bệnh viện Đa khoa tỉnh {}",
        "Công an tỉnh {}",
        "Đảng ủy xã {}",
        "Trung tâm Y tế huyện {}",
        "Hạt Kiểm lâm huyện {}",
        "Bảo hiểm xã hội thành phố {}",
        "Bộ Chỉ huy quân sự tỉnh {}",
    ]
    places = sorted(known_places("P", "D"))
    return [
        (draw.choice(above).format(p := draw.choice(places)), draw.choice(own).format(p)) for _ in range(count)
    ]


def test_made_up_letterheads_are_spelt_right_or_stay_as_printed() -> None:
    stayed = 0
    for above, own in offices(200):
        head = HEAD.replace("ỦY BAN NHÂN DÂN\nHUYỆN SUỐI VÀNG", f"{above.upper()}\n{own.upper()}")
        header = letter_of("\n".join([head, "Yêu cầu các xã báo cáo trước ngày 20/5/2024.", FOOT])).header
        for printed, read in ((above, header.issuer_parent), (own, header.issuer)):
            assert read in (printed, printed.upper())
            stayed += read != printed
    assert stayed == 0
