"""The calendar: a month, a day, whose, and the same for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from dated_letters import DUE, add_letter, letter_due
from desk_people import Clock, LogIn

from docproc.letter import Deadline
from docproc.store import Store
from docproc.web.calendar.month import month_after, month_before, month_named


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2024, 3, 20, 3, tzinfo=UTC))


def test_a_month_shows_what_is_due_and_the_meetings(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    shown = log_in().get("/calendar?month=2024-03").text
    assert "Rà soát phương án &lt;b&gt;chữa cháy&lt;/b&gt;." in shown
    assert "<strong>08:30</strong> tăng cường bảo vệ rừng" in shown


def test_the_month_of_today_is_shown_first(log_in: LogIn) -> None:
    assert "Tháng 03/2024" in log_in().get("/calendar").text


def test_a_month_that_is_none_is_the_month_of_today(log_in: LogIn) -> None:
    assert "Tháng 03/2024" in log_in().get("/calendar?month=2024-13&day=nonsense").text


def test_a_holiday_has_its_name(log_in: LogIn) -> None:
    assert "Quốc khánh" in log_in().get("/calendar?month=2024-09").text


def test_a_day_is_opened_by_its_address(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    shown = log_in().get("/calendar?day=2024-03-25").text
    assert "Thứ Hai, 25/03/2024" in shown


def test_the_list_of_a_day_leads_to_task_and_letter(log_in: LogIn, store: Store) -> None:
    letter_id = add_letter(store, letter_due())
    shown = log_in().get("/calendar/days/2024-03-25").text
    assert f'href="/letters/{letter_id}"' in shown
    assert 'href="/tasks/1"' in shown


def test_a_day_that_is_none_is_no_page(log_in: LogIn) -> None:
    assert log_in().get("/calendar/days/2024-02-30").status_code == 404


def test_a_confidential_letter_is_not_in_the_month_of_who_was_not_named(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due(secrecy="MẬT"))
    assert "Rà soát" not in log_in("minh").get("/calendar?day=2024-03-25").text
    assert "Rà soát" in log_in("hoa", confidential=True).get("/calendar?day=2024-03-25").text


def test_what_is_over_and_waits_is_late(log_in: LogIn, store: Store, clock: Clock) -> None:
    add_letter(store, letter_due())
    lan = log_in()
    assert "Quá hạn:" not in lan.get("/calendar/days/2024-03-25").text
    clock.forward(days=6)
    lan = log_in("minh")
    assert "Quá hạn:" in lan.get("/calendar/days/2024-03-25").text


def test_what_comes_back_stands_on_each_of_its_days_until_the_end_of_the_year(
    log_in: LogIn, store: Store
) -> None:
    letter = letter_due()
    letter.tasks[0].deadline = Deadline(text="ngày 25 hằng tháng", rrule="FREQ=MONTHLY;BYMONTHDAY=25")
    add_letter(store, letter)
    lan = log_in()
    for day, there in (("2024-03-25", True), ("2024-12-25", True), ("2025-01-25", False), ("2024-02-25", False)):
        assert ("Rà soát" in lan.get(f"/calendar/days/{day}").text) is there, day


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        (date(2024, 1, 1), date(2023, 12, 1), date(2024, 2, 1)),
        (date(2024, 12, 1), date(2024, 11, 1), date(2025, 1, 1)),
    ],
)
def test_months_follow_each_other(month: date, before: date, after: date) -> None:
    assert (month_before(month), month_after(month)) == (before, after)


def test_a_month_beyond_all_calendars_is_not_gone_to() -> None:
    assert month_named("9999-12", DUE) == date(2024, 3, 1)


def test_programs_get_the_days_as_json(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    days = log_in().get("/api/v1/calendar?first=2024-03-25&last=2024-03-26").json()
    assert [(day["day"], day["count"], day["entries"][0]["kind"]) for day in days] == [
        ("2024-03-25", 1, "task"),
        ("2024-03-26", 1, "meeting"),
    ]


@pytest.mark.parametrize("query", ["first=2024-03-25&last=2024-03-24", "first=2024-01-01&last=2024-12-31"])
def test_programs_cannot_ask_for_years_at_once(log_in: LogIn, query: str) -> None:
    assert log_in().get(f"/api/v1/calendar?{query}").status_code == 422


def test_who_is_not_logged_in_sees_no_day(browser) -> None:  # type: ignore[no-untyped-def]
    assert browser.get("/calendar").status_code == 303
    assert browser.get("/api/v1/calendar?first=2024-03-25&last=2024-03-26").status_code == 401
