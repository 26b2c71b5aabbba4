"""Made-up letters for the tests of reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from docproc.letter import Deadline, Doubt, Event, Header, Letter, Office, Task
from docproc.records import RegisteredLetter, TrackedTask

ISSUED = date(2024, 3, 5)


def office(name: str, scope: str = "named") -> Office:
    return Office.model_validate({"name": name, "scope": scope})


def task(number: int, text: str, lead: list[Office], **more: object) -> Task:
    return Task.model_validate({"id": str(number), "page": 1, "text": text, "lead": lead, **more})


def water_letter(**changes: object) -> Letter:
    """A district's letter to its communes about drains: three tasks for communes, one for an office."""
    communes = office("UBND các xã, thị trấn", "class")
    letter = Letter(
        file="thoat-nuoc.pdf",
        pages=2,
        header=Header(
            doc_type="Công văn",
            number="7",
            symbol="UBND-KT&HT",
            issuer="Ủy ban nhân dân huyện Sông Mơ",
            place="Sông Mơ",
            issue_date=ISSUED,
            subject="Tăng cường nạo vét kênh mương & cống < 1 m trước mùa mưa",
        ),
        addressees=[office("Các cơ quan chuyên môn huyện", "class"), communes],
        tasks=[
            task(
                1,
                "Rà soát kênh mương, cống qua đường A&B có khẩu độ < 1 m, lập danh sách.",
                [communes],
                deadline=Deadline(
                    text="trước ngày 20/3/2024",
                    date=date(2024, 3, 20),
                    inclusive=False,
                    last_day=date(2024, 3, 19),
                    send_to="Phòng Kinh tế và Hạ tầng; ktht@songmo.example",
                ),
                deliverable="danh sách cống",
                coordinate=[office("Hợp tác xã Đồng Xanh")],
            ),
            task(2, "Vận động nhân dân không đổ rác xuống kênh.", [office("Chủ tịch UBND các xã", "class")]),
            task(
                3,
                "Cấp vật tư cho các xã.",
                [office("Phòng Tài chính - Kế hoạch")],
                coordinate=[office("UBND xã Bến Lau")],
            ),
            task(4, "Bố trí lực lượng trực.", [office("các đơn vị có liên quan", "vague")]),
        ],
    )
    return letter.model_copy(update=changes)


def doubted_letter() -> Letter:
    """The same with doubts on its number, on the deadline of the first task and on a task of others."""
    return water_letter(
        doubts=[
            Doubt(field="header.number", code="handwritten", message="viết tay, nét cuối mờ"),
            Doubt(field="tasks[0].deadline", code="day_off", message="ngày mờ trên bản quét"),
            Doubt(field="tasks[3].lead", code="vague", message="không rõ đơn vị"),
            Doubt(field="signer.name", code="name", message="tên người ký không đọc được"),
        ]
    )


def registered(letter: Letter, number: int = 15, **changes: object) -> RegisteredLetter:
    """The letter in a register of incoming letters."""
    values = {"id": number, "letter": letter, "file_sha256": "", "book": "den", "arrival_number": number}
    return RegisteredLetter(**{**values, "arrived_on": date(2024, 3, 6), **changes})  # type: ignore[arg-type]


def tracked(
    letter: Letter, changes: dict[int, dict[str, Any]] | None = None, **record: object
) -> list[TrackedTask]:
    """The tasks of the letter, open but for `changes` by their number."""
    book = registered(letter, **record)
    return [
        TrackedTask(number, book, one, **(changes or {}).get(number, {}))
        for number, one in enumerate(letter.tasks, start=1)
    ]


def invitation() -> Letter:
    """An invitation to a meeting."""
    return water_letter(
        header=Header(
            doc_type="Giấy mời",
            number="9",
            symbol="GM-STNMT",
            issuer="Sở Tài nguyên và Môi trường",
            issue_date=ISSUED,
            subject="Mời dự họp góp ý dự thảo Đề án thu gom rác",
        ),
        event=Event(start="2024-03-14T08:30", end="2024-03-14T11:00", place="Phòng họp tầng 3"),
    )
