"""When a meeting is, in letters that are no invitations: only what is a day at a place counts."""

from __future__ import annotations

import pytest
from printed import FOOT, HEAD, ISSUED, body_of, letter_of, letter_with

from docproc.extract.assemble.event import event_doubts, find_event
from docproc.extract.mentions.nlp import analyse
from docproc.letter import Event


@pytest.mark.parametrize(
    "lines",
    [
        ("Thời gian đăng tải: 30 ngày kể từ ngày 06/5/2024 trên trang của tỉnh.",),
        ("Thời gian: tháng 9 năm 2024. Địa điểm: các xã.",),
    ],
)
def test_a_period_and_what_is_put_on_a_page_are_no_meetings(lines: tuple[str, ...]) -> None:
    assert letter_with(*lines).event is None


def test_a_day_at_a_place_is_a_meeting() -> None:
    event = letter_with("Thời gian: 08 giờ 00 ngày 20/5/2024. Địa điểm: Hội trường huyện.").event
    assert event is not None
    assert (event.start, event.place) == ("2024-05-20T08:00", "Hội trường huyện")


@pytest.mark.parametrize("title", ["BÁO CÁO", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "TỜ TRÌNH"])
def test_a_proposal_invites_nobody(title: str) -> None:
    pages = "\n".join(
        [
            HEAD.replace("Kính gửi:", f"{title}\nVề việc tổ chức đại hội\nKính gửi:"),
            "Thời gian: 08 giờ 00 ngày 20/5/2024. Địa điểm: Hội trường huyện.",
            FOOT,
        ]
    )
    assert letter_of(pages).event is None


def start_of(*body: str, title: str = "", about: str = "V/v kiểm tra hồ chứa nước") -> str | None:
    """When the meeting begins that a letter with such a title or such a subject invites to."""
    head = HEAD.replace("V/v kiểm tra hồ chứa nước", about)
    head = head.replace("Kính gửi:", f"{title}\nKính gửi:") if title else head
    event = letter_of("\n".join([head, *body, FOOT])).event
    return event.start if event else None


@pytest.mark.parametrize(
    "written",
    [
        "vào 08 giờ 00, thứ Sáu, ngày 15/3/2024 tại Hội trường",
        "08 giờ 00 phút ngày 15 tháng 3 năm 2024 tại Hội trường",
        "từ 8 giờ 00 đến 11 giờ 30 ngày 15/3/2024 tại Hội trường",
        "lúc 8:00 ngày 15/3/2024 tại Hội trường",
        "lúc 8.00 giờ, ngày 15/3/2024 tại Hội trường",
    ],
)
def test_the_time_in_the_sentence_of_an_invitation(written: str) -> None:
    sentence = f"UBND huyện kính mời các đại biểu dự họp {written}."
    assert start_of(sentence, title="GIẤY MỜI") == "2024-03-15T08:00"


@pytest.mark.parametrize(
    ("about", "start"),
    [
        ("V/v mời họp", "2024-05-15T08:00"),
        ("V/v dự hội nghị tổng kết", "2024-05-15T08:00"),
        ("V/v mời thầu", None),
        ("V/v xây dựng nông thôn mới", None),
    ],
)
def test_a_letter_invites_by_what_it_is_about(about: str, start: str | None) -> None:
    assert start_of("UBND huyện tổ chức họp lúc 8 giờ 00 ngày 15/5/2024 tại Hội trường.", about=about) == start


def test_a_meeting_that_was_put_off_is_at_the_new_time() -> None:
    body = "Lịch tiếp công dân chuyển từ 08 giờ 00 ngày 15/5/2024 sang 14 giờ 00, ngày 16/5/2024 tại Trụ sở."
    assert start_of(body, about="V/v thay đổi thời gian tiếp công dân") == "2024-05-16T14:00"


def test_a_label_of_time_and_place_does_not_make_the_time_the_place() -> None:
    event = letter_with("Thời gian, địa điểm: 8 giờ 30 ngày 15/5/2024. Địa điểm: Hội trường huyện.").event
    assert event is not None
    assert (event.start, event.place) == ("2024-05-15T08:30", "Hội trường huyện")


@pytest.mark.parametrize("days", ["14, 15 và 16/5/2024", "14 - 16/5/2024", "từ ngày 14 đến ngày 16/5/2024"])
def test_of_several_days_the_meeting_begins_on_the_first(days: str) -> None:
    assert start_of(f"Thời gian: Ngày {days}, bắt đầu từ 7 giờ 30.", title="GIẤY MỜI") == "2024-05-14T07:30"


def test_days_of_two_months_begin_in_the_first() -> None:
    body = "Thời gian: từ ngày 30/4 đến ngày 02/5/2024. Địa điểm: Hội trường huyện."
    assert start_of(body, title="GIẤY MỜI") == "2024-04-30"


def event_in(*lines: str, doc_type: str | None = "Giấy mời", subject: str | None = None) -> Event | None:
    body = body_of(*lines)
    return find_event(analyse(body.text, ISSUED), body, doc_type, subject)


def test_an_invitation_without_a_day_has_no_event() -> None:
    assert event_in("UBND huyện kính mời các đại biểu dự họp.") is None


def test_a_subject_invites_as_the_type_does() -> None:
    line = "UBND huyện mời dự họp vào 08 giờ 00 ngày 15/5/2024."
    assert event_in(line, doc_type="Công văn") is None
    found = event_in(line, doc_type="Công văn", subject="V/v mời họp")
    assert found is not None
    assert found.start == "2024-05-15T08:00"


def test_a_meeting_of_several_days_has_its_last() -> None:
    found = event_in("Thời gian: từ ngày 15 đến ngày 16/5/2024.")
    assert found is not None
    assert (found.start, found.end) == ("2024-05-15", "2024-05-16")


def test_those_listed_below_are_invited() -> None:
    found = event_in(
        "1. Thành phần:", "- Lãnh đạo UBND xã;", "- Phòng Y tế.", "2. Thời gian: 08 giờ 00 ngày 15/5/2024."
    )
    assert found is not None
    assert found.invited == ["Lãnh đạo UBND xã", "Phòng Y tế"]


def test_a_day_on_another_day_of_the_week_is_doubted() -> None:
    body = body_of("Thời gian: 08 giờ 00, thứ Hai, ngày 15/5/2024.")
    doc = analyse(body.text, ISSUED)
    assert [doubt.code for doubt in event_doubts(doc, find_event(doc, body, "Giấy mời"))] == ["weekday_mismatch"]


def test_without_an_event_there_is_nothing_to_doubt() -> None:
    assert event_doubts(analyse("thứ Hai, ngày 15/5/2024", ISSUED), None) == []
