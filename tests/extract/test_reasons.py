"""Why a task is one, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from docproc.extract.assemble.reasons import how_sure, reasons_of
from docproc.letter import Deadline, Doubt, LeadSource, Letter, Office, Task
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
    place = "named beside the task: a column, a label, a heading"
    assert f"Deadline: 20/05/2024, from the words “trước ngày 20/5/2024”; {place}; {rule}." in lines


def test_a_deadline_in_the_words_of_the_task_is_told_to_stand_there() -> None:
    due = Deadline(text="trước 10 giờ ngày 20/5/2024", date=date(2024, 5, 20), time="10:00", inclusive=False)
    (line,) = deadline_lines(letter(text="Báo cáo trước 10 giờ ngày 20/5/2024.", deadline=due))
    assert line.endswith("; named in the task itself; a day is named; until 10:00 of that day.")


def test_a_deadline_that_fixes_no_day_says_so() -> None:
    (line,) = deadline_lines(letter(deadline=Deadline(text="trước mùa mưa bão", type="unnamed")))
    assert line.startswith("Deadline: –, from the words “trước mùa mưa bão”;")
    assert line.endswith("; the words give no day.")


def test_a_task_without_a_day_of_its_own_tells_that_of_the_reports() -> None:
    due = Deadline(text="trước ngày 30/5/2024", date=date(2024, 5, 30), inclusive=False)
    (line,) = deadline_lines(letter().model_copy(update={"report_due": due}))
    assert line.startswith("Deadline: none of its own; all are asked to report: 30/05/2024, from the words")


def deadline_lines(told: Letter) -> list[str]:
    return [line for line in reasons_of(told, 1) if line.startswith("Deadline:")]


def test_confidences_are_told_as_shares() -> None:
    lead = [Office(name="Phòng Y tế", confidence=0.82)]
    due = Deadline(text="trước ngày 20/5/2024", date=date(2024, 5, 20), confidence=0.9)
    lines = reasons_of(letter(confidence=0.874, lead=lead, deadline=due), 1)
    assert "How often such values are right: that it is a task 87 %, who leads 82 %, the deadline 90 %." in lines


def test_every_source_of_a_lead_has_words() -> None:
    lines = {
        reasons_of(letter(lead=[Office(name="X")], lead_from=source), 1)[2] for source in get_args(LeadSource)
    }
    assert len(lines) == len(get_args(LeadSource))
    assert all(line.startswith("Leading: X; ") for line in lines)


def test_doubts_are_those_of_the_task_only() -> None:
    assert reasons_of(letter(), 1)[-1] == "  - who: The office stands elsewhere"
    assert reasons_of(letter(), 2)[-1] == "Doubted: nothing."


def test_a_task_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        reasons_of(letter(), 3)


@pytest.mark.parametrize(("margin", "words"), [(5, "very sure"), (1, "not very"), (0, "wavers"), (-3, "doubts")])
def test_margins_in_words(margin: float, words: str) -> None:
    assert words in how_sure(margin)
