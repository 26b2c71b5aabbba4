"""Sentences and names told apart by their words."""

from __future__ import annotations

import pytest

from docproc.extract.layout.running_text import (
    ends_abbreviated,
    is_sentence,
    names_day,
    names_document,
    outside_brackets,
)

ISSUER = "ỦY BAN NHÂN DÂN TỈNH BÌNH NGUYÊN SỞ NỘI VỤ"


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Kế hoạch số 12/KH-UBND của UBND huyện",
        "Thực hiện Công văn số 15/SNN-KL của Sở Nông nghiệp",
        "Để kịp thời tổng hợp báo cáo UBND tỉnh",
        "Ngày 12/3/2024, UBND huyện nhận được Công văn",
        "Theo đề nghị của Phòng Nông nghiệp",
        "Nhằm đảm bảo an toàn công trình",
        "Vừa qua, trên địa bàn huyện xảy ra nhiều vụ cháy",
        "Trong thời gian qua, thời tiết diễn biến phức tạp",
        "Do ảnh hưởng của bão số 3",
        "Thời gian: 14 giờ 00 ngày 15/5/2024",
        "Đến dự Hội nghị tổng kết",
        "Đề nghị các đơn vị gửi báo cáo",
        "- Đề nghị các đơn vị gửi báo cáo",
        "UBND huyện yêu cầu UBND các xã báo cáo",
        "Công ty đề nghị UBND huyện xem xét",
        "UBND huyện nhận được đơn của bà Lò Thị Mai",
        "UBND huyện kính mời các đồng chí dự họp",
        "Chủ tịch UBND huyện giao Phòng Nông nghiệp chủ trì",
        "Phòng Nông nghiệp có ý kiến như sau",
        "Sở Nội vụ tổ chức sát hạch",
        "UBND tỉnh đã giao chỉ tiêu",
    ],
)
def test_a_sentence_is_known_by_its_opening_or_its_verb(text: str) -> None:
    assert is_sentence(text, ISSUER)


@pytest.mark.parametrize(
    "text",
    [
        "UBND các xã, thị trấn;",
        "- Công an huyện",
        "Sở Nội vụ các tỉnh, thành phố tổ chức lại",
        "Ban Tổ chức Tỉnh ủy",
        "Các doanh nghiệp đang hoạt động trên địa bàn",
        "Các hộ gia đình có yêu cầu",
        "Các xã chưa báo cáo kết quả",
        "Văn phòng UBND tỉnh (để báo cáo kết quả)",
        "Hiệp hội doanh nghiệp nhỏ và vừa tỉnh",
        "Công ty xây dựng giao thông",
        "Theo danh sách đính kèm",
        "Thành phần dự họp theo danh sách",
        "Thị xã Từ Sơn",
        "Từ Sơn, Yên Phong",
        "công cộng huyện yêu cầu",
        "Cty TNHH A & B <C>",
    ],
)
def test_a_name_is_no_sentence(text: str) -> None:
    assert not is_sentence(text, ISSUER)


def test_any_verb_will_do_after_the_name_of_the_issuer_alone() -> None:
    assert not is_sentence("Sở Tài chính tổ chức sát hạch", ISSUER)
    assert is_sentence("Sở Tài chính tổ chức sát hạch", "SỞ TÀI CHÍNH")


@pytest.mark.parametrize(
    "text", ["trước ngày 25/5/2024", "ngày 12/3", "ngày 01 tháng 7 năm 2025", "chậm nhất ngày 5", "25/5/2024"]
)
def test_a_day_is_seen(text: str) -> None:
    assert names_day(text)


@pytest.mark.parametrize("text", ["sinh ngày 01/02/1980", "(trước ngày 25/5/2024)", "khu vực 2", "số 4"])
def test_what_is_no_day_of_the_letter(text: str) -> None:
    assert not names_day(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Công văn số 12/SYT-NV", True), ("Quyết định 2319/QĐ-TTg", True), ("(số 12/SYT)", False), ("số 4", False)],
)
def test_the_number_of_a_document_is_seen_outside_brackets(text: str, named: bool) -> None:
    assert names_document(text) is named


def test_what_stands_in_brackets_leaves_its_place() -> None:
    assert outside_brackets("UBND tỉnh (để b/c) và") == "UBND tỉnh" + 10 * " " + "và"


@pytest.mark.parametrize(
    ("text", "abbreviated"),
    [("UBND TP.", True), ("Công ty TNHH TM.", True), ("Công ty T.M.", True), ("UBND các xã.", False)],
)
def test_a_full_stop_after_an_abbreviation_ends_nothing(text: str, abbreviated: bool) -> None:
    assert ends_abbreviated(text) is abbreviated
