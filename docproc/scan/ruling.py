"""Ruled tables on the image of a page: long straight dark runs become rules, rules become grids."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from docproc.rules import load
from docproc.scan.grid import Grid, RuledLine, grids_of
from docproc.scan.rules.tables import Tables

Dark = NDArray[np.bool_]


class Run(NamedTuple):
    """A straight run of dark pixels in one row (or column) `at`, from `start` up to, not including, `end`."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """The tables of a page and their rules as boxes (left, top, right, bottom), all in pixels."""

    grids: tuple[Grid, ...]
    rules: tuple[tuple[int, int, int, int], ...]


def find_ruling(image: Image.Image, dpi: float) -> Ruling:
    """The ruled tables on the image of a page of `dpi` dots per inch; none is the usual answer.

    A table has at least two rows and two columns of cells and more than a third of the page's width
    (models/tables.toml). The page may lean by up to 2 degrees.
    """
    values = load(Tables).ruling
    if dpi < values.dpi / 4:  # a sheet as large as a house, drawn coarsely
        return Ruling((), ())
    step = max(1, round(dpi / values.dpi))
    dark = _dark(image, step, values.dark)
    inch = dpi / step
    level = _strokes(dark, inch)
    if len(level) < 3:
        return Ruling((), ())
    upright = _strokes(np.ascontiguousarray(dark.T), inch)
    lean = _lean(level, values.lean * inch)
    grids = grids_of(
        [_upright_rule(stroke, -lean) for stroke in level],
        [_upright_rule(stroke, lean) for stroke in upright],
        inch,
        dark.shape[1],
        lean,
    )
    near = load(Tables).grid.near * inch
    return Ruling(tuple(grid.scaled(step) for grid in grids), _boxes(level, upright, grids, step, near))


def _dark(image: Image.Image, step: int, share: float) -> Dark:
    """Which pixels are dark against the paper round them; of `step` by `step` pixels the darkest counts."""
    grey = image.convert("L")
    block = 32
    # The mean of a block lies a little below the paper; the brightest of its neighbours is the paper.
    paper = grey.reduce(block).filter(ImageFilter.MaxFilter(3)).point(lambda level: int(level * share))
    levels = np.asarray(grey)
    limit = np.asarray(paper.resize((-(-grey.width // step), -(-grey.height // step)), Image.Resampling.BILINEAR))
    height, width = levels.shape[0] // step, levels.shape[1] // step
    darkest = levels[: height * step : step, : width * step : step]
    for down in range(step):
        for across in range(step):
            if down or across:
                part = levels[down : height * step : step, across : width * step : step]
                darkest = np.minimum(darkest, part)
    found: Dark = darkest < limit[:height, :width]
    return found


def _runs(dark: Dark, inch: float) -> list[Run]:
    """The long runs along the rows. A row counts with its neighbours: a leaning rule is not cut up."""
    values = load(Tables).ruling
    length = round(values.run * inch)
    if dark.shape[1] <= length:
        return []
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    # Sums may run over: what lies between two of them, at most the length, is right all the same.
    total = np.cumsum(thick, axis=1, dtype=np.uint16)
    filled = total[:, length:] - total[:, :-length] >= math.ceil(values.filled * length)
    with_any = np.flatnonzero(filled.any(axis=1))
    edges = np.diff(filled[with_any].astype(np.int8), axis=1, prepend=0, append=0)
    found, starts = np.nonzero(edges == 1)
    rows = with_any[found]
    _, ends = np.nonzero(edges == -1)
    return [
        Run(int(row), int(start), int(end) + length) for row, start, end in zip(rows, starts, ends, strict=True)
    ]


def _strokes(dark: Dark, inch: float) -> list[list[Run]]:
    """The rules along the rows, each as its runs; those too thick for a rule and rows of letters left out."""
    thickest = load(Tables).ruling.thickest * inch
    # The neighbours of a row were counted in: two rows of a stroke are not ink.
    thin = [stroke for stroke in _joined(_runs(dark, inch), inch) if _thickness(stroke) - 2 <= thickest]
    return [stroke for stroke in thin if not _is_writing(stroke, dark, inch)]


def _is_writing(stroke: list[Run], dark: Dark, inch: float) -> bool:
    """Whether a short stroke is part of bold letters: their stems stand above or below it."""
    values = load(Tables).ruling
    if _length(stroke) > values.longest_writing * inch:
        return False
    away = round(values.thickest * inch)
    total = sum(run.end - run.start for run in stroke)
    for side in (-away, away):
        stems = sum(
            int(np.count_nonzero(dark[run.at + side, run.start : run.end]))
            for run in stroke
            if 0 <= run.at + side < dark.shape[0]
        )
        if stems > values.stems * total:
            return True
    return False


def _joined(runs: list[Run], inch: float) -> list[list[Run]]:
    """Runs that lie against each other or follow each other, together."""
    gap = load(Tables).ruling.join * inch
    group = list(range(len(runs)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    rows: dict[int, list[int]] = defaultdict(list)
    for i, run in enumerate(runs):
        for row in range(run.at - 2, run.at + 1):
            for j in rows[row]:
                if runs[j].start <= run.end + gap and run.start <= runs[j].end + gap:
                    group[root(j)] = root(i)
        rows[run.at].append(i)
    strokes: dict[int, list[Run]] = defaultdict(list)
    for i, run in enumerate(runs):
        strokes[root(i)].append(run)
    return list(strokes.values())


def _length(stroke: list[Run]) -> int:
    return max(run.end for run in stroke) - min(run.start for run in stroke)


def _thickness(stroke: list[Run]) -> float:
    return sum(run.end - run.start for run in stroke) / _length(stroke)


def _lean(level: list[list[Run]], longest: float) -> float:
    """By how much level rules fall for each pixel to the right: the median of the long ones, by length."""
    slopes = sorted((_slope(stroke), _length(stroke)) for stroke in level if _length(stroke) >= longest)
    half, passed = sum(length for _, length in slopes) / 2, 0.0
    for slope, length in slopes:
        passed += length
        if passed >= half:
            return slope
    return 0.0


def _slope(stroke: list[Run]) -> float:
    weights = np.array([run.end - run.start for run in stroke], dtype=float)
    along = np.array([(run.start + run.end) / 2 for run in stroke])
    across = np.array([run.at for run in stroke], dtype=float)
    along -= np.average(along, weights=weights)
    across -= np.average(across, weights=weights)
    # The pixels of a run spread about its middle by length² / 12.
    spread = float(np.sum(weights * (along**2 + weights**2 / 12)))
    return float(np.sum(weights * along * across)) / spread if spread else 0.0


def _upright_rule(stroke: list[Run], turn: float) -> RuledLine:
    """The stroke on the page set upright: `turn` is -lean for level strokes, lean for upright ones."""
    total = sum(run.end - run.start for run in stroke)
    at = sum((run.end - run.start) * (run.at + turn * (run.start + run.end) / 2) for run in stroke) / total
    start, end = min(run.start for run in stroke), max(run.end for run in stroke)
    return RuledLine(at, start - turn * at, end - turn * at)


def _boxes(
    level: list[list[Run]], upright: list[list[Run]], grids: list[Grid], step: int, near: float
) -> tuple[tuple[int, int, int, int], ...]:
    """The pixels of the rules that lie on the boundaries of a table."""
    boxes = [(run.start, run.at, run.end, run.at + 1) for stroke in level for run in stroke]
    across = len(boxes)
    boxes += [(run.at, run.start, run.at + 1, run.end) for stroke in upright for run in stroke]
    return tuple(
        (x0 * step, y0 * step, x1 * step, y1 * step)
        for number, (x0, y0, x1, y1) in enumerate(boxes)
        if any(_on_boundary(grid, ((x0 + x1) / 2, (y0 + y1) / 2), number < across, near) for grid in grids)
    )


def _on_boundary(grid: Grid, middle: tuple[float, float], level: bool, near: float) -> bool:
    x, y = grid.upright(*middle)
    inside = grid.xs[0] - near <= x <= grid.xs[-1] + near and grid.ys[0] - near <= y <= grid.ys[-1] + near
    boundaries, at = (grid.ys, y) if level else (grid.xs, x)
    return inside and any(abs(boundary - at) <= near for boundary in boundaries)
