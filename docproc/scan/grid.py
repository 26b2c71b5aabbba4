"""Straight rules become grids of cells: pure geometry, the unit is the caller's."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from docproc.rules import load
from docproc.scan.rules.tables import Tables


class RuledLine(NamedTuple):
    """A straight rule on the page set upright: `at` is its place across, `start` to `end` its reach along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: the row and column where it begins (from 0) and how many of each it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. `xs` and `ys` are the boundaries of its columns and rows on the page set upright.

    `lean` is how far the page leans: a level rule falls by `lean` for each unit to the right.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    lean: float = 0.0

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page as scanned, on the page set upright."""
        return x + self.lean * y, y - self.lean * x

    def scanned(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page set upright, on the page as scanned."""
        stretch = 1 + self.lean**2
        return (x - self.lean * y) / stretch, (y + self.lean * x) / stretch

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell that holds a place on the page as scanned; None outside the table."""
        x, y = self.upright(x, y)
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        return next(cell for cell in self.cells if _holds(cell, row, column))

    def box_of(self, cell: Cell) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell on the page set upright."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.columns],
            self.ys[cell.row + cell.rows],
        )

    def scaled(self, factor: float) -> Grid:
        """The same grid with all places multiplied."""
        xs = tuple(x * factor for x in self.xs)
        return Grid(xs, tuple(y * factor for y in self.ys), self.cells, self.lean)


def _holds(cell: Cell, row: int, column: int) -> bool:
    return 0 <= row - cell.row < cell.rows and 0 <= column - cell.column < cell.columns


def grids_of(
    level: list[RuledLine], upright: list[RuledLine], unit: float, page_width: float, lean: float
) -> list[Grid]:
    """The tables that the rules make, from the top down.

    level, upright: the horizontal and vertical rules (`at` is y and x) on the page set upright; `unit` is an
    inch in the caller's unit, `page_width` in that unit.
    """
    near = load(Tables).grid.near * unit
    grids = []
    for levels, uprights in _touching(level, upright, near):
        grid = _grid(levels, uprights, unit, lean)
        if grid is not None and _is_table(grid, page_width):
            grids.append(grid)
    return sorted(_outermost(grids), key=lambda grid: grid.ys[0])


def _touching(
    level: list[RuledLine], upright: list[RuledLine], near: float
) -> list[tuple[list[RuledLine], list[RuledLine]]]:
    """The rules in groups that hang together."""
    group = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, start=len(level)):
            meets_x = across.start - near <= down.at <= across.end + near
            if meets_x and down.start - near <= across.at <= down.end + near:
                group[root(j)] = root(i)
    groups: dict[int, tuple[list[RuledLine], list[RuledLine]]] = {}
    for i, rule in enumerate(level + upright):
        groups.setdefault(root(i), ([], []))[0 if i < len(level) else 1].append(rule)
    return list(groups.values())


def _grid(level: list[RuledLine], upright: list[RuledLine], unit: float, lean: float) -> Grid | None:
    rules = load(Tables).grid
    near = rules.near * unit
    ys = _boundaries([(rule.at, rule.end - rule.start) for rule in level], near)
    xs = _boundaries([(rule.at, rule.end - rule.start) for rule in upright], near)
    if len(xs) < 2 or len(ys) < 2:
        return None
    xs = _with_open_sides(xs, level, rules.overhang * unit)
    covered = rules.covered
    # A boundary on which no rule covers a whole cell side is a stroke of writing, not a boundary.
    xs = [x for x in xs if _parts_anywhere(x, upright, ys, near) or x in (xs[0], xs[-1])]
    ys = [y for y in ys if _parts_anywhere(y, level, xs, near)]
    if len(xs) < 2 or len(ys) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(_cells(xs, ys, level, upright, near, covered)), lean)


def _boundaries(places: list[tuple[float, float]], near: float) -> list[float]:
    """Places (with weights) that lie near each other as one, in order."""
    groups: list[list[tuple[float, float]]] = []
    for place, weight in sorted(places):
        if groups and place - groups[-1][-1][0] <= near:
            groups[-1].append((place, weight))
        else:
            groups.append([(place, weight)])
    return [sum(p * w for p, w in group) / sum(w for _, w in group) for group in groups]


def _with_open_sides(xs: list[float], level: list[RuledLine], overhang: float) -> list[float]:
    """The column boundaries, with the ends of the level rules where the outer upright rule is missing."""
    starts, ends = sorted(rule.start for rule in level), sorted(rule.end for rule in level)
    left, right = starts[len(starts) // 4], ends[-1 - len(ends) // 4]
    before = [left] if xs[0] - left > overhang else []
    after = [right] if right - xs[-1] > overhang else []
    return [*before, *xs, *after]


def _parts_anywhere(at: float, rules: list[RuledLine], across: list[float], near: float) -> bool:
    whole = load(Tables).grid.whole
    return any(_share(at, rules, start, end, near) >= whole for start, end in pairwise(across))


def _share(at: float, rules: list[RuledLine], start: float, end: float, near: float) -> float:
    """The share of a stretch of a boundary that rules cover."""
    done, reached = 0.0, start
    for rule in sorted((r for r in rules if abs(r.at - at) <= near), key=lambda r: r.start):
        a, b = max(rule.start, reached), min(rule.end, end)
        if b > a:
            done += b - a
            reached = b
    return done / (end - start) if end > start else 0.0


def _cells(
    xs: list[float],
    ys: list[float],
    level: list[RuledLine],
    upright: list[RuledLine],
    near: float,
    covered: float,
) -> list[Cell]:
    """The cells, those merged by a missing rule as one; a merged cell is always a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    right_open = [
        [_share(xs[c + 1], upright, ys[r], ys[r + 1], near) < covered for c in range(columns - 1)]
        for r in range(rows)
    ]
    below_open = [
        [_share(ys[r + 1], level, xs[c], xs[c + 1], near) < covered for c in range(columns)]
        for r in range(rows - 1)
    ]
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while (
                column + wide < columns
                and right_open[row][column + wide - 1]
                and (row, column + wide) not in taken
            ):
                wide += 1
            span = range(column, column + wide)
            tall = 1
            while row + tall < rows and all(below_open[row + tall - 1][c] for c in span):
                tall += 1
            taken |= {(r, c) for r in range(row, row + tall) for c in span}
            cells.append(Cell(row, column, tall, wide))
    return cells


def _is_table(grid: Grid, page_width: float) -> bool:
    rules = load(Tables).grid
    if grid.columns < rules.fewest_columns or grid.rows < rules.fewest_rows:
        return False
    beside = {cell.row for cell in grid.cells if cell.column > 0}
    wide = bool(grid.xs[-1] - grid.xs[0] > rules.width_share * page_width)
    return wide and len(beside) >= rules.fewest_rows


def _outermost(grids: list[Grid]) -> list[Grid]:
    """The grids without those that lie inside another one."""

    def inside(a: Grid, b: Grid) -> bool:
        return (
            a is not b
            and a.ys[0] >= b.ys[0]
            and a.ys[-1] <= b.ys[-1]
            and a.xs[0] >= b.xs[0]
            and a.xs[-1] <= b.xs[-1]
        )

    return [grid for grid in grids if not any(inside(grid, other) for other in grids)]
