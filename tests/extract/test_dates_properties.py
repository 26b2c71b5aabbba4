from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docproc.extract.mentions.dates import find_dates, mention_as_json
from docproc.extract.mentions.dates.days import FIRST_YEAR, LAST_YEAR, day_of

_days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
_FORMS = (
    "{d}/{m}/{y}",
    "{d:02d}/{m:02d}/{y}",
    "{d}/ {m}/{y}",
    "{d:02d}.{m:02d}.{y}",
    "{d}-{m}-{y}",
    "{d:02d} tháng {m:02d} năm {y}",
    "{d}\ntháng {m} năm {y}",
    "{d} tháng {m}/{y}",
)
# Pieces of the language of dates, put together at random: what a damaged page may hold.
_PIECES = """
trước ngày chậm nhất đến hết từ kể hằng tháng quý năm tuần định kỳ ngày giờ ký nhận được văn bản này sau tới
cuối đầu giữa trong vòng thời hạn làm việc thứ Năm 31 30 29 02 13 15/9 15/9/2023 31/9/2023 9/2023 IV II 2023
0000 9999 17h00 17 h (15/6), / - . , ; : 6 mười hai lần một (3) hôm nay cùng mai giai đoạn học 2020-2023 29/02
số 12/UBND Công n̂gàý İ ﬁ gửi hoàn thành hạn là và nửa Tư Mười năm. Giêng âm lịch (âm lịch) Giáp Thìn rằm chạp
15/IV/2024 XII l5/4/2O24 24h 24h00 đêm rưỡi phút khi hết kết thúc giờ nhất cuối cùng của tới nhì chủ nhật (thứ
đầu tiên deadline nộp hồ sơ lúc trung mùa mưa lễ 30/4 so với họp mùng 2025
"""
_MONTHS = [*["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"], "Mười một", "Mười hai"]
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật")
_days_of_letters = st.dates(date(2015, 1, 1), date(2035, 12, 31))
_FORMS_OF_LETTERS = (
    *_FORMS,
    "{d:02d}.{m}.{y}",
    "{d} /{m}/ {y}",
    "{d}/{m}-{y}",
    "{d}/{m}/\n{y}",
    "{d:02d} tháng\n{m:02d} năm {y}",
    "{d:02d} tháng {m:02d} {y}",
    "{d} ({words}) tháng {m} năm {y}",
    "{d:02d} tháng {month} năm {y}",
)
_CUES = (
    ("báo cáo trước ngày {}", False, None),
    ("báo cáo chậm nhất là ngày {}", True, None),
    ("hạn cuối: ngày {}", True, None),
    ("hoàn thành trong ngày {}", True, None),
    ("đến hết ngày {} phải hoàn thành", True, None),
    ("báo cáo trước khi hết giờ làm việc ngày {}", True, None),
    ("báo cáo trước 17h00 ngày {}", False, "17:00"),
    ("báo cáo trước 8 giờ 30 phút, ngày {}", False, "08:30"),
    ("báo cáo chậm nhất ngày {}, 17h00", True, "17:00"),
    ("báo cáo trước ngảy {}", False, None),
)
_FRAGMENTS = st.lists(st.sampled_from(_PIECES.split()), max_size=25).map(" ".join)
_issue_dates = st.none() | st.dates()


@given(_days, st.sampled_from(_FORMS))
@settings(deadline=None)
def test_every_day_in_every_form_is_understood(day: date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year)
    [found] = find_dates(f"Gửi báo cáo trước ngày {written} để tổng hợp", day - timedelta(days=10))
    assert (found.role, found.due, found.last_day) == ("deadline", day, day - timedelta(days=1))


@given(_days_of_letters, st.sampled_from(_FORMS_OF_LETTERS), st.sampled_from(_CUES))
@settings(deadline=None, max_examples=500)
def test_every_day_is_found_with_role_hour_and_inclusiveness(
    day: date, form: str, cue: tuple[str, bool, str | None]
) -> None:
    words, inclusive, time_of_day = cue
    written = form.format(d=day.day, m=day.month, y=day.year, month=_MONTHS[day.month - 1], words="hai mươi")
    [found] = find_dates(words.format(written), day - timedelta(days=20))
    assert (found.role, found.due, found.inclusive, found.time) == ("deadline", day, inclusive, time_of_day)
    in_time = inclusive or time_of_day is not None
    assert found.last_day == (day if in_time else day - timedelta(days=1))
    assert set(found.doubts) <= {"day_off"}


@given(_days_of_letters)
@settings(deadline=None)
def test_roman_month_is_understood_unless_it_may_be_eleven(day: date) -> None:
    written = f"báo cáo trước ngày {day.day}/{_ROMAN[day.month - 1]}/{day.year}"
    [found] = find_dates(written, day - timedelta(days=20))
    assert found.due == (None if day.month == 2 else day)


@given(_days_of_letters, st.integers(0, 6), st.sampled_from(("{w}, ngày {d}", "ngày {d} ({w})", "{w} ({d})")))
@settings(deadline=None)
def test_day_of_the_week_that_does_not_fit_is_doubted(day: date, weekday: int, form: str) -> None:
    written = form.format(d=f"{day.day}/{day.month}/{day.year}", w=_WEEKDAYS[weekday])
    [found] = find_dates(f"báo cáo chậm nhất {written}", day - timedelta(days=20))
    assert found.due == day
    assert ("weekday_mismatch" in found.doubts) is (day.weekday() != weekday)


@given(st.integers(1, 30), st.integers(1, 12), st.sampled_from(("âm lịch", "(âm lịch)", "(AL)", "năm Giáp Thìn")))
@settings(deadline=None)
def test_day_of_the_lunar_calendar_is_no_day_of_ours(day: int, month: int, calendar: str) -> None:
    for written in (f"{day}/{month}", f"{day} tháng {month}"):
        [found] = find_dates(f"hoàn thành trước ngày {written} {calendar}", date(2024, 3, 12))
        assert (found.role, found.due, found.doubts) == ("deadline", None, ("date_unclear",))
        assert found.text.endswith(calendar)


@given(_days_of_letters, st.integers(1, 5), st.sampled_from(("{d}/{m}/{y}", "{d:02d} tháng {m:02d} năm {y}")))
@settings(deadline=None)
def test_day_that_no_month_has_is_doubted(day: date, beyond: int, form: str) -> None:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    written = form.format(d=last.day + beyond, m=day.month, y=day.year)
    [found] = find_dates(f"báo cáo trước ngày {written}", day)
    assert (found.due, found.doubts) == (None, ("impossible_date",))


@given(_days, st.integers(0, 364))
@settings(deadline=None)
def test_missing_year_is_the_next_such_day(issued: date, ahead: int) -> None:
    day = issued + timedelta(days=ahead)
    [found] = find_dates(f"Gửi báo cáo chậm nhất ngày {day.day}/{day.month}", issued)
    assert found.due == day
    assert found.year_inferred


@given(st.text() | _FRAGMENTS, _issue_dates, _issue_dates)
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_ordered_spans_and_sound_days(
    text: str, issued: date | None, arrived: date | None
) -> None:
    found = find_dates(text, issued, arrived=arrived)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        if mention.due:
            assert mention.role == "deadline"
            assert mention.last_day is not None and mention.last_day <= mention.due
            assert mention.last_working_day is not None and mention.last_working_day <= mention.last_day
        elif mention.role == "deadline":
            assert mention.doubts or mention.type == "recurring"
        assert mention_as_json(mention)["text"] == mention.text


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(0, 14), st.integers(0, 33))
@settings(deadline=None)
def test_days_agree_with_the_calendar(year: int, month: int, day: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    assert day_of(year, month, day) == expected


@pytest.mark.parametrize(
    "word", ["trước ngày ", "1/", "từ 1 - ", "tháng ", "số 1/a ", " ", "báo cáo kết quả ", "("]
)
def test_long_monotonous_text_takes_no_long_time(word: str) -> None:
    begin = time.process_time()
    find_dates(word * 3000, date(2023, 9, 14))
    assert time.process_time() - begin < 5
