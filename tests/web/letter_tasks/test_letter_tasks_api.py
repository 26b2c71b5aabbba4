"""The tasks of a letter and its history for programs."""

from __future__ import annotations

from datetime import date

import pytest
from desk_people import LoggedIn, LogIn
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter, Task
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File

ROOT = "/api/v1/letters/1"


@pytest.fixture
def lan(log_in: LogIn, store: Store) -> LoggedIn:
    """A clerk, at a desk with a letter of two tasks."""
    tasks = [Task(id="1", page=1, text="Rà soát; báo cáo."), Task(id="2", page=1, text="Họp.")]
    letter = Letter(file="a.pdf", pages=1, header=Header(number="1"), tasks=tasks)

    def write(session: Session) -> None:
        file = File(sha256="c" * 64, size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        register(session, letter, [""], Entry(file.id, "Đến", date(2024, 3, 14)))

    store.write(write)
    return log_in()


def texts(who: LoggedIn) -> list[str]:
    return [one["task"]["text"] for one in who.get(f"{ROOT}/tasks").json()["tasks"]]


def test_tasks_are_put_right(lan: LoggedIn) -> None:
    assert lan.post(f"{ROOT}/tasks/1/split", json={"seen": 1, "at": 9}).json() == {"version": 2, "task": "3"}
    assert texts(lan) == ["Rà soát;", "báo cáo.", "Họp."]
    lan.post(f"{ROOT}/tasks/3/move", json={"seen": 2, "steps": 1})
    lan.post(f"{ROOT}/tasks/2/merge", json={"seen": 3})
    lan.post(f"{ROOT}/tasks", json={"seen": 4, "text": "Mới.", "boxes": [[1, 2, 3, 4]]})
    assert texts(lan) == ["Rà soát;", "Họp. báo cáo.", "Mới."]
    answer = lan.client.delete(f"{ROOT}/tasks/1?seen=5", headers={"X-CSRF-Token": lan.csrf})
    assert answer.json() == {"version": 6, "task": "2"}


def test_a_value_is_corrected_and_the_second_is_told(lan: LoggedIn, log_in: LogIn) -> None:
    def correct(who: LoggedIn, text: str) -> int:
        wanted = {"seen": 1, "field": "text", "value": text}
        headers = {"X-CSRF-Token": who.csrf}
        return who.client.patch(f"{ROOT}/tasks/2", json=wanted, headers=headers).status_code

    assert correct(log_in("minh"), "Họp xã.") == 200
    assert correct(lan, "Họp thôn.") == 409


def test_the_history_tells_what_changed_and_can_be_gone_back_in(lan: LoggedIn) -> None:
    lan.post(f"{ROOT}/tasks/1/move", json={"seen": 1, "steps": 1})
    found = lan.get(f"{ROOT}/history").json()
    assert [(step["version"], step["who"]) for step in found] == [(2, "Lan"), (1, None)]
    assert len(found[0]["changes"]) == 1
    assert lan.post(f"{ROOT}/undo", json={"seen": 2}).json()["version"] == 3
    assert texts(lan) == ["Rà soát; báo cáo.", "Họp."]
    assert lan.post(f"{ROOT}/versions/2/restore", json={"seen": 3}).json()["version"] == 4
    assert texts(lan) == ["Họp.", "Rà soát; báo cáo."]


@pytest.mark.parametrize("box", [[1, 2, 3], [-1, 0, 1, 1], [0, 0, 1e300, 1], ["nan", 0, 1, 1]])
def test_a_place_that_is_none_is_refused(lan: LoggedIn, box: list[object]) -> None:
    answer = lan.post(f"{ROOT}/tasks", json={"seen": 1, "text": "Mới.", "boxes": [box]})
    assert answer.status_code == 422


def test_who_only_reads_changes_nothing(lan: LoggedIn, log_in: LogIn) -> None:
    viewer = log_in("xem", "viewer")
    assert viewer.post(f"{ROOT}/undo", json={"seen": 1}).status_code == 403
    assert texts(viewer) == texts(lan)
