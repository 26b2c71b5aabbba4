"""The overview: figures, charts with their numbers, the period in the address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from dated_letters import add_letter, letter_due
from desk_people import Clock, LogIn

from docproc.charts import HEIGHT, bar_chart
from docproc.store import Store
from docproc.store.overview import Step
from docproc.web.overview.period import Period, period_of, usual_periods

TODAY = date(2024, 3, 20)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2024, 3, 20, 3, tzinfo=UTC))


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>(\d+)</dd>", page))


def test_the_figures_of_today_come_first(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due(date(2024, 3, 22)), TODAY)
    add_letter(store, letter_due(date(2024, 3, 19)))
    assert figures(log_in().get("/overview").text) == {
        "Văn bản đến hôm nay": "1",
        "Văn bản chờ kiểm tra": "2",
        "Đến hạn trong tuần": "1",
        "Việc quá hạn": "1",
        "Việc chờ chưa có thời hạn": "0",
    }


def test_confidential_letters_do_not_show_in_the_figures(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due(secrecy="MẬT"), TODAY)
    assert set(figures(log_in().get("/overview").text).values()) == {"0"}


def test_charts_are_named_and_their_numbers_stand_in_a_table(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    shown = log_in().get("/overview?first=2024-03-11&last=2024-03-17&by=week").text
    assert '<title id="arrivals-title">Văn bản đến</title>' in shown
    assert '<desc id="arrivals-desc">Biểu đồ cột từ 11/03/2024 đến 17/03/2024' in shown
    assert "<title>11/03–17/03/2024: 1 văn bản</title>" in shown
    assert re.search(r'<th scope="row">11/03–17/03/2024</th><td class="number">1</td>', shown)


def test_nothing_of_a_chart_is_styled_in_place(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    assert "style=" not in log_in().get("/overview").text


def test_the_period_stays_in_the_form(log_in: LogIn) -> None:
    shown = log_in().get("/overview?first=2023-01-01&last=2023-12-31").text
    assert 'name="first" value="2023-01-01"' in shown
    assert '<option value="month" selected>' in shown


@pytest.mark.parametrize(
    ("first", "last"), [("", ""), ("2024-03-21", "2024-03-20"), ("1990-01-01", "2024-03-20"), ("x", "2024-03-20")]
)
def test_what_is_no_period_is_the_last_twelve_weeks(first: str, last: str) -> None:
    assert period_of(first, last, "", TODAY) == Period(date(2024, 1, 1), TODAY, Step.WEEK)


def test_usual_periods_begin_with_their_first_day() -> None:
    assert {name: one.first for name, one in usual_periods(date(2024, 5, 31)).items()} == {
        "weeks": date(2024, 3, 11),
        "month": date(2024, 5, 1),
        "quarter": date(2024, 4, 1),
        "year": date(2024, 1, 1),
    }


def test_bars_stand_on_each_other_and_end_within_the_picture() -> None:
    chart = bar_chart(["a", "b"], [[3, 0], [1, 7]], [["3 đúng", ""], ["1 trễ", "7 trễ"]])
    low, high, other = chart.bars
    assert (low.words, high.words, other.words) == ("3 đúng", "1 trễ", "7 trễ")
    assert high.y + high.height == pytest.approx(low.y, abs=0.2)
    assert all(0 <= bar.y <= bar.y + bar.height <= HEIGHT for bar in chart.bars)
    assert chart.scale[-1][1] >= 7


def test_a_chart_of_nothing_has_a_scale_all_the_same() -> None:
    chart = bar_chart(["a"], [[0]], [[""]])
    assert (chart.bars, [number for _y, number in chart.scale]) == ([], [0, 1])


def test_programs_get_the_figures_as_json(log_in: LogIn, store: Store) -> None:
    add_letter(store, letter_due())
    given = log_in().get("/api/v1/overview?first=2024-03-01&last=2024-03-31&by=month").json()
    assert given["now"]["unchecked"] == 1
    assert given["trend"] == [
        {"first": "2024-03-01", "last": "2024-03-31", "arrived": 1, "done": 0, "in_time": 0}
    ]
    assert [one["name"] for one in given["people"]] == [None]
