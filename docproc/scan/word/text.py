"""The text of a .docx in reading order, not laid out: paragraphs with their numbers, tables row by row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docproc.numerals import whole_number
from docproc.page import CELL_BREAK, Line, Word
from docproc.rules import load
from docproc.scan.rules.formats import Formats
from docproc.scan.word.names import MC, W, child, is_on, value_of
from docproc.scan.word.numbering import Numbering, read_numbering
from docproc.scan.word.package import Package
from docproc.scan.word.runs import LINE, PAGE, TAB, ends_section, inline, starts_page
from docproc.scan.word.styles import Styles, has_lines, read_styles

_PASSED = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_PAGE_BREAK = Line((Word(PAGE),))
_BLANK = Line(())


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to put blocks into words."""

    styles: Styles
    numbering: Numbering

    def blocks(self, element: etree._Element) -> Iterator[Line]:
        """The lines of everything in an element: body, cell, text box, header, note."""
        for one in element:
            if one.tag == f"{W}p":
                yield from self.paragraph(one)
            elif one.tag == f"{W}tbl":
                yield from self.table(one)
            elif one.tag in _PASSED:
                yield from self.blocks(one)
            elif one.tag == f"{MC}AlternateContent":
                yield from self.blocks(one[0] if len(one) else one)

    def paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        found = inline(paragraph, self.styles)
        if starts_page(paragraph):
            yield _PAGE_BREAK
        text = f"{self.label(paragraph)} {found.text}" if found.text.strip() else found.text
        yield from _lines(text)
        for box in found.boxes:
            yield from self.blocks(box)
        if ends_section(paragraph):
            yield _PAGE_BREAK

    def label(self, paragraph: etree._Element) -> str:
        """The number or dash before a paragraph; its own list, else that of its style."""
        number, level = (value_of(paragraph, "pPr", "numPr", name) for name in ("numId", "ilvl"))
        if child(paragraph, "pPr", "numPr") is None:
            chain = self.styles.chain(value_of(paragraph, "pPr", "pStyle") or self.styles.paragraph)
            listed = next((style for style in chain if style.number), None)
            number, level = (listed.number, listed.level) if listed else ("", "")
        return self.numbering.label(number, whole_number(level) or 0)

    def table(self, table: etree._Element) -> Iterator[Line]:
        rows = [list(_cells(row)) for row in _rows(table)]
        if self.is_layout(table, rows):
            for column in range(max(map(len, rows), default=0)):
                for row in rows:
                    if column < len(row):
                        yield from self.blocks(row[column].element)
            return
        for row in rows:
            yield self.row(row)

    def is_layout(self, table: etree._Element, rows: list[list[_Cell]]) -> bool:
        """Whether a table only puts two things side by side, as letterhead and foot do (Nghị định 30/2020, Phụ
        lục I): few rows, and no lines or words of theirs. Then each column is read to its end.
        """
        rules = load(Formats).word
        if len(rows) > rules.layout_rows or _filled_columns(rows) > rules.layout_columns:
            return False
        words = unicodedata.normalize("NFC", " ".join(cell.text for row in rows for cell in row))
        return not self.is_ruled(table, rows) or rules.layout_words.regex.search(words) is not None

    def is_ruled(self, table: etree._Element, rows: list[list[_Cell]]) -> bool:
        """Whether a table shows lines: its own, those of its style, or those of a cell."""
        ruled = has_lines(child(table, "tblPr", "tblBorders"))
        if ruled is None:
            chain = self.styles.chain(value_of(table, "tblPr", "tblStyle"))
            ruled = next((style.ruled for style in chain if style.ruled is not None), False)
        return ruled or any(cell.ruled for row in rows for cell in row)

    def row(self, row: list[_Cell]) -> Line:
        """A row of a table as one line with its cells; a cell that goes on from above is carried."""
        columns: list[tuple[Word, ...]] = []
        carried: list[int] = []
        for cell in row:
            if cell.goes_on:
                carried.append(len(columns))
            lines = self.blocks(cell.element)
            words = [word for line in lines for word in line.words if word.text not in (PAGE, CELL_BREAK)]
            columns += [() if cell.goes_on else tuple(words), *[()] * (cell.span - 1)]
        return _table_line(columns, tuple(carried))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: how many columns it spans, whether it is the rest of one above, whether it has lines of its own."""

    element: etree._Element
    span: int
    goes_on: bool
    ruled: bool

    @property
    def text(self) -> str:
        """All its words, only to see what kind of cell it is."""
        return " ".join(str(text.text or "") for text in self.element.iter(f"{W}t"))


def _filled_columns(rows: list[list[_Cell]]) -> int:
    """How many columns hold words."""
    return len({column for row in rows for column, cell in enumerate(row) if cell.text.strip()})


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for one in element:
        if one.tag == f"{W}tr" and child(one, "trPr", "del") is None:
            yield one
        elif one.tag in _PASSED:
            yield from _rows(one)


def _cells(row: etree._Element) -> Iterator[_Cell]:
    most = load(Formats).word.most_columns
    for one in row:
        if one.tag == f"{W}tc":
            span = value_of(one, "tcPr", "gridSpan")
            merged = child(one, "tcPr", "vMerge")
            yield _Cell(
                one,
                min(whole_number(span) or 1, most),
                merged is not None and merged.get(f"{W}val") != "restart",
                bool(has_lines(child(one, "tcPr", "tcBorders"))),
            )
        elif one.tag in _PASSED:
            yield from _cells(one)


def _table_line(columns: list[tuple[Word, ...]], carried: tuple[int, ...]) -> Line:
    words: list[Word] = []
    for column in columns:
        if column and words:
            words.append(Word(CELL_BREAK))
        words += column
    return Line(tuple(words), tuple(columns) if len(columns) > 1 else (), carried)


def _lines(text: str) -> Iterator[Line]:
    """The lines of a paragraph; page breaks as lines of their own. A long one stands apart, as on paper."""
    long = len(text) > load(Formats).word.long_paragraph
    if long:
        yield _BLANK
    for number, part in enumerate(text.split(PAGE)):
        if number:
            yield _PAGE_BREAK
        for line in part.split(LINE):
            yield Line(tuple(Word(word) for word in line.replace(TAB, " ").split()))
    if long:
        yield _BLANK


def word_pages(package: Package) -> tuple[tuple[Line, ...], ...]:
    """The pages of a .docx, broken where Word broke them when it last saved; as many as hold words, at least one.

    A header with words stands above the first page, footers and notes behind the last. Raises TooLarge,
    DamagedFile.
    """
    main = package.main_part()
    parts = {relation.kind: relation.target for relation in package.relations(main)}
    root = package.xml(main)
    body = child(root, "body") if root is not None else None
    styles = read_styles(package.xml(parts.get("styles", "")))
    reader = _Reader(styles, read_numbering(package.xml(parts.get("numbering", ""))))
    lines = [*_sides(package, main, body, reader, "header")]
    lines += reader.blocks(body) if body is not None else ()
    lines += _sides(package, main, body, reader, "footer")
    for kind in ("footnotes", "endnotes"):
        lines += _notes(package.xml(parts.get(kind, "")), reader)
    return _paged(lines)


def _sides(
    package: Package, main: str, body: etree._Element | None, reader: _Reader, side: str
) -> Iterator[Line]:
    """The header or footer of the first page, where it says more than the number of the page."""
    section = next(body.iter(f"{W}sectPr"), None) if body is not None else None
    if section is None:
        return
    wanted = "first" if is_on(section, "titlePg") else "default"
    targets = {relation.id: relation.target for relation in package.relations(main)}
    for reference in section.iter(f"{W}{side}Reference"):
        if reference.get(f"{W}type") != wanted:
            continue
        name = next((str(value) for key, value in reference.items() if key.endswith("}id")), "")
        root = package.xml(targets.get(name, ""))
        for line in reader.blocks(root) if root is not None else ():
            if any(c.isalpha() for c in line.text):
                yield line


def _notes(root: etree._Element | None, reader: _Reader) -> Iterator[Line]:
    for note in root if root is not None else ():
        if note.get(f"{W}type") in (None, "normal"):
            yield from reader.blocks(note)


def _paged(lines: list[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines page by page; page breaks with nothing between them count once."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if line == _PAGE_BREAK:
            if any(one.words for one in pages[-1]):
                pages.append([])
        else:
            pages[-1].append(line)
    if len(pages) > 1 and not any(line.words for line in pages[-1]):
        pages.pop()
    return tuple(tuple(page) for page in pages)
