"""How the office stands, and how it went."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.overview import Now, Share, Step, by_person, by_unit, standing_on, trend
from docproc.store.records import letter_tasks
from docproc.store.schema import Department, StoredLetter, User

ARRIVED = date(2024, 5, 6)  # a Monday: the day of the letters of store_rows
DUE = date(2024, 3, 25)  # a Monday, too
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan", "Nguyễn Thị Lan"))


def change(store: Store, letter_id: int, **changes: object) -> None:
    """Change the first task of a letter."""

    def write(session: Session) -> None:
        change_task(session, letter_tasks(session, letter_id)[0].id, add_user(session, "hoa"), **changes)

    store.write(write)


def now(store: Store, user: User, today: date) -> Now:
    with store.reading() as session:
        return standing_on(session, user, today)


def test_an_empty_register_stands_at_nothing(store: Store, lan: User) -> None:
    assert now(store, lan, DUE) == Now(0, 0, 0, 0, 0)
    with store.reading() as session:
        assert by_person(session, lan, DUE, *YEAR) == []


@pytest.mark.parametrize(
    ("today", "due_this_week", "overdue"),
    [
        (date(2024, 3, 24), 0, 0),  # the Sunday before
        (date(2024, 3, 25), 1, 0),
        (date(2024, 3, 26), 0, 1),
    ],
)
def test_a_task_is_due_this_week_until_it_is_overdue(
    store: Store, registered: int, lan: User, today: date, due_this_week: int, overdue: int
) -> None:
    found = now(store, lan, today)
    assert (found.due_this_week, found.overdue, found.without_day) == (due_this_week, overdue, 1)


def test_letters_of_today_and_those_that_wait_for_a_check_are_counted(
    store: Store, registered: int, letter: Letter, lan: User
) -> None:
    add_letter(store, letter, day=date(2024, 5, 7))
    found = now(store, lan, ARRIVED)
    assert (found.arrived, found.unchecked) == (1, 2)


def test_a_letter_that_was_struck_out_counts_nowhere(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: strike_out(session, registered, "nhầm", lan))
    assert now(store, lan, ARRIVED) == Now(0, 0, 0, 0, 0)


def test_confidential_letters_do_not_show_in_the_counts(store: Store, registered: int, lan: User) -> None:
    def mark(session: Session) -> None:
        session.get_one(StoredLetter, registered).secrecy = "MẬT"

    store.write(mark)
    assert now(store, lan, ARRIVED) == Now(0, 0, 0, 0, 0)
    with store.reading() as session:
        assert by_person(session, lan, ARRIVED, *YEAR) == []
        assert sum(one.arrived for one in trend(session, lan, *YEAR, Step.MONTH)) == 0


def test_each_person_has_what_waits_and_what_was_done(
    store: Store, registered: int, letter: Letter, lan: User
) -> None:
    done, late = add_letter(store, letter), add_letter(store, letter)
    change(store, registered, assigned_to=lan.id)
    change(store, done, assigned_to=lan.id, status="done", completed_on=DUE)
    change(store, late, assigned_to=lan.id, status="done", completed_on=date(2024, 3, 26))
    with store.reading() as session:
        mine, nobody = by_person(session, lan, date(2024, 3, 26), *YEAR)
    assert mine == Share("Nguyễn Thị Lan", waiting=1, due_this_week=0, overdue=1, done=2, in_time=1)
    assert nobody == Share(None, waiting=3, due_this_week=0, overdue=0, done=0, in_time=0)


def test_what_was_done_before_the_period_does_not_count(store: Store, registered: int, lan: User) -> None:
    change(store, registered, assigned_to=lan.id, status="done", completed_on=DUE)
    with store.reading() as session:
        (nobody,) = by_person(session, lan, DUE, date(2024, 4, 1), date(2024, 4, 30))
    assert nobody.name is None


def test_a_task_of_a_person_counts_for_the_unit_of_the_person(
    store: Store, registered: int, letter: Letter, lan: User
) -> None:
    def found_unit(session: Session) -> int:
        unit = Department(name="Văn phòng")
        session.add(unit)
        session.flush()
        session.get_one(User, lan.id).department_id = unit.id
        return unit.id

    unit = store.write(found_unit)
    change(store, registered, assigned_to=lan.id)
    change(store, add_letter(store, letter), department_id=unit)
    with store.reading() as session:
        of_unit, _nobody = by_unit(session, lan, DUE, *YEAR)
    assert (of_unit.name, of_unit.waiting, of_unit.due_this_week) == ("Văn phòng", 2, 2)


def test_a_trend_goes_by_weeks_from_monday_cut_to_the_period(store: Store, registered: int, lan: User) -> None:
    change(store, registered, status="done", completed_on=date(2024, 5, 12))
    with store.reading() as session:
        found = trend(session, lan, date(2024, 5, 4), date(2024, 5, 14), Step.WEEK)
    assert [(one.first.day, one.last.day, one.arrived, one.done, one.in_time) for one in found] == [
        (4, 5, 0, 0, 0),
        (6, 12, 1, 1, 0),
        (13, 14, 0, 0, 0),
    ]


def test_a_trend_goes_by_months(store: Store, registered: int, lan: User) -> None:
    change(store, registered, status="done", completed_on=DUE)
    with store.reading() as session:
        found = trend(session, lan, date(2024, 3, 10), date(2024, 5, 31), Step.MONTH)
    assert [(one.first.month, one.arrived, one.done, one.in_time) for one in found] == [
        (3, 0, 1, 1),
        (4, 0, 0, 0),
        (5, 1, 0, 0),
    ]


def test_what_has_no_last_day_cannot_be_late(store: Store, registered: int, lan: User) -> None:
    def write(session: Session) -> None:
        second = letter_tasks(session, registered)[1]
        change_task(session, second.id, lan, status="done", completed_on=date(2024, 5, 8))

    store.write(write)
    with store.reading() as session:
        assert sum(one.in_time for one in trend(session, lan, *YEAR, Step.MONTH)) == 1
