"""What people corrected stays when a letter is read again."""

from __future__ import annotations

from datetime import date

import pytest

from docproc.letter import Deadline, Doubt, Header, Letter, Office, Task
from docproc.store.entered.kept import KEPT_TASK, with_corrections, with_own_ids

FOREST = "Rà soát phương án phòng cháy, chữa cháy rừng trên địa bàn xã."
POOR = "Lập danh sách hộ nghèo, hộ cận nghèo gửi về Phòng Nội vụ."
CALL = "Tuyên truyền trên hệ thống loa truyền thanh."


def task(key: str, text: str, due: date | None = None) -> Task:
    deadline = Deadline(text="x", last_day=due) if due else None
    return Task(id=key, page=1, text=text, lead=[Office(name="UBND xã Bản Mây")], deadline=deadline)


@pytest.fixture
def read() -> Letter:
    header = Header(number="642", symbol="UBND-NN", subject="rừng", confidence={"number": 0.6, "subject": 0.5})
    return Letter(file="a.pdf", pages=2, header=header, tasks=[task("1", FOREST), task("2", POOR)])


def again(*tasks: Task, number: str = "64Z") -> Letter:
    header = Header(number=number, symbol="UBND-NM", subject="rùng", confidence={"number": 0.7, "subject": 0.5})
    doubts = [
        Doubt(field="header.number", code="x", message="x"),
        Doubt(field="header.subject", code="x", message="x"),
    ]
    return Letter(file="a.pdf", pages=2, header=header, tasks=list(tasks), doubts=doubts)


def test_where_nobody_corrected_anything_the_new_reading_stands(read: Letter) -> None:
    new = again(task("1", FOREST), task("2", POOR))
    assert with_corrections(new, read, read, []) is new


def test_a_corrected_value_stays_and_is_doubted_no_more(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.header.number, now.header.confidence["number"] = "643", 1.0
    made = with_corrections(again(task("1", FOREST), task("2", POOR)), read, now, [])
    assert (made.header.number, made.header.symbol) == ("643", "UBND-NM")
    assert made.header.confidence["number"] == 1.0
    assert [one.field for one in made.doubts] == ["header.subject"]


def test_a_value_that_somebody_said_is_right_stays(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.header.confidence["number"] = 1.0
    assert with_corrections(again(), read, now, []).header.number == "642"


def test_a_value_that_somebody_took_out_stays_out(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.header.subject, now.header.confidence["subject"] = None, 1.0
    assert with_corrections(again(), read, now, []).header.subject is None


def test_a_corrected_deadline_stays_with_its_task(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.tasks[1].deadline = Deadline(text="20/3/2024", last_day=date(2024, 3, 20))
    new = with_own_ids(again(task("1", CALL), task("2", FOREST), task("3", POOR)), read, ["1", "2"])
    made = with_corrections(new, read, now, [])
    due = {one.text: one.deadline.last_day for one in made.tasks if one.deadline}
    assert due == {POOR: date(2024, 3, 20)}


def test_a_corrected_common_report_stays(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.report_due = Deadline(text="25/3/2024", last_day=date(2024, 3, 25))
    assert with_corrections(again(), read, now, []).report_due == now.report_due


def test_tasks_keep_their_ids_by_their_words_not_by_their_place(read: Letter) -> None:
    made = with_own_ids(again(task("1", POOR), task("2", CALL), task("3", FOREST)), read, ["1", "2"])
    assert [(one.id, one.text) for one in made.tasks] == [("2", POOR), ("3", CALL), ("1", FOREST)]


def test_a_word_read_otherwise_does_not_make_another_task(read: Letter) -> None:
    made = with_own_ids(again(task("5", FOREST.replace("rừng", "rùng"))), read, ["1", "2"])
    assert made.tasks[0].id == "1"


def test_a_new_task_gets_no_id_that_was_ever_another_ones(read: Letter) -> None:
    made = with_own_ids(again(task("3", CALL)), read, ["1", "2", "3"])
    assert made.tasks[0].id == "4"


def test_a_task_that_people_worked_on_stays_with_a_doubt(read: Letter) -> None:
    made = with_corrections(with_own_ids(again(task("1", FOREST)), read, ["1", "2"]), read, read, ["2"])
    assert [one.text for one in made.tasks] == [FOREST, POOR]
    assert [(one.field, one.code) for one in made.doubts][-1] == ("tasks[1]", KEPT_TASK)


def test_a_task_that_nobody_touched_goes_with_its_words(read: Letter) -> None:
    made = with_corrections(again(task("1", FOREST)), read, read, [])
    assert [one.text for one in made.tasks] == [FOREST]


def test_a_task_that_a_person_added_stays(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.tasks.append(task("3", CALL))
    made = with_corrections(again(task("1", FOREST), task("2", POOR)), read, now, [])
    assert [one.text for one in made.tasks] == [FOREST, POOR, CALL]


def test_a_task_that_a_person_took_out_stays_out_and_doubts_move_along(read: Letter) -> None:
    now = read.model_copy(deep=True)
    del now.tasks[0]
    new = again(task("1", FOREST), task("2", POOR))
    new.doubts = [Doubt(field=f"tasks[{n}].lead", code="x", message=str(n)) for n in (0, 1)]
    made = with_corrections(new, read, now, [])
    assert [one.text for one in made.tasks] == [POOR]
    assert [(one.field, one.message) for one in made.doubts] == [("tasks[0].lead", "1")]


def test_doubts_on_how_the_letter_came_stay(read: Letter) -> None:
    now = read.model_copy(deep=True)
    now.doubts = [
        Doubt(field="pages", code="cut_out", message="x"),
        Doubt(field="header.number", code="y", message="y"),
    ]
    made = with_corrections(again(), read, now, [])
    assert "cut_out" in {one.code for one in made.doubts}
    assert "y" not in {one.code for one in made.doubts}
