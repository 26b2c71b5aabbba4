"""Level letters put together to words, as `extract_words` of pdfplumber does with its default tolerances, for a
whole page at once.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pdfplumber.utils.text import DEFAULT_X_TOLERANCE, DEFAULT_Y_TOLERANCE, LIGATURES

from docproc.page import Box, Word
from docproc.scan.layers.fonts import Reals
from docproc.scan.layers.letters import Letters

ROUNDED = 0.01  # points; PDFium reckons in single precision
_LARGEST = 14_400.0  # points; the side of the largest page (ISO 32000-1, Annex C)
_ROW = 8.0  # points: letters are looked up by the rows of this height that they reach


def words_of(letters: Letters) -> list[Word]:
    """The words of letters that all run level, line by line, each from the left."""
    if not letters.texts:
        return []
    order, line = _in_lines(letters)
    x0, top, x1, bottom = (side[order] for side in (letters.x0, letters.top, letters.x1, letters.bottom))
    texts = [LIGATURES.get(text := letters.texts[i], text) for i in order.tolist()]
    blank = np.array([text.isspace() for text in texts])
    begins = np.ones(len(texts), dtype=bool)
    begins[1:] = (
        (line[1:] != line[:-1])
        | blank[:-1]
        | (x0[1:] < x0[:-1] - ROUNDED)
        | (x0[1:] > x1[:-1] + DEFAULT_X_TOLERANCE + ROUNDED)
        | (np.abs(top[1:] - top[:-1]) > DEFAULT_Y_TOLERANCE + ROUNDED)
    )
    starts = np.flatnonzero(begins | blank)
    boxes = zip(
        np.minimum.reduceat(x0, starts).tolist(),
        np.minimum.reduceat(top, starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(),
        np.maximum.reduceat(bottom, starts).tolist(),
        strict=True,
    )
    spans = pairwise([*starts.tolist(), len(texts)])
    return [
        Word("".join(texts[start:end]), Box(*box))
        for (start, end), box, is_blank in zip(spans, boxes, blank[starts].tolist(), strict=True)
        if not is_blank
    ]


def _in_lines(letters: Letters) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The letters by line and then from the left, and the number of the line of each: tops that follow each other
    within the tolerance are one line.
    """
    line = _steps(letters.top, DEFAULT_Y_TOLERANCE + ROUNDED)
    order = np.lexsort((_steps(letters.x0, ROUNDED), line))
    return order, line[order]


def _steps(values: Reals, most: float) -> NDArray[np.int64]:
    """The number of the step that each value stands on: sorted values that are at most so far apart share one."""
    by_value = np.argsort(values, kind="stable")
    steps = np.empty(len(values), dtype=np.int64)
    steps[by_value] = np.cumsum(np.diff(values[by_value], prepend=values[by_value[0]]) > most)
    return steps


def without_filled_blanks(letters: Letters) -> Letters:
    """The letters but for blanks that are several in a row, on which a figure stands: where number or day is put
    into a gap of blanks, these would part the figures ("7 3 1").
    """
    if not letters.texts:
        return letters
    blank = np.array([text.isspace() for text in letters.texts])
    several = np.array([len(text) > 1 for text in letters.texts])
    next_to = np.append(blank[1:], False) | np.insert(blank[:-1], 0, False)
    gaps = np.flatnonzero(blank & (next_to | several)).tolist()
    figures = _figures(letters) if gaps else {}
    across = ((letters.x0 + letters.x1) / 2).tolist()
    down = ((letters.top + letters.bottom) / 2).tolist()

    def is_filled(x: float, y: float) -> bool:
        return any(x0 < x < x1 and top < y < bottom for x0, top, x1, bottom in figures.get(_row(y), ()))

    filled = {at for at in gaps if is_filled(across[at], down[at])}
    return letters.only([at for at in range(len(letters.texts)) if at not in filled]) if filled else letters


def _figures(letters: Letters) -> dict[int, list[tuple[float, float, float, float]]]:
    """The boxes of figures by the rows that they reach."""
    figures: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    sides = (letters.x0.tolist(), letters.top.tolist(), letters.x1.tolist(), letters.bottom.tolist())
    for text, x0, top, x1, bottom in zip(letters.texts, *sides, strict=True):
        if text.isdigit():
            for row in range(_row(top), _row(bottom) + 1):
                figures[row].append((x0, top, x1, bottom))
    return figures


def _row(y: float) -> int:
    return int(min(max(0.0, y), _LARGEST) // _ROW)
