"""Printed lines for the tests of this room: plain ones, and ones with places on an A4 page."""

from __future__ import annotations

from datetime import date

from docproc.extract.assemble.facts import LetterFacts, Text
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.assemble.tasks import find_tasks
from docproc.extract.layout.blocks import Body, build_body
from docproc.extract.layout.rows import Row, rows_of
from docproc.extract.mentions.nlp import analyse
from docproc.language.plain import text_page
from docproc.letter import Deadline, Doubt, Letter, Office, Task
from docproc.page import Box, Line, Page, Word

WIDTH, HEIGHT = 595.0, 842.0
LETTER_WIDTH = 6.0
ISSUED = date(2024, 5, 6)

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI VÀNG
Số: 642/UBND-NN
V/v kiểm tra hồ chứa nước
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Suối Vàng, ngày 06 tháng 5 năm 2024
Kính gửi:
- Các phòng, ban thuộc UBND huyện;
- UBND các xã, thị trấn."""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT, NN.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Khải"""


def plain(*lines: str, page: int = 1) -> list[Row]:
    """Rows of a page of plain text; an empty line leaves a gap."""
    return rows_of([text_page(page, "\n".join(lines))])


def boxed(text: str, x: float, y: float, height: float = 12.0, confidence: float = 0.95) -> Line:
    """A line whose words stand one after the other from (x, y), in points."""
    words = []
    for word in text.split():
        width = LETTER_WIDTH * len(word)
        words.append(Word(word, Box(x, y, x + width, y + height), confidence))
        x += width + LETTER_WIDTH
    return Line(tuple(words))


def page_of(*lines: Line, number: int = 1) -> Page:
    """An A4 page as OCR would give it."""
    return Page(number, WIDTH, HEIGHT, lines, source="ocr", reason="made for a test")


def boxed_rows(*lines: Line, number: int = 1) -> list[Row]:
    return rows_of([page_of(*lines, number=number)])


def scanned_row(text: str, confidence: float = 0.9) -> Row:
    """A row of a page that OCR read."""
    return boxed_rows(boxed(text, 60, 60, confidence=confidence))[0]


def body_of(*lines: str) -> Body:
    return build_body(plain(*lines))


def letter_of(*pages: str) -> Letter:
    """The letter in pages of plain text."""
    made = [text_page(number, text) for number, text in enumerate(pages, start=1)]
    return letter_from_pages(made, "made-up.pdf", len(made))


def letter_with(*body: str) -> Letter:
    """A công văn of one page with the given lines as its body."""
    return letter_of("\n".join([HEAD, *body, FOOT]))


def found_in(
    *lines: str,
    issuer: str | None = None,
    doc_type: str = "Công văn",
    addressees: tuple[str, ...] = ("UBND các xã",),
) -> tuple[list[Task], list[Doubt], Deadline | None]:
    """Tasks, doubts and closing deadline of a body in a letter of 6 May 2024."""
    body = body_of(*lines)
    facts = LetterFacts(issuer, doc_type, [Office(name=name) for name in addressees])
    return find_tasks(Text(analyse(body.text, ISSUED), body), facts)


def tasks_in(*lines: str, issuer: str | None = None, doc_type: str = "Công văn") -> list[Task]:
    return found_in(*lines, issuer=issuer, doc_type=doc_type)[0]


def names(offices: list[Office]) -> list[str]:
    return [office.name for office in offices]


def texts(rows: list[Row]) -> list[str]:
    return [row.text for row in rows]
