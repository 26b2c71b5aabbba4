"""Bodies of a few lines: what is a task in a list, whose it is, labels of a plan."""

from __future__ import annotations

import pytest
from printed import found_in, letter_with, names, tasks_in


def test_every_item_of_an_order_is_a_task_whatever_its_verb() -> None:
    tasks = tasks_in(
        "UBND huyện yêu cầu các trường thực hiện một số nội dung sau:",
        "1. Khâu lại toàn bộ cờ Tổ quốc đã cũ trước ngày lễ.",
        "2. Thời gian nghỉ lễ: từ ngày 30/4 đến ngày 02/5.",
    )
    assert [task.text for task in tasks] == ["Khâu lại toàn bộ cờ Tổ quốc đã cũ trước ngày lễ."]


def test_the_contents_of_a_report_are_one_task_with_it() -> None:
    tasks = tasks_in(
        "Sở Y tế yêu cầu các bệnh viện báo cáo kết quả năm 2023 theo các nội dung sau:",
        "- Thực hiện cải tiến quy trình;",
        "- Số giường bệnh.",
        "Báo cáo gửi về Sở Y tế trước ngày 20/5/2024.",
    )
    assert len(tasks) == 2
    assert "Số giường bệnh" in tasks[0].text
    assert tasks[1].deadline is not None


def test_two_offices_in_one_sentence_have_a_task_each() -> None:
    tasks = tasks_in(
        "Yêu cầu Phòng Y tế hoàn thành hồ sơ, báo cáo trước 15/5/2024; Phòng Nội vụ phối hợp với Phòng Y tế "
        "rà soát biên chế, xong trong tháng 5/2024."
    )
    assert [names(task.lead) for task in tasks] == [["Phòng Y tế"], ["Phòng Nội vụ"]]
    assert [task.deadline and task.deadline.text for task in tasks] == ["trước 15/5/2024", "trong tháng 5/2024"]


def test_people_named_by_an_item_work_for_the_office_above() -> None:
    tasks = tasks_in("1. UBND các xã", "- Phân công cán bộ trực, gửi danh sách về Phòng Nội vụ.")
    assert names(tasks[0].lead) == ["UBND các xã"]


def test_a_heading_that_orders_hands_its_office_down() -> None:
    tasks = tasks_in("2. Giao Sở Tài chính:", "- Rà soát vốn.", "- Báo cáo hằng tuần.")
    assert [names(task.lead) for task in tasks] == [["Sở Tài chính"], ["Sở Tài chính"]]


def test_names_of_several_offices_behind_a_colon() -> None:
    tasks = tasks_in("Giao Giám đốc các Sở: Tài chính, Nội vụ, Y tế rà soát biên chế.")
    assert names(tasks[0].lead) == ["Giám đốc Sở Tài chính", "Giám đốc Sở Nội vụ", "Giám đốc Sở Y tế"]


def test_an_own_subject_with_an_unknown_name_is_doubted() -> None:
    letter = letter_with(
        "UBND huyện yêu cầu các đơn vị thực hiện một số nội dung sau:",
        "1. Nhóm Bếp ăn tình thương kiểm tra bếp.",
        "2. Rà soát danh sách hộ nghèo.",
    )
    lead = names(letter.tasks[0].lead)
    assert lead == ["Nhóm Bếp ăn tình thương"] or "tasks[0].lead" in {doubt.field for doubt in letter.doubts}


def test_labels_below_a_task_say_who_and_when() -> None:
    letter = letter_with(
        "II. NỘI DUNG",
        "1. Số hóa hồ sơ hộ tịch",
        "- Cơ quan chủ trì: Phòng Tư pháp.",
        "- Cơ quan phối hợp: UBND các xã; Công an huyện.",
        "- Thời gian hoàn thành: Quý III/2024.",
        "- Sản phẩm: Cơ sở dữ liệu hộ tịch.",
    )
    task = letter.tasks[0]
    assert (task.text, names(task.lead)) == ("Số hóa hồ sơ hộ tịch", ["Phòng Tư pháp"])
    assert names(task.coordinate) == ["UBND các xã", "Công an huyện"]
    assert task.deadline is not None
    assert task.deadline.date is not None
    assert task.deadline.date.isoformat() == "2024-09-30"
    assert task.deliverable == "Cơ sở dữ liệu hộ tịch."


def test_labels_behind_a_task_on_its_line() -> None:
    letter = letter_with(
        "1. Tổ chức tập huấn cho cán bộ thôn. Cơ quan chủ trì: Phòng Nội vụ; Cơ quan phối hợp: UBND các xã; "
        "Thời gian hoàn thành: trước ngày 30/6/2024."
    )
    task = letter.tasks[0]
    assert (task.text, names(task.lead)) == ("Tổ chức tập huấn cho cán bộ thôn.", ["Phòng Nội vụ"])
    assert task.deadline is not None
    assert task.deadline.text == "trước ngày 30/6/2024"


def test_a_second_day_in_a_task_is_shown() -> None:
    tasks, doubts, _due = found_in(
        "Đề nghị UBND các xã gửi kế hoạch về Phòng Nội vụ trước ngày 15/5/2024 và báo cáo trước ngày 20/12/2024."
    )
    assert len(tasks) == 1
    assert [d.reason for d in doubts if d.code == "further_deadline"]


@pytest.mark.xfail(strict=True, reason="a duty that a ground quotes passes for a task")
def test_a_ground_that_quotes_a_law_gives_no_deadline() -> None:
    tasks = tasks_in(
        "Căn cứ Nghị định số 145/2020/NĐ-CP, hằng năm người sử dụng lao động báo cáo trước ngày 05/12/2024.",
        "Phòng Nội vụ đề nghị các doanh nghiệp báo cáo tình hình sử dụng lao động năm 2024.",
    )
    assert [task.deadline for task in tasks] == [None]


@pytest.mark.parametrize("day", ["ngày 3Ì —_ tháng 8 năm 2024", "ngày l5/8/2024", "Tết Nguyên đán"])
def test_a_deadline_that_cannot_be_read_is_kept_and_doubted(day: str) -> None:
    tasks, doubts, _due = found_in(f"Đề nghị UBND các xã gửi báo cáo về Phòng Nội vụ trước {day}.")
    assert tasks[0].deadline is not None
    assert tasks[0].deadline.date is None
    assert "date_unclear" in {doubt.code for doubt in doubts}
