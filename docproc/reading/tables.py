"""Ruled tables become lines: a row is one line with its cells.

Tesseract reads a table badly: rules break its words, and cells that stand beside each other become one
line. So the rules are painted over, the cells cut out and put under each other, and that sheet is read as
one column of text (figures in models/tables.toml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from docproc.page import CELL_BREAK, Box, Line, Word
from docproc.reading.combine import read_combined
from docproc.reading.recogniser import Recogniser
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.serials import with_serials
from docproc.reading.tesseract import ONE_BLOCK, ReadingTimeout
from docproc.rules import load
from docproc.scan.grid import Cell, Grid
from docproc.scan.layer import lines_of
from docproc.scan.rules.tables import Tables
from docproc.scan.ruling import Ruling
from docproc.settings import Settings

POINTS = 72.0


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read: its rows as lines, its grid, and the y of its upper edge in points."""

    rows: tuple[Line, ...]
    grid: Grid
    top: float


@dataclass(frozen=True, slots=True)
class _Cutting:
    """A cell cut out: where its ink begins on the upright table and on the sheet, all in pixels."""

    cell: Cell
    image: Image.Image
    x: float
    y: float
    sheet_y: int


def read_tables(
    image: Image.Image, ruling: Ruling, dpi: float, timeout: float, readers: Sequence[Recogniser] = ()
) -> list[ReadTable]:
    """The tables of a page image (mode L) of `dpi` dots per inch as all readers read them; boxes in points.

    `timeout` is seconds a call. A table that takes longer is left out. Raises MissingProgram.
    """
    tables = []
    for grid in ruling.grids:
        try:
            cells = _read_cells(_without_rules(image, ruling), grid, dpi, timeout, readers)
            tables.append(_table(grid, cells, dpi))
        except ReadingTimeout:
            continue
    return tables


def layer_tables(
    lines: list[Line], ruling: Ruling, dpi: float, settings: Settings
) -> tuple[list[ReadTable], list[Line]]:
    """The tables of a page with text of its own, and the lines without the words that stand in them.

    `ruling` was found on an image of the page of `dpi` dots per inch; the lines have boxes in points.
    """
    grids = [grid.scaled(POINTS / dpi) for grid in ruling.grids]
    found: list[dict[Cell, list[Word]]] = [defaultdict(list) for _ in grids]
    outside = []
    for line in lines:
        kept = tuple(word for word in line.words if not _into_cell(word, grids, found))
        if kept:
            outside.append(Line(kept))
    tables = []
    for grid, cells in zip(ruling.grids, found, strict=True):
        words = {cell: _in_order(words, settings) for cell, words in cells.items()}
        tables.append(_table(grid, words, dpi))
    return tables, outside


def without_tables(image: Image.Image, tables: list[ReadTable], dpi: float) -> Image.Image:
    """The page image (mode L) with paper where the tables stand, so that only the rest is read again."""
    if not tables:
        return image
    rest = image.copy()
    draw = ImageDraw.Draw(rest)
    for table in tables:
        frame = load(Tables).reading.frame * dpi
        xs, ys = table.grid.xs, table.grid.ys
        left, top, right, bottom = xs[0] - frame, ys[0] - frame, xs[-1] + frame, ys[-1] + frame
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        draw.polygon([table.grid.scanned(x, y) for x, y in corners], fill=_paper(image))
    return rest


def with_tables(lines: list[Line], tables: list[ReadTable]) -> list[Line]:
    """The lines in reading order with the rows of each table after the last line that stands above it."""
    out = list(lines)
    for table in reversed(tables):
        above = [i for i, line in enumerate(out) if (box := line.box) and (box.y0 + box.y1) / 2 < table.top]
        place = above[-1] + 1 if above else 0
        out[place:place] = table.rows
    return out


def _paper(image: Image.Image) -> int:
    """The grey of the paper: the usual level of a part of the pixels."""
    return int(np.median(np.asarray(image)[::4, ::4]))


def _without_rules(image: Image.Image, ruling: Ruling) -> Image.Image:
    clean = image.copy()
    draw = ImageDraw.Draw(clean)
    paper = _paper(image)
    for x0, y0, x1, y1 in ruling.rules:
        draw.rectangle((x0, y0, x1 - 1, y1 - 1), fill=paper)
    return clean


def _read_cells(
    image: Image.Image, grid: Grid, dpi: float, timeout: float, readers: Sequence[Recogniser]
) -> dict[Cell, tuple[Word, ...]]:
    """The words of each cell that holds any, with boxes in points of the page as scanned."""
    cells: dict[Cell, tuple[Word, ...]] = {}
    for cuttings in _sheets(_cuttings(image, grid, dpi), dpi):
        read: dict[int, list[Word]] = defaultdict(list)
        for line in read_combined(_sheet(cuttings, dpi, _paper(image)), dpi, timeout, readers, ONE_BLOCK):
            for word in line.words:
                if word.box is not None:
                    middle = (word.box.y0 + word.box.y1) / 2 * dpi / POINTS - _margin(dpi)
                    number = _cutting_at(cuttings, middle)
                    origin = _origin(cuttings[number], cuttings[0], dpi)
                    read[number].append(_on_page(word, word.box, origin, grid, dpi))
        cells |= {cuttings[number].cell: without_specks(words) for number, words in read.items()}
    return cells


def _cuttings(image: Image.Image, grid: Grid, dpi: float) -> Iterator[_Cutting]:
    """The cells that hold ink, cut out of the page set upright, under each other."""
    values = load(Tables).reading
    upright, left, top = _upright(image, grid)
    inset = max(1, round(values.inset * dpi))
    limit = values.ink * _paper(image)
    down = 0
    for cell in grid.cells:
        x0, y0, x1, y1 = grid.box_of(cell)
        box = (
            round(x0 - left) + inset,
            round(y0 - top) + inset,
            round(x1 - left) - inset,
            round(y1 - top) - inset,
        )
        if box[2] - box[0] < inset or box[3] - box[1] < inset:
            continue
        crop = upright.crop(box)
        ink = np.asarray(crop) < limit
        rows = np.nonzero(ink.sum(axis=1) >= 2)[0]
        if not len(rows) or ink.sum() < values.fewest_ink * dpi * dpi:
            continue
        first, last = max(0, int(rows[0]) - 3), min(crop.height, int(rows[-1]) + 4)
        part = crop.crop((0, first, crop.width, last))
        yield _Cutting(cell, part, box[0] + left, box[1] + top + first, down)
        down += part.height + round(values.gap * dpi)


def _upright(image: Image.Image, grid: Grid) -> tuple[Image.Image, float, float]:
    """The table set upright, with the place of its upper left corner on the upright page."""
    left, top = grid.xs[0], grid.ys[0]
    size = (round(grid.xs[-1] - left), round(grid.ys[-1] - top))
    stretch = 1 + grid.lean**2
    x, y = grid.scanned(left, top)
    lean = grid.lean / stretch
    matrix = (1 / stretch, -lean, x, lean, 1 / stretch, y)
    resample = Image.Resampling.BICUBIC if grid.lean else Image.Resampling.NEAREST
    turned = image.transform(size, Image.Transform.AFFINE, matrix, resample, fillcolor=_paper(image))
    return turned, left, top


def _sheets(cuttings: Iterator[_Cutting], dpi: float) -> Iterator[list[_Cutting]]:
    """The cuttings in sheets that are not too high for Tesseract."""
    highest = load(Tables).reading.highest * dpi
    sheet: list[_Cutting] = []
    for cutting in cuttings:
        if sheet and cutting.sheet_y + cutting.image.height - sheet[0].sheet_y > highest:
            yield sheet
            sheet = []
        sheet.append(cutting)
    if sheet:
        yield sheet


def _margin(dpi: float) -> int:
    return round(load(Tables).reading.margin * dpi)


def _sheet(cuttings: list[_Cutting], dpi: float, paper: int) -> Image.Image:
    margin, first, last = _margin(dpi), cuttings[0].sheet_y, cuttings[-1]
    width = max(cutting.image.width for cutting in cuttings)
    height = last.sheet_y - first + last.image.height
    sheet = Image.new("L", (width + 2 * margin, height + 2 * margin), paper)
    for cutting in cuttings:
        sheet.paste(cutting.image, (margin, margin + cutting.sheet_y - first))
    return sheet


def _cutting_at(cuttings: list[_Cutting], y: float) -> int:
    """The number of the cutting nearest to a height on the sheet, in pixels without its margin."""

    def distance(number: int) -> float:
        cutting = cuttings[number]
        start = cutting.sheet_y - cuttings[0].sheet_y
        return max(start - y, y - start - cutting.image.height, 0.0)

    return min(range(len(cuttings)), key=distance)


def _origin(cutting: _Cutting, first: _Cutting, dpi: float) -> tuple[float, float]:
    """Where the corner of the sheet would lie on the upright page for the words of this cutting."""
    margin = _margin(dpi)
    return cutting.x - margin, cutting.y - margin - (cutting.sheet_y - first.sheet_y)


def _on_page(word: Word, box: Box, origin: tuple[float, float], grid: Grid, dpi: float) -> Word:
    """A word of the sheet on the page; `origin` is where the sheet's corner would lie on the upright page."""
    scale = dpi / POINTS
    x = origin[0] + (box.x0 + box.x1) / 2 * scale
    y = origin[1] + (box.y0 + box.y1) / 2 * scale
    x, y = (place / scale for place in grid.scanned(x, y))
    half, tall = box.width / 2, box.height / 2
    return replace(word, box=Box(x - half, y - tall, x + half, y + tall))


def without_specks(words: list[Word]) -> tuple[Word, ...]:
    """The words of a cell without dirt: marks that are no text, and a cell of two or three unsure letters."""
    rules, noise = load(Tables).reading, load(ReadingRules).noise
    text = "".join(word.text for word in words)
    if text in rules.alone:
        return tuple(words)
    kept = tuple(w for w in words if any(c.isalnum() for c in w.text) or w.confidence >= rules.edge_confidence)
    alnum = sum(c.isalnum() for w in kept for c in w.text)
    least = rules.digits_confidence if text.strip(".").isdigit() else noise.short_confidence
    unsure = alnum <= noise.short and Line(kept).confidence < least
    return () if alnum == 0 or unsure else kept


def _table(grid: Grid, cells: Mapping[Cell, tuple[Word, ...]], dpi: float) -> ReadTable:
    return ReadTable(_rows(grid, cells), grid, _top(grid.scaled(POINTS / dpi)))


def _top(grid: Grid) -> float:
    """The y of the upper edge at the middle of the table, on the page as scanned."""
    return grid.scanned((grid.xs[0] + grid.xs[-1]) / 2, grid.ys[0])[1]


def _rows(grid: Grid, cells: Mapping[Cell, tuple[Word, ...]]) -> tuple[Line, ...]:
    """The rows that hold words. A merged cell stands in its first row and column."""
    columns: list[list[tuple[Word, ...]]] = [[()] * grid.columns for _ in range(grid.rows)]
    carried: list[list[int]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        columns[cell.row][cell.column] = cells.get(cell, ())
        for row in range(cell.row + 1, cell.row + cell.rows):
            carried[row].append(cell.column)
    lines = [table_line(row, tuple(over)) for row, over in zip(with_serials(columns), carried, strict=True)]
    return tuple(line for line in lines if line.words)


def table_line(columns: list[tuple[Word, ...]], carried: tuple[int, ...] = ()) -> Line:
    """The line of a table row from the words of each column; empty cells are not written."""
    words: list[Word] = []
    for column in columns:
        if column and words:
            words.append(Word(CELL_BREAK))
        words += column
    return Line(tuple(words), tuple(columns), carried)


def _into_cell(word: Word, grids: list[Grid], found: list[dict[Cell, list[Word]]]) -> bool:
    """Put a word into the cell where its middle stands; whether there is one."""
    if word.box is None:
        return False
    for grid, cells in zip(grids, found, strict=True):
        cell = grid.cell_at(word.box.centre_x, (word.box.y0 + word.box.y1) / 2)
        if cell is not None:
            cells[cell].append(word)
            return True
    return False


def _in_order(words: list[Word], settings: Settings) -> tuple[Word, ...]:
    return tuple(word for line in lines_of(words, settings) for word in line.words)
