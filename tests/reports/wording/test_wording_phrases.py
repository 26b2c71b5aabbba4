from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.reports.word.sandbox import Sandbox
from docproc.reports.wording import phrases
from tests.reports.golden import words_of
from tests.reports.reply_letters import water_letter


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020", "05/01/2020"),
        (date(2023, 9, 14), "ngày 14 tháng 9 năm 2023", "14/9/2023"),
        (date(2024, 3, 5), "ngày 05 tháng 3 năm 2024", "05/3/2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024", "31/12/2024"),
    ],
)
def test_days_below_ten_and_months_one_and_two_get_a_zero(day: date, long: str, short: str) -> None:
    assert (phrases.padded_date(day), phrases.short_date(day)) == (long, short)


def test_an_unknown_date_is_marked() -> None:
    assert phrases.padded_date(None) == "[CẦN BỔ SUNG: ngày, tháng, năm]"


def test_the_date_of_a_draft_is_blank() -> None:
    assert phrases.blank_date(2024) == "ngày     tháng     năm 2024"


def test_numbers_below_ten_get_a_zero() -> None:
    assert [phrases.padded_number(number) for number in ("7", "07", "10", "3b")] == ["07", "07", "10", "3b"]


def test_the_first_citation_is_full() -> None:
    assert phrases.full_citation(water_letter().header) == (
        "Công văn số 07/UBND-KT&HT ngày 05/3/2024 của UBND huyện Sông Mơ "
        "về việc tăng cường nạo vét kênh mương & cống < 1 m trước mùa mưa"
    )


def test_later_citations_are_short() -> None:
    assert phrases.short_citation(water_letter().header) == "Công văn số 07/UBND-KT&HT"


@pytest.mark.parametrize(
    ("kind", "subject", "about"),
    [
        ("Công văn", "V/v rà soát", "về việc rà soát"),
        ("Công văn", "Rà soát", "về việc rà soát"),
        ("Kế hoạch", "Về việc rà soát", "về việc rà soát"),
        ("Công văn", "Về rà soát", "về rà soát"),
        ("Giấy mời", "Dự họp góp ý Đề án", "về việc dự họp góp ý Đề án"),
        ("Giấy mời", "Hội nghị sơ kết 6 tháng", "về việc dự hội nghị sơ kết 6 tháng"),
        ("Công văn", "V/v họp giao ban", "về việc họp giao ban"),
        ("Quyết định", "thành lập Tổ công tác", "về việc thành lập Tổ công tác"),
        ("Công điện", "tập trung ứng phó mưa lớn", "về việc tập trung ứng phó mưa lớn"),
        ("Thông báo", "Kết luận của Chủ tịch UBND huyện", "về kết luận của Chủ tịch UBND huyện"),
        ("Kế hoạch", "Chuyển đổi số năm 2024", "về chuyển đổi số năm 2024"),
        ("Chỉ thị", "quản lý nước sạch", "về quản lý nước sạch"),
    ],
)
def test_a_citation_says_what_its_kind_is_about_once(kind: str, subject: str, about: str) -> None:
    header = water_letter().header.model_copy(update={"doc_type": kind, "subject": subject})
    assert phrases.full_citation(header).endswith(f"UBND huyện Sông Mơ {about}")


@pytest.mark.parametrize(("kind", "words"), words_of("citations").items())
def test_each_kind_is_cited_carried_out_and_answered_in_its_words(kind: str, words: list[str]) -> None:
    about, carried_out, answered = words
    header = water_letter().header.model_copy(update={"doc_type": kind, "subject": "rà soát"})
    assert phrases.full_citation(header).endswith(f"UBND huyện Sông Mơ {about}")
    assert (phrases.carried_out(header), phrases.answering(header)) == (carried_out, answered)


def test_a_letter_of_no_known_kind_is_carried_out_and_answered() -> None:
    header = water_letter().header.model_copy(update={"doc_type": None})
    assert (phrases.carried_out(header), phrases.answering(header)) == ("thực hiện", "trả lời")


def test_a_mark_ends_at_its_own_bracket() -> None:
    assert phrases.to_check("đọc không rõ (ngày] tháng 11).") == "[CẦN KIỂM TRA: đọc không rõ (ngày) tháng 11)]"


def test_an_empty_header_is_all_marks() -> None:
    header = type(water_letter().header)()
    cited = phrases.full_citation(header)
    assert cited.count("[CẦN BỔ SUNG: ") == 5
    assert not any(letter.isdigit() for letter in cited)


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Rà soát", "rà soát"),
        ("UBND xã", "UBND xã"),
        ("OCOP", "OCOP"),
        ("Đẩy mạnh", "đẩy mạnh"),
        ("Ý kiến", "ý kiến"),
        ("", ""),
    ],
)
def test_the_first_letter_gets_small_but_not_an_abbreviation(text: str, small: str) -> None:
    assert phrases.lower_first(text) == small


def test_vietnamese_capitals_from_decomposed_text() -> None:
    assert phrases.upper("xa\u0303 Bê\u0301n Lau") == "XÃ BẾN LAU"


def test_list_lines_end_in_semicolons_and_a_full_stop() -> None:
    assert [phrases.list_end("UBND tỉnh;", False), phrases.list_end("Sở Y tế", True)] == [
        "UBND tỉnh;",
        "Sở Y tế.",
    ]


@pytest.mark.parametrize(("text", "ended"), [("đã xong", "đã xong."), ("xong.", "xong."), ("xong;", "xong.")])
def test_a_sentence_ends_once(text: str, ended: str) -> None:
    assert phrases.sentence(text) == ended


@given(st.text(max_size=400))
def test_a_shortened_text_is_the_beginning_of_the_text(text: str) -> None:
    short = phrases.shortened(text, 40)
    assert len(short) <= 41
    assert phrases.one_line(text).startswith(short.removesuffix("…"))


@given(st.text())
def test_one_line_holds_nothing_that_word_refuses(text: str) -> None:
    assert not any(ord(letter) < 32 or letter in "\ufffe\uffff" for letter in phrases.one_line(text))


@pytest.mark.parametrize("text", ["Trân trọng", "Trân trọng.", "Trân trọng./.", " Trân trọng; "])
def test_the_text_ends_with_its_closing_mark_once(text: str) -> None:
    assert phrases.closing(text) == "Trân trọng./."


def test_a_letter_is_cited_in_full_first_and_short_after_that_in_each_document() -> None:
    one = {"day_du": "Công văn số 1/A ngày 05/3/2024 của B về C", "gon": "Công văn số 1/A"}
    other = {"day_du": "Kế hoạch số 2/KH-A đầy đủ", "gon": "Kế hoạch số 2/KH-A"}
    template = "{% for v in [a, b, a] %}{{ v | trich_dan }}|{% endfor %}"
    for _document in range(2):
        written = Sandbox(phrases.FILTERS).from_string(template).render(a=one, b=other)
        assert written == f"{one['day_du']}|{other['day_du']}|{one['gon']}|"
