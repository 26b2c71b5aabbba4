"""What is said of a task beside its text: its kind, where something goes; which tables assign nothing."""

from __future__ import annotations

from datetime import date

import pytest
from printed import letter_with
from tabled import HEAD, row

from docproc.extract.assemble.assignment import tasks_from_tables

ISSUED = date(2024, 2, 22)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chấm dứt đốt rừng", "prohibition"),
        ("Nghiêm cấm đốt rừng", "prohibition"),
        ("Không sử dụng túi ni lông", "prohibition"),
        ("Không được đốt rừng", "prohibition"),
        ("Không để dân thiếu nước", "prohibition"),
        ("Tuyệt đối không đốt rừng", "prohibition"),
        ("Cử cán bộ có mặt tại Hội trường", "attend"),
        ("Cử cán bộ dự hội nghị", "attend"),
        ("Cử cán bộ dự họp", "attend"),
        ("Kính mời lãnh đạo huyện", "attend"),
        ("Cử cán bộ tham dự lớp học", "attend"),
        ("Cử cán bộ tham gia dự lễ khai giảng", "attend"),
        ("Báo cáo kết quả", "report"),
        ("Gửi danh sách", "report"),
        ("Nộp hồ sơ", "report"),
        ("Đăng ký số lượng", "report"),
        ("Duy trì chốt canh đê", "continuing"),
        ("Bơm nước liên tục", "continuing"),
        ("Thường xuyên làm sạch kênh", "continuing"),
        ("Làm cầu Bản Mây", "action"),
    ],
)
def test_the_words_of_a_task_tell_its_kind(text: str, kind: str) -> None:
    (task,), _ = tasks_from_tables([row(*HEAD), row("1", text, "Sở Y tế", "", "", "")], ISSUED)
    assert task.kind == kind


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("báo cáo kết quả về Phòng Nội vụ", "Phòng Nội vụ"),
        ("chuyển danh sách về Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách về Phòng Nội vụ", "Phòng Nội vụ"),
        ("nộp danh sách về Phòng Nội vụ", "Phòng Nội vụ"),
        ("trình danh sách về Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách cho Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách lên Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách tới Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách đến Phòng Nội vụ", "Phòng Nội vụ"),
        ("gửi danh sách qua thôn, mang hồ sơ đi, về Phòng Nội vụ", "Phòng Nội vụ"),
        ("lập danh sách cho Phòng Nội vụ", None),
    ],
)
def test_where_something_is_to_be_sent(what: str, where: str | None) -> None:
    letter = letter_with(f"Đề nghị các phòng, ban thuộc UBND huyện {what} trước ngày 20/5/2024.")
    assert [task.send_to for task in letter.tasks] == [where]


@pytest.mark.parametrize(
    ("doc_type", "count"), [("Biên bản", 0), ("Báo cáo", 0), ("Giấy mời", 0), ("Tờ trình", 0), ("Công văn", 1)]
)
def test_a_report_and_an_invitation_assign_only_by_who_and_when(doc_type: str, count: int) -> None:
    rows = [row("TT", "Công việc", "Người thực hiện"), row("1", "Làm cầu", "Sở Y tế")]
    assert len(tasks_from_tables(rows, ISSUED, doc_type=doc_type)[0]) == count
    rows = [row(*HEAD), row("1", "Làm cầu", "Sở Y tế", "", "30/4/2024", "")]
    assert len(tasks_from_tables(rows, ISSUED, doc_type=doc_type)[0]) == 1
