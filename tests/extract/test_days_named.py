"""Days that a heading names for the tasks below it."""

from __future__ import annotations

from datetime import date

import pytest
from printed import ISSUED, body_of

from docproc.extract.assemble.days_named import deadline_above
from docproc.extract.mentions.nlp import analyse


def due(*lines: str, told: frozenset[int] = frozenset()) -> date | None:
    """The day by which the last of the lines is due."""
    body = body_of(*lines)
    found = deadline_above(analyse(body.text, ISSUED), body, len(body.blocks) - 1, told)
    return found.due if found else None


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("I. Việc phải xong trước ngày 31/7/2024", date(2024, 7, 31)),
        ("I. Quý III năm 2024", date(2024, 9, 30)),
        ("I. Hoàn thành trong tháng 8/2024", date(2024, 8, 31)),
        ("I. Nhiệm vụ trọng tâm quý III năm 2024", None),  # more than a time
        ("I. Xong trước ngày 31/7/2024, phần hai trước ngày 31/8/2024", None),
        ("I. Thực hiện Công văn số 12/UBND-VX yêu cầu báo cáo trước ngày 31/7/2024", None),
        ("I. Các việc làm suốt năm", None),
    ],
)
def test_a_heading_sets_one_day(heading: str, day: date | None) -> None:
    assert due(heading, "1. Rà soát hộ nghèo của xã.") == day


def test_the_nearest_heading_counts() -> None:
    lines = ("I. Quý III năm 2024", "1. Xong trước ngày 31/7/2024", "a) Rà soát hộ nghèo của xã.")
    assert due(*lines) == date(2024, 7, 31)


def test_the_day_of_a_task_is_its_own() -> None:
    assert due("1. Các xã báo cáo trước ngày 31/7/2024:", "a) Số hộ nghèo.", told=frozenset({0})) is None
