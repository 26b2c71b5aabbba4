from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docproc.extract.dates import find_dates, mention_as_json
from docproc.extract.dates.days import FIRST_YEAR, LAST_YEAR, day_of
from docproc.extract.dates.grammar import compile_pattern, context_pattern
from docproc.resources import load_rules

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
số 12/UBND Công n̂gàý İ ﬁ gửi hoàn thành hạn là và
"""
_FRAGMENTS = st.lists(st.sampled_from(_PIECES.split()), max_size=25).map(" ".join)
_issue_dates = st.none() | st.dates()


@given(_days, st.sampled_from(_FORMS))
@settings(deadline=None)
def test_every_day_in_every_form_is_understood(day: date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year)
    [found] = find_dates(f"Gửi báo cáo trước ngày {written} để tổng hợp", day - timedelta(days=10))
    assert (found.role, found.due, found.last_day) == ("deadline", day, day - timedelta(days=1))


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


def test_every_pattern_of_the_rule_file_compiles() -> None:
    rules = load_rules("dates")
    for expression in rules["expression"]:
        assert compile_pattern(expression["pattern"]).search("") is None
    for side in ("left", "right", "bounds"):
        for name in rules[side]:
            assert "<<" not in context_pattern(side, name).pattern


@pytest.mark.parametrize(
    "word", ["trước ngày ", "1/", "từ 1 - ", "tháng ", "số 1/a ", " ", "báo cáo kết quả ", "("]
)
def test_long_monotonous_text_takes_no_long_time(word: str) -> None:
    begin = time.perf_counter()
    find_dates(word * 3000, date(2023, 9, 14))
    assert time.perf_counter() - begin < 5
