from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from docproc import workdays
from docproc.rules.workdays import Workdays
from docproc.workdays import (
    add_working_days,
    is_working_day,
    last_working_day_on_or_before,
    name_of_holiday,
    next_working_day_on_or_after,
    working_days_between,
)

_days = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2023, 9, 14), True),  # a Thursday
        (date(2023, 9, 16), False),  # a Saturday
        (date(2023, 9, 1), False),  # National Day, two days since 2021
        (date(2023, 9, 4), False),  # in place of the Saturday of National Day
        (date(2024, 2, 14), False),  # last day of Tết
        (date(2024, 2, 15), True),
        (date(2024, 5, 4), True),  # a Saturday worked by official swap
        (date(2024, 4, 29), False),  # the day off it was swapped for
        (date(2026, 11, 24), False),  # Culture Day, from 2026
    ],
)
def test_holidays_weekends_and_swaps(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_seven_working_days_after_a_thursday() -> None:
    assert add_working_days(date(2023, 9, 14), 7) == date(2023, 9, 25)


def test_no_working_days_is_the_day_itself() -> None:
    assert add_working_days(date(2023, 9, 16), 0) == date(2023, 9, 16)


def test_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2023, 9, 14), -1)


def test_nearest_working_days_around_a_weekend() -> None:
    sunday = date(2023, 10, 15)
    assert last_working_day_on_or_before(sunday) == date(2023, 10, 13)
    assert next_working_day_on_or_after(sunday) == date(2023, 10, 16)


def test_days_between_leave_out_the_first() -> None:
    assert working_days_between(date(2023, 9, 14), date(2023, 9, 18)) == 2
    assert working_days_between(date(2023, 9, 18), date(2023, 9, 14)) == 0


@given(_days, st.integers(1, 40))
def test_counting_forth_and_between_agree(day: date, n: int) -> None:
    end = add_working_days(day, n)
    assert is_working_day(end)
    assert working_days_between(day, end) == n


@pytest.fixture
def office_rules(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def use(**rules: object) -> None:
        known = {"saturday": "off", "days_off": [], "working_days": []} | rules
        monkeypatch.setattr(workdays, "load", lambda _kind: Workdays.model_validate(known))

    return use


def test_override_file_adds_days_off_and_working_days(office_rules) -> None:
    office_rules(days_off=["2023-09-14"], working_days=["2023-09-16"])
    assert not is_working_day(date(2023, 9, 14))
    assert is_working_day(date(2023, 9, 16))


def test_office_that_works_on_saturday_mornings(office_rules) -> None:
    office_rules(saturday="morning")
    assert is_working_day(date(2023, 9, 16))
    assert not is_working_day(date(2023, 9, 2)), "a holiday on a Saturday stays a holiday"
    assert not is_working_day(date(2023, 9, 16) + timedelta(days=1))


def test_as_shipped_saturdays_are_free() -> None:
    assert not is_working_day(date(2023, 9, 16))


def test_a_saturday_worked_otherwise_is_refused() -> None:
    with pytest.raises(ValidationError):
        Workdays(saturday="mornings", days_off=[], working_days=[])


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2026, 9, 2), "Quốc khánh", "National Day"),
        (date(2026, 9, 3), None, None),  # a Thursday
        (date(2026, 8, 30), None, None),  # a Sunday
    ],
)
def test_holidays_have_names(day: date, vi: str | None, en: str | None) -> None:
    assert (name_of_holiday(day, "vi"), name_of_holiday(day, "en")) == (vi, en)
