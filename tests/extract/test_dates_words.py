"""Deadlines in words inside a letter: what a person is shown about them."""

from __future__ import annotations

from datetime import date

import pytest

from docproc.extract.mentions.dates import find_dates
from tests.extract.printed import found_in, letter_of, tasks_in

ISSUED = date(2024, 3, 12)


def doubts_of(*lines: str) -> list[tuple[str, str, str]]:
    _tasks, doubts, _due = found_in(*lines)
    return [(d.field, d.code, d.in_words("en")) for d in doubts if d.field == "tasks[0].deadline"]


def test_doubt_about_a_week_names_the_day_it_may_end() -> None:
    assert doubts_of("UBND các xã báo cáo trong tuần thứ hai của tháng 6/2024.") == [
        (
            "tasks[0].deadline",
            "week_unclear",
            "The deadline trong tuần thứ hai của tháng 6/2024 names a week; its last day may be 14/06/2024",
        )
    ]


def test_deadline_without_a_day_keeps_its_words() -> None:
    [task] = tasks_in("Yêu cầu UBND các xã hoàn thành việc trồng rừng trước mùa mưa bão.")
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.date) == ("trước mùa mưa bão", None)


def test_day_of_the_week_that_does_not_fit_is_a_doubt_of_the_task() -> None:
    [doubt, *_] = doubts_of("UBND các xã báo cáo trước thứ Ba, ngày 10/6/2024.")
    assert doubt[:2] == ("tasks[0].deadline", "weekday_mismatch")


INVITATION = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI VÀNG
Số: 17/GM-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Suối Vàng, ngày 12 tháng 3 năm 2024
GIẤY MỜI
Về việc họp giao ban
Kính gửi: UBND các xã.
UBND huyện mời họp giao ban.
Thời gian: 08 giờ 00, {day}.
Địa điểm: Phòng họp số 2, UBND huyện.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Khải"""


@pytest.mark.parametrize(
    ("day", "doubted"),
    [
        ("ngày 25/3/2024 (thứ Ba)", True),
        ("thứ Ba, ngày 25/3/2024", True),
        ("ngày 25/3/2024 (thứ Hai)", False),
        ("ngày 25/3/2024", False),
    ],
)
def test_meeting_on_another_day_of_the_week_than_written_is_doubted(day: str, doubted: bool) -> None:
    letter = letter_of(INVITATION.format(day=day))
    assert letter.event is not None and letter.event.start == "2024-03-25T08:00"
    assert ("event.start" in {doubt.field for doubt in letter.doubts}) is doubted


@pytest.mark.parametrize(
    "text",
    [
        "trong tháng hai đơn vị phải phối hợp",
        "các xã chậm nhất trong việc giải ngân",
        "đơn vị có tiến độ chậm nhất là xã Bản Mây",
        "trình bày báo cáo trước Hội nghị",
        "Trước hết, ngày 15/4/2024 các xã họp",
        "tổ chức hội thi trong tuần đầu tháng 4/2024",
        "báo cáo công tác trong tuần.",
        "báo cáo kết quả thực hiện trong nửa đầu tháng 3/2024",
        "báo cáo kết quả từ ngày 01/3 đến ngày 10/3/2024",
        "đại biểu có mặt trước 07h30",
        "các thủ tục hành chính từ hệ thống cũ",
        "không quá 8 giờ/ngày",
        "đường dây nóng trực 24/7",
        "theo Công văn số 12/UBND ngày 05 tháng Ba năm 2024",
        "có hiệu lực từ ngày 15 tháng Tư năm 2024",
        "Điều 5 quy định: “Trong thời hạn 07 ngày kể từ ngày nhận đủ hồ sơ, cơ quan phải trả lời.”",
        "Hằng ngày tổng hợp, báo cáo trước 16 giờ.",
        "hai ngày cuối tuần",
        "dự án được phê duyệt trước ngày Luật có hiệu lực",
    ],
)
def test_words_near_to_a_deadline_that_are_none(text: str) -> None:
    assert [m.text for m in find_dates(text, ISSUED) if m.role == "deadline"] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("trong tháng Tư năm 2024", "trong tháng 4 năm 2024"),
        ("trong quý hai năm 2024", "trong quý II năm 2024"),
        ("trước ngày 05 tháng Mười năm 2024", "trước ngày 05 tháng 10 năm 2024"),
        ("vào cuối tháng Tư", "vào cuối tháng 4"),
    ],
)
def test_words_and_figures_mean_the_same(first: str, second: str) -> None:
    [words], [figures] = (find_dates(f"hoàn thành {written}", ISSUED) for written in (first, second))
    assert (words.due, words.inclusive, words.doubts) == (figures.due, figures.inclusive, figures.doubts)


def test_hour_after_one_day_may_belong_to_the_next() -> None:
    found = find_dates("báo cáo trước ngày 15/4/2024, 14h00 ngày 16/4/2024 họp", ISSUED)
    assert [(m.due or m.date, m.time) for m in found] == [(date(2024, 4, 15), None), (date(2024, 4, 16), "14:00")]


def due_days(text: str) -> list[date | None]:
    return [mention.due for mention in find_dates(text, ISSUED) if mention.role == "deadline"]


def test_report_on_six_months_is_due_before_its_day() -> None:
    text = "báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 10/12/2024"
    assert due_days(text) == [date(2024, 6, 10), date(2024, 12, 10)]


def test_notice_of_six_months_before_a_day_is_not_due_on_that_day() -> None:
    assert due_days("phải thông báo 6 tháng trước ngày 15/6/2024") == []


def test_every_day_of_a_list_behind_one_word_is_a_deadline() -> None:
    text = "gửi trước ngày 05/4, 05/7, 04/10/2024 và 07/01/2025"
    assert due_days(text) == [date(2024, 4, 5), date(2024, 7, 5), date(2024, 10, 4), date(2025, 1, 7)]


def test_day_behind_a_comma_that_says_what_happens_is_no_deadline() -> None:
    assert due_days("gửi báo cáo trước ngày 20/3/2024, ngày 21/3/2024 tổ chức họp") == [date(2024, 3, 20)]
