"""Rows of ruled tables for tests, as reading makes them."""

from __future__ import annotations

from docproc.extract.layout.rows import Row, make_row
from docproc.page import Box, Line, Page, Word
from docproc.reading.tables import table_line

HEAD = ("STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời hạn hoàn thành", "Sản phẩm")


def cell(text: str, column: int, y: float) -> tuple[Word, ...]:
    """Words of a cell with boxes; a line break in the text begins a printed line."""
    found = []
    for number, line in enumerate(text.split("\n")):
        x = 60.0 + 80 * column
        for word in line.split():
            found.append(Word(word, Box(x, y + 14 * number, x + 10, y + 14 * number + 10), 0.9))
            x += 12
    return tuple(found)


def row(*texts: str, page: int = 1, y: float = 100.0, carried: tuple[int, ...] = ()) -> Row:
    line = table_line([cell(text, column, y) for column, text in enumerate(texts)], carried)
    return make_row(Page(page, 595, 842, (), "ocr", ""), line, gap=False)


def text_row(text: str, page: int = 1) -> Row:
    line = Line(tuple(Word(word) for word in text.split()))
    return make_row(Page(page, 595, 842, (), "ocr", ""), line, gap=False)
