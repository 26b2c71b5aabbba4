"""The zones of a letter: each ends at its landmark, with the place on the page as a second opinion."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD, boxed, boxed_rows, page_of, plain, texts

from docproc.extract.layout.marks import find_mark
from docproc.extract.layout.rows import Row, rows_of
from docproc.extract.layout.running_text import issuer_speaks
from docproc.extract.layout.zones import Zones, find_zones, title_type
from docproc.language.plain import text_page
from docproc.page import Line

BODY = "Thực hiện kế hoạch năm 2024, UBND huyện yêu cầu các xã báo cáo như sau."


def letter_rows(*body: str, head: str = HEAD, foot: str = FOOT) -> list[Row]:
    return plain(*head.split("\n"), *body, *foot.split("\n"))


def letter_zones(*body: str, head: str = HEAD, foot: str = FOOT) -> Zones:
    return find_zones(letter_rows(*body, head=head, foot=foot))


@pytest.mark.parametrize(
    ("zone", "rows"),
    [
        ("issuer", ["ỦY BAN NHÂN DÂN", "HUYỆN SUỐI VÀNG"]),
        ("number", ["Số: 642/UBND-NN"]),
        ("subject", ["V/v kiểm tra hồ chứa nước"]),
        ("place_date", ["Suối Vàng, ngày 06 tháng 5 năm 2024"]),
        ("addressees", ["Kính gửi:", "- Các phòng, ban thuộc UBND huyện;", "- UBND các xã, thị trấn."]),
        ("body", [BODY]),
        ("recipients", ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NN."]),
        ("signature", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Khải"]),
        ("after", []),
    ],
)
def test_each_row_lies_in_its_zone(zone: str, rows: list[str]) -> None:
    assert texts(getattr(letter_zones(BODY), zone)) == rows


def test_the_motto_is_seen() -> None:
    assert letter_zones(BODY).motto_seen


@pytest.mark.parametrize(
    ("printed", "misread", "zone"),
    [
        ("Số: 642/UBND-NN", "Só: 642/UBND-NN", "number"),
        ("Số: 642/UBND-NN", "S6: 642/UBND-NN", "number"),
        ("V/v kiểm tra", "V/y kiểm tra", "subject"),
        ("V/v kiểm tra", "VIv kiểm tra", "subject"),
        ("Suối Vàng, ngày 06 tháng 5", "Suoi Vang. ngay 06 thang 5", "place_date"),
        ("Kính gửi:", "Kinh gti:", "addressees"),
        ("Nơi nhận:", "Noi nhan:", "recipients"),
        ("TM. ỦY BAN NHÂN DÂN", "TM, UY BAN NHAN DAN", "signature"),
    ],
)
def test_landmarks_survive_ocr_mistakes(printed: str, misread: str, zone: str) -> None:
    head, foot = HEAD.replace(printed, misread), FOOT.replace(printed, misread)
    zones = letter_zones(BODY, head=head, foot=foot)
    assert any(misread in text for text in texts(getattr(zones, zone)))


def test_a_subject_goes_on_in_the_next_line() -> None:
    head = HEAD.replace("V/v kiểm tra hồ chứa nước", "V/v kiểm tra hồ chứa nước\nvà kênh mương")
    assert texts(letter_zones(BODY, head=head).subject) == ["V/v kiểm tra hồ chứa nước", "và kênh mương"]


def test_an_addressee_goes_on_in_the_next_line() -> None:
    head = HEAD.replace("- UBND các xã, thị trấn.", "- Ban Quản lý các công trình\ncông cộng huyện.")
    assert texts(letter_zones(BODY, head=head).addressees)[-1] == "công cộng huyện."


def test_an_aside_after_the_addressees_belongs_to_neither_zone() -> None:
    zones = letter_zones("(sau đây gọi chung là các đơn vị)", BODY)
    assert texts(zones.body) == [BODY]
    assert len(zones.addressees) == 3


def test_a_basis_ends_the_addressees() -> None:
    head = HEAD.replace("- UBND các xã, thị trấn.", "- UBND các xã;")
    assert texts(letter_zones("Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024;", head=head).body) == [
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024;"
    ]


NAMED = """ỦY BAN NHÂN DÂN
XÃ BẢN MÂY
Số: 31/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bản Mây, ngày 06 tháng 5 năm 2024
KẾ HOẠCH
Vệ sinh đường thôn năm 2024"""


@pytest.mark.parametrize("title", ["CÔNG ĐIỆN KHẨN", "CÔNG ĐIỆN HỎA TỐC", "CÔNG ĐIỆN (THƯỢNG KHẨN)"])
def test_a_mark_behind_the_title_is_no_part_of_it(title: str) -> None:
    zones = letter_zones(BODY, head=NAMED.replace("KẾ HOẠCH", title))
    assert zones.doc_type == "Công điện"
    assert zones.marks["urgency"][0] in title


def test_below_a_title_stands_the_subject() -> None:
    zones = letter_zones("Căn cứ nhu cầu của các thôn.", head=NAMED)
    assert (zones.doc_type, texts(zones.subject)) == ("Kế hoạch", ["Vệ sinh đường thôn năm 2024"])


def test_a_part_number_ends_the_subject_of_a_title() -> None:
    zones = letter_zones("I. MỤC ĐÍCH", "Sạch đường.", head=NAMED)
    assert texts(zones.body) == ["I. MỤC ĐÍCH", "Sạch đường."]


def test_who_decides_stands_neither_in_subject_nor_in_body() -> None:
    head = NAMED.replace("KẾ HOẠCH", "QUYẾT ĐỊNH")
    zones = letter_zones("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", "Căn cứ nhu cầu của các thôn;", head=head)
    assert texts(zones.subject) == ["Vệ sinh đường thôn năm 2024"]
    assert texts(zones.body) == ["Căn cứ nhu cầu của các thôn;"]


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("KẾ HOẠCH", "Kế hoạch"),
        ("KÉ HOẠCH", "Kế hoạch"),
        ("KẾ H0ẠCH", "Kế hoạch"),
        ("THÔNG BẢO", "Thông báo"),
        ("THÔNG BÁ", "Thông báo"),
        ("QUYẾT ĐỊNII", "Quyết định"),
        ("GIẤY MỜ1", "Giấy mời"),
        ("CÔNG ĐIỆM", "Công điện"),
        ("CHỈ THỊ", "Chỉ thị"),
        ("TỜ TRÌNH", "Tờ trình"),
        ("BÁO CÁO.", "Báo cáo"),
    ],
)
def test_a_title_is_known_with_one_mistake(title: str, doc_type: str) -> None:
    assert title_type(title) == doc_type


@pytest.mark.parametrize("text", ["Kế hoạch", "CÔNG VĂN", "ỦY BAN NHÂN DÂN", "KẾ TOÁN", "KH"])
def test_what_is_no_title_has_no_type(text: str) -> None:
    assert title_type(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HỎA TỐC", ("urgency", "HỎA TỐC")),
        ("HOA TOC", ("urgency", "HỎA TỐC")),
        ("| THƯỢNG KHẨN |", ("urgency", "THƯỢNG KHẨN")),
        ("KHẨN", ("urgency", "KHẨN")),
        ("TỐI MẬT", ("secrecy", "TỐI MẬT")),
        ("Khẩn", None),
        ("KHẨN TRƯƠNG", None),
    ],
)
def test_a_mark_stands_alone_in_capitals(text: str, found: tuple[str, str] | None) -> None:
    assert find_mark(text) == found


def test_a_mark_in_the_head_is_kept_with_its_row() -> None:
    head = HEAD.replace("CỘNG HÒA", "HỎA TỐC\nCỘNG HÒA")
    value, row = letter_zones(BODY, head=head).marks["urgency"]
    assert (value, row.text) == ("HỎA TỐC", "HỎA TỐC")


def test_a_stamp_beside_the_addressees_is_set_aside() -> None:
    rows = boxed_rows(
        boxed("Kính gửi:", 200, 200),
        boxed("- UBND xã Bản Mây;", 280, 216),
        boxed("ĐẾN Ngày: 07/5", 60, 224),
        boxed("- UBND xã Đồi Chè.", 280, 232),
        boxed("Thực hiện kế hoạch năm 2024, UBND huyện yêu cầu các xã báo cáo.", 113, 270),
    )
    zones = find_zones(rows)
    assert texts(zones.addressees) == ["Kính gửi:", "- UBND xã Bản Mây;", "- UBND xã Đồi Chè."]
    assert texts(zones.noise) == ["ĐẾN Ngày: 07/5"]


def test_a_mark_beside_the_addressees_is_kept() -> None:
    rows = boxed_rows(
        boxed("Kính gửi:", 200, 200),
        boxed("- UBND xã Bản Mây;", 280, 216),
        boxed("KHẨN", 60, 224),
        boxed("- UBND xã Đồi Chè.", 280, 232),
        boxed("Thực hiện kế hoạch năm 2024, UBND huyện yêu cầu các xã báo cáo.", 113, 270),
    )
    zones = find_zones(rows)
    assert texts(zones.addressees) == ["Kính gửi:", "- UBND xã Bản Mây;", "- UBND xã Đồi Chè."]
    assert zones.marks["urgency"][0] == "KHẨN"


def test_addressees_end_where_a_line_begins_far_left_after_a_semicolon() -> None:
    rows = boxed_rows(
        boxed("Kính gửi:", 200, 200),
        boxed("- UBND xã Bản Mây;", 280, 216),
        boxed("Ngày 02/5/2024 huyện họp với các xã về việc trồng rừng năm 2024.", 113, 232),
    )
    assert texts(find_zones(rows).body) == ["Ngày 02/5/2024 huyện họp với các xã về việc trồng rừng năm 2024."]


def test_without_its_label_the_list_before_the_archive_line_is_the_foot() -> None:
    zones = letter_zones(BODY, foot=FOOT.replace("Nơi nhận:\n", ""))
    assert texts(zones.body) == [BODY]
    assert texts(zones.recipients) == ["- Như trên;", "- Lưu: VT, NN."]


def test_without_recipients_the_authority_line_begins_the_signature() -> None:
    zones = letter_zones(BODY, foot="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Khải")
    assert texts(zones.body) == [BODY]
    assert texts(zones.signature) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Khải"]


def test_signature_stands_right_of_the_recipients() -> None:
    rows = boxed_rows(boxed("Nơi nhận:", 85, 600), boxed("- Như trên;", 85, 616), boxed("Trưởng phòng", 380, 616))
    zones = find_zones(rows)
    assert (texts(zones.recipients), texts(zones.signature)) == (["Nơi nhận:", "- Như trên;"], ["Trưởng phòng"])


def test_a_letter_annexed_on_the_next_page_lies_after_the_signature() -> None:
    first = "\n".join([HEAD, BODY, FOOT])
    rows = rows_of([text_page(1, first), text_page(2, NAMED)])
    zones = find_zones(rows)
    assert texts(zones.after) == NAMED.split("\n")
    assert texts(zones.number) == ["Số: 642/UBND-NN"]


def test_an_annex_below_the_signature_on_its_page_lies_after_it() -> None:
    """Reading takes the left column first and what goes over both last: the annex comes apart."""
    rows = boxed_rows(
        boxed(BODY, 85, 500),
        boxed("Nơi nhận:", 85, 600),
        boxed("- Lưu: VT.", 85, 616),
        boxed("QUY CHẾ", 85, 690),
        boxed("1. Các xã thu gom rác.", 85, 722),
        boxed("TM. ỦY BAN NHÂN DÂN", 340, 600),
        boxed("CHỦ TỊCH", 360, 616),
        boxed("Lò Văn Khải", 360, 660),
        boxed("Phối hợp quản lý chợ trên địa bàn huyện Suối Vàng năm 2024", 85, 706),
    )
    zones = find_zones(rows)
    assert texts(zones.recipients) == ["Nơi nhận:", "- Lưu: VT."]
    assert texts(zones.signature) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Khải"]
    assert texts(zones.after) == [
        "QUY CHẾ",
        "Phối hợp quản lý chợ trên địa bàn huyện Suối Vàng năm 2024",
        "1. Các xã thu gom rác.",
    ]


def test_capitals_beside_the_signature_begin_no_annex() -> None:
    rows = boxed_rows(
        boxed("Nơi nhận:", 85, 600),
        boxed("KẾ HOẠCH VÀ ĐẦU TƯ", 85, 616),
        boxed("- Lưu: VT.", 85, 640),
        boxed("CHỦ TỊCH", 360, 616),
    )
    assert find_zones(rows).after == []


@pytest.mark.parametrize(
    "furniture",
    [
        "2",
        "Trang 3",
        "- 4 -",
        "2024-05-06T10:44:57+07:00",
        "Người ký: Ủy ban nhân dân huyện Suối Vàng",
        "Thời gian ký: 06/05/2024 10:44",
        "Điện thoại: 0200.000.000; Fax: 0200.000.001; Email: ubnd@suoivang.example",
    ],
)
def test_page_furniture_is_set_aside(furniture: str) -> None:
    zones = letter_zones(BODY, furniture)
    assert texts(zones.noise) == [furniture]
    assert texts(zones.body) == [BODY]


def test_no_rows_give_empty_zones() -> None:
    assert find_zones([]) == Zones()


def test_a_page_of_text_alone_is_all_body() -> None:
    rows = rows_of([page_of(boxed("Căn cứ nhu cầu của các thôn, xã báo cáo huyện về số hộ cần nước.", 85, 80))])
    assert texts(find_zones(rows).body) == [rows[0].text]


def test_dirt_of_a_stamp_does_not_push_a_line_out_of_the_subject() -> None:
    second = boxed("đạt chuẩn nông thôn mới", 229, 196)
    dirt = boxed("xa", 105, 196, confidence=0.2)
    rows = boxed_rows(
        boxed("Số: 12/QĐ-UBND", 80, 100),
        boxed("QUYẾT ĐỊNH", 268, 160),
        boxed("Về việc công nhận xã Bản Mây", 214, 180),
        Line(dirt.words + second.words),
        boxed("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", 100, 240),
    )
    zones = find_zones(rows)
    assert texts(zones.subject) == ["Về việc công nhận xã Bản Mây", "đạt chuẩn nông thôn mới"]


@pytest.mark.parametrize(
    "text",
    [
        "UBND huyện yêu cầu UBND các xã báo cáo kết quả trước ngày 25/5/2024.",
        "Ngày 03/5/2024, Chủ tịch UBND huyện chủ trì họp về trồng rừng.",
        "Để tổng hợp, đề nghị UBND các xã gửi báo cáo.",
    ],
)
def test_a_sentence_ends_the_subject_below_a_title(text: str) -> None:
    zones = letter_zones(text, head=NAMED)
    assert texts(zones.subject) == ["Vệ sinh đường thôn năm 2024"]
    assert texts(zones.body)[0] == text


def test_a_sentence_of_the_issuer_right_below_the_title_is_no_subject() -> None:
    head = NAMED.replace("KẾ HOẠCH\nVệ sinh đường thôn năm 2024", "GIẤY MỜI")
    text = "Ủy ban nhân dân xã tổ chức buổi làm việc về vệ sinh đường thôn, như sau:"
    zones = letter_zones(text, head=head)
    assert (zones.subject, texts(zones.body)[0]) == ([], text)


def test_a_long_line_below_the_subject_of_a_letter_is_text() -> None:
    head = HEAD[: HEAD.index("\nCỘNG HÒA")].replace("V/v", "Suối Vàng, ngày 06 tháng 5 năm 2024\nV/v")
    zones = letter_zones("UBND huyện yêu cầu UBND các xã báo cáo kết quả trước ngày 25/5/2024.", head=head)
    assert texts(zones.subject) == ["V/v kiểm tra hồ chứa nước"]
    assert len(zones.body) == 1


@pytest.mark.parametrize("label", ["Kính gửi: UBND các xã.", "Kính gứi UBND các xã", "KÍNH GỬI: UBND CÁC XÃ"])
def test_the_subject_ends_before_the_addressees(label: str) -> None:
    zones = letter_zones(BODY, head=HEAD[: HEAD.index("Kính gửi")] + label)
    assert texts(zones.addressees) == [label]


def test_the_subject_is_cut_where_the_addressees_begin_in_its_line() -> None:
    head = HEAD[: HEAD.index("\nCỘNG HÒA")] + " Kính gửi: UBND các xã."
    zones = letter_zones(BODY, head=head)
    assert texts(zones.subject) == ["V/v kiểm tra hồ chứa nước"]
    assert texts(zones.addressees) == ["Kính gửi: UBND các xã."]


@pytest.mark.parametrize(
    "line",
    [
        "Đề nghị UBND các xã gửi báo cáo trước ngày 30/5/2024.",
        "- Đề nghị UBND các xã gửi báo cáo trước ngày 30/5/2024;",
        "Ghi chú: UBND các xã gửi biểu số liệu chậm nhất ngày 30/5/2024.",
    ],
)
@pytest.mark.parametrize("above", ["- Như trên;", "- Lưu: VT, NN.", "Lò Văn Khải"])
def test_a_deadline_in_the_foot_is_text(above: str, line: str) -> None:
    zones = letter_zones(BODY, foot=FOOT.replace(above, f"{above}\n{line}"))
    assert texts(zones.body) == [BODY, line]
    assert texts(zones.recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NN."]


def test_a_deadline_in_brackets_does_not_make_a_recipient_text() -> None:
    recipient = "- Sở Y tế (để báo cáo Bộ Y tế trước ngày 30/5/2024);"
    zones = letter_zones(BODY, foot=FOOT.replace("- Như trên;", recipient))
    assert recipient in texts(zones.recipients)


def test_a_position_in_small_letters_ends_a_list_of_recipients_without_archive_line() -> None:
    zones = letter_zones(BODY, foot="Nơi nhận:\n- Như trên;\n- Huyện ủy\nChủ tịch\nLò Văn Khải")
    assert texts(zones.signature) == ["Chủ tịch", "Lò Văn Khải"]


def head_of(*lines: Line) -> Zones:
    """The zones of a page with issuer, number and date, these lines, and a line of text."""
    above = (
        boxed("SỞ Y TẾ", 110, 60),
        boxed("Số: 15/SYT-NVY", 100, 90),
        boxed("Suối Vàng, ngày 06 tháng 5 năm 2024", 320, 90),
    )
    text = boxed("Thực hiện kế hoạch năm 2024 của tỉnh, Sở báo cáo kết quả đã làm được như sau", 90, 300)
    return find_zones(boxed_rows(*above, *lines, text))


def test_a_line_right_below_the_number_is_the_subject_though_its_mark_was_misread() -> None:
    zones = head_of(boxed("V: Kiểm tra hồ", 80, 104), boxed("chứa nước", 100, 118))
    assert texts(zones.subject) == ["V: Kiểm tra hồ", "chứa nước"]


@pytest.mark.parametrize(
    ("line", "confidence"),
    [("Số đến: 15 ngày 7/5", 0.9), ("ti X", 0.9), ("Kiểm tra hồ chứa", 0.5), ("ĐẾN Ngày: 15/5", 0.9)],
)
def test_a_stamp_below_the_number_is_no_subject(line: str, confidence: float) -> None:
    assert head_of(boxed(line, 80, 104, confidence=confidence)).subject == []


def test_a_line_further_down_is_no_subject() -> None:
    assert head_of(boxed("Kiểm tra hồ chứa", 80, 150)).subject == []


def test_about_says_the_subject_where_it_stands() -> None:
    assert texts(head_of(boxed("Về việc kiểm tra hồ", 100, 150)).subject) == ["Về việc kiểm tra hồ"]


def test_capitals_in_the_middle_below_the_date_are_the_subject() -> None:
    assert texts(head_of(boxed("MỜI HỌP THÁNG NĂM", 246, 130)).subject) == ["MỜI HỌP THÁNG NĂM"]


def test_capitals_beside_the_date_are_a_stamp() -> None:
    assert head_of(boxed("CÔNG VĂN ĐẾN NGÀY", 246, 88)).subject == []


def test_a_title_may_go_on_behind_its_type() -> None:
    zones = head_of(boxed("KẾ HOẠCH TUYÊN TRUYỀN", 234, 130), boxed("NĂM 2024", 273, 144))
    assert zones.doc_type == "Kế hoạch"
    assert texts(zones.title) == ["KẾ HOẠCH"]
    assert texts(zones.subject) == ["TUYÊN TRUYỀN", "NĂM 2024"]


def test_a_line_that_was_read_twice_and_one_on_the_right_are_no_issuer() -> None:
    rows = boxed_rows(
        boxed("SỞ Y TẾ SUỐI VÀNG", 110, 60),
        boxed("Y TẾ SUỐ", 128, 61),
        boxed("A IVOI MTN", 330, 75),
        boxed("Số: 15/SYT-NVY", 100, 90),
        boxed("Kính gửi: Sở Nội vụ", 200, 150),
    )
    assert texts(find_zones(rows).issuer) == ["SỞ Y TẾ SUỐI VÀNG"]


def test_a_line_with_nothing_but_a_symbol_is_the_number_and_no_issuer() -> None:
    zones = find_zones(plain("SỞ Y TẾ", "CHI CỤC DÂN SỐ", "/CCDS-NV", "Kính gửi: Sở Nội vụ"))
    assert (texts(zones.issuer), texts(zones.number)) == (["SỞ Y TẾ", "CHI CỤC DÂN SỐ"], ["/CCDS-NV"])


def test_a_symbol_right_of_a_lone_label_goes_on_with_the_number_line() -> None:
    rows = boxed_rows(
        boxed("SỞ Y TẾ", 110, 60),
        boxed("Số:", 100, 90),
        boxed("/SYT-NVY", 160, 93),
        boxed("Suối Vàng, ngày 06 tháng 5 năm 2024", 320, 90),
        boxed("Kính gửi: Sở Nội vụ", 200, 150),
    )
    assert texts(find_zones(rows).number) == ["Số: /SYT-NVY"]


def test_the_last_line_of_a_subject_may_stand_off_the_middle_within_the_one_above() -> None:
    zones = head_of(
        boxed("THÔNG BÁO", 270, 130),
        boxed("Về việc kiểm tra hồ chứa nước trước mùa mưa bão tại các xã và", 110, 150),
        boxed("thị trấn của huyện", 220, 164),
    )
    assert len(zones.subject) == 2


def test_words_of_the_issuer_that_look_like_a_verb_are_no_sentence() -> None:
    assert not issuer_speaks("Hội Võ thuật cổ truyền Suối Vàng", "HỘI VÕ THUẬT CỔ TRUYỀN")
    assert issuer_speaks("Hội Võ thuật cổ truyền có ý kiến", "HỘI VÕ THUẬT CỔ TRUYỀN")


def test_the_list_of_recipients_is_found_by_its_last_line_when_its_label_is_lost() -> None:
    rows = boxed_rows(
        boxed("Sở yêu cầu các đơn vị báo cáo kết quả thực hiện về Sở trước ngày 20 tháng 5 năm 2024", 80, 560),
        boxed("- Các đơn vị thuộc Sở và ban (để thực hiện ngay);", 60, 614),
        boxed("GIÁM ĐỐC", 420, 620),
        boxed("- Hội đồng;", 80, 628),
        boxed("- Lưu: VT.", 80, 642),
        boxed("Lò Văn Khải", 410, 690),
    )
    zones = find_zones(rows)
    assert texts(zones.recipients) == [
        "- Các đơn vị thuộc Sở và ban (để thực hiện ngay);",
        "- Hội đồng;",
        "- Lưu: VT.",
    ]
    assert texts(zones.signature) == ["GIÁM ĐỐC", "Lò Văn Khải"]


def test_a_day_that_ran_into_its_label_leaves_the_place() -> None:
    zones = find_zones(plain("SỞ Y TẾ", "Số: 15/SYT-NVY", "Suối Vàng, ngờỖỖ tháng 5 năm 2024", "Kính gửi: Sở X"))
    assert texts(zones.place_date) == ["Suối Vàng, ngờỖỖ tháng 5 năm 2024"]
