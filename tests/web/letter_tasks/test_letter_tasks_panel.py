"""The panel of the tasks of a letter: what it shows, changes and refuses, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from desk_people import LogIn
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Doubt, Header, Letter, Office, Task
from docproc.store import Store, registered_letter
from docproc.store.audit import trail
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.register import Entry, register
from docproc.store.schema import Department, File, StoredTask, User

HX = {"HX-Request": "true"}
Ask = Callable[..., str]


def sample(secrecy: str | None = None) -> Letter:
    due = Deadline(
        text="trước ngày 26/3/2024", date=date(2024, 3, 26), inclusive=False, last_day=date(2024, 3, 25)
    )
    tasks = [
        Task(
            id="1",
            page=1,
            text="Rà soát; báo cáo trước ngày 26/3/2024.",
            deadline=due,
            lead=[Office(name="Tổ A")],
        ),
        Task(id="2", page=2, text="Tuyên truyền <script>alert(1)</script>."),
    ]
    doubts = [Doubt(field="tasks[0].lead", code="low_confidence", message="m")]
    header = Header(number="642", symbol="UBND-NN", issue_date=date(2024, 3, 12), secrecy=secrecy)
    return Letter(file="a.pdf", pages=2, header=header, tasks=tasks, doubts=doubts)


def keep(store: Store, letter: Letter) -> int:
    def write(session: Session) -> int:
        file = File(sha256="b" * 64, size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        return register(session, letter, [""], Entry(file.id, "Đến", date(2024, 3, 14))).id

    return store.write(write)


@pytest.fixture
def letter_id(store: Store) -> int:
    return keep(store, sample())


def now(store: Store) -> Letter:
    with store.reading() as session:
        return registered_letter(session, 1).letter


def test_a_task_is_shown_with_its_fields_and_doubts_and_as_text(log_in: LogIn, letter_id: int) -> None:
    shown = log_in().get("/letters/1/tasks", headers=HX).text
    assert "Tổ A" in shown
    assert "25/03/2024" in shown
    assert "trước ngày 26/3/2024" in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown
    assert "<html" not in shown


def test_on_its_own_it_is_a_page_and_that_it_was_seen_is_noted(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    assert "<html" in log_in().get("/letters/1/tasks").text
    with store.reading() as session:
        assert list(trail(session, "letter", 1))[-1].did == "viewed"


def test_a_field_is_saved_and_the_other_panels_hear_of_it(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in()
    answer = lan.post("/letters/1/tasks/1/fields/deadline", {"seen": 1, "value": "trước 29/3/2024"}, headers=HX)
    assert answer.status_code == 200
    assert "letter-corrected" in answer.headers["HX-Trigger"]
    assert 'id="deadline-1"' in answer.text
    assert "28/03/2024" in answer.text


def test_saying_that_it_is_right_settles_the_doubt(log_in: LogIn, letter_id: int, store: Store) -> None:
    log_in().post("/letters/1/tasks/1/fields/lead", {"seen": 1, "value": "Tổ A"}, headers=HX)
    assert now(store).doubts == []


def test_an_emptied_field_is_none(log_in: LogIn, letter_id: int, store: Store) -> None:
    log_in().post("/letters/1/tasks/1/fields/deadline", {"seen": 1, "value": " "}, headers=HX)
    assert now(store).tasks[0].deadline is None


def test_a_wrong_value_is_refused_in_words_and_nothing_changes(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    answer = log_in().post("/letters/1/tasks/1/fields/deadline", {"seen": 1, "value": "tuần sau"}, headers=HX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#messages")
    assert now(store) == sample()


def test_the_second_of_two_is_told(log_in: LogIn, letter_id: int, store: Store) -> None:
    log_in("minh").post("/letters/1/tasks/1/fields/lead", {"seen": 1, "value": "Tổ B"}, headers=HX)
    answer = log_in("lan").post("/letters/1/tasks/1/fields/lead", {"seen": 1, "value": "Tổ C"}, headers=HX)
    assert answer.status_code == 409
    assert "Minh" in answer.text
    assert "Tổ B" in answer.text


def test_a_task_is_divided_joined_moved_taken_out_and_added(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in()
    steps: list[tuple[str, dict[str, object]]] = [
        ("1/split", {"at": 9}),
        ("1/merge", {}),
        ("1/move", {"steps": 1}),
        ("2/remove", {}),
        ("", {"text": "Báo cáo.", "page": 2, "box": ["1,2,3,4"], "after": "1"}),
    ]
    seen = 1
    for path, given in steps:
        path = f"/letters/1/tasks/{path}".rstrip("/")
        answer = lan.post(path, given | {"seen": seen}, headers=HX)
        assert answer.status_code == 200, answer.text
        seen += 1
    tasks = now(store).tasks
    assert [task.text for task in tasks] == ["Rà soát; báo cáo trước ngày 26/3/2024.", "Báo cáo."]
    assert tasks[1].evidence[0].box == (1, 2, 3, 4)


def test_of_two_tasks_with_entries_the_panel_asks_which_stays(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    lan = log_in()

    def enter(session: Session) -> None:
        user = session.scalars(select(User)).one()
        for task in (1, 2):
            change_task(session, task, user, owner=f"Tổ {task}")

    store.write(enter)
    asked = lan.post("/letters/1/tasks/1/merge", {"seen": 1}, headers=HX).text
    assert 'name="keep" value="2"' in asked
    lan.post("/letters/1/tasks/1/merge", {"seen": 1, "keep": "2"}, headers=HX)
    assert [task.id for task in now(store).tasks] == ["2"]


def test_words_chosen_on_the_scan_fill_in_the_form_for_a_new_task(log_in: LogIn, letter_id: int) -> None:
    path = "/letters/1/tasks?text=Báo cáo <b>&page=2&box=1,2,3,4"
    shown = log_in().get(path, headers=HX).text
    assert "Báo cáo &lt;b&gt;</textarea>" in shown
    assert 'name="box" value="1,2,3,4"' in shown


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "nan,0,1,1", "3,0,1,1", "0,0,1e9,1"])
def test_a_box_that_is_none_is_refused(log_in: LogIn, letter_id: int, box: str) -> None:
    given = {"seen": 1, "text": "Họp.", "page": 1, "box": [box]}
    assert log_in().post("/letters/1/tasks", given, headers=HX).status_code == 422


def test_a_task_is_handed_to_a_person_or_a_unit(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in()
    store.write(lambda session: session.add(Department(name="Văn phòng")))
    given = {"task": 1, "version": 1, "to": "unit:1"}
    assert lan.post("/letters/1/tasks/1/owner", given, headers=HX).status_code == 200
    with store.reading() as session:
        assert session.get_one(StoredTask, 1).owner == "Văn phòng"


@pytest.mark.parametrize("role", ["viewer", "officer", "head"])
def test_who_may_not_correct_sees_no_ways_to_and_is_refused(log_in: LogIn, letter_id: int, role: str) -> None:
    person = log_in(role=role)
    shown = person.get("/letters/1/tasks", headers=HX).text
    assert "/split" not in shown
    for path, given in (("1/remove", {}), ("1/fields/text", {"value": "x"}), ("1/split", {"at": 3})):
        assert person.post(f"/letters/1/tasks/{path}", given | {"seen": 1}, headers=HX).status_code == 403


def test_of_a_letter_that_is_struck_out_nothing_can_be_changed(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    lan = log_in()
    store.write(lambda session: strike_out(session, 1, "nhầm", session.scalars(select(User)).one()))
    assert "hx-post" not in lan.get("/letters/1/tasks", headers=HX).text
    assert lan.post("/letters/1/tasks/1/remove", {"seen": 1}, headers=HX).status_code >= 400


_GETS = ["tasks", "tasks/new", "tasks/1/open/lead", "history"]
_POSTS = [
    "tasks",
    "tasks/1/fields/lead",
    "tasks/1/split",
    "tasks/1/merge",
    "tasks/1/remove",
    "tasks/1/move",
    "tasks/1/owner",
    "undo",
    "versions/1/restore",
]


def test_a_confidential_letter_is_not_there_for_others(log_in: LogIn, store: Store) -> None:
    keep(store, sample(secrecy="MẬT"))
    lan = log_in()
    for path in _GETS:
        assert lan.get(f"/letters/1/{path}", headers=HX).status_code == 404, path
    everything = {"seen": 1, "at": 3, "steps": 1, "task": 1, "version": 1, "text": "x", "value": "x"}
    for path in _POSTS:
        assert lan.post(f"/letters/1/{path}", dict(everything), headers=HX).status_code == 404, path
    assert log_in("head", "head", confidential=True).get("/letters/1/tasks", headers=HX).status_code == 200


def test_the_history_tells_before_and_after_and_goes_back(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in()
    lan.post("/letters/1/tasks/1/fields/lead", {"seen": 1, "value": "Tổ B"}, headers=HX)
    shown = lan.get("/letters/1/history", headers=HX).text
    assert re.search(r"<del>Tổ A</del>.*<ins>Tổ B</ins>", shown, re.DOTALL)
    assert "Lan" in shown
    answer = lan.post("/letters/1/undo", {"seen": 2}, headers=HX)
    assert "letter-corrected" in answer.headers["HX-Trigger"]
    assert now(store) == sample()
    lan.post("/letters/1/versions/2/restore", {"seen": 3}, headers=HX)
    assert now(store).tasks[0].lead[0].name == "Tổ B"


def test_what_nobody_saw_is_not_taken_back(log_in: LogIn, letter_id: int) -> None:
    log_in("minh").post("/letters/1/tasks/1/fields/lead", {"seen": 1, "value": "Tổ B"}, headers=HX)
    assert log_in("lan").post("/letters/1/undo", {"seen": 1}, headers=HX).status_code == 409
