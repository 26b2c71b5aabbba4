"""The letters of a text layer with their places, taken from PDFium in one pass.

Where a letter stands is reckoned as pdfminer does it, from its origin, its width, and the descent and size of its
font, so that words are found as pdfplumber finds them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from docproc.scan.layers import calls
from docproc.scan.layers.blanks import blanks_before, blanks_between, lone_blanks, with_wide_blanks
from docproc.scan.layers.contents import Thing
from docproc.scan.layers.fonts import Fonts, Reals, style_of

_HYPHENS = (0x2, 0xFFFE)  # what PDFium makes of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters in the order of the file, an entry each. `x0`, `top`, `x1`, `bottom` are the sides of their boxes
    on the page as seen, from its top left; `a` and `b` the upper row of the matrix they are written with, as
    seen, `adv` their width before it, `upright` whether they are not turned by more than a quarter.
    """

    texts: list[str]
    x0: Reals
    top: Reals
    x1: Reals
    bottom: Reals
    a: Reals
    b: Reals
    adv: Reals
    upright: NDArray[np.bool_]

    @property
    def level(self) -> bool:
        """Whether all run level, from left to right, as on most pages."""
        return bool(np.all((self.b == 0) & (self.a > 0) & (self.adv >= 0)))

    def only(self, kept: Sequence[int]) -> Letters:
        """Those of these numbers."""
        at = np.array(kept, dtype=np.int64)
        box = (self.x0[at], self.top[at], self.x1[at], self.bottom[at])
        texts = [self.texts[number] for number in kept]
        return Letters(texts, *box, self.a[at], self.b[at], self.adv[at], self.upright[at])

    def scaled(self, unit: float) -> Letters:
        """The letters on a page whose unit is so many points."""
        box = (self.x0 * unit, self.top * unit, self.x1 * unit, self.bottom * unit)
        return Letters(self.texts, *box, self.a, self.b, self.adv * unit, self.upright)


_NO_REALS = np.empty(0)
NONE = Letters([], *(_NO_REALS,) * 4, _NO_REALS, _NO_REALS, _NO_REALS, np.empty(0, dtype=np.bool_))


def letters_on(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, texts: Sequence[Thing]) -> Letters:
    """The letters of a page whose things of text are `texts`, in the order of these; with them the blanks that
    PDFium leaves out of its text, which part words all the same.
    """
    text = calls.address_of(textpage)
    count = max(0, raw.FPDFText_CountChars(textpage))
    found = np.array([calls.text_of(text, index) or 0 for index in range(count)], dtype=np.uint64)
    all_codes = np.array([calls.unicode_of(text, index) for index in range(count)])
    # The others are blanks and line ends that PDFium adds, and signs that nobody knows.
    at = np.flatnonzero((found != 0) & (all_codes != 0))
    if not len(at):
        return NONE
    known, firsts, owner = np.unique(found[at], return_index=True, return_inverse=True)
    fonts = Fonts(text)
    matrices = [_matrix_at(text, index) for index in at[firsts].tolist()]
    styles = np.array([style_of(m, one, fonts) for m, one in zip(matrices, known.tolist(), strict=True)])
    order = {thing.address: number for number, thing in enumerate(texts)}
    ranks = np.array([order.get(address, len(texts)) for address in known.tolist()], dtype=float)
    codes = all_codes[at]
    origins, rows, rank = _origins(text, at), styles[owner], ranks[owner]
    advances = fonts.advances(rows, codes, at, origins, owner)
    ends = origins + rows[:, :2] * advances[:, None]
    gaps = _along(rows[:-1], origins[1:] - ends[:-1])
    signs = ["-" if code in _HYPHENS else chr(code) for code in codes.tolist()]
    blanks = [
        *lone_blanks(texts, set(known.tolist()), fonts),
        *blanks_before(np.array([m[4:] for m in matrices]), origins[firsts], styles, ranks),
        *blanks_between(text, at, gaps, ends, rows, rank, fonts),
    ]
    signs = [*with_wide_blanks(signs, gaps, advances, owner), *(blank.text for blank in blanks)]
    if blanks:
        rows = np.concatenate([rows, [blank.style for blank in blanks]])
        origins = np.concatenate([origins, [blank.origin for blank in blanks]])
        advances = np.concatenate([advances, [blank.width for blank in blanks]])
        rank = np.concatenate([rank, [blank.rank for blank in blanks]])
    places = np.concatenate([at, [blank.place for blank in blanks]])
    in_file = np.lexsort((places, rank))
    signs = [signs[number] for number in in_file.tolist()]
    placed = _placed(signs, rows[in_file], origins[in_file], advances[in_file], page)
    somewhere = np.isfinite([placed.x0, placed.top, placed.x1, placed.bottom]).all(axis=0)
    return placed if somewhere.all() else placed.only(np.flatnonzero(somewhere).tolist())


def _along(rows: Reals, steps: Reals) -> Reals:
    """How far steps (x and y) go the way that the letters before them run."""
    length = np.hypot(rows[:, 0], rows[:, 1])
    found: Reals = (steps * rows[:, :2]).sum(axis=1) / np.where(length, length, 1.0)
    return found


def _matrix_at(text: int, index: int) -> tuple[float, ...]:
    """The matrix of the piece of text that a letter belongs to, on the page."""
    found = raw.FS_MATRIX()
    calls.matrix_of_letter(text, index, ctypes.addressof(found))
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _origins(text: int, at: NDArray[np.int64]) -> Reals:
    """Where the letters of these numbers stand on their lines, x and y of the page as it is written."""
    found = np.empty((len(at), 2))
    start, origin_of = found.ctypes.data, calls.origin_of
    for place, index in enumerate(at.tolist()):
        cell = start + 16 * place
        origin_of(text, index, cell, cell + 8)
    return found


def _placed(signs: list[str], rows: Reals, origins: Reals, advances: Reals, page: pypdfium2.PdfPage) -> Letters:
    """The letters with their boxes on the page as it is seen."""
    a, b, c, d, size, descent, _font = rows.T
    low = descent * size
    corners = [(u, v) for u in (np.zeros_like(size), advances) for v in (low, low + size)]
    across = np.array([origins[:, 0] + a * u + c * v for u, v in corners])
    up = np.array([origins[:, 1] + b * u + d * v for u, v in corners])
    left, bottom, right, top = page.get_bbox()
    x0, x1, y0, y1 = across.min(axis=0), across.max(axis=0), up.min(axis=0), up.max(axis=0)
    turn = page.get_rotation()
    along, aslant = (-b * c, -a * d) if turn in (90, 270) else (a * d, b * c)
    upright = (along > 0) & (aslant <= 0)
    if turn == 90:
        return Letters(signs, y0 - bottom, x0 - left, y1 - bottom, x1 - left, b, -a, advances, upright)
    if turn == 180:
        return Letters(signs, right - x1, y0 - bottom, right - x0, y1 - bottom, -a, -b, advances, upright)
    if turn == 270:
        return Letters(signs, top - y1, right - x1, top - y0, right - x0, -b, a, advances, upright)
    return Letters(signs, x0 - left, top - y1, x1 - left, top - y0, a, b, advances, upright)
