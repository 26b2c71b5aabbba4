"""What falls on which day, for whom."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Deadline, Event, Letter, Task
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.calendar import Day, Whose, days_between, entries_of_tasks, recurring_tasks
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.records import letter_tasks
from docproc.store.schema import Department, LetterReader, StoredLetter, User

FIRST, LAST = date(2024, 3, 1), date(2024, 3, 31)
DUE = date(2024, 3, 25)


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


def days(store: Store, user: User, whose: Whose = Whose.ALL, most: int = 9) -> dict[date, Day]:
    with store.reading() as session:
        return days_between(session, user, FIRST, LAST, whose, most)


def change(store: Store, letter_id: int, **changes: object) -> None:
    """Change the first task of a letter."""

    def write(session: Session) -> None:
        task = letter_tasks(session, letter_id)[0]
        change_task(session, task.id, add_user(session, "hoa"), **changes)

    store.write(write)


def test_a_task_stands_on_its_last_day(store: Store, registered: int, lan: User) -> None:
    found = days(store, lan)
    assert list(found) == [DUE]
    (entry,) = found[DUE].entries
    assert (entry.kind, entry.text, entry.cited) == ("task", "Rà soát phương án.", "642/UBND-NN")


def test_a_day_granted_later_takes_the_place_of_the_first(store: Store, registered: int, lan: User) -> None:
    change(store, registered, extended_to=date(2024, 3, 29))
    assert list(days(store, lan)) == [date(2024, 3, 29)]


@pytest.mark.parametrize("status", ["paused", "withdrawn"])
def test_what_nobody_has_to_do_is_not_in_it(store: Store, registered: int, lan: User, status: str) -> None:
    change(store, registered, status=status)
    assert days(store, lan) == {}


def test_what_is_done_stands_behind_what_waits(store: Store, registered: int, letter: Letter, lan: User) -> None:
    change(store, registered, status="done")
    add_letter(store, letter)
    assert [entry.status for entry in days(store, lan)[DUE].entries] == ["open", "done"]


def test_a_letter_that_was_struck_out_is_not_in_it(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: strike_out(session, registered, "nhầm", lan))
    assert days(store, lan) == {}


def test_a_full_day_says_how_much_there_is(store: Store, letter: Letter, lan: User) -> None:
    for _ in range(5):
        add_letter(store, letter)
    found = days(store, lan, most=2)[DUE]
    assert (found.count, len(found.entries)) == (5, 2)


def test_a_meeting_stands_on_its_day_with_its_hour_before_the_tasks(
    store: Store, letter: Letter, lan: User
) -> None:
    letter.event = Event(start="2024-03-25T08:30")
    add_letter(store, letter)
    found = days(store, lan)[DUE]
    assert [(entry.kind, entry.hour) for entry in found.entries] == [("meeting", "08:30"), ("task", None)]


def test_a_meeting_on_the_last_day_asked_for_is_found_whatever_its_hour(
    store: Store, letter: Letter, lan: User
) -> None:
    letter.tasks, letter.event = [], Event(start="2024-03-31T14:00")
    add_letter(store, letter)
    assert list(days(store, lan)) == [LAST]


def test_a_common_report_without_tasks_is_not_lost(store: Store, letter: Letter, lan: User) -> None:
    letter.tasks, letter.report_due = [], Deadline(text="trước 21/3", last_day=date(2024, 3, 20))
    add_letter(store, letter)
    assert [entry.kind for entry in days(store, lan)[date(2024, 3, 20)].entries] == ["report"]


def test_a_common_report_counts_once_when_a_task_has_its_day(store: Store, letter: Letter, lan: User) -> None:
    letter.report_due = Deadline(text="trước 26/3", last_day=DUE)
    add_letter(store, letter)
    assert {entry.kind for entry in days(store, lan)[DUE].entries} == {"task"}


def test_a_confidential_letter_is_there_only_for_who_was_named(store: Store, letter: Letter, lan: User) -> None:
    letter.header.secrecy, letter.event = "MẬT", Event(start="2024-03-26T08:30")
    letter_id = add_letter(store, letter)
    assert days(store, lan) == {}
    store.write(lambda session: session.add(LetterReader(letter_id=letter_id, user_id=lan.id)))
    assert len(days(store, lan)) == 2


def test_mine_are_those_handed_out_to_me(store: Store, registered: int, letter: Letter, lan: User) -> None:
    add_letter(store, letter)
    change(store, registered, assigned_to=lan.id)
    assert [entry.letter_id for entry in days(store, lan, Whose.MINE)[DUE].entries] == [registered]


def test_those_of_a_unit_are_its_own_and_those_of_everybody_in_it(
    store: Store, letter: Letter, lan: User
) -> None:
    def write(session: Session) -> tuple[int, int, User]:
        unit = Department(name="Văn phòng")
        session.add(unit)
        session.flush()
        minh = add_user(session, "minh")
        minh.department_id = unit.id
        session.get_one(User, lan.id).department_id = unit.id
        session.flush()
        return unit.id, minh.id, session.get_one(User, lan.id)

    unit_id, minh_id, me = store.write(write)
    of_unit, of_minh, of_nobody = (add_letter(store, letter) for _ in range(3))
    change(store, of_unit, department_id=unit_id)
    change(store, of_minh, assigned_to=minh_id)
    found = {entry.letter_id for entry in days(store, me, Whose.UNIT)[DUE].entries}
    assert found == {of_unit, of_minh}
    assert of_nobody not in found


def test_a_meeting_is_mine_when_a_task_of_its_letter_is(store: Store, letter: Letter, lan: User) -> None:
    letter.event = Event(start="2024-03-26T08:30")
    letter_id = add_letter(store, letter)
    assert days(store, lan, Whose.MINE) == {}
    change(store, letter_id, assigned_to=lan.id)
    assert date(2024, 3, 26) in days(store, lan, Whose.MINE)


def test_a_doubted_letter_is_shown_as_unsure_until_somebody_has_checked_it(
    store: Store, registered: int, lan: User
) -> None:
    def write(session: Session) -> None:
        session.get_one(StoredLetter, registered).doubts = 1

    store.write(write)
    assert days(store, lan)[DUE].entries[0].unsure


def test_what_comes_back_is_told_with_its_rule_and_the_day_of_its_letter(
    store: Store, letter: Letter, lan: User
) -> None:
    monthly = Deadline(text="ngày 25 hằng tháng", rrule="FREQ=MONTHLY;BYMONTHDAY=25")
    letter.tasks = [Task(id="1", page=1, text="Báo cáo.", deadline=monthly)]
    add_letter(store, letter)
    with store.reading() as session:
        (found,) = recurring_tasks(session, lan, (2024,), Whose.ALL)
        assert (found.rrule, found.issued) == (monthly.rrule, date(2024, 3, 12))
        assert recurring_tasks(session, lan, (2025,), Whose.ALL) == []
        (entry,) = entries_of_tasks(session, lan, [(found.task_id, DUE)])
    assert (entry.day, entry.recurring, entry.text) == (DUE, True, "Báo cáo.")
