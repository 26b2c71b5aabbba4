"""Assignment tables among the rows of a letter: each task row with its cells by column.

A table goes on over page ends, with and without repeated headings; headings in its middle begin another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docproc.extract.layout.rows import Row
from docproc.extract.layout.rules.assignment import Assignment
from docproc.extract.layout.table_columns import (
    Columns,
    Heading,
    columns_below,
    columns_by_content,
    heading_at,
    is_numbering,
    text_of,
)
from docproc.language.normalise import fold
from docproc.page import Word
from docproc.rules import load

PlacedWord = tuple[int, Word]
Cells = dict[str, list[PlacedWord]]

# A cell that reaches over several rows says the same for each of them.
_INHERITED = frozenset({"content", "lead", "coordinate", "deadline", "product"})


@dataclass(slots=True)
class Record:
    """A task row: for each kind of column (content, lead …) its words with their pages (from 1).

    `above` are the headings over the row, nearest first: of its groups, and the line over the table. One of
    them may name who leads or by when.
    """

    cells: Cells = field(default_factory=dict)
    above: tuple[list[PlacedWord], ...] = ()

    def text(self, name: str) -> str:
        return " ".join(word.text for _, word in self.cells.get(name, []))


@dataclass(slots=True)
class PlanTable:
    """A table that may assign work: its columns and its task rows."""

    columns: Columns
    records: list[Record] = field(default_factory=list)


def without_tables(rows: list[Row]) -> list[Row]:
    """The rows that are no rows of a ruled table."""
    return [row for row in rows if not row.line.cells]


def assignment_tables(rows: list[Row]) -> list[PlanTable]:
    """The tables among the rows of a letter that say what is to be done, each with its task rows."""
    found: list[PlanTable] = []
    reader: _Reader | None = None
    for section in _sections(rows):
        columns = section.heading.columns if section.heading else None
        goes_on = section.goes_on and reader is not None
        if section.heading is not None and not (goes_on and reader and reader.is_headed_by(columns)):
            reader = _Reader(PlanTable(columns), section.above) if columns else None
        elif section.heading is None:
            reader = reader.going_on(section.rows) if goes_on and reader else _unheaded(section)
        if reader is not None:
            reader.read(section.rows)
            if reader.table not in found:
                found.append(reader.table)
    return found


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows of one grid below one heading, or without any.

    `above` are the lines over them, nearest first; `goes_on`: they may continue the section before.
    """

    heading: Heading | None
    rows: list[Row]
    above: tuple[list[PlacedWord], ...]
    goes_on: bool


def _unheaded(section: _Section) -> _Reader | None:
    columns = columns_by_content(section.rows)
    return _Reader(PlanTable(columns), section.above) if columns else None


def _sections(rows: list[Row]) -> Iterator[_Section]:
    first_rows = load(Assignment).header.rows
    for grid, between, near in _grids(rows):
        starts = _heading_starts(grid)
        ends = [heading.end for _, heading in starts]
        captions = [
            _caption_of(grid[start - 1]) if start > before else None
            for (start, _), before in zip(starts, [0, *ends], strict=False)
        ]
        stops = [start - bool(caption) for (start, _), caption in zip(starts, captions, strict=True)]
        stops.append(len(grid))
        if not starts or starts[0][0] >= first_rows:
            yield _Section(None, grid[: stops[0]], _captions(between), near)
        for number, (start, heading) in enumerate(starts):
            inner = captions[number]
            over = _captions(between) if start < first_rows else ()
            goes_on = inner is None and (near or start >= first_rows)
            yield _Section(heading, grid[heading.end : stops[number + 1]], (inner,) if inner else over, goes_on)


def _heading_starts(grid: list[Row]) -> list[tuple[int, Heading]]:
    starts: list[tuple[int, Heading]] = []
    at = 0
    first_rows = load(Assignment).header.rows
    while at < len(grid):
        heading = heading_at(grid, at, first=not starts and at < first_rows)
        if heading is not None:
            starts.append((at, heading))
        at = heading.end if heading else at + 1
    return starts


def _grids(rows: list[Row]) -> Iterator[tuple[list[Row], list[Row], bool]]:
    """The rows of each grid, the rows between it and the one before, and whether it may continue that one."""
    rules = load(Assignment).rows
    grid: list[Row] = []
    between: list[Row] = []
    above: list[Row] = []
    near = False
    for row in rows:
        if not row.line.cells:
            between.append(row)
            continue
        last = grid[-1] if grid else None
        if last and not between and last.page == row.page and len(last.line.cells) == len(row.line.cells):
            grid.append(row)
            continue
        if last:
            yield grid, above, near
        short = all(sum(c.isalpha() for c in r.text) <= rules.between_letters for r in between)
        near = last is not None and short and len(between) <= rules.between
        near = near and last is not None and (row.page != last.page or not between)
        grid, above, between = [row], between, []
    if grid:
        yield grid, above, near


def _captions(between: list[Row]) -> tuple[list[PlacedWord], ...]:
    """The lines right over a table, nearest first."""
    most = load(Assignment).rows.captions
    return tuple([(row.page, word) for word in row.line.words] for row in reversed(between[-most:]))


def _caption_of(row: Row) -> list[PlacedWord] | None:
    """The words of a row that is one line over the width of the table; None for a row of cells."""
    filled = [index for index, cell in enumerate(row.line.cells) if cell]
    letters = sum(c.isalpha() for c in row.text)
    if not 0 < len(filled) <= 2 or filled[0] > 0 or letters < load(Assignment).rows.fewest_letters:
        return None
    if len(filled) > 1 and not any(c.isalpha() for c in text_of(row.line.cells[0])):
        return None  # a row of content with its number
    return [(row.page, word) for cell in row.line.cells for word in cell]


class _Reader:
    """Reads the rows of a table one after the other, over grids and pages; knows the headings it is under."""

    def __init__(self, table: PlanTable, above: tuple[list[PlacedWord], ...]) -> None:
        self.table = table
        self.columns = table.columns
        self.over = above
        self.groups: list[tuple[int, list[PlacedWord]]] = []
        self.rows: list[Row] = []

    def is_headed_by(self, columns: Columns | None) -> bool:
        """Whether the same headings stand over both: the table goes on below them."""
        if columns is None or {k for k in columns.kinds if k} != {k for k in self.columns.kinds if k}:
            return False
        self.columns = columns
        return True

    def going_on(self, rows: list[Row]) -> _Reader | None:
        """Itself for rows in another grid without headings, None when they are no part of the table."""
        columns = columns_below(self.columns, self.rows, rows) if self.rows else self.columns
        if columns is None or len(columns.kinds) != len(rows[0].line.cells):
            return None
        self.columns = columns
        return self

    def read(self, rows: list[Row]) -> None:
        """Add the task rows of a section to the table."""
        for number, row in enumerate(rows):
            if not is_numbering(row):
                self._read_row(row, rows[number + 1] if number + 1 < len(rows) else None, number == 0)
        self.rows = rows or self.rows

    def _read_row(self, row: Row, following: Row | None, first: bool) -> None:
        cells = self._placed(row)
        records = self.table.records
        carried = self.columns.carried(row)
        if self._is_group(row, cells, following) or self._is_bare_group(row, cells, following, first):
            self._begin_group(row, cells)
        elif records and self._goes_on(row, cells, carried, following if first else None, first):
            _join(records[-1], cells)
        elif cells.get("content") or (records and "content" in carried and cells.get("detail")):
            groups = (words for _, words in reversed(self.groups))
            merged = self._merged(cells, carried, first)
            records.append(Record({**merged, **cells}, (*groups, *self.over)))

    def _merged(self, cells: Cells, carried: set[str | None], first: bool) -> Cells:
        """What the row above says for this one, too: its cells that reach down, over a page end as well."""
        if not self.table.records:
            return {}
        over_page = first and self.columns.has("no") and not cells.get("no")
        names = {"lead", "coordinate"} if over_page else carried & _INHERITED
        last = self.table.records[-1].cells
        return {name: last[name] for name in names if name and last.get(name)}

    def _goes_on(
        self, row: Row, cells: Cells, carried: set[str | None], following: Row | None, first: bool
    ) -> bool:
        """Whether a row is the rest of the one above: of a merged cell, or cut by the end of a page."""
        if "content" in carried:
            return not cells.get("detail")
        if not first or not self.columns.has("no") or "no" in carried:
            return False
        last = self.table.records[-1]
        if cells.get("no"):
            # The number of a row stands in the middle of its cell: it may have gone to the second page.
            small = _text(cells.get("content", []))[:1].islower()
            return small and not last.cells.get("no") and self._ends_open()
        if not cells.get("content"):
            return True
        if _is_whole_day(cells) and _is_whole_day(last.cells):
            return False
        before = _number(last.cells)
        after = _number(self._placed(following)) if following else None
        lost = before is not None and after == before + 2 and not self._ends_open()
        return not lost

    def _ends_open(self) -> bool:
        """Whether the text of the last row stops inside a sentence."""
        return self.table.records[-1].text("content")[-1:] not in {".", ";", "!"}

    def _placed(self, row: Row) -> Cells:
        return {name: [(row.page, word) for word in words] for name, words in self.columns.cells(row).items()}

    def _is_group(self, row: Row, cells: Cells, following: Row | None) -> bool:
        """Whether a row heads a group: numbered I, II, A …, over the whole width, or 1 above 1.1."""
        rules = load(Assignment).rows
        number = fold(_text(cells.get("no", [])))
        filled = [index for index, cell in enumerate(row.line.cells) if cell]
        if number and rules.group.regex.match(number):
            return "deadline" not in cells
        if number and following and set(cells) <= {"no", "content"} and not row.line.carried:
            return fold(_text(self._placed(following).get("no", []))).startswith(f"{number.strip(' .')}.")
        if len(filled) != 1 or row.line.carried:
            return False
        text = text_of(row.line.cells[filled[0]])
        # What stands over the whole width stands in the first cell; elsewhere it is the rest of a cell above.
        spans = filled == [0] and sum(c.isalpha() for c in text) >= rules.fewest_letters
        return spans or rules.group_text.regex.match(text) is not None

    def _is_bare_group(self, row: Row, cells: Cells, following: Row | None, first: bool) -> bool:
        """Whether a row heads a group whose number was not read: a few words alone, below them who and when."""
        if set(cells) != {"content"} or row.line.carried or following is None or (first and self.table.records):
            return False
        short = len(_text(cells["content"])) <= load(Assignment).rows.longest_bare_group
        return short and self.columns.assigning and not {"lead", "deadline"}.isdisjoint(self._placed(following))

    def _begin_group(self, row: Row, cells: Cells) -> None:
        """Put a group among those the next rows lie in; one with a Roman number ends all above it."""
        rules = load(Assignment).rows
        text = text_of(row.line.words)
        number = fold(_text(cells.get("no", [])))
        outer = rules.group.regex.match(number) or rules.group_text.regex.match(text)
        level = 0 if outer else 1
        words = cells.get("lead") or cells.get("content") or [(row.page, w) for c in row.line.cells for w in c]
        self.groups = [*(group for group in self.groups if group[0] < level), (level, words)]


def _text(words: list[PlacedWord]) -> str:
    return " ".join(word.text for _, word in words)


def _is_whole_day(cells: Cells) -> bool:
    """Whether the cell of the deadline holds a day or a period, not a part of one."""
    return load(Assignment).shapes.deadline.regex.match(_text(cells.get("deadline", []))) is not None


def _number(cells: Cells) -> int | None:
    """The running number of a row, None when it has none or one that was not read."""
    match = re.fullmatch(r"\W*(\d{1,3})\W*", _text(cells.get("no", [])))
    return int(match[1]) if match else None


def _join(record: Record, cells: Cells) -> None:
    """Put the rest of a row that a page end or a merged cell cut to its beginning."""
    for name, words in cells.items():
        if name != "no" or name not in record.cells:
            record.cells[name] = [*record.cells.get(name, []), *words]
