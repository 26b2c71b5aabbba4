"""An Excel sheet written row by row: head, filters, frozen panes, print set-up, safe cells.

Rows are streamed (openpyxl's write-only mode), so a register of a whole archive takes no more memory than a
short one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from docproc.disk import passing, remove, take_place
from docproc.errors import NotAllowed
from docproc.reports.wording.phrases import one_line

Value = str | int | Date | None

FONT = "Times New Roman"
TITLES_ROW, FIRST_ROW = 5, 7  # of the column titles; of the first line, below the column numbers
# A text that Excel or another program may take for a formula when the cell is edited or saved as CSV (OWASP,
# "CSV injection"). The cell is marked as text, so that nothing is worked out and nothing is altered.
_FORMULA_LIKE = re.compile(r"^[=+\-@\t\r]")
_LONGEST = 32767  # characters in a cell (Excel's limit)
_LINE_HEIGHT, _HIGHEST = 14.5, 409.0  # points: a line of 11 pt; Excel's limit
_FILLED = 1.15  # letters of Times 11 to a unit of column width, less what breaking between words loses
_DATE, _PERCENT = "dd/mm/yyyy", '0"%"'
_ADDED_ROWS = 500
_A4 = 9  # the number of the paper in the file format
_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters, as Excel counts; `kind` decides format and alignment; `hidden`: not for people.

    `choices` are offered to whoever types into the column.
    """

    title: str
    width: float
    kind: Literal["text", "centre", "date", "number", "percent"] = "text"
    hidden: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StruckOut:
    """A line of a table that is struck out: it can still be read."""

    values: Sequence[Value]


Line = Sequence[Value] | StruckOut


@dataclass(frozen=True, slots=True)
class Colour:
    """Fill the cells of the column `index` (from 0) whose text holds `text`; the first that fits wins."""

    index: int
    text: str
    fill: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table: the office, the title, the line under it."""

    office: str
    title: str
    subtitle: str = ""


def new_workbook(title: str) -> Workbook:
    """A workbook whose sheets are streamed."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "docproc"
    return book


def write_sheet(
    book: Workbook,
    name: str,
    head: Head,
    columns: Sequence[Column],
    rows: Iterable[Line],
    colours: Sequence[Colour] = (),
    printed: int | None = None,
    one_page: bool = False,
) -> Any:
    """Add a sheet with a table to a workbook of `new_workbook` and give it.

    Printed on A4 across, as wide as the paper, on as many pages as it takes or, with `one_page`, on one; of the
    columns only the first `printed`, where that is said, which then decide how high a line is.
    Head and column numbers are frozen and repeated on each printed page; the filter buttons stand in the row
    of the column numbers, which the register forms of Nghị định 30/2020 (Phụ lục IV) have anyway.
    """
    sheet: Any = book.create_sheet(name)
    _set_up(sheet, columns)
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = _A4, int(one_page)
    shown = columns[:printed]
    _write_head(sheet, head, columns, len(shown))
    cells: dict[tuple[Column, _Look], Any] = {}
    count = 0
    for count, line in enumerate(rows, start=1):
        strike = isinstance(line, StruckOut)
        row = line.values if isinstance(line, StruckOut) else line
        # Half of a table is empty; those cells are left out and get their lines from a rule.
        used = [
            _cell(sheet, cells, column, value, strike) if value or value == 0 else None
            for column, value in zip(columns, row, strict=True)
        ]
        # Not every program fits the height of wrapped text when it opens a file; written, the entry may go.
        sheet.row_dimensions[FIRST_ROW - 1 + count].height = _height(used[: len(shown)], shown)
        sheet.append(used)
        del sheet.row_dimensions[FIRST_ROW - 1 + count]
    last = FIRST_ROW - 1 + max(count, 1)
    sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{get_column_letter(len(columns))}{last}"
    if printed is not None:
        sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    _draw(sheet, len(columns), FIRST_ROW - 1 + count + _ADDED_ROWS, colours)
    _offer_choices(sheet, columns, last)
    return sheet


def save_book(book: Workbook, out: Path) -> Path:
    """Write the workbook so that `out` is there whole or not at all. Raises NotAllowed."""
    part = passing(out.parent)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        book.save(part)
        take_place(part, out)
    except PermissionError as error:
        raise NotAllowed(out) from error
    finally:
        remove(part)
    return out


def _set_up(sheet: Any, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = column.width, column.hidden
        # For what is typed into empty cells: a day is shown as a day, so that one that the program took for
        # another is seen, and "15/3" in a column of words stays what it is.
        dimension.number_format = {"date": _DATE, "percent": _PERCENT, "text": "@"}.get(column.kind, "General")
        dimension.font, dimension.alignment = _font(), _alignment(column)
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{TITLES_ROW}:{FIRST_ROW - 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth = "landscape", 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins  # inches
    margins.left, margins.right, margins.top, margins.bottom, margins.footer = 0.6, 0.4, 0.6, 0.75, 0.35
    sheet.oddFooter.center.text = "Trang &P/&N"


def _write_head(sheet: Any, head: Head, columns: Sequence[Column], width: int) -> None:
    """The lines above the table, centred over its first `width` columns, its titles and their numbers."""
    for text, size, bold in ((head.office, 12, True), (head.title, 14, True), (head.subtitle, 12, False)):
        sheet.append(_across(sheet, text, size, bold, width))
    sheet.append([])
    cells = [_head_cell(sheet, column.title, bold=True) for column in columns]
    sheet.row_dimensions[TITLES_ROW].height = 1.2 * _height(cells, columns)  # bold is wider
    sheet.append(cells)
    sheet.append([_head_cell(sheet, f"({n})", bold=False) for n in range(1, len(columns) + 1)])


def _across(sheet: Any, text: str, size: int, bold: bool, width: int) -> list[Any]:
    """A line centred over the whole table, without merged cells, which filters and sorting do not like."""
    row = []
    for index in range(width):
        cell = WriteOnlyCell(sheet)
        _put(cell, one_line(text)[:_LONGEST] if index == 0 else None)
        cell.quotePrefix = index == 0 and bool(_FORMULA_LIKE.match(one_line(text)))
        cell.font, cell.alignment = (
            Font(name=FONT, size=size, bold=bold),
            Alignment(horizontal="centerContinuous"),
        )
        row.append(cell)
    return row


def _head_cell(sheet: Any, text: str, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.border = Font(name=FONT, size=11, bold=bold, italic=not bold), _BORDER
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if bold:
        cell.fill = PatternFill("solid", start_color="D9D9D9")
    return cell


@dataclass(frozen=True, slots=True)
class _Look:
    """What of a cell's style its value decides."""

    strike: bool
    quoted: bool
    dated: bool


def _cell(sheet: Any, cells: dict[tuple[Column, _Look], Any], column: Column, value: Value, strike: bool) -> Any:
    """The cell that carries this value. One carries all of a column that look alike: a style is worked out once.

    A style is not changed afterwards: openpyxl keeps it, no copy of it, and the cells above would follow.
    """
    if isinstance(value, str):
        value = one_line(value)[:_LONGEST]
    quoted = isinstance(value, str) and bool(_FORMULA_LIKE.match(value))
    look = _Look(strike, quoted, isinstance(value, Date))
    if (column, look) not in cells:
        cells[column, look] = _styled(sheet, column, look)
    return _put(cells[column, look], value)


def _styled(sheet: Any, column: Column, look: _Look) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.font, cell.alignment = _font(look.strike), _alignment(column)
    date = look.dated or column.kind == "date"
    cell.number_format = _DATE if date else _PERCENT if column.kind == "percent" else "General"
    cell.quotePrefix = look.quoted
    return cell


def _font(strike: bool = False) -> Font:
    return Font(name=FONT, size=11, strike=strike)


def _alignment(column: Column) -> Alignment:
    horizontal = "left" if column.kind == "text" else "center"
    return Alignment(horizontal=horizontal, vertical="top", wrap_text=True)


def _put(cell: Any, value: Value) -> Any:
    """Give the cell a value, and the cell back."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    return cell


def _height(cells: Sequence[Any], columns: Sequence[Column]) -> float:
    """The height in points that the wrapped texts of a row need, from the widths of their columns."""
    lines = 1
    for cell, column in zip(cells, columns, strict=True):
        if cell is not None and isinstance(cell.value, str):
            lines = max(lines, math.ceil(len(cell.value) / column.width / _FILLED))
    return min(lines * _LINE_HEIGHT + 1, _HIGHEST)


def _draw(sheet: Any, width: int, last: int, colours: Sequence[Colour]) -> None:
    """Lines around every cell of a row that has anything in it, and the colours; also for rows added by hand.

    No cell has rules of two areas: LibreOffice heeds only one of them.
    """
    used = f"COUNTA($A{FIRST_ROW}:${get_column_letter(width)}{FIRST_ROW})>0"
    coloured = {colour.index for colour in colours}
    for index in sorted(coloured):
        area = _area(index, last)
        for colour in (one for one in colours if one.index == index):
            fill = PatternFill("solid", start_color=colour.fill, end_color=colour.fill)
            first = f"${get_column_letter(index + 1)}{FIRST_ROW}"
            _add_rule(sheet, area, f'ISNUMBER(SEARCH("{colour.text}",{first}))', fill)
        _add_rule(sheet, area, used)
    _add_rule(sheet, " ".join(_area(index, last) for index in range(width) if index not in coloured), used)


def _offer_choices(sheet: Any, columns: Sequence[Column], last: int) -> None:
    """A list to choose from, where a column has one; what else is typed is not refused here."""
    for index, column in enumerate(columns):
        if column.choices:
            offered = DataValidation(
                type="list", formula1=f'"{",".join(column.choices)}"', showErrorMessage=False
            )
            offered.add(_area(index, last))
            sheet.data_validations.append(offered)


def _area(column: int, last: int) -> str:
    letter = get_column_letter(column + 1)
    return f"{letter}{FIRST_ROW}:{letter}{last}"


def _add_rule(sheet: Any, area: str, formula: str, fill: PatternFill | None = None) -> None:
    look = DifferentialStyle(border=_BORDER, fill=fill)
    rule = Rule(type="expression", formula=[formula], dxf=look, stopIfTrue=True)
    sheet.conditional_formatting.add(area, rule)
