"""What a head typed over the scan: its words, who wrote it and when, its tasks."""

from __future__ import annotations

from datetime import date

import pytest
from printed import names

from docproc.extract.assemble.instructions import read_instructions
from docproc.letter import Instruction
from docproc.page import Annotation, Box


def given(text: str, written: str | None = None, issued: date | None = None) -> Instruction:
    typed = Annotation(2, text, Box(10.04, 20.06, 110, 40), "Lò Văn Khải", written)
    return read_instructions((typed,), issued)[0]


def test_words_author_and_place_are_kept() -> None:
    found = given("Chuyển Phòng Y tế.")
    assert (found.text, found.author, found.page, found.box) == (
        "Chuyển Phòng Y tế.",
        "Lò Văn Khải",
        2,
        (10.0, 20.1, 110, 40),
    )


@pytest.mark.parametrize(
    ("pdf", "iso"),
    [
        ("D:20240506073819+07'00'", "2024-05-06T07:38"),
        ("20240506", "2024-05-06"),
        ("D:20240230", None),
        ("hôm qua", None),
        (None, None),
    ],
)
def test_the_time_of_writing_is_told_where_it_is_one(pdf: str | None, iso: str | None) -> None:
    assert given("Chuyển Phòng Y tế.", pdf).written == iso


def test_each_office_has_its_task() -> None:
    found = given(
        "1. Phòng Y tế kiểm tra bếp ăn, báo cáo trước ngày 20/5/2024.\n2. Phòng Nội vụ rà soát biên chế."
    )
    assert [names(task.lead) for task in found.tasks] == [["Phòng Y tế"], ["Phòng Nội vụ"]]


def test_tasks_stand_on_the_page_of_the_instruction() -> None:
    assert [task.page for task in given("Phòng Y tế kiểm tra bếp ăn, báo cáo trước ngày 20/5/2024.").tasks] == [2]


def test_without_a_day_of_writing_days_count_from_the_letter() -> None:
    [task] = given("Phòng Y tế kiểm tra bếp ăn, báo cáo trước ngày 15/01.", issued=date(2023, 12, 20)).tasks
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 1, 15)


def test_no_annotations_no_instructions() -> None:
    assert read_instructions((), None) == []
