"""What was typed into an exported table comes into the register, or is named line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from docproc.records import Progress, TrackedTask, TypedTask, text_mark
from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.entered import typed
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.entered.corrections import correct_value
from docproc.store.entered.typed import Taken, take_typed
from docproc.store.records import letter_tasks, tracked_task

TODAY = date(2024, 3, 22)
Exported = Callable[..., TypedTask]


@pytest.fixture
def exported(store: Store, registered: int) -> Exported:
    """A function: the line of a task as exported now, with what a person then typed."""

    def export(number: int = 1, **typed_in: Any) -> TypedTask:
        with store.reading() as session:
            found = tracked_task(session, number)
        then = Progress(found.owner, found.status, found.progress, found.completed_on, found.reply, found.note)
        mark = text_mark(found.task.text)
        now = replace(then, **typed_in)
        return TypedTask(6 + number, number, found.letter.file_sha256, found.task.id, mark, then, now)

    return export


def take(store: Store, *lines: TypedTask) -> list[Taken]:
    return store.write(lambda session: take_typed(session, lines, add_user(session, "lan"), TODAY))


def tracked(store: Store, number: int = 1) -> TrackedTask:
    with store.reading() as session:
        return tracked_task(session, number)


def change(store: Store, **changes: Any) -> None:
    store.write(lambda session: change_task(session, 1, add_user(session, "minh"), **changes))


def test_what_was_typed_is_taken_and_the_trail_knows_it(store: Store, exported: Exported) -> None:
    (taken,) = take(store, exported(owner="Bà Hoa", note="đã hỏi lại"))
    assert (taken.line, taken.changed, taken.refused) == (7, ("owner", "note"), "")
    assert (tracked(store).owner, tracked(store).note) == ("Bà Hoa", "đã hỏi lại")
    with store.reading() as session:
        (entry,) = trail(session, "task", 1)
        assert entry.details["after"] == {"owner": "Bà Hoa", "note": "đã hỏi lại"}


def test_a_day_of_completion_says_that_the_task_is_done(store: Store, exported: Exported) -> None:
    take(store, exported(completed_on=date(2024, 3, 20), reply="15/BC-UBND"))
    found = tracked(store)
    assert (found.status, found.progress, found.reply) == ("done", 100, "15/BC-UBND")


def test_a_state_typed_without_a_day_is_taken_too(store: Store, exported: Exported) -> None:
    take(store, exported(status="done"))
    assert (tracked(store).status, tracked(store).progress, tracked(store).completed_on) == ("done", 100, None)


@pytest.mark.parametrize("emptied", [{"completed_on": None}, {"status": "running", "progress": 60}])
def test_a_task_that_is_not_done_after_all_is_open_again(
    store: Store, exported: Exported, emptied: dict[str, Any]
) -> None:
    take(store, exported(completed_on=date(2024, 3, 20)))
    take(store, exported(**emptied))
    found = tracked(store)
    wanted = (emptied.get("status", "open"), emptied.get("progress", 0), None)
    assert (found.status, found.progress, found.completed_on) == wanted


def test_a_line_without_a_change_is_not_looked_at(store: Store, exported: Exported) -> None:
    line = exported()
    change(store, owner="Tổ 1")
    assert take(store, line) == []
    assert tracked(store).owner == "Tổ 1"


def test_taking_a_table_twice_changes_nothing(store: Store, exported: Exported) -> None:
    line = exported(owner="Bà Hoa")
    take(store, line)
    (again,) = take(store, line)
    assert (again.changed, again.refused) == ((), "")
    with store.reading() as session:
        assert len(list(trail(session, "task", 1))) == 1


def test_changes_of_different_fields_go_together(store: Store, exported: Exported) -> None:
    line = exported(reply="15/BC-UBND")
    change(store, owner="Tổ 1")
    take(store, line)
    assert (tracked(store).owner, tracked(store).reply) == ("Tổ 1", "15/BC-UBND")


def test_a_value_that_the_register_changed_too_is_named_and_nothing_of_the_line_is_taken(
    store: Store, exported: Exported
) -> None:
    line = exported(owner="Bà Hoa", reply="15/BC-UBND")
    change(store, owner="Ông Minh")
    (taken,) = take(store, line)
    assert taken.refused == "person: the register has “Ông Minh” since the export, the table “Bà Hoa”"
    assert (tracked(store).owner, tracked(store).reply) == ("Ông Minh", None)


def test_the_state_is_named_in_words(store: Store, exported: Exported) -> None:
    line = exported(status="done")
    change(store, status="paused")
    (taken,) = take(store, line)
    assert "“Tạm dừng”" in taken.refused and "“Đã hoàn thành”" in taken.refused


def test_a_note_on_several_lines_is_the_same_on_one(store: Store, exported: Exported) -> None:
    change(store, note="đã hỏi\nchờ trả lời")
    line = exported(note="xong")
    (taken,) = take(store, replace(line, then=replace(line.then, note="đã hỏi chờ trả lời")))
    assert (taken.refused, tracked(store).note) == ("", "xong")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"id": 9}, "there is no task 9"),
        ({"id": 2**40}, "there is no task"),
        ({"file_sha256": "f" * 64}, "there is no task 1"),
        ({"key": "7"}, "there is no task 1"),
        ({"text": text_mark("Việc khác.")}, "the text of the task was corrected"),
    ],
)
def test_a_line_of_another_task_is_named(
    store: Store, exported: Exported, other: dict[str, Any], words: str
) -> None:
    (taken,) = take(store, replace(exported(owner="Bà Hoa"), **other))
    assert words in taken.refused
    assert tracked(store).owner is None


def test_a_task_whose_text_was_corrected_since_is_named(
    store: Store, exported: Exported, registered: int
) -> None:
    line = exported(owner="Bà Hoa")

    def correct(session: Session) -> None:
        correct_value(session, registered, "tasks[0].text", "Rà soát lại phương án.", add_user(session, "minh"))

    store.write(correct)
    (taken,) = take(store, line)
    assert "corrected in the register since the export" in taken.refused


def test_a_task_of_a_letter_that_was_struck_out_is_named(
    store: Store, exported: Exported, registered: int
) -> None:
    line = exported(owner="Bà Hoa")
    store.write(lambda session: strike_out(session, registered, "nhầm xã", add_user(session, "minh")))
    (taken,) = take(store, line)
    assert "is struck out (nhầm xã)" in taken.refused


def test_a_task_that_stands_twice_is_named_twice(store: Store, exported: Exported) -> None:
    line = exported(owner="Bà Hoa")
    taken = take(store, line, replace(line, line=30))
    assert [(one.line, one.refused) for one in taken] == [
        (7, "task 1 stands in several lines"),
        (30, "task 1 stands in several lines"),
    ]
    assert tracked(store).owner is None


@pytest.mark.parametrize(
    ("typed_in", "words"),
    [
        ({"completed_on": date(2024, 3, 23)}, "a day that has come"),
        ({"completed_on": date(2024, 3, 20), "status": "paused"}, "the state is not that of a task that is done"),
        ({"reply": "x" * 201}, "at most 200 letters"),
        ({"note": "a\u200b\u202eb"}, "words on one line"),
    ],
)
def test_what_cannot_be_is_named(store: Store, exported: Exported, typed_in: dict[str, Any], words: str) -> None:
    (taken,) = take(store, exported(**typed_in))
    assert words in taken.refused
    assert tracked(store).status == "open"


def test_a_bad_line_does_not_keep_the_others(store: Store, exported: Exported) -> None:
    taken = take(store, exported(1, completed_on=date(2024, 3, 23)), exported(2, owner="Bà Hoa"))
    assert [bool(one.refused) for one in taken] == [True, False]
    assert tracked(store, 2).owner == "Bà Hoa"


def test_cut_off_in_the_middle_no_line_is_taken(
    store: Store, exported: Exported, registered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [exported(1, owner="Bà Hoa"), exported(2, owner="Ông Minh")]
    real = typed.change_task

    def cut_off(session: Session, task_id: int, *user: Any, **changes: Any) -> None:
        real(session, task_id, *user, **changes)
        session.flush()
        if task_id == 2:
            raise RuntimeError("cut off")

    monkeypatch.setattr(typed, "change_task", cut_off)
    with pytest.raises(RuntimeError):
        take(store, *lines)
    with store.reading() as session:
        assert [one.owner for one in letter_tasks(session, registered)] == [None, None]
    monkeypatch.undo()
    take(store, *lines)
    with store.reading() as session:
        assert [one.owner for one in letter_tasks(session, registered)] == ["Bà Hoa", "Ông Minh"]
