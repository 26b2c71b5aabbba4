"""Clues of tasks: of the task as a whole, who leads and helps, by when."""

from __future__ import annotations

from datetime import date

import pytest

from docproc.extract.assemble.clues.tasks import task_values
from docproc.extract.assemble.clues.value import Surroundings, Value
from docproc.letter import Attachment, Deadline, Header, Letter, Office, Task

ISSUED = date(2024, 5, 6)


def values_of(task: Task, **more: object) -> dict[str, Value]:
    """The values of a letter with one task, by path."""
    letter = Letter(file="a.pdf", pages=1, header=Header(issue_date=ISSUED), tasks=[task])
    return {value.path: value for value in task_values(Surroundings(letter.model_copy(update=dict(more))))}


def task(text: str = "Rà soát hộ nghèo.", **more: object) -> Task:
    return Task.model_validate({"id": "1", "page": 1, "text": text} | more)


def test_who_leads_hangs_on_the_task() -> None:
    values = values_of(task(lead=[Office(name="Phòng Y tế")]))
    assert values["tasks[0].lead"].task == "tasks[0].text"


def test_several_leads_are_one_value() -> None:
    values = values_of(task(lead=[Office(name="Phòng Y tế"), Office(name="Phòng Nội vụ")]))
    assert values["tasks[0].lead"].text == "Phòng Y tế, Phòng Nội vụ"


def test_each_office_that_helps_is_a_value_of_its_own() -> None:
    values = values_of(task(coordinate=[Office(name="Phòng Y tế"), Office(name="Phòng Nội vụ")]))
    assert {"tasks[0].coordinate[0]", "tasks[0].coordinate[1]"} <= set(values)


@pytest.mark.parametrize(
    ("text", "clue"), [("1. Rà soát hộ nghèo.", "numbered"), ("Đề nghị các xã báo cáo.", "directed")]
)
def test_how_a_task_opens_is_a_clue(text: str, clue: str) -> None:
    assert values_of(task(text))["tasks[0].text"].clues[clue] == 1


@pytest.mark.parametrize(("day", "past"), [(date(2024, 5, 1), 1), (date(2024, 5, 20), 0)])
def test_a_day_before_the_letter_is_told(day: date, past: float) -> None:
    due = Deadline(text="trước ngày", date=day)
    assert values_of(task(deadline=due))["tasks[0].deadline"].clues["past"] == past


def test_a_deadline_without_a_day_is_open() -> None:
    assert values_of(task(deadline=Deadline(text="sớm")))["tasks[0].deadline"].clues["open"] == 1


def test_a_margin_beyond_all_doubt_tells_no_more() -> None:
    assert values_of(task(margin=40.0))["tasks[0].text"].clues["margin"] == 6


def test_the_closing_day_of_an_attachment_is_judged_too() -> None:
    attached = Attachment(first_page=2, last_page=2, report_due=Deadline(text="trước ngày 20/5/2024"))
    assert "attachments[0].report_due" in values_of(task(), attachments=[attached])
