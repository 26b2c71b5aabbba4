"""Lists of tasks to follow up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Deadline, Letter, Task
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.entered.assignments import assign
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.schema import Department, LetterReader, StoredTask, User
from docproc.store.tasks.board import board, moved_to
from docproc.store.tasks.followed import Line, Wanted, count_tasks, followed_tasks, working_days_left
from docproc.workdays import is_working_day

TODAY = date(2024, 3, 22)  # a Friday
DAYS = {
    "late": date(2024, 3, 20),
    "today": TODAY,
    "near": date(2024, 3, 27),  # three working days on
    "far": date(2024, 3, 28),
    "without": None,
}


def day_task(number: int, day: date | None, text: str = "Rà soát phương án.") -> Task:
    due = Deadline(text="chậm nhất", date=day, last_day=day) if day else None
    return Task(id=str(number), page=1, text=f"{text} ({number})", deadline=due)


@pytest.fixture
def tasks(store: Store, letter: Letter) -> dict[str, int]:
    """Tasks by their last day, and the people of the office: what is named is the id."""
    letter.tasks = [day_task(number, day) for number, day in enumerate(DAYS.values(), 1)]
    letter_id = add_letter(store, letter)

    def people(session: Session) -> dict[str, int]:
        unit = Department(name="Bộ phận Nông nghiệp")
        session.add(unit)
        session.flush()
        minh, hoa = add_user(session, "minh", "Trần Văn Minh"), add_user(session, "hoa")
        minh.department_id, minh.password = unit.id, "-"
        lan = add_user(session, "lan")
        return {"unit": unit.id, "minh": minh.id, "hoa": hoa.id, "lan": lan.id, "letter": letter_id}

    with store.reading() as session:
        ids = dict(
            zip(DAYS, (row.id for row in session.query(StoredTask).order_by(StoredTask.position)), strict=True)
        )
    return ids | store.write(people)


def found(store: Store, tasks: dict[str, int], who: str = "lan", **wanted: object) -> list[str]:
    with store.reading() as session:
        user = session.get_one(User, tasks[who])
        asked = Wanted(**wanted)  # type: ignore[arg-type]
        lines = followed_tasks(session, asked, user, TODAY)
        assert count_tasks(session, asked, user, TODAY) == len(lines)
    names = {tasks[name]: name for name in DAYS}
    return [names.get(one.id, "another") for one in lines]


def line(store: Store, number: int) -> Line:
    with store.reading() as session:
        lines = followed_tasks(session, Wanted(states=()), session.query(User).first() or User(), TODAY)
    return next(one for one in lines if one.id == number)


def give(store: Store, number: int, **to: int) -> None:
    whom = {"person": None, "unit": None} | to
    store.write(lambda session: assign(session, number, add_user(session, "lan"), **whom))  # type: ignore[arg-type]


def change(store: Store, number: int, **changes: object) -> None:
    store.write(lambda session: change_task(session, number, add_user(session, "lan"), **changes))  # type: ignore[arg-type]


def test_what_waits_comes_by_its_last_day(store: Store, tasks: dict[str, int]) -> None:
    change(store, tasks["today"], status="done")
    assert found(store, tasks) == ["late", "near", "far", "without"]


@pytest.mark.parametrize(
    ("due", "names"),
    [
        ("overdue", ["late"]),
        ("near", ["today", "near"]),
        ("this_week", ["late", "today"]),
        ("next_week", ["near", "far"]),
        ("none", ["without"]),
    ],
)
def test_tasks_are_chosen_by_their_last_day(
    store: Store, tasks: dict[str, int], due: str, names: list[str]
) -> None:
    assert found(store, tasks, due=due) == names


def test_what_is_done_or_paused_is_never_overdue(store: Store, tasks: dict[str, int]) -> None:
    for state in ("done", "paused"):
        change(store, tasks["late"], status=state)
        assert found(store, tasks, due="overdue", states=()) == []


def test_mine_are_my_own_and_those_of_my_unit(store: Store, tasks: dict[str, int]) -> None:
    give(store, tasks["late"], person=tasks["hoa"])
    give(store, tasks["near"], unit=tasks["unit"])
    give(store, tasks["far"], person=tasks["minh"])
    assert found(store, tasks, "minh", mine=True) == ["near", "far"]
    assert found(store, tasks, "hoa", mine=True) == ["late"]
    assert found(store, tasks, "lan", mine=True) == []


def test_tasks_are_chosen_by_who_has_them(store: Store, tasks: dict[str, int]) -> None:
    give(store, tasks["late"], person=tasks["hoa"])
    give(store, tasks["near"], unit=tasks["unit"])
    change(store, tasks["far"], owner="Tổ 1")
    assert found(store, tasks, person=tasks["hoa"]) == ["late"]
    assert found(store, tasks, unit=tasks["unit"]) == ["near"]
    assert found(store, tasks, nobody=True) == ["today", "without"]
    assert found(store, tasks, outside="unit") == ["late", "far"]


def test_words_are_found_with_and_without_marks(store: Store, tasks: dict[str, int]) -> None:
    assert found(store, tasks, words="phương án (3)") == ["near"]
    assert found(store, tasks, words="PHUONG (3)") == ["near"]
    assert found(store, tasks, words="100%") == []
    assert found(store, tasks, words="phuong\x00an (3)") == ["near"]


def test_the_day_that_was_granted_counts(store: Store, tasks: dict[str, int]) -> None:
    change(store, tasks["late"], extended_to=date(2024, 3, 29))
    assert found(store, tasks, due="overdue") == []
    assert line(store, tasks["late"]).is_other_day


@pytest.mark.parametrize(
    ("name", "timing", "days"),
    [
        ("late", "overdue", -2),
        ("today", "near", 0),
        ("near", "near", 3),
        ("far", "in_time", 4),
        ("without", "none", None),
    ],
)
def test_a_line_counts_working_days(
    store: Store, tasks: dict[str, int], name: str, timing: str, days: int | None
) -> None:
    shown = line(store, tasks[name])
    assert (shown.timing, shown.days) == (timing, days)


def test_a_struck_out_letter_has_no_tasks_to_follow(store: Store, tasks: dict[str, int]) -> None:
    store.write(lambda session: strike_out(session, tasks["letter"], "nhầm", add_user(session, "lan")))
    assert found(store, tasks, states=()) == []


def test_confidential_tasks_are_there_for_who_was_named_alone(
    store: Store, tasks: dict[str, int], letter: Letter
) -> None:
    letter.header.secrecy = "MẬT"
    secret = add_letter(store, letter)
    assert found(store, tasks, letter=secret) == []
    store.write(lambda session: session.add(LetterReader(letter_id=secret, user_id=tasks["hoa"])))
    assert len(found(store, tasks, "hoa", letter=secret)) == 5
    with store.reading() as session:
        columns = board(session, Wanted(letter=secret), "state", session.get_one(User, tasks["lan"]), TODAY)
    assert [column.count for column in columns] == [0] * 5


@pytest.mark.parametrize("sort", ["day", "letter", "owner", "state", "progress"])
def test_every_order_has_two_directions(store: Store, tasks: dict[str, int], sort: str) -> None:
    give(store, tasks["late"], person=tasks["hoa"])
    give(store, tasks["far"], person=tasks["minh"])
    change(store, tasks["near"], status="running", progress=40)
    up, down = (found(store, tasks, sort=sort, descending=way) for way in (False, True))
    assert sorted(up) == sorted(down)
    assert (up == down) == (sort == "letter")


def test_pages_hold_every_task_once(store: Store, tasks: dict[str, int]) -> None:
    with store.reading() as session:
        user = session.get_one(User, tasks["lan"])
        pages = [followed_tasks(session, Wanted(), user, TODAY, 2, offset) for offset in (0, 2, 4)]
    assert sorted(one.id for page in pages for one in page) == [
        tasks[name] for name in ("late", "today", "near", "far", "without")
    ]


def test_the_board_has_every_state_and_who_has_no_unit(store: Store, tasks: dict[str, int]) -> None:
    change(store, tasks["late"], status="running")
    give(store, tasks["near"], unit=tasks["unit"])
    change(store, tasks["far"], owner="Tổ 1")
    with store.reading() as session:
        user = session.get_one(User, tasks["lan"])
        states = [(one.key, one.count) for one in board(session, Wanted(), "state", user, TODAY)]
        units = [(one.key, one.count) for one in board(session, Wanted(), "unit", user, TODAY)]
        people = [(one.key, one.count) for one in board(session, Wanted(), "person", user, TODAY)]
    assert states == [("open", 4), ("running", 1), ("paused", 0), ("done", 0), ("withdrawn", 0)]
    assert units == [("nobody", 3), (str(tasks["unit"]), 1), ("outside", 1)]
    assert people == [("nobody", 3), (str(tasks["minh"]), 0), ("outside", 2)]


@pytest.mark.parametrize("key", ["lost", "1" * 12, "-1", "٣", "outside"])
def test_a_column_that_is_none_takes_no_card(key: str) -> None:
    assert moved_to("unit", key) is None
    assert moved_to("state", key) is None


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(-30, 30))
def test_working_days_left_are_those_on_which_work_can_be_done(today: date, days: int) -> None:
    last = today + timedelta(days=days)
    left = working_days_left(last, today)
    assert (left < 0) == (last < today)
    if left > 0:
        assert left == sum(is_working_day(today + timedelta(days=one)) for one in range(1, days + 1))
