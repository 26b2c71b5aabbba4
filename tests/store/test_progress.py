"""Tasks that are done, open again, due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Deadline, Letter
from docproc.records import TrackedTask
from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import change_task, correct_letter, strike_out
from docproc.store.entered.progress import finish_task, reopen_task
from docproc.store.faults import LetterStruckOut, NoSuchTask, TaskNotDone, WrongValue
from docproc.store.records import due_tasks, letter_tasks, tracked_task

TODAY = date(2024, 3, 22)


def finish(store: Store, task: int = 1, **more: Any) -> None:
    store.write(lambda session: finish_task(session, task, add_user(session, "lan"), TODAY, **more))


def reopen(store: Store, task: int = 1) -> None:
    store.write(lambda session: reopen_task(session, task, add_user(session, "lan")))


def tracked(store: Store, task: int = 1) -> TrackedTask:
    with store.reading() as session:
        return tracked_task(session, task)


def test_a_task_is_done_with_the_number_of_the_answer(store: Store, registered: int) -> None:
    finish(store, reply="15/BC-UBND")
    found = tracked(store)
    assert (found.status, found.progress, found.reply, found.completed_on) == ("done", 100, "15/BC-UBND", TODAY)
    with store.reading() as session:
        (entry,) = trail(session, "task", 1)
        assert entry.details["before"]["status"] == "open"
        assert entry.details["after"]["completed_on"] == "2024-03-22"


def test_an_answer_that_comes_later_does_not_move_the_day(store: Store, registered: int) -> None:
    finish(store, on=date(2024, 3, 20))
    finish(store, reply="15/BC-UBND", note="gửi bổ sung")
    found = tracked(store)
    assert (found.completed_on, found.reply, found.note) == (date(2024, 3, 20), "15/BC-UBND", "gửi bổ sung")


def test_a_task_that_is_open_again_keeps_its_answer(store: Store, registered: int) -> None:
    finish(store, reply="15/BC-UBND")
    reopen(store)
    found = tracked(store)
    assert (found.status, found.progress, found.completed_on, found.reply) == ("open", 0, None, "15/BC-UBND")
    with pytest.raises(TaskNotDone, match="task 1 is not done"):
        reopen(store)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on": date(2024, 3, 23)}, "a day that has come"),
        ({"on": date(1824, 3, 20)}, "a day that has come"),
        ({"reply": " "}, "words on one line"),
        ({"reply": "x" * 201}, "at most 200 letters"),
        ({"note": "a\x07"}, "words on one line"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, registered: int, more: dict[str, Any], words: str) -> None:
    with pytest.raises(WrongValue, match=words):
        finish(store, **more)
    assert tracked(store).status == "open"


def test_a_task_that_is_not_there_any_more_is_named(store: Store, registered: int, letter: Letter) -> None:
    with pytest.raises(NoSuchTask, match="no task 9"):
        finish(store, 9)
    shorter = letter.model_copy(update={"tasks": letter.tasks[:1]})
    store.write(lambda session: correct_letter(session, registered, shorter, add_user(session, "lan")))
    with pytest.raises(NoSuchTask, match="no task 2"):
        finish(store, 2)
    store.write(lambda session: strike_out(session, registered, "nhầm", add_user(session, "lan")))
    with pytest.raises(LetterStruckOut, match="nhầm"):
        finish(store, 1)


def test_cut_off_in_the_middle_the_task_is_as_before(store: Store, registered: int, cut_off: None) -> None:
    with pytest.raises(RuntimeError):
        finish(store)
    assert tracked(store).status == "open"


@pytest.fixture
def several(store: Store, letter: Letter) -> list[int]:
    """Letters whose first tasks are due on 25/3, 20/3 (by the letter's common day) and, extended, on 30/4."""
    common = letter.model_copy(deep=True)
    common.report_due = Deadline(text="trước 21/3", last_day=date(2024, 3, 20))
    common.tasks = [common.tasks[1]]
    ids = [add_letter(store, one) for one in (letter, common, letter)]

    def extend(session: Session) -> None:
        change_task(
            session, letter_tasks(session, ids[2])[0].id, add_user(session, "lan"), extended_to=date(2024, 4, 30)
        )

    store.write(extend)
    return ids


def due(store: Store, first: date | None = None, last: date | None = None) -> list[tuple[int, date | None]]:
    with store.reading() as session:
        return [(one.letter.id, one.last_day) for one in due_tasks(session, first, last)]


def test_what_is_due_comes_by_its_last_day_and_what_has_none_at_the_end(store: Store, several: list[int]) -> None:
    first, common, extended = several
    assert due(store) == [
        (common, date(2024, 3, 20)),
        (first, date(2024, 3, 25)),
        (extended, date(2024, 4, 30)),
        (first, None),
        (extended, None),
    ]


def test_days_choose_what_is_due(store: Store, several: list[int]) -> None:
    first, common, _extended = several
    assert due(store, last=date(2024, 3, 24)) == [(common, date(2024, 3, 20))]
    assert due(store, date(2024, 3, 21), date(2024, 3, 25)) == [(first, date(2024, 3, 25))]


def test_what_is_done_paused_or_withdrawn_is_not_due(store: Store, several: list[int]) -> None:
    with store.reading() as session:
        numbers = [letter_tasks(session, one)[0].id for one in several]

    def change(session: Session) -> None:
        for number, status in zip(numbers, ("done", "paused", "withdrawn"), strict=True):
            change_task(session, number, add_user(session, "lan"), status=status)

    store.write(change)
    assert [day for _letter, day in due(store) if day] == []
