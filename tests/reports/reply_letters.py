"""Made-up letters for the tests of reports."""

from __future__ import annotations

from datetime import date

from docproc.letter import Deadline, Doubt, Header, Letter, Office, Task

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
            Doubt(field="header.number", code="handwritten", reason="viết tay, nét cuối mờ"),
            Doubt(field="tasks[0].deadline", code="day_off", reason="ngày mờ trên bản quét"),
            Doubt(field="tasks[3].lead", code="vague", reason="không rõ đơn vị"),
            Doubt(field="signer.name", code="name", reason="tên người ký không đọc được"),
        ]
    )
