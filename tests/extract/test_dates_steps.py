"""The steps from an expression of time to a mention: its days, its rhythm, its count, its role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from docproc.extract.mentions.dates.days import Days, one_day
from docproc.extract.mentions.dates.grammar import Expression, expressions
from docproc.extract.mentions.dates.recurrence import is_recurring, rrule_of
from docproc.extract.mentions.dates.relative import count_of
from docproc.extract.mentions.dates.resolve import Anchor, days_of, is_of_calendar, weekday_number, with_weekday
from docproc.extract.mentions.dates.roles import place_of, role_of

ISSUED = date(2024, 5, 6)


def the(text: str, of: Callable[[Expression], bool] = lambda _: True) -> Expression:
    """The only expression of time in a normalised text."""
    [found] = (e for e in expressions(text) if of(e))
    return found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ngày 15/10/2024", date(2024, 10, 15), date(2024, 10, 15)),
        ("quý iii/2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("tháng 2/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("từ ngày 19 đến ngày 20/10/2024", date(2024, 10, 19), date(2024, 10, 20)),
        ("6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30)),
    ],
)
def test_days_of_the_calendar(text: str, first: date, last: date) -> None:
    days = days_of(the(text, is_of_calendar), Anchor(ISSUED))
    assert (days.first, days.last) == (first, last)


def test_a_year_that_is_not_written_is_that_of_the_next_such_day() -> None:
    days = days_of(the("ngày 15/01", is_of_calendar), Anchor(ISSUED))
    assert (days.last, days.inferred) == (date(2025, 1, 15), True)


def test_a_year_that_is_not_written_needs_the_day_of_the_letter() -> None:
    assert days_of(the("ngày 15/01", is_of_calendar), Anchor(None)).doubts == ("issue_date_unknown",)


def test_a_day_that_the_calendar_lacks_is_impossible() -> None:
    assert days_of(the("ngày 31/02/2024", is_of_calendar), Anchor(ISSUED)).doubts == ("impossible_date",)


def test_a_day_on_another_day_of_the_week_is_doubted_once() -> None:
    monday = one_day(ISSUED)
    doubted = with_weekday(with_weekday(monday, "thứ ba"), "thứ ba")
    assert doubted.doubts == ("weekday_mismatch",)
    assert with_weekday(monday, "thứ hai") == monday


@pytest.mark.parametrize(("written", "number"), [("thứ hai", 0), ("chủ nhật", 6)])
def test_days_of_the_week_count_from_monday(written: str, number: int) -> None:
    assert weekday_number(written) == number


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("thứ năm hằng tuần", "FREQ=WEEKLY;BYDAY=TH"),
        ("01 năm/lần", "FREQ=YEARLY;INTERVAL=1"),
    ],
)
def test_a_rhythm_is_a_rule(text: str, rule: str) -> None:
    assert rrule_of(the(text, is_recurring)) == rule


def test_a_rhythm_on_a_day_that_no_month_has_is_no_rule() -> None:
    assert rrule_of(the("ngày 32 hằng tháng", is_recurring)) is None


def counted(
    text: str, arrived: date | None = None, issued: date | None = ISSUED
) -> tuple[date | None, tuple[str, ...]]:
    count = count_of(the(text), issued, arrived)
    return count.due, count.doubts


def test_working_days_are_counted_from_the_day_of_signing() -> None:
    assert counted("trong 05 ngày làm việc kể từ ngày ký") == (date(2024, 5, 13), ())


def test_days_that_end_on_a_sunday_run_on_to_monday() -> None:
    assert counted("trong 06 ngày kể từ ngày ký") == (date(2024, 5, 13), ())


def test_days_from_receipt_count_from_the_arrival_where_it_is_known() -> None:
    text = "trong 05 ngày làm việc kể từ ngày nhận được"
    assert counted(text, arrived=date(2024, 5, 8)) == (date(2024, 5, 15), ())


def test_without_an_arrival_the_day_of_the_letter_stands_for_it() -> None:
    text = "trong 05 ngày làm việc kể từ ngày nhận được"
    assert counted(text) == (date(2024, 5, 13), ("received_date_unknown",))


def test_days_from_an_event_have_no_day_yet() -> None:
    assert counted("trong 05 ngày kể từ ngày kết thúc") == (None, ("date_unclear",))


def role(text: str, expression: str, days: Days, issued: date | None = ISSUED) -> tuple[str, bool | None] | None:
    """The role of the expression in a normalised text, and whether its day is still in time."""
    found = next(e for e in expressions(text) if expression in e.text)
    reading = role_of(place_of(found, text, 0, quoted=False), days, issued)
    return (reading.role, reading.inclusive) if reading else None


@pytest.mark.parametrize(
    ("text", "is_for"),
    [
        ("báo cáo trước ngày 20/5/2024", ("deadline", False)),
        ("báo cáo chậm nhất ngày 20/5/2024", ("deadline", True)),
        ("kế hoạch số 12/kh-ubnd ngày 20/5/2024", ("citation", None)),
        ("có hiệu lực kể từ ngày 20/5/2024", ("effective_from", None)),
    ],
)
def test_the_words_before_a_day_tell_what_it_is_for(text: str, is_for: tuple[str, bool | None]) -> None:
    assert role(text, "20/5/2024", one_day(date(2024, 5, 20))) == is_for


def test_a_day_long_before_the_letter_is_told_as_a_story() -> None:
    past = one_day(date(1993, 10, 15))
    found = role("đất được giao trước ngày 15/10/1993", "15/10/1993", past)
    assert found is not None and found[0] != "deadline"


def test_what_is_near_an_expression_begins_behind_the_last_mention() -> None:
    text = "trước ngày 15/6/2024 và chậm nhất ngày 20/6/2024"
    _first, second = expressions(text)
    assert place_of(second, text, len("trước ngày 15/6/2024"), quoted=False).near.strip().startswith("và")
