"""Why a task is one, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from docproc.extract.assemble.reasons import how_sure, reasons_of
from docproc.letter import Deadline, Doubt, Letter, Office, Task
from docproc.messages import set_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def letter(**fields: object) -> Letter:
    task = Task.model_validate({"id": "1", "page": 2, "text": "Rà soát hộ nghèo.", **fields})
    doubt = Doubt(field="tasks[0].lead", code="lead_inferred", message="The office stands elsewhere")
    return Letter(file="a.pdf", pages=2, tasks=[task, task], doubts=[doubt])


def test_the_source_of_the_lead_is_told_with_how_sure_it_is() -> None:
    lines = reasons_of(letter(lead=[Office(name="Phòng Y tế")], lead_from="heading", lead_margin=2.5), 1)
    told = "the model is rather sure of it (92 %, margin +2.5)"
    assert f"Leading: Phòng Y tế; named by the heading above; {told}." in lines


def test_a_letter_read_before_sources_were_kept_says_only_who() -> None:
    assert "Leading: Phòng Y tế." in reasons_of(letter(lead=[Office(name="Phòng Y tế")]), 1)


def test_the_deadline_is_told_with_its_words_and_its_rule() -> None:
    due = Deadline(text="trước ngày 20/5/2024", date=date(2024, 5, 20), inclusive=False)
    lines = reasons_of(letter(deadline=due), 1)
    rule = "a day is named; the day itself no longer counts"
    assert f"Deadline: 20/05/2024, from the words “trước ngày 20/5/2024”; {rule}." in lines


def test_doubts_are_those_of_the_task_only() -> None:
    assert reasons_of(letter(), 1)[-1] == "  - who: The office stands elsewhere"
    assert reasons_of(letter(), 2)[-1] == "Doubted: nothing."


def test_a_task_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        reasons_of(letter(), 3)


@pytest.mark.parametrize(("margin", "words"), [(5, "very sure"), (1, "not very"), (0, "wavers"), (-3, "doubts")])
def test_margins_in_words(margin: float, words: str) -> None:
    assert words in how_sure(margin)
