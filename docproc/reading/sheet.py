"""Stretches of lines cut out of a page and put under each other, so that a reader of pages reads only them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load
from docproc.scan.resolution import POINTS

_HIGHEST = 32_767  # pixels: Tesseract refuses a higher image as too large
_ROUNDING = 20  # pixels by which a strip may be cut out higher than its box


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet (grey) and its strips from top to bottom, in pixels: the y up to which the sheet is that strip's
    (`ends`), and what to add to x and y for its place on the page (`moves`).
    """

    image: Image.Image
    ends: tuple[int, ...]
    moves: tuple[tuple[int, int], ...]

    def lines(self, read: Sequence[Line], dpi: float) -> list[Line]:
        """For each strip the words that were read on it, with boxes in points of the page."""
        found: list[list[Word]] = [[] for _ in self.ends]
        for word in (word for line in read for word in line.words):
            if word.box is None:
                continue
            middle = (word.box.y0 + word.box.y1) / 2 * dpi / POINTS
            strip = min(bisect_right(self.ends, middle), len(self.ends) - 1)
            dx, dy = (move * POINTS / dpi for move in self.moves[strip])
            x0, y0, x1, y1 = word.box
            found[strip].append(replace(word, box=Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy)))
        return [Line(tuple(words)) for words in found]


def sheet_of(image: Image.Image, strips: Sequence[Box], dpi: float) -> Sheet:
    """The strips (boxes in points) of a grey page of `dpi` dots per inch on a sheet of paper of its own."""
    margin = round(load(ReadingRules).sheet.margin * dpi)
    crops = [_crop(box, image.size, dpi) for box in strips]
    width = max((right - left for left, _, right, _ in crops), default=0) + 2 * margin
    height = sum(bottom - top + margin for _, top, _, bottom in crops) + margin
    paper = int(np.median(np.asarray(image)[::4, ::4]))
    sheet = Image.new("L", (width, height), paper)
    down = margin
    ends: list[int] = []
    moves: list[tuple[int, int]] = []
    for crop in crops:
        sheet.paste(image.crop(crop), (margin, down))
        moves.append((crop[0] - margin, crop[1] - down))
        down += crop[3] - crop[1] + margin
        ends.append(down - margin // 2)
    return Sheet(sheet, tuple(ends), tuple(moves))


def in_sheets(strips: Sequence[Box], dpi: float) -> Iterator[list[Box]]:
    """The strips (boxes in points of a page of `dpi` dots per inch) in runs, each of which fits on a sheet that
    Tesseract takes.
    """
    margin = round(load(ReadingRules).sheet.margin * dpi)
    run: list[Box] = []
    height = margin
    for strip in strips:
        needed = round((strip.y1 - strip.y0) * dpi / POINTS) + _ROUNDING + margin
        if run and height + needed > _HIGHEST:
            yield run
            run, height = [], margin
        run.append(strip)
        height += needed
    if run:
        yield run


def _crop(box: Box, size: tuple[int, int], dpi: float) -> tuple[int, int, int, int]:
    """The pixels of a strip with a little of what lies round it; one at least, at the edge of the page, of a
    strip that lies outside: a network places letters up to a letter beyond the paper.
    """
    scale, pad = dpi / POINTS, round(load(ReadingRules).sheet.pad * dpi)
    left, right = _within(int(box.x0 * scale) - pad, round(box.x1 * scale) + pad, size[0])
    top, bottom = _within(int(box.y0 * scale) - pad // 2, round(box.y1 * scale) + pad // 2 + 1, size[1])
    return left, top, right, bottom


def _within(first: int, end: int, size: int) -> tuple[int, int]:
    """The pixels from `first` to `end` that lie on an image so many pixels wide or high, one at least."""
    first = min(max(0, first), size - 1)
    return first, max(first + 1, min(size, end))
