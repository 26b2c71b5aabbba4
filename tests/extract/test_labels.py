"""Tasks in the line form of plans: which labels make one, which blocks they take up."""

from __future__ import annotations

from datetime import date

import pytest
from printed import ISSUED, body_of, names

from docproc.extract.assemble.labels import labelled_blocks, tasks_from_labels
from docproc.letter import Task


def tasks(*lines: str) -> list[Task]:
    return tasks_from_labels(body_of(*lines), ISSUED, 0)[0]


BELOW = ("1. Số hóa hồ sơ hộ tịch", "- Cơ quan chủ trì: Phòng Tư pháp.", "- Thời gian hoàn thành: 30/9/2024.")


def test_labels_below_an_item_make_it_a_task() -> None:
    [task] = tasks(*BELOW)
    assert (task.text, names(task.lead)) == ("Số hóa hồ sơ hộ tịch", ["Phòng Tư pháp"])


def test_the_day_behind_a_label_is_the_deadline() -> None:
    [task] = tasks(*BELOW)
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 9, 30)


def test_labels_on_the_line_of_a_task_end_its_text() -> None:
    [task] = tasks(
        "1. Tổ chức tập huấn cho cán bộ thôn. Cơ quan chủ trì: Phòng Nội vụ; Cơ quan phối hợp: các xã."
    )
    assert task.text == "Tổ chức tập huấn cho cán bộ thôn."
    assert names(task.coordinate) == ["các xã"]


@pytest.mark.parametrize(
    "labels",
    [
        "Đồng chủ trì: Phòng Nội vụ và Phòng Tư pháp; thời gian: tháng 9/2024.",
        "Đơn vị thực hiện: Phòng Nội vụ, Phòng Tư pháp; hạn: 30/9/2024.",
        "Chủ trì: Phòng Nội vụ, Phòng Tư pháp; cùng làm: các xã; thời hạn: 30/9/2024.",
    ],
)
def test_labels_are_said_in_several_ways(labels: str) -> None:
    [task] = tasks(f"1. Tổ chức tập huấn cho cán bộ thôn. {labels}")
    assert names(task.lead) == ["Phòng Nội vụ", "Phòng Tư pháp"]
    assert task.deadline is not None
    assert task.deadline.date == date(2024, 9, 30)


def test_labels_below_a_paragraph_are_its_and_not_of_the_heading() -> None:
    [task] = tasks(
        "3. Hạ tầng kỹ thuật",
        "Nâng cấp hệ thống đăng ký của xã.",
        "Cơ quan chủ trì: Phòng Nội vụ.",
        "Thời gian: tháng 9/2024.",
    )
    assert task.text == "Nâng cấp hệ thống đăng ký của xã."


def test_one_label_below_an_item_is_enough_beside_others() -> None:
    found = tasks(*BELOW, "2. Tập huấn cho thôn", "- Cơ quan thực hiện: Phòng Nội vụ.")
    assert [names(task.lead) for task in found] == [["Phòng Tư pháp"], ["Phòng Nội vụ"]]


def test_a_label_names_each_office_of_one_kind() -> None:
    [task] = tasks("1. Số hóa hồ sơ hộ tịch", "- Chủ trì: các Phòng: Nội vụ, Tư pháp.", "- Hạn: 30/9/2024.")
    assert names(task.lead) == ["Phòng Nội vụ", "Phòng Tư pháp"]
    assert {office.scope for office in task.lead} == {"named"}


def test_each_item_with_labels_is_a_task_of_its_own() -> None:
    found = tasks(*BELOW, "2. Tập huấn cho thôn", "- Cơ quan chủ trì: Phòng Nội vụ.", "- Sản phẩm: Báo cáo.")
    assert [names(task.lead) for task in found] == [["Phòng Tư pháp"], ["Phòng Nội vụ"]]


def test_ids_count_on_from_the_tasks_before() -> None:
    before = tasks_from_labels(body_of(*BELOW), ISSUED, 0)[0]
    after = tasks_from_labels(body_of(*BELOW), ISSUED, 4)[0]
    assert before[0].id != after[0].id


def test_what_labels_take_up_is_told_by_block() -> None:
    assert labelled_blocks(body_of("Các xã rà soát hộ nghèo.", *BELOW)) == {1, 2, 3}


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Số hóa hồ sơ hộ tịch", "- Cơ quan chủ trì: Phòng Tư pháp."),
        ("1. Phòng Tư pháp là cơ quan chủ trì: các xã giúp.",),
        ("1. Số hóa hồ sơ hộ tịch của các xã.",),
    ],
    ids=["one kind of label", "inside a sentence", "no label"],
)
def test_what_is_not_in_line_form(lines: tuple[str, ...]) -> None:
    assert labelled_blocks(body_of(*lines)) == frozenset()
