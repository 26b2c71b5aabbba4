"""Wordings that must not give a deadline: a wrong one does more harm than a missing one."""

from __future__ import annotations

from datetime import date

import pytest

from docproc.extract.mentions.dates import DateMention, find_dates

ISSUED = date(2018, 3, 15)


def only(text: str, issued: date | None = ISSUED) -> DateMention:
    """The only mention of the text."""
    [found] = find_dates(text, issued)
    return found


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("tổ chức hội thi trong quý III/2018", "period"),
        ("báo cáo chương trình trong quý III/2018", "period"),
        ("sửa quy trình trong quý III/2018", "period"),
        ("Tiếp tục nâng cấp đường làng trong năm 2018", "period"),
        ("Thời gian kiểm tra: Quý III/2018", "period"),
        ("Thời gian thực hiện: tháng 10/2018", "period"),
        ("Thời gian báo cáo: năm 2018", "period"),
        ("phát triển chợ giai đoạn 2016 - 2020", "period"),
        ("Chương trình chợ văn minh giai đoạn đến năm 2020", "period"),
        ("Đến năm 2020 có 70% số chợ đạt chuẩn", "period"),
        ("Từ nay đến năm 2020 mọi xã đều có chợ", "period"),
        ("từ nay đến ngày 30/9/2018 chợ mở cửa", "period"),
        ("số vụ cháy trong 3 tháng cuối năm 2017", "period"),
        ("số người làm việc (tính đến 30/11/2017)", "cutoff"),
        ("Thời gian báo cáo từ ngày 08/08/2017 đến hết ngày 31/12/2017", "period"),
        ("mở hội chợ từ ngày 01/10/2018 đến hết ngày 15/10/2018", "period"),
        ("được triển khai vào ngày 01-31/12/2018", "period"),
        ("Tại cuộc họp ngày 12/3/2018, Giám đốc đã kết luận", "event"),
        ("Đề nghị đại biểu có mặt trước 07h30 ngày 20/3/2018", "event"),
        ("08 giờ 00, ngày 20/3/2018 (thứ Ba), tại hội trường", "event"),
        ("các chợ hoàn thành năm 2017", "period"),
        ("báo cáo kết quả thực hiện trong quý II/2018", "period"),
        ("chào mừng Quốc khánh 02/9", "other"),
        ("Ngày 12/3/2018, Sở Công Thương ban hành quy định mới", "narrative"),
        ("chợ được giao đất trước ngày 15/10/1993", "narrative"),
        ("Chợ được cấp phép trước ngày 01/7/2018 thì tiếp tục hoạt động", "narrative"),
        ("Quyết định 12/QĐ-SCT ngày 12/3/2018", "citation"),
        ("theo Luật Thương mại ngày 14 tháng 6 năm 2015 của Quốc hội", "citation"),
        ("Kiên Giang, ngày 15 tháng 3 năm 2018", "issue"),
        ("ngày 15 tháng 3 năm 2018", "issue"),
        ("áp dụng kể từ tháng 4/2018", "effective_from"),
        ("Giấy phép hết hạn vào ngày 31/12/2018", "narrative"),
        ("Giấy phép có hiệu lực đến hết ngày 31/12/2018", "narrative"),
        ("Kế hoạch này thực hiện đến hết năm 2020", "period"),
        ("Sau thời hạn ngày 20/4/2018, nơi nào không gửi coi như đồng ý", "narrative"),
        ("phấn đấu hoàn thành trong nhiệm kỳ 2020-2025", "period"),
        ("có hiệu lực sau 45 ngày kể từ ngày ký", "effective_from"),
        ("2018-03-15T10:44:57+0700", "other"),
        ("kiểm tra 02 lần/năm", "recurrence"),
        ("năm 2018", "period"),
    ],
)
def test_role_that_is_no_deadline(text: str, role: str) -> None:
    found = only(text)
    assert (found.role, found.due, found.last_day) == (role, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "không quá 2/3 số phiếu",
        "tối đa 1.5 lần",
        "hỗ trợ 24/7",
        "trẻ từ 06-36 tháng tuổi",
        "điện thoại 0919.924.927",
        "chi thường xuyên",
        "Ngân hàng ngày càng lớn",
        "Công văn số 12/SCT-QLTM",
        "tối đa 03 tháng tới",
        "",
        "   \n",
    ],
)
def test_numbers_and_words_that_are_no_time(text: str) -> None:
    assert find_dates(text, ISSUED) == []


def test_first_of_a_range_borrows_month_and_year() -> None:
    found = only("Tập huấn 02 ngày (19 – 20/10/2018)")
    assert (found.first, found.last) == (date(2018, 10, 19), date(2018, 10, 20))


def test_range_over_new_year_borrows_the_year_before() -> None:
    found = only("từ ngày 25/12 đến ngày 05/01/2019")
    assert (found.first, found.last) == (date(2018, 12, 25), date(2019, 1, 5))


def test_missing_year_of_a_story_is_the_nearest() -> None:
    assert only("Ngày 12/12, Sở Công Thương ban hành quy định mới").date == date(2017, 12, 12)


def test_citation_and_deadline_side_by_side() -> None:
    found = find_dates("theo Công văn số 12/SCT-QLTM ngày 10/3/2018 trước ngày 25/3/2018", ISSUED)
    assert [(m.role, m.date, m.due) for m in found] == [
        ("citation", date(2018, 3, 10), None),
        ("deadline", None, date(2018, 3, 25)),
    ]


@pytest.mark.parametrize(
    ("text", "rrule"),
    [
        ("định kỳ hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("báo cáo hàng năm", "FREQ=YEARLY"),
        ("định kỳ 6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6"),
        ("02 lần/năm", "FREQ=MONTHLY;INTERVAL=6"),
        ("5 lần/năm", None),
        ("định kỳ và đột xuất", None),
    ],
)
def test_rhythm(text: str, rrule: str | None) -> None:
    found = only(text)
    assert (found.role, found.rrule) == ("recurrence", rrule)
