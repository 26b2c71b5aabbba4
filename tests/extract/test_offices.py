"""Offices in running text: where a phrase ends, into how many it is split, and how each is meant."""

from __future__ import annotations

import pytest
from printed import names, tasks_in

from docproc.extract.assemble.explain import find_offices
from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.offices import office_phrase, speaks_to_addressees


def offices(text: str) -> list[str]:
    return [office.name for office in find_offices(analyse(text, None))]


def scopes(text: str) -> list[str]:
    return [office.scope for office in find_offices(analyse(text, None))]


@pytest.mark.parametrize(
    "phrase",
    [
        "Sở Y tế",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Lao động - Thương binh và Xã hội",
        "Trung tâm Văn hóa, Thể thao và Du lịch",
        "Phòng Tài chính - Kế hoạch",
        "Văn phòng UBND huyện Suối Vàng",
        "UBND các xã, thị trấn",
        "Ủy ban nhân dân xã Bản Mây",
        "Giám đốc Sở Y tế",
        "Các sở, ban, ngành",
        "Các xã còn lại",
        "tất cả các đơn vị",
        "các bệnh viện trong tỉnh",
        "các cơ quan trên địa bàn huyện",
        "Thủ trưởng các cơ quan, đơn vị",
        "Lãnh đạo các phòng, các đơn vị",
        "Hội đồng thẩm định tỉnh",
        "Ban Quản lý dự án đầu tư xây dựng huyện",
        "Ban Chỉ huy Quân sự huyện",
        "Trung tâm kiểm soát bệnh tật tỉnh",
        "Ban Chấp hành lâm thời của Liên đoàn Xe đạp tỉnh Hòa Xuân",
        "Ban Quản trị của 03 hợp tác xã",
        "Phòng Bưu chính, Viễn thông",
    ],
)
@pytest.mark.parametrize("after", ["", " báo cáo kết quả", " trước ngày 15/5/2024", " để tổng hợp"])
def test_one_office_is_found_whole_and_ends_before_what_follows(phrase: str, after: str) -> None:
    assert offices(f"{phrase}{after}") == [phrase]


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Sở Tài chính, Sở Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Các phòng, ban: Văn phòng UBND huyện, Phòng Nội vụ", ["Văn phòng UBND huyện", "Phòng Nội vụ"]),
        (
            "Sở Tài chính, Sở Y tế và UBND huyện Suối Vàng",
            ["Sở Tài chính", "Sở Y tế", "UBND huyện Suối Vàng"],
        ),
        (
            "Giám đốc Sở Y tế; Chủ tịch UBND các huyện, thành phố",
            ["Giám đốc Sở Y tế", "Chủ tịch UBND các huyện, thành phố"],
        ),
        ("Các cơ quan, đơn vị, UBND các xã, thị trấn", ["Các cơ quan, đơn vị", "UBND các xã, thị trấn"]),
        ("xã Bản Mây và xã Nậm Toong", ["xã Bản Mây", "xã Nậm Toong"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Công Thương",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Công Thương"],
        ),
        ("Công an huyện và Hạt Kiểm lâm huyện", ["Công an huyện", "Hạt Kiểm lâm huyện"]),
        ("Sở Tài chính cùng Sở Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Sở Y tế, Viễn thông tỉnh Hòa Xuân", ["Sở Y tế", "Viễn thông tỉnh Hòa Xuân"]),
        ("các sở, Viễn thông Hòa Xuân", ["các sở", "Viễn thông Hòa Xuân"]),
        (
            "Văn phòng HĐND, UBND các huyện, thành phố",
            ["Văn phòng HĐND", "UBND các huyện, thành phố"],
        ),
        ("Văn phòng HĐND và UBND tỉnh, Công an tỉnh", ["Văn phòng HĐND và UBND tỉnh", "Công an tỉnh"]),
    ],
)
def test_several_offices_are_split_where_a_new_one_begins(phrase: str, parts: list[str]) -> None:
    assert offices(f"{phrase} báo cáo kết quả") == parts


@pytest.mark.parametrize(
    "text",
    [
        "trường hợp chậm nộp",
        "phòng chống dịch bệnh",
        "phòng, chống cháy rừng",
        "Hội nghị tổng kết",
        "cơ sở dữ liệu đất đai",
        "bộ phận một cửa",
        "tổ chức kiểm tra cầu treo",
        "ban hành kế hoạch",
        "bản sao có chứng thực",
    ],
)
def test_words_that_look_like_offices(text: str) -> None:
    assert offices(text) == []


@pytest.mark.parametrize(
    ("phrase", "scope"),
    [
        ("Sở Y tế", "named"),
        ("Công an huyện", "named"),
        ("UBND các xã, thị trấn", "class"),
        ("tất cả các đơn vị", "class"),
        ("các xã còn lại", "remainder"),
        ("các đơn vị liên quan", "vague"),
        ("các đơn vị có liên quan", "vague"),
        ("các thôn có rừng", "described"),
    ],
)
def test_scope_of_an_office(phrase: str, scope: str) -> None:
    assert scopes(phrase) == [scope]


def test_a_bracket_after_the_name_is_stepped_over() -> None:
    text = "Phòng Nội vụ (qua Văn phòng huyện) tổng hợp"
    phrase = office_phrase(analyse(text, None), 0, len(analyse(text, None)))
    assert phrase is not None
    assert analyse(text, None)[phrase.start : phrase.end].text == "Phòng Nội vụ (qua Văn phòng huyện)"


def test_a_bracket_that_never_closes_ends_with_the_text() -> None:
    doc = analyse("Phòng Nội vụ (qua Văn phòng huyện", None)
    phrase = office_phrase(doc, 0, len(doc))
    assert phrase is not None
    assert phrase.end == len(doc)


def test_a_comma_read_as_a_full_stop_does_not_end_the_class() -> None:
    assert offices("UBND các xã. thị trấn báo cáo") == ["UBND các xã. thị trấn"]


def test_a_class_without_quantifier_begins_a_phrase_only_where_asked() -> None:
    doc = analyse("đơn vị báo cáo", None)
    assert office_phrase(doc, 0, len(doc)) is None
    free = office_phrase(doc, 0, len(doc), free=True)
    assert free is not None
    assert doc[free.start : free.end].text == "đơn vị"


def test_nothing_begins_beyond_the_end() -> None:
    doc = analyse("Sở Y tế", None)
    assert office_phrase(doc, len(doc), len(doc)) is None


def test_a_phrase_does_not_go_beyond_its_stop() -> None:
    doc = analyse("UBND các xã Bản Mây", None)
    phrase = office_phrase(doc, 0, 3)
    assert phrase is not None
    assert phrase.end == 3


def test_offices_without_marks_are_found_all_the_same() -> None:
    assert offices("Uy ban nhan dan xã Bản Mây báo cáo") == ["Uy ban nhan dan xã Bản Mây"]


NUMBERED = [
    "Thuế cơ sở 3",
    "Thuế cơ sở 3 tỉnh Bình Nguyên",
    "Tòa án nhân dân khu vực 2",
    "Tòa án nhân dân khu vực 2 - Bình Nguyên",
    "TAND khu vực 2",
    "Viện Kiểm sát nhân dân khu vực 2",
    "VKSND khu vực 12",
    "Thống kê cơ sở",
    "Thống kê cơ sở Suối Vàng",
    "Thống kê tỉnh Bình Nguyên",
    "Ban Chỉ huy Phòng thủ khu vực 1",
    "Ban Chỉ huy Phòng thủ dân sự xã",
    "Hạt Kiểm lâm khu vực 3",
    "Chi nhánh Văn phòng đăng ký đất đai khu vực 5",
    "Phòng Giao dịch ngân hàng chính sách số 2",
    "Phòng Thi hành án dân sự khu vực 2",
    "Kho bạc Nhà nước khu vực XI",
    "Hải quan khu vực IV",
    "Chi cục Thuế khu vực I",
    "Bảo hiểm xã hội cơ sở Suối Vàng",
    "Trung tâm Y tế khu vực 2",
    "Trung tâm phục vụ hành chính công cấp xã",
    "Ngân hàng Nhà nước Khu vực 5",
    "Đội Quản lý thị trường số 4",
    "Trường THPT số 2 An Khê",
    "Trường Tiểu học số 1 Bản Mây",
    "Công an phường 5",
    "Trung đoàn 174",
]


@pytest.mark.parametrize("office", NUMBERED)
def test_a_number_at_the_end_of_a_name_stays_with_it(office: str) -> None:
    assert offices(f"{office} báo cáo kết quả") == [office]
    assert offices(f"Đề nghị {office} và Công an xã kiểm tra") == [office, "Công an xã"]


@pytest.mark.parametrize("office", NUMBERED)
def test_a_name_with_a_number_ends_before_the_verb(office: str) -> None:
    text = f"{office} rà soát, báo cáo UBND tỉnh trước ngày 15/10/2025."
    doc = analyse(text, None)
    phrase = office_phrase(doc, 0, len(doc), free=True)
    assert phrase is not None
    assert doc[phrase.start : phrase.end].text == office


@pytest.mark.parametrize("office", NUMBERED)
def test_an_office_with_a_number_is_told(office: str) -> None:
    (task,) = tasks_in(f"1. {office} báo cáo kết quả trước ngày 15/10/2025.")
    assert names(task.lead) == [office]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("UBND xã 2 báo cáo", "UBND xã"),
        ("Phòng Nội vụ 3 bản", "Phòng Nội vụ"),
        ("Sở Y tế 05 bộ hồ sơ", "Sở Y tế"),
        ("Sở Tài chính 15/3", "Sở Tài chính"),
        ("UBND xã Bản Mây 03 bộ hồ sơ", "UBND xã Bản Mây"),
        ("UBND xã Bản Mây 100 triệu đồng", "UBND xã Bản Mây"),
        ("Thuế cơ sở 02 bản", "Thuế cơ sở"),
        ("Hạt Kiểm lâm khu vực 02 xe", "Hạt Kiểm lâm khu vực"),
        ("Công an xã 01 đồng chí", "Công an xã"),
    ],
)
@pytest.mark.parametrize("before", ["", "gửi về ", "Giao "])
def test_a_number_that_counts_or_dates_is_no_part_of_the_name(before: str, text: str, office: str) -> None:
    assert offices(before + text)[0] == office


def test_further_numbers_go_on_with_the_first() -> None:
    assert offices("Giao Thuế cơ sở 1, 2 và 3 rà soát") == ["Thuế cơ sở 1, 2 và 3"]
    assert offices("Đề nghị Thuế cơ sở 3, 02 doanh nghiệp tham gia")[0] == "Thuế cơ sở 3"


@pytest.mark.parametrize("text", ["Thống kê cơ sở vật chất", "Thống kê cơ sở sản xuất trên địa bàn xã"])
def test_to_count_establishments_is_a_verb(text: str) -> None:
    assert offices(text) == []


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Phòng Tư pháp, cơ quan chủ trì triển khai Đề án, rà soát", ["Phòng Tư pháp"]),
        ("Sở Y tế - Cơ quan Thường trực của Ban Chỉ đạo tổng hợp", ["Sở Y tế"]),
        ("Phòng Y tế, cơ quan thuế rà soát", ["Phòng Y tế", "cơ quan thuế"]),
        ("Phòng Nội vụ - Lao động rà soát", ["Phòng Nội vụ - Lao động"]),
    ],
)
def test_an_apposition_is_no_further_office(text: str, offices: list[str]) -> None:
    doc = analyse(text, None)
    phrase = office_phrase(doc, 0, len(doc), free=True)
    assert phrase is not None
    assert [doc[start:end].text for start, end in phrase.parts] == offices


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Đề nghị Quý cơ quan góp ý.", True),
        ("Quý Sở cử người dự họp.", True),
        ("Thực hiện nội quy cơ quan.", False),
        ("Trích Quỹ đơn vị để khen thưởng.", False),
        ("Hằng quý ban hành báo cáo.", False),
        ("Báo cáo trong Quý IV.", False),
    ],
)
def test_polite_words_speak_to_those_the_letter_goes_to(text: str, speaks: bool) -> None:
    doc = analyse(text, None)
    assert speaks_to_addressees(doc, 0, len(doc)) is speaks
