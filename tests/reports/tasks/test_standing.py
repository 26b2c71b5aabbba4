from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from docproc.letter import Deadline
from docproc.records import TrackedTask
from docproc.reports.tasks.standing import assignees, days_in_words, standing
from docproc.rules import load
from docproc.rules.follow_up import FollowUp, Status, Timing
from tests.reports.reply_letters import office, registered, task, tracked, water_letter

LAST_DAY = date(2024, 3, 19)  # of the first task of water_letter


def first(**changes: Any) -> TrackedTask:
    return tracked(water_letter(), {1: changes})[0]


@pytest.mark.parametrize(
    ("day", "words", "days"),
    [
        (date(2024, 3, 15), "Chưa thực hiện - trong hạn", "còn 4 ngày"),
        (date(2024, 3, 16), "Chưa thực hiện - sắp đến hạn", "còn 3 ngày"),
        (LAST_DAY, "Chưa thực hiện - sắp đến hạn", "hết hạn hôm nay"),
        (date(2024, 3, 20), "Chưa thực hiện - quá hạn", "quá hạn 1 ngày"),
    ],
)
def test_an_open_task_stands_by_its_last_day(day: date, words: str, days: str) -> None:
    found = standing(first(), day)
    assert (found.words, days_in_words(found)) == (words, days)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "running", "progress": 40}, "Đang thực hiện - quá hạn"),
        ({"status": "running", "extended_to": date(2024, 5, 1)}, "Đang thực hiện - trong hạn"),
        ({"status": "done", "completed_on": LAST_DAY}, "Đã hoàn thành - đúng hạn"),
        ({"status": "done", "completed_on": date(2024, 3, 20)}, "Đã hoàn thành - quá hạn"),
        ({"status": "done"}, "Đã hoàn thành"),
        ({"status": "paused"}, "Tạm dừng"),
        ({"status": "withdrawn"}, "Xin rút"),
    ],
)
def test_what_people_entered_decides_the_state(changes: dict[str, Any], words: str) -> None:
    assert standing(first(**changes), date(2024, 4, 1)).words == words


def test_a_task_without_a_deadline_is_neither_in_time_nor_late() -> None:
    found = standing(tracked(water_letter())[1], date(2030, 1, 1))
    assert (found.timing, days_in_words(found)) == ("none", "")


REPORT_DAY = Deadline(text="trước ngày 25/3/2024", last_day=date(2024, 3, 24))


def of_the_report(text: str, kind: str = "action") -> TrackedTask:
    """A task without a deadline in a letter that wants a report."""
    one = task(1, text, [office("UBND các xã, thị trấn", "class")], kind=kind)
    return tracked(water_letter(tasks=[one], report_due=REPORT_DAY))[0]


@pytest.mark.parametrize(
    "text",
    [
        "Huy động lực lượng tại chỗ khi xảy ra cháy, đồng thời báo ngay về huyện.",
        "Thường xuyên kiểm tra, nhắc nhở các chủ rừng.",
        "Phân công cán bộ trực 24/24 giờ trong những ngày nắng nóng.",
        "Sẵn sàng lực lượng cứu hộ khi có yêu cầu.",
        "Phát thanh tin cảnh báo mỗi ngày hai lượt.",
    ],
)
def test_a_task_without_end_is_not_overdue_after_the_day_of_the_report(text: str) -> None:
    found = standing(of_the_report(text), date(2026, 10, 13))
    assert (found.timing, days_in_words(found)) == ("none", "")


@pytest.mark.parametrize("kind", ["continuing", "prohibition"])
def test_what_goes_on_or_is_forbidden_has_no_last_day(kind: str) -> None:
    assert of_the_report("Không đốt nương trong mùa khô.", kind).last_day is None


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát phương án chữa cháy khi xảy ra cháy rừng.",
        "Kiện toàn tổ xung kích; phân công cán bộ trực 24/24 giờ.",
        "Chi trả từ dự toán chi thường xuyên của đơn vị.",
        "Bố trí chỗ ở cho các hộ sau khi xảy ra sạt lở.",
        "Vận động nhân dân không đổ rác xuống kênh.",
    ],
)
def test_what_is_done_once_is_due_on_the_day_of_the_report(text: str) -> None:
    assert of_the_report(text).last_day == REPORT_DAY.last_day


def test_a_task_without_end_keeps_a_deadline_of_its_own() -> None:
    one = of_the_report("Thường xuyên kiểm tra các bể nước.")
    one.task.deadline = Deadline(text="x", last_day=date(2024, 4, 1))
    assert one.last_day == date(2024, 4, 1)


def test_who_answers_is_the_person_entered_else_who_the_letter_names() -> None:
    assert assignees(first(owner="Bà Hoa")) == ["Bà Hoa"]
    assert assignees(first()) == ["UBND các xã, thị trấn"]


def test_a_task_of_others_is_no_matter_of_ours() -> None:
    third = tracked(water_letter())[2]
    assert assignees(third, "Phòng Y tế") is None
    assert assignees(third, "Phòng Tài chính - Kế hoạch") == []


def test_every_state_of_the_records_has_words() -> None:
    rules = load(FollowUp)
    assert set(rules.states) == set(rules.typed) == set(get_args(Status))
    assert set(rules.timings) == set(get_args(Timing))


def test_the_day_of_assignment_is_that_of_hand_over_else_of_arrival_else_of_issue() -> None:
    letter = water_letter()
    assert registered(letter, given_on=date(2024, 3, 8)).day == date(2024, 3, 8)
    assert registered(letter).day == date(2024, 3, 6)
    assert registered(letter, registered=False).day == date(2024, 3, 5)
