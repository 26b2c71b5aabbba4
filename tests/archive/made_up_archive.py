"""Results of an archive that nobody read: letters made up for the tests of its tables and its summary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

from docproc.archive.ended import Ended
from docproc.errors import NothingRead, PasswordNeeded
from docproc.letter import (
    Attachment,
    Citation,
    Deadline,
    Doubt,
    Evidence,
    Header,
    Letter,
    Office,
    PageNote,
    Signer,
    Task,
)
from docproc.page import PageReason
from docproc.store.jobs import words_of

HOSTILE = '=cmd|" /C calc"!A0 <script>alert(1)</script> & "x".pdf'
ISSUED = date(2024, 3, 1)


def ocr_note(page: int, words: int = 200, unsure: int = 4, dpi: int = 300, **more: str) -> PageNote:
    given = {"source": "ocr", "reason": PageReason.NO_LAYER, "confidence": 0.9, "words": words} | more
    return PageNote.model_validate({"page": page, "unsure": unsure, "dpi": dpi, **given})


def letter(
    number: str = "12",
    issuer: str = "UBND huyện Suối Vàng",
    notes: tuple[PageNote, ...] = (),
    issued: date | None = ISSUED,
    days: tuple[int | None, ...] = (10,),
) -> Letter:
    """A letter with a task for each of the days given, None for one without a day; one citation, one doubt."""
    evidence = Evidence(page=1, text=number)
    return Letter(
        file="a.pdf",
        pages=len(notes) or 1,
        header=Header(
            doc_type="Công văn",
            number=number,
            symbol="UBND-NN",
            issuer=issuer,
            issue_date=issued,
            subject="Về đê",
        ),
        addressees=[Office(name="UBND xã Bản Mây"), Office(name="UBND xã Thác Bà Hai")],
        citations=[
            Citation(number="30/2020/NĐ-CP", type="Nghị định", date=date(2020, 3, 5), evidence=[evidence])
        ],
        tasks=[_task(place, given) for place, given in enumerate(days, start=1)],
        signer=Signer(name="Nguyễn Văn Mẫu", position="Phó Chủ tịch"),
        page_notes=list(notes) or [ocr_note(1)],
        doubts=[
            Doubt(
                field="tasks[0].deadline",
                code="year_inferred",
                message="The deadline {text} names no year; the next such day was taken",
                details={"text": "trước 11/3"},
                evidence=[evidence],
            )
        ],
    )


def _task(place: int, days: int | None) -> Task:
    last = None if days is None else ISSUED + timedelta(days=days)
    due = last and Deadline(text="trước ngày ấy", date=last, last_day=last, last_working_day=last, inclusive=True)
    return Task(
        id=f"t{place}",
        page=1,
        text="Báo cáo tình hình đê điều",
        lead=[Office(name="UBND xã Bản Mây")],
        coordinate=[Office(name="Công an xã"), Office(name="Trạm y tế")],
        deadline=due,
        confidence=0.875,
    )


def read(name: str, *letters: Letter, copies: tuple[str, ...] = ()) -> Ended:
    held = [json.loads(one.model_dump_json()) for one in letters]
    content = json.dumps(held[0] if len(held) == 1 else held, ensure_ascii=False)
    return Ended(name, list(copies), f"{abs(hash(name)):064x}"[:64], content)


def some_files() -> list[Ended]:
    """A good one that is there twice, one with an attachment, two letters in one, bad scans, failures."""
    attached = Attachment(first_page=2, last_page=2, citations=[Citation(number="5/KH-UBND")])
    layer = PageNote(page=1, source="layer", reason=PageReason.GOOD_LAYER, confidence=1.0, words=90, unsure=0)
    blank = PageNote(page=2, source="ocr", reason=PageReason.BLANK, confidence=0.0, words=0, unsure=0)
    lost = ocr_note(2, 0, 0, problem="Tesseract mất quá 30 giây")
    return [
        read("2019/thư số 1.pdf", letter(days=(10, None, -3)), copies=("bản sao/thư.pdf",)),
        read(HOSTILE, letter("7", issued=None).model_copy(update={"attachments": [attached]})),
        read("hai.pdf", letter("8", notes=(layer,)), letter("9", "Sở Y tế", notes=(blank,))),
        read("xấu.pdf", letter("3", "Sở Y tế", notes=(ocr_note(1, 100, 50, 120), lost))),
        read("hơi xấu.pdf", letter("4", notes=(ocr_note(1, 100, 1, 150),))),
        Ended("mờ.pdf", [], "e" * 64, None, words_of(NothingRead("mờ.pdf", detail="mờ"))),
        Ended("khóa.pdf", [], "f" * 64, None, words_of(PasswordNeeded("khóa.pdf"))),
    ]


def many_files(count: int) -> Iterator[Ended]:
    """So many files, no two alike, each to be scanned again and of an issuer of its own."""
    for number in range(count):
        yield read(
            f"{number}.pdf", letter(str(number), f"Sở thứ {number}", notes=(ocr_note(1, 100, 20 + number % 80),))
        )
