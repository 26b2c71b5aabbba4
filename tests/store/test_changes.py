"""What people change: versions, states of tasks, and the trail of it all."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Letter, Task
from docproc.store import Store, registered_letter, tracked_tasks
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import change_letter, change_task, correct_letter
from docproc.store.faults import NoSuchLetter, NoSuchTask
from docproc.store.schema import LetterVersion, StoredTask


@pytest.fixture
def corrected(store: Store, registered: int, letter: Letter) -> int:
    """A letter whose first task has an owner, then corrected: task 2 left out, task 3 new."""
    changed = letter.model_copy(deep=True)
    changed.header.number = "643"
    changed.tasks = [changed.tasks[0], Task(id="3", page=1, text="Kiểm tra.")]

    def work(session: Session) -> None:
        user = add_user(session, "lan", "Lê Thị Lan")
        first = session.scalars(select(StoredTask.id).order_by(StoredTask.id)).first()
        change_task(session, first or 0, user, owner="Tổ 1", progress=40, status="running")
        correct_letter(session, registered, changed, user, "số sai")

    store.write(work)
    return registered


def test_correction_is_a_new_version_and_the_old_one_stays(store: Store, corrected: int) -> None:
    with store.reading() as session:
        found = registered_letter(session, corrected)
        assert (found.version, found.letter.header.number) == (2, "643")
        versions = session.scalars(select(LetterVersion).order_by(LetterVersion.version)).all()
        assert ['"642"' in version.content for version in versions] == [True, False]
        assert [version.user_id is None for version in versions] == [True, False]


def test_tasks_keep_what_was_entered_and_left_out_ones_are_kept_aside(store: Store, corrected: int) -> None:
    with store.reading() as session:
        tasks = list(tracked_tasks(session))
        assert [(task.task.id, task.owner, task.progress) for task in tasks] == [
            ("1", "Tổ 1", 40),
            ("3", None, 0),
        ]
        dropped = session.scalars(select(StoredTask).where(StoredTask.dropped)).all()
        assert [task.key for task in dropped] == ["2"]


def test_trail_says_who_did_what(store: Store, corrected: int) -> None:
    with store.reading() as session:
        lan = add_user(session, "lan").id
        assert [(entry.did, entry.user_id) for entry in trail(session, "letter", corrected)] == [
            ("registered", None),
            ("corrected", lan),
        ]
        (change,) = trail(session, "task", 1)
        assert change.details["before"] == {"owner": None, "progress": 0, "status": "open"}
        assert change.details["after"] == {"owner": "Tổ 1", "progress": 40, "status": "running"}


def test_way_of_a_letter_through_the_office(store: Store, registered: int) -> None:
    def give(session: Session) -> None:
        user = add_user(session, "lan")
        change_letter(session, registered, user, given_to="Phòng Kinh tế", given_on=date(2024, 5, 7))

    store.write(give)
    with store.reading() as session:
        found = registered_letter(session, registered)
        assert (found.given_to, found.given_on) == ("Phòng Kinh tế", date(2024, 5, 7))


@pytest.mark.parametrize("change", [{"progress": 101}, {"status": "lost"}, {"id": 7}])
def test_wrong_change_of_a_task_is_refused(store: Store, registered: int, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        store.write(lambda session: change_task(session, 1, add_user(session, "lan"), **change))


def test_what_is_not_there_is_named(store: Store, letter: Letter) -> None:
    with pytest.raises(NoSuchLetter, match="no letter 9"):
        store.write(lambda session: correct_letter(session, 9, letter, add_user(session, "lan")))
    with pytest.raises(NoSuchTask, match="no task 9"):
        store.write(lambda session: change_task(session, 9, add_user(session, "lan"), progress=1))
