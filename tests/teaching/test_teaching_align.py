"""Which units of a letter an annotated task is made of."""

from __future__ import annotations

from docproc.teaching.align import units_of_tasks
from docproc.teaching.annotated import AnnotatedTask

UNITS = [
    "Trong thời gian qua, công tác thu gom rác đã có chuyển biến.",
    "1. Phòng Kinh tế lập danh sách các hộ kinh doanh;",
    "gửi về Ủy ban trước ngày 5/4/2024.",
    "2. Các thôn tổ chức tổng vệ sinh vào sáng thứ Bảy hằng tuần.",
]


def _owners(*tasks: str) -> list[int | None]:
    return units_of_tasks(UNITS, [AnnotatedTask(text, (), (), None, optional=False) for text in tasks])


def test_a_task_is_one_unit_or_a_run_of_them() -> None:
    both = "Phòng Kinh tế lập danh sách các hộ kinh doanh; gửi về Ủy ban trước ngày 5/4/2024."
    assert _owners(both, "Các thôn tổ chức tổng vệ sinh vào sáng thứ Bảy hằng tuần.") == [None, 0, 0, 1]


def test_a_unit_that_was_read_badly_still_belongs() -> None:
    assert _owners("Các thôn tô chức tổng vê sinh vào sáng thứ Bảy hằng tuân") == [None, None, None, 0]


def test_a_unit_belongs_to_the_task_that_is_most_like_it() -> None:
    wanted = "Các thôn tổ chức tổng vệ sinh vào sáng thứ Bảy hằng tuần."
    assert _owners("Các thôn tổ chức vệ sinh vào sáng thứ Bảy", wanted) == [None, None, None, 1]


def test_a_task_that_the_letter_does_not_hold_has_no_units() -> None:
    assert _owners("Trường học sơn lại hàng rào phía sau.") == [None] * 4
