"""The hours in which an archive is read: written, open and closed, over midnight."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.archive.hours import EmptyHours, Hours, NoHours, hours_of

MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2026, 12, 31))
_MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
HOURS = st.tuples(_MINUTES, _MINUTES).filter(lambda two: two[0] != two[1]).map(lambda two: Hours(*two))


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("18:00-06:00", Hours(time(18), time(6))),
        ("6:30-7:05", Hours(time(6, 30), time(7, 5))),
        (" 18:00 - 24:00 ", Hours(time(18), time(0))),
        ("00:00-23:59", Hours(time(0), time(23, 59))),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, hours: Hours) -> None:
    assert hours_of(written) == hours


@pytest.mark.parametrize("written", ["", "18-6", "18:00", "25:00-06:00", "18:60-06:00", "tối-sáng", "18:00-6:0"])
def test_what_is_no_hours_is_refused(written: str) -> None:
    with pytest.raises(NoHours):
        hours_of(written)


@pytest.mark.parametrize("written", ["18:00-18:00", "00:00-24:00", "6:00-06:00"])
def test_equal_ends_are_refused(written: str) -> None:
    """Nobody can tell whether always or never is meant."""
    with pytest.raises(EmptyHours, match="begins when it ends"):
        hours_of(written)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("17:59", False), ("18:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False)],
)
def test_a_night_goes_over_midnight(at: str, is_open: bool) -> None:
    moment = datetime.fromisoformat(f"2024-05-06T{at}")
    assert hours_of("18:00-06:00").is_open(moment) is is_open


def test_the_night_begins_on_the_same_day() -> None:
    assert hours_of("18:00-06:00").opens(datetime(2024, 5, 6, 7, 30)) == datetime(2024, 5, 6, 18)


def test_a_day_that_is_over_begins_on_the_next() -> None:
    assert hours_of("08:00-12:00").opens(datetime(2024, 12, 31, 12)) == datetime(2025, 1, 1, 8)


def test_work_longer_than_a_night_goes_on_in_the_next() -> None:
    """Twelve hours a night; from 22:00 on there are eight of them, and four more from the next 18:00 on."""
    done = hours_of("18:00-06:00").done_by(datetime(2024, 5, 6, 22), 12 * 3600)
    assert done == datetime(2024, 5, 7, 22)


@given(HOURS, MOMENTS)
def test_it_opens_within_a_day_and_is_open_then(hours: Hours, moment: datetime) -> None:
    opens = hours.opens(moment)
    assert moment <= opens <= moment + timedelta(days=1)
    assert hours.is_open(opens)


@given(HOURS, MOMENTS)
def test_it_waits_only_where_it_is_closed_all_the_while(hours: Hours, moment: datetime) -> None:
    opens = hours.opens(moment)
    assert (opens == moment) is hours.is_open(moment)
    between = moment + (opens - moment) / 2
    assert between in (moment, opens) or not hours.is_open(between)


@given(HOURS, MOMENTS)
def test_what_opens_closes_within_a_day(hours: Hours, moment: datetime) -> None:
    opens, closes = hours.opens(moment), hours.closes(moment)
    assert opens < closes <= opens + timedelta(days=1)
    assert hours.is_open(opens + (closes - opens) / 2)
    assert not hours.is_open(closes)


@given(HOURS, MOMENTS)
def test_one_is_open_when_the_one_with_its_ends_changed_is_not(hours: Hours, moment: datetime) -> None:
    assert hours.is_open(moment) is not Hours(hours.ends, hours.begins).is_open(moment)


@given(HOURS, MOMENTS, st.floats(0, 5e5), st.floats(0, 5e5))
def test_more_work_is_done_later(hours: Hours, moment: datetime, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert hours.opens(moment) <= hours.done_by(moment, less) <= hours.done_by(moment, more)


@given(HOURS, MOMENTS, st.floats(1, 5e5), st.floats(0, 5e5))
def test_work_may_be_counted_in_pieces(hours: Hours, moment: datetime, one: float, other: float) -> None:
    at_once = hours.done_by(moment, one + other)
    in_pieces = hours.done_by(hours.done_by(moment, one), other)
    # The end of one night is the beginning of the next.
    assert abs((hours.opens(at_once) - hours.opens(in_pieces)).total_seconds()) < 1e-3
