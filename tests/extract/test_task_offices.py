"""Under which names those who lead a task are shown."""

from __future__ import annotations

import pytest
from roled import party, read

from docproc.extract.assemble import tasks
from docproc.extract.assemble.facts import LetterFacts, Text
from docproc.extract.roles.duty import Duty


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("Sở Y tế - Cơ quan thường trực Ban Chỉ đạo", "Sở Y tế"),
        ("Sở Y tế, cơ quan đầu mối", "Sở Y tế"),
        ("Phòng Nội vụ - Lao động", "Phòng Nội vụ - Lao động"),
        ("ông Nguyễn Văn An, Phó Trưởng ban", "ông Nguyễn Văn An"),
        ("đồng chí Nguyễn Văn An bớt chút thời gian", "đồng chí Nguyễn Văn An"),
        ("đồng chí Trưởng Ban Tổ chức", "đồng chí Trưởng Ban Tổ chức"),
    ],
)
def test_what_an_office_or_a_person_is_besides_is_no_part_of_the_name(
    monkeypatch: pytest.MonkeyPatch, found: str, shown: str
) -> None:
    doc, body = read(f"Giao {found} tổng hợp báo cáo.")
    duty = Duty(0, len(doc), 0, (party(doc, found),), (), "item", 0.9, 0.9)
    monkeypatch.setattr(tasks, "duties_of", lambda *_asked: [duty])
    [task], _doubts, _due = tasks.find_tasks(Text(doc, body), LetterFacts(None, "Công văn", []))
    assert [office.name for office in task.lead] == [shown]
