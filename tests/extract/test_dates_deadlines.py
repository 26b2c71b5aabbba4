"""Wordings that must give a deadline, and what must be doubted about it."""

from __future__ import annotations

from datetime import date

import pytest

from docproc.extract.mentions.dates import DateMention, find_dates

ISSUED = date(2023, 9, 14)


def deadline(text: str, issued: date | None = ISSUED, arrived: date | None = None) -> DateMention:
    """The only deadline of the text."""
    [found] = [m for m in find_dates(text, issued, arrived=arrived) if m.role == "deadline"]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "gửi về Sở trước thứ Sáu, ngày 20/10/2023 để tổng hợp",
        "gửi về Sở trước ngày20/10/2023",
        "gửi về Sở trước ngày 20/ 10/2023",
        "gửi về Sở trước   ngày\n20 / 10 / 2023",
        "gửi về Sở trước20/10/2023",
        "gửi về Sở trước ngày 20.10.2023.",
        "gửi về Sở trước ngày 20-10-2023;",
        "gửi về Sở trước ngày 20/10/2023để tổng hợp",
        "gửi về Sở (trước ngày 20 tháng 10 năm 2023)",
        "gửi về Sở trước ngày 20 tháng 10/2023",
        "GỬI VỀ SỞ TRƯỚC NGÀY 20/10/2023",
        "gửi về Sở trước ngày 20/10/2023 (thứ Sáu)",
        "gửi về Sở trước 20/10",
        "gửi về Sở trước ngày 20.10",
        "gửi về Sở trước ngày 20 tháng 10",
        "báo cáo năm trước ngày 20/10",
        "thời hạn gửi báo cáo: trước ngày 20/10/2023",
        "chậm nhất, trước ngày 20/10/2023",
    ],
)
def test_before_a_day(text: str) -> None:
    found = deadline(text)
    assert (found.due, found.inclusive, found.last_day) == (date(2023, 10, 20), False, date(2023, 10, 19))


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo chậm nhất ngày 20/10/2023",
        "báo cáo muộn nhất là vào ngày 20/10",
        "hạn chót nộp hồ sơ là ngày 20/10/2023",
        "Hạn cuối cùng ngày 20/10",
        "không quá ngày 20/10/2023",
        "nộp hồ sơ đến hết ngày 20/10/2023",
        "Thời hạn hoàn thành: 20/10/2023",
        "Hạn: 20/10/2023",
        "Ngày 20/10 là hạn cuối",
        "nộp hồ sơ từ nay đến hết ngày 20/10/2023",
        "Thời gian nộp hồ sơ: từ ngày 02/10/2023 đến hết ngày 20/10/2023",
        "Sở nhận hồ sơ đến ngày 20/10/2023",
        "hạn cuối: thứ Sáu (20/10/2023)",
        "đến ngày 20/10/2023 phải hoàn thành",
        "hoàn thành việc rà soát trong ngày 20/10/2023",
        "gửi kết quả về Sở Y tế trong ngày 20/10/2023",
        "hoàn thành ngày 20/10/2023",
        "20/10/2023",
    ],
)
def test_up_to_a_day(text: str) -> None:
    found = deadline(text)
    assert (found.due, found.inclusive, found.last_day) == (date(2023, 10, 20), True, date(2023, 10, 20))


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("17h", "17:00"),
        ("17h00", "17:00"),
        ("17g30", "17:30"),
        ("17:30", "17:30"),
        ("17 giờ", "17:00"),
        ("17 giờ,", "17:00"),
        ("17 giờ 00", "17:00"),
        ("17 giờ 00 phút", "17:00"),
        ("10h00'", "10:00"),
        ("10h00’", "10:00"),
        ("5 giờ chiều", "17:00"),
    ],
)
def test_hour_of_the_day(written: str, time: str) -> None:
    found = deadline(f"gửi báo cáo trước {written} ngày 20/10/2023")
    assert (found.time, found.due, found.last_day) == (time, date(2023, 10, 20), date(2023, 10, 20))


@pytest.mark.parametrize(
    ("text", "due", "time"),
    [
        ("báo cáo trước 11 giờ ngày mai", date(2023, 9, 15), "11:00"),
        ("báo cáo trước 16h00 cùng ngày", date(2023, 9, 14), "16:00"),
        ("Ngày 20/9/2023 đi kiểm tra, báo cáo trước 16h00 cùng ngày", date(2023, 9, 20), "16:00"),
        ("báo cáo trong ngày hôm nay", date(2023, 9, 14), None),
        ("chậm nhất thứ Sáu tuần này", date(2023, 9, 15), None),
        ("hoàn thành trong tuần này", date(2023, 9, 17), None),
        ("hoàn thành trước ngày 25 tháng này", date(2023, 9, 25), None),
        ("gửi hồ sơ trước ngày 15/01 năm sau", date(2024, 1, 15), None),
    ],
)
def test_words_that_lean_on_another_day(text: str, due: date, time: str | None) -> None:
    found = deadline(text)
    assert (found.due, found.time) == (due, time)


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Quý I năm 2024", "period_end", date(2024, 3, 31)),
        ("Tháng 10/2023", "period_end", date(2023, 10, 31)),
        ("10/2023", "period_end", date(2023, 10, 31)),
        ("Trong năm 2024", "period_end", date(2024, 12, 31)),
        ("Tháng 10, 11/2023", "period_end", date(2023, 11, 30)),
        ("Thời gian hoàn thành: Quý IV/2023", "period_end", date(2023, 12, 31)),
        ("xây dựng và hoàn thành trong quý III, IV năm 2023", "period_end", date(2023, 12, 31)),
        ("trình UBND tỉnh trong tháng 10/2023", "period_end", date(2023, 10, 31)),
        ("hoàn thành giữa năm 2024", "period_end", date(2024, 6, 30)),
        ("chậm nhất trong quý IV", "period_end", date(2023, 12, 31)),
        ("báo cáo trước quý IV/2023", "period_start", date(2023, 10, 1)),
        ("hoàn thành trước năm 2025", "period_start", date(2025, 1, 1)),
    ],
)
def test_months_quarters_and_years(text: str, kind: str, due: date) -> None:
    found = deadline(text)
    assert (found.type, found.due) == (kind, due)


def test_cue_belongs_to_the_text_of_the_mention() -> None:
    assert deadline("nộp hồ sơ chậm nhất là vào ngày 20/10/2023.").text == "chậm nhất là vào ngày 20/10/2023"


def test_second_day_joined_by_and_is_a_deadline_too() -> None:
    found = find_dates("báo cáo trước ngày 15/10/2023 và ngày 15/12/2023", ISSUED)
    assert [(m.due, m.inclusive) for m in found] == [
        (date(2023, 10, 15), False),
        (date(2023, 12, 15), False),
    ]


@pytest.mark.parametrize("text", ["31/9/2023", "31/9", "30/02", "45/10/2023", "15/13/2023", "29/02/2023"])
def test_day_that_does_not_exist_is_not_corrected(text: str) -> None:
    found = deadline(f"gửi báo cáo trước ngày {text}")
    assert (found.due, found.doubts) == (None, ("impossible_date",))


@pytest.mark.parametrize(
    "text",
    [
        "15/9/23",
        "15/9/0203",
        "15/9/2323",
        "l5/9/2023",
        "155/9/2023",
        "… tháng 9 năm 2023",
        "25",
        "15/9/20233",
    ],
)
def test_day_that_cannot_be_read_is_not_guessed(text: str) -> None:
    found = deadline(f"gửi báo cáo trước ngày {text}")
    assert (found.due, found.doubts) == (None, ("date_unclear",))


@pytest.mark.parametrize(
    ("text", "due", "doubts"),
    [
        ("trước ngày 25/10/2023", None, ()),
        ("trước ngày 25/10", None, ("issue_date_unknown",)),
        ("chậm nhất trong quý IV", None, ("issue_date_unknown",)),
        ("trong thời hạn 5 ngày kể từ ngày ký", None, ("issue_date_unknown",)),
    ],
)
def test_letter_without_date(text: str, due: None, doubts: tuple[str, ...]) -> None:
    found = deadline(f"gửi báo cáo {text}", issued=None)
    assert found.doubts == doubts
    assert (found.due is None) is bool(doubts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("báo cáo trước ngày 10/9/2023", "due_before_issue"),
        ("báo cáo trước ngày 15/9/2023", "short_notice"),
        ("báo cáo chậm nhất ngày 15/10/2023", "day_off"),
        ("báo cáo trước ngày 25/10", "year_inferred"),
        ("báo cáo trong vòng 5 ngày kể từ ngày nhận được văn bản này", "received_date_unknown"),
        ("báo cáo trong vòng 5 ngày kể từ ngày nhận đủ hồ sơ", "date_unclear"),
    ],
)
def test_doubt_worth_showing(text: str, code: str) -> None:
    assert code in deadline(text).doubts


def test_deadline_that_had_passed_when_the_letter_arrived() -> None:
    found = deadline("báo cáo trước ngày 25/9/2023", arrived=date(2023, 9, 26))
    assert "before_arrival" in found.doubts


def test_nothing_to_doubt_about_a_plain_deadline() -> None:
    assert deadline("báo cáo trước ngày 25/10/2023").doubts == ()


def test_period_from_receipt_counts_from_the_arrival() -> None:
    text = "trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản này"
    found = deadline(text, arrived=date(2023, 9, 18))
    assert (found.due, found.doubts) == (date(2023, 9, 25), ())


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("trong thời hạn mười (10) ngày kể từ ngày ký", date(2023, 9, 25)),  # the 24th is a Sunday
        ("chậm nhất sau 2 tuần kể từ ngày ban hành", date(2023, 9, 28)),
        ("trong vòng 03 tháng kể từ ngày ký", date(2023, 12, 14)),
        ("trong vòng 05 ngày kể từ ngày 20/9/2023", date(2023, 9, 25)),
    ],
)
def test_counted_from_a_base(text: str, due: date) -> None:
    assert deadline(f"báo cáo {text}").due == due


@pytest.mark.parametrize(
    ("text", "rrule"),
    [
        ("trước ngày 25 của tháng cuối quý", "FREQ=MONTHLY;BYMONTHDAY=25;BYMONTH=3,6,9,12"),
        ("trước 15h thứ Năm hằng tuần", "FREQ=WEEKLY;BYDAY=TH"),
        ("trước ngày 31 tháng 3 hằng năm", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
        ("trước ngày 5 và ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        (
            "trước ngày 15/6 và 15/12 hằng năm",
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15 | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
        ),
        ("hằng tháng (trước ngày 25)", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("hằng năm, trước ngày 15/12", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("trước tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=12"),
        ("trước ngày 31/6 hằng năm", None),
        ("trước ngày 40 hằng tháng", None),
    ],
)
def test_recurring_deadline(text: str, rrule: str | None) -> None:
    found = deadline(f"gửi báo cáo {text}")
    assert (found.type, found.due, found.rrule) == ("recurring", None, rrule)


def test_what_the_heading_of_a_list_organises_does_not_last_in_its_items() -> None:
    found = deadline(
        "Tổ chức kiểm tra tại các xã:\nXã Bản Mây: trực ít nhất 02 lần/tuần cho đến hết ngày 30/10/2023."
    )
    assert (found.due, found.inclusive) == (date(2023, 10, 30), True)


def test_what_lasts_to_a_day_is_no_deadline() -> None:
    text = "Thời gian tổ chức chiến dịch: cho đến hết ngày 30/10/2023."
    assert [m for m in find_dates(text, ISSUED) if m.role == "deadline"] == []
