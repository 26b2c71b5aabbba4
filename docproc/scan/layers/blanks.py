"""The blanks that PDFium leaves out of its text: pieces of nothing but blanks, those at the begin of a piece, and
those for which it set one of its own. They part words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docproc.scan.layers import calls
from docproc.scan.layers.contents import Thing, bounds_of, combined, matrix_of
from docproc.scan.layers.fonts import Fonts, Reals, style_of

BLANK = ord(" ")
SEVERAL = "  "  # where a blank may stand for several
_NO_WIDTH = 0.01  # points; PDFium leaves out what is less wide
_WIDE = 0.9  # of the width of a blank: a gap that it may stand in
_MOVED = 0.1  # points; a piece whose first letter stands so far behind its begin has lost a blank


class Blank(NamedTuple):
    """A blank with its width before the matrix of its `style`; `rank` is the number of its piece of text in the
    file, `place` tells where it stands among the letters of that.
    """

    text: str
    origin: tuple[float, float]
    width: float
    style: Sequence[float]
    rank: float
    place: float


def lone_blanks(texts: Sequence[Thing], known: set[int], fonts: Fonts) -> Iterator[Blank]:
    """One for each piece of text that is nothing but blanks; of those `known` PDFium has letters."""
    for number, thing in enumerate(texts):
        sides = bounds_of(thing.address) if thing.address not in known else None
        if sides is None or abs(sides[2] - sides[0]) > _NO_WIDTH:
            continue  # the others are printed twice, to look bold
        matrix = combined(matrix_of(thing.address), thing.outer)
        style = style_of(matrix, thing.address, fonts)
        width = fonts.width(style[6], BLANK) * style[4]
        yield Blank(SEVERAL, (matrix[4], matrix[5]), width, style, number, 0.0)


def blanks_before(begins: Reals, firsts: Reals, styles: Reals, ranks: Reals) -> Iterator[Blank]:
    """Those at the begin of pieces: where these begin and where their first letters stand (x and y) differ."""
    away = np.abs(firsts - begins).max(axis=1)
    for number in np.flatnonzero(away > _MOVED).tolist():
        width = float(away[number]) / (float(np.hypot(*styles[number, :2])) or 1.0)
        begin = (float(begins[number, 0]), float(begins[number, 1]))
        yield Blank(SEVERAL, begin, width, styles[number], float(ranks[number]), -1.0)


def blanks_between(
    text: int, at: NDArray[np.int64], gaps: Reals, ends: Reals, rows: Reals, ranks: Reals, fonts: Fonts
) -> Iterator[Blank]:
    """Those that PDFium set between two letters with room for one: `at` are the numbers of the letters in its
    text, `ends` where they end, `gaps` how far off the next one begins, in points.
    """
    for number in np.flatnonzero(np.diff(at) > 1).tolist():
        row = rows[number]
        scale = float(np.hypot(row[0], row[1]))
        width = fonts.width(int(row[6]), BLANK) * abs(float(row[4])) * scale
        if gaps[number] < _WIDE * width or calls.unicode_of(text, int(at[number]) + 1) != BLANK:
            continue
        end = (float(ends[number, 0]), float(ends[number, 1]))
        yield Blank(" ", end, width / (scale or 1.0), row, float(ranks[number]), float(at[number]) + 0.5)


def with_wide_blanks(signs: Sequence[str], gaps: Reals, advances: Reals, owner: NDArray[Any]) -> list[str]:
    """The signs with SEVERAL for a blank after which there is room for another one, or where its piece ends."""
    last = np.append(owner[1:] != owner[:-1], True)
    wide = last | (np.append(gaps, 0.0) > advances / 2)
    return [
        SEVERAL if sign == " " and several else sign for sign, several in zip(signs, wide.tolist(), strict=True)
    ]
