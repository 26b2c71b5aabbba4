"""What PDFium knows of the fonts of a page: how far they reach below the line, and how wide their signs are."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from docproc.scan.layers import calls

Reals = NDArray[np.float64]
Numbers = NDArray[np.int64]
# a, b, c, d of the matrix, size, descent of the font as a share of it, number of the font
Style = tuple[float, float, float, float, float, float, int]
_OVERHANG = 0.3  # of the font size; so far the ink of a letter may reach beyond its width
_EXACT = 0.02  # of the font size
_SIGNS = 0x110000  # more than any sign of Unicode


class Fonts:
    """The fonts of one page: their descents and the widths of their signs, each asked for once."""

    def __init__(self, text: int) -> None:
        self.text = text
        self.fonts: list[int] = []
        self.numbers: dict[int, int] = {}
        self.descents: dict[int, float] = {}
        self.widths: dict[tuple[int, int], float] = {}

    def number(self, font: int) -> int:
        """The number of the font at an address."""
        if font not in self.numbers:
            self.numbers[font] = len(self.fonts)
            self.fonts.append(font)
        return self.numbers[font]

    def descent(self, font: int) -> float:
        """How far a font reaches below the line, as a share of its size: negative."""
        if font not in self.descents:
            found = ctypes.c_float()
            raw.FPDFFont_GetDescent(_handle(font), 1.0, found)
            self.descents[font] = found.value
        return self.descents[font]

    def width(self, number: int, code: int) -> float:
        """The width of a sign as a share of the font size."""
        if (number, code) not in self.widths:
            found = ctypes.c_float()
            raw.FPDFFont_GetGlyphWidth(_handle(self.fonts[number]), code, 1.0, found)
            self.widths[number, code] = found.value
        return self.widths[number, code]

    def advances(self, rows: Reals, codes: Numbers, at: Numbers, origins: Reals, owner: Numbers) -> Reals:
        """The widths of letters before their matrix, as their fonts give them for their signs.

        A font with a faulty table of signs gives that of another glyph, and a glyph may stand for several
        letters: where the next letter does not begin as told, PDFium is asked for the box of the letter itself.
        """
        keys = rows[:, 6].astype(np.int64) * _SIGNS + codes
        known, which = np.unique(keys, return_inverse=True)
        shares = np.array([self.width(key // _SIGNS, key % _SIGNS) for key in known.tolist()])[which]
        advances: Reals = shares * rows[:, 4]
        steps = np.abs(origins[1:] - origins[:-1] - rows[:-1, :2] * advances[:-1, None]).max(axis=1)
        borne_out = (owner[1:] == owner[:-1]) & (steps < _EXACT * np.abs(rows[:-1, 4] * rows[:-1, 0]))
        level = (rows[:, 1] == 0) & (rows[:, 0] * rows[:, 4] > 0)
        asked = np.flatnonzero(level & ~np.append(borne_out, False))
        told = self._rights(at[asked]) - origins[asked, 0]
        told = np.maximum(told, 0.0) / (rows[asked, 0] * rows[asked, 4])
        same = (owner[1:] == owner[:-1]) & (origins[1:] == origins[:-1]).all(axis=1)
        of_several = (np.append(same, False) | np.append(False, same))[asked]
        right = ~of_several & (shares[asked] - _EXACT <= told) & (told <= shares[asked] + _OVERHANG)
        advances[asked] = np.where(right, shares[asked], told) * rows[asked, 4]
        return advances

    def _rights(self, at: Numbers) -> Reals:
        """The right sides of letters of these numbers, on the page: where they end, or their ink if that reaches
        further.
        """
        boxes = np.zeros((len(at), 4), dtype=np.float32)  # left, top, right, bottom, as FS_RECTF
        start, loose_box_of = boxes.ctypes.data, calls.loose_box_of
        for place, index in enumerate(at.tolist()):
            loose_box_of(self.text, index, start + 16 * place)
        return boxes[:, 2].astype(np.float64)


def _handle(font: int) -> Any:
    return ctypes.cast(font, raw.FPDF_FONT)


def style_of(matrix: tuple[float, ...], address: int, fonts: Fonts) -> Style:
    """How the letters of the piece of text at an address are written; `matrix` is its own on the page."""
    size = ctypes.c_float()
    calls.font_size_of(address, ctypes.addressof(size))
    font = calls.font_of(address) or 0
    a, b, c, d = matrix[:4]
    return (a, b, c, d, size.value, fonts.descent(font), fonts.number(font))
