"""The letterhead: what is read, and what is shown as unsure instead of guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from printed import FOOT, HEAD, boxed, letter_of, page_of, plain

from docproc.extract.assemble.header import _subject
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.letter import Letter
from docproc.page import Line, Look, Origin, Page, Word

BODY = "Để giữ an toàn trong mùa mưa, yêu cầu các xã báo cáo tình hình hồ chứa nước trước ngày 20/5/2024."


def headed(printed: str = "", instead: str = "") -> Letter:
    """A letter whose head has one thing printed in another way."""
    assert printed in HEAD
    return letter_of("\n".join([HEAD.replace(printed, instead), BODY, FOOT]))


def codes(letter: Letter, field: str) -> list[str]:
    return [doubt.code for doubt in letter.doubts if doubt.field == field]


def scanned(
    number: str,
    confidence: float,
    *looks: str,
    rivals: tuple[str, ...] = (),
    by_hand: tuple[str, ...] = (),
    day: str = "06",
    origin: Origin = "page",
) -> Letter:
    """A scanned page with that number line, read with that confidence, and second readings; `rivals` are
    what others saw in place of its last word, which is of that `origin`, `by_hand` the lines of the reader of
    handwriting.
    """
    *words, last = boxed(number, 100, 76, confidence=confidence).words
    lines = (
        boxed("SỞ Y TẾ", 100, 60),
        Line((*words, replace(last, alternatives=rivals, origin=origin))),
        boxed("V/v trực hè", 100, 92),
        boxed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 320, 60),
        boxed(f"An Khê Thượng, ngày {day} tháng 5 năm 2024", 320, 92, confidence=confidence),
        boxed("Kính gửi: Các bệnh viện trong tỉnh.", 200, 140),
        boxed("Sở Y tế yêu cầu các bệnh viện trực đủ số người trong mùa hè năm 2024.", 113, 170),
    )
    again = [Look("head", (boxed(text, 100, 76),)) for text in looks]
    again += [Look("written", tuple(boxed(text, 100, 76) for text in by_hand))] if by_hand else []
    page = Page(1, 595, 842, lines, "ocr", "made for a test", looks=tuple(again))
    return letter_from_pages([page], "made-up.pdf", 1)


def test_a_symbol_in_certain_words_stays_and_still_tells_the_kind() -> None:
    header = headed("642/UBND-NN\nV/v kiểm tra hồ chứa nước", "642/QD-UBND").header
    assert (header.doc_type, header.symbol) == ("Quyết định", "QD-UBND")


def test_a_plain_head_is_read_whole() -> None:
    header = headed().header
    assert (header.doc_type, header.number, header.symbol) == ("Công văn", "642", "UBND-NN")
    assert (header.issuer, header.issuer_parent) == ("Ủy ban nhân dân huyện Suối Vàng", None)
    assert (header.place, header.issue_date) == ("Suối Vàng", date(2024, 5, 6))
    assert header.subject == "kiểm tra hồ chứa nước"


def test_a_clear_head_raises_no_doubt() -> None:
    assert [doubt.field for doubt in headed().doubts if doubt.field.startswith("header")] == []


def test_every_field_that_was_read_has_evidence() -> None:
    header = headed().header
    read = {"number", "symbol", "issuer", "place", "issue_date", "subject"}
    assert read <= set(header.evidence)
    assert header.evidence["subject"][0].text == "V/v kiểm tra hồ chứa nước"


def test_the_office_above_is_the_parent() -> None:
    header = headed("ỦY BAN NHÂN DÂN\nHUYỆN SUỐI VÀNG", "UBND TỈNH AN KHÊ THƯỢNG\nSỞ TƯ PHÁP").header
    assert (header.issuer, header.issuer_parent) == ("Sở Tư pháp", "UBND tỉnh An Khê Thượng")


def test_a_letter_without_symbol_is_doubted() -> None:
    letter = headed("Số: 642/UBND-NN\n", "")
    assert (letter.header.number, letter.header.symbol) == (None, None)
    assert codes(letter, "header.symbol") == ["not_found"]
    assert codes(headed(), "header.symbol") == []


@pytest.mark.parametrize("origin", ["form_field", "typed"])
@pytest.mark.parametrize("looked", ["Số: /SYT-NVY", "Số: 3/SYT-NVY"])
def test_what_was_put_over_a_scan_is_sure_whatever_readers_of_the_image_saw(origin: Origin, looked: str) -> None:
    letter = scanned("Số: 88/SYT-NVY", 1.0, looked, looked, by_hand=("Số: 11",), origin=origin)
    assert (letter.header.number, letter.header.symbol) == ("88", "SYT-NVY")
    assert codes(letter, "header.number") == []
    assert letter.header.evidence["number"][0].origin == origin


def test_a_number_that_was_put_over_another_is_doubted() -> None:
    letter = scanned("Số: 88/SYT-NVY", 1.0, rivals=("87",), origin="form_field")
    assert letter.header.number == "88"
    assert "number_unsure" in codes(letter, "header.number")


def test_an_unreadable_number_is_not_guessed() -> None:
    letter = headed("642/", ".../")
    assert (letter.header.number, letter.header.symbol) == (None, "UBND-NN")
    assert codes(letter, "header.number") == ["number_unreadable"]


def test_a_year_long_ago_is_a_slip_and_not_guessed() -> None:
    letter = headed("năm 2024", "năm 1924")
    assert letter.header.issue_date is None
    assert codes(letter, "header.issue_date") == ["date_unreadable"]


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010", "\u2011", "\u2212", "–"])
def test_a_symbol_is_read_whatever_its_hyphen(hyphen: str) -> None:
    header = headed("642/UBND-NN", f"642/UBND{hyphen}NN").header
    assert (header.number, header.symbol) == ("642", "UBND-NN")


@pytest.mark.parametrize("day", ["ngày … tháng 5", "ngày ?4 tháng 5", "ngày 06 tháng ..", "ngày 31 tháng 6"])
def test_an_unreadable_or_impossible_day_is_not_guessed(day: str) -> None:
    letter = headed("ngày 06 tháng 5", day)
    assert letter.header.issue_date is None
    assert codes(letter, "header.issue_date") == ["date_unreadable"]


def test_the_place_is_known_even_if_the_day_is_not() -> None:
    assert headed("ngày 06", "ngày …").header.place == "Suối Vàng"


@pytest.mark.parametrize(
    "hour", ["hồi 16 giờ 30 ngày 06", "lúc 7h00, ngày 06", "vào hồi 09 giờ 00 phút, ngày 06"]
)
def test_a_telegram_has_the_hour_before_its_day(hour: str) -> None:
    header = headed("ngày 06", hour).header
    assert (header.place, header.issue_date) == ("Suối Vàng", date(2024, 5, 6))


def test_a_date_with_slashes_is_read() -> None:
    assert headed("ngày 06 tháng 5 năm 2024", "ngày 06/5/2024").header.issue_date == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("Số: 642/UBND-NN\n", "header.number"),
        ("V/v kiểm tra hồ chứa nước\n", "header.subject"),
        ("Suối Vàng, ngày 06 tháng 5 năm 2024\n", "header.issue_date"),
    ],
)
def test_a_missing_field_is_doubted(printed: str, field: str) -> None:
    assert codes(headed(printed), field) == ["not_found"]


def test_a_doubt_of_a_missing_field_says_so_in_words() -> None:
    (doubt,) = [d for d in headed("V/v kiểm tra hồ chứa nước\n").doubts if d.field == "header.subject"]
    assert doubt.reason


@pytest.mark.parametrize(
    ("symbol", "doc_type"), [("BC-UBND", "Báo cáo"), ("TTr-UBND", "Tờ trình"), ("UBND-VX", "Công văn")]
)
def test_without_title_and_subject_line_the_symbol_names_the_type(symbol: str, doc_type: str) -> None:
    head = HEAD.replace("UBND-NN", symbol).replace("V/v kiểm tra hồ chứa nước\n", "")
    assert letter_of("\n".join([head, BODY, FOOT])).header.doc_type == doc_type


def test_a_subject_line_makes_it_a_cong_van_whatever_the_symbol() -> None:
    assert headed("UBND-NN", "BC-UBND").header.doc_type == "Công văn"


def test_ve_viec_is_no_part_of_the_subject_of_a_title() -> None:
    head = "SỞ Y TẾ\nSố: 3/TB-SYT\nAn Khê Thượng, ngày 06 tháng 5 năm 2024\nTHÔNG BÁO\nVề việc trực hè"
    body = "Để phục vụ nhân dân trong mùa hè, các bệnh viện trong tỉnh trực theo lịch như sau."
    assert letter_of(f"{head}\n{body}\n{FOOT}").header.subject == "trực hè"


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("V/v: Về trực hè tại các bệnh viện", "trực hè tại các bệnh viện"),
        ("V/v về việc trực hè", "trực hè"),
        ("V/v lễ Về nguồn năm 2024", "lễ Về nguồn năm 2024"),
        (
            "V/v trực hè theo Công văn số 12/SNV-\nTCBC ngày 02/5/2024",
            "trực hè theo Công văn số 12/SNV-TCBC ngày 02/5/2024",
        ),
        ("V/v trực hè ở An Khê -\nThượng Hà", "trực hè ở An Khê - Thượng Hà"),
    ],
)
def test_what_a_subject_opens_with_and_a_symbol_over_two_lines(printed: str, subject: str) -> None:
    assert headed("V/v kiểm tra hồ chứa nước", printed).header.subject == subject


def test_a_stamp_of_urgency_and_one_of_secrecy_are_told_apart() -> None:
    header = headed("CỘNG HÒA", "HỎA TỐC\nMẬT\nCỘNG HÒA").header
    assert (header.urgency, header.secrecy) == ("HỎA TỐC", "MẬT")


def test_clear_print_is_sure() -> None:
    letter = scanned("Số: 88/SYT-NVY", 0.95)
    assert letter.header.number == "88"
    assert codes(letter, "header.number") == []


def test_unclear_print_is_doubted() -> None:
    letter = scanned("Số: 88/SYT-NVY", 0.5)
    assert letter.header.number == "88"
    assert codes(letter, "header.number") == ["number_unsure"]


def test_two_readings_that_agree_are_sure() -> None:
    letter = scanned("Số: 88/SYT-NVY", 0.5, "Số: 88/SYT-NVY")
    assert letter.header.number == "88"
    assert codes(letter, "header.number") == []


def test_looks_do_not_settle_what_the_readers_of_the_page_dispute() -> None:
    same = "Số: 88/SYT-NVY"
    letter = scanned(same, 0.5, same, same, rivals=("8J/SYT-NVY",))
    assert letter.header.number == "88"
    assert codes(letter, "header.number") == ["number_unsure"]


def test_two_readings_that_differ_are_doubted() -> None:
    assert codes(scanned("Số: 88/SYT-NVY", 0.95, "Số: 83/SYT-NVY"), "header.number") == ["number_unsure"]


def test_most_readings_decide() -> None:
    assert scanned("Số: 83/SYT-NVY", 0.5, "Số: 88/SYT-NVY", "Số: 88/SYT-NVY").header.number == "88"


def test_a_second_reading_gives_a_number_the_first_could_not() -> None:
    letter = scanned("Số: ./SYT-NVY", 0.9, "Số: 88/SYT-NVY", "Số: 88/SYT-NVY")
    assert letter.header.number == "88"
    assert codes(letter, "header.number") == []


def test_a_stamp_seen_only_by_a_second_look_counts() -> None:
    assert scanned("Số: 88/SYT-NVY", 0.95, "KHẨN").header.urgency == "KHẨN"


def test_a_stamp_read_before_the_addressees_on_one_line_counts() -> None:
    assert scanned("Số: 88/SYT-NVY", 0.95, "KHẨN Kính gửi: Các bệnh viện").header.urgency == "KHẨN"


def test_an_unclear_day_is_read_and_doubted() -> None:
    place = Line(
        tuple(
            Word(w.text, w.box, 0.4 if w.text == "06" else 0.95)
            for w in boxed("An Khê Thượng, ngày 06 tháng 5 năm 2024", 320, 92).words
        )
    )
    page = page_of(boxed("SỞ Y TẾ", 100, 60), place, boxed("Kính gửi: Các bệnh viện trong tỉnh.", 200, 140))
    letter = letter_from_pages([page], "made-up.pdf", 1)
    assert letter.header.issue_date == date(2024, 5, 6)
    assert codes(letter, "header.issue_date") == ["date_unsure"]


def test_what_only_the_reader_of_handwriting_saw_is_a_doubt() -> None:
    letter = scanned("Số: 4Í%I/STC-NS", 0.4, by_hand=("Số: 4471",))
    assert (letter.header.number, letter.header.symbol) == ("4471", "STC-NS")
    assert codes(letter, "header.number") == ["number_unsure"]
    assert letter.header.handwritten == ["number"]


def test_a_number_written_by_hand_is_sure_when_another_reader_agrees() -> None:
    letter = scanned("Số: 4Í%I/STC-NS", 0.4, "Số: 4471/STC-NS", by_hand=("Số: 4471",))
    assert letter.header.number == "4471"
    assert codes(letter, "header.number") == []


def test_readers_that_differ_on_handwriting_leave_a_doubt() -> None:
    letter = scanned("Số: 4411/STC-NS", 0.4, by_hand=("Số: 4471",))
    assert letter.header.number == "4471"
    assert codes(letter, "header.number") == ["number_unsure"]


def test_clear_print_is_not_overruled_by_the_reader_of_handwriting_but_doubted() -> None:
    letter = scanned("Số: 4411/STC-NS", 0.97, by_hand=("Số: 4471", "ngày 08"))
    assert letter.header.number == "4411"
    assert letter.header.issue_date == date(2024, 5, 6)
    assert codes(letter, "header.number") == ["number_unsure"]
    assert codes(letter, "header.issue_date") == ["date_unsure"]


def test_a_day_written_by_hand_is_taken_with_the_printed_month_and_is_a_doubt() -> None:
    letter = scanned("Số: 12/STC-NS", 0.4, by_hand=("ngày 17",), day="/ƒ")
    assert letter.header.issue_date == date(2024, 5, 17)
    assert codes(letter, "header.issue_date") == ["date_unsure"]


def test_a_day_written_by_hand_is_sure_when_the_page_was_read_alike() -> None:
    letter = scanned("Số: 12/STC-NS", 0.4, by_hand=("ngày 17 tháng 5 năm 2024",), day="17")
    assert letter.header.issue_date == date(2024, 5, 17)
    assert codes(letter, "header.issue_date") == []


def test_a_day_that_the_month_does_not_have_is_not_taken() -> None:
    letter = scanned("Số: 12/STC-NS", 0.4, by_hand=("ngày 31 tháng 4 năm 2024",), day="/ƒ")
    assert letter.header.issue_date is None
    assert codes(letter, "header.issue_date") == ["date_unreadable"]


def test_a_symbol_is_sure_in_clear_print_or_when_two_readings_agree() -> None:
    assert codes(scanned("Số: 15/SYT-NVY", 0.9), "header.symbol") == []
    assert "symbol_unsure" not in codes(scanned("Số: 15/SYT-NVY", 0.5, "Số: 16/SYT-NVY"), "header.symbol")


def test_a_symbol_that_one_unclear_reading_has_alone_is_a_doubt() -> None:
    assert codes(scanned("Số: 15/SYT-NVY", 0.5), "header.symbol") == ["symbol_unsure"]
    assert codes(scanned("Số: 15/SYT-NVY", 0.5, "Số: 15/SVT-NVY"), "header.symbol") == ["symbol_unsure"]


def test_a_place_that_was_not_found_is_a_doubt() -> None:
    assert codes(headed("Suối Vàng, ngày", "ngày"), "header.place") == ["not_found"]


@pytest.mark.parametrize(
    "about", ["Vv kiểm tra hồ chứa nước", "V: kiểm tra hồ chứa nước", "V/v: kiểm tra hồ chứa nước"]
)
def test_a_damaged_mark_is_no_part_of_the_subject(about: str) -> None:
    assert _subject(plain(about)) == "kiểm tra hồ chứa nước"


def test_a_subject_of_a_word_with_v_stays_whole() -> None:
    assert _subject(plain("Vụ Tổ chức họp")) == "Vụ Tổ chức họp"
    assert _subject(plain("V nhiệm kỳ")) == "V nhiệm kỳ"


def test_a_subject_below_the_number_is_that_of_a_cong_van_whatever_the_symbol_says() -> None:
    lines = (
        boxed("SỞ Y TẾ", 100, 60),
        boxed("Số: 15/HD-SYT", 100, 76),
        boxed("Về triển khai trực hè", 90, 92),
        boxed("Suối Vàng, ngày 06 tháng 5 năm 2024", 320, 76),
        boxed("Kính gửi: Sở Nội vụ", 200, 150),
    )
    assert letter_from_pages([page_of(*lines)], "made-up.pdf", 1).header.doc_type == "Công văn"
