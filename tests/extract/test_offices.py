"""Offices in running text: where a phrase ends, into how many it is split, and how each is meant."""

from __future__ import annotations

import pytest

from docproc.extract.explain import find_offices
from docproc.extract.nlp import analyse
from docproc.extract.offices import office_phrase


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
    ],
)
@pytest.mark.parametrize("after", ["", " báo cáo kết quả", " trước ngày 15/5/2024", " để tổng hợp"])
def test_one_office_is_found_whole_and_ends_before_what_follows(phrase: str, after: str) -> None:
    assert offices(f"{phrase}{after}") == [phrase]


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Sở Tài chính, Sở Y tế", ["Sở Tài chính", "Sở Y tế"]),
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
