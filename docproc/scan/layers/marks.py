"""Whether anything but plain text is drawn on a page that may be the rules of a table or a stamp: most pages of
letters have nothing of the kind, and need not be drawn to be looked at.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from docproc.rules import load
from docproc.scan.layers import calls
from docproc.scan.layers.contents import PLAIN, Bounds, Thing, bounds_of, combined, matrix_of
from docproc.scan.rules.layer import Layer

_TEXT = raw.FPDF_PAGEOBJ_TEXT
_FILLED, _UNSEEN = raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_INVISIBLE


@dataclass(frozen=True, slots=True)
class Marks:
    """Whether there may be a ruled table on a page, and a stamp."""

    tables: bool
    stamps: bool

    def __or__(self, other: Marks) -> Marks:
        return Marks(self.tables or other.tables, self.stamps or other.stamps)


NO_MARKS, ANY = Marks(False, False), Marks(True, True)


def marks_among(page: pypdfium2.PdfPage, things: Sequence[Thing]) -> Marks:
    """What may be among the things on a page.

    A table has rules both ways, so rules that all lie level (those under a letterhead) make none, and is wider
    than the picture of a signature. A stamp is a picture or a drawing in the upper part, or text in colour.
    """
    drawn = [thing for thing in things if thing.kind != _TEXT and not _is_unseen(thing)]
    kinds = [(_kind_of(thing), _bounds_of(thing)) for thing in drawn]
    ways = {kind for kind, _sides in kinds}
    large = any(kind == "picture" and sides and _is_large(page, sides) for kind, sides in kinds)
    coloured = [_bounds_of(thing) for thing in things if thing.kind == _TEXT and _is_coloured(thing)]
    stamps = [*(sides for kind, sides in kinds if kind != "level"), *coloured]
    lowest = _lowest_stamp(page)
    return Marks(
        tables=large or "other" in ways or {"level", "upright"} <= ways,
        stamps=any(sides is None or sides[3] >= lowest for sides in stamps),
    )


def marks_within(page: pypdfium2.PdfPage, sides: Bounds) -> Marks:
    """What may be on a picture that is drawn into a rectangle of the page."""
    if sides[0] >= sides[2] or sides[1] >= sides[3]:
        return NO_MARKS
    return Marks(_is_large(page, sides), sides[3] >= _lowest_stamp(page))


def _is_large(page: pypdfium2.PdfPage, sides: Bounds) -> bool:
    """Whether a picture may show a table: it is wider than that of a signature."""
    least = load(Layer).drawn.table * min(page.get_size())
    return bool(max(sides[2] - sides[0], sides[3] - sides[1]) >= least)


def _lowest_stamp(page: pypdfium2.PdfPage) -> float:
    """How far down (points from the bottom of the plane) stamps are looked for; everywhere on a turned page."""
    if page.get_rotation():
        return -math.inf
    _left, bottom, _right, top = page.get_bbox()
    return float(top - load(Layer).drawn.upper * (top - bottom))


def _bounds_of(thing: Thing) -> Bounds | None:
    """Left, bottom, right, top of a thing on the plane of the page; None where that is not known."""
    if thing.kind == raw.FPDF_PAGEOBJ_IMAGE:
        a, b, c, d, e, f = combined(matrix_of(thing.address), thing.outer)
        across, up = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        return (min(across), min(up), max(across), max(up))
    return bounds_of(thing.address) if thing.outer == PLAIN else None


def _kind_of(thing: Thing) -> str:
    """A picture, a rule and the way it runs, or "other"."""
    if thing.kind == raw.FPDF_PAGEOBJ_IMAGE:
        return "picture"
    sides = _bounds_of(thing) if thing.kind == raw.FPDF_PAGEOBJ_PATH else None
    if sides is None:
        return "other"
    rules = load(Layer).drawn
    wide, high = sides[2] - sides[0], sides[3] - sides[1]
    if high <= rules.flat and wide >= rules.long * high:
        return "level"
    return "upright" if wide <= rules.flat and high >= rules.long * wide else "other"


def _is_unseen(thing: Thing) -> bool:
    """Whether a path is filled with white and nothing else, as the ground of a page often is."""
    if thing.kind != raw.FPDF_PAGEOBJ_PATH:
        return False
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    calls.draw_mode_of(thing.address, ctypes.addressof(filled), ctypes.addressof(stroked))
    if stroked.value:
        return False
    return not filled.value or min(_colour_of(thing)) >= load(Layer).drawn.white


def _is_coloured(thing: Thing) -> bool:
    mode = calls.mode_of(thing.address)
    if mode == _UNSEEN:
        return False
    channels = _colour_of(thing)
    return mode != _FILLED or max(channels) - min(channels) > load(Layer).drawn.grey


def _colour_of(thing: Thing) -> tuple[int, ...]:
    """Red, green and blue that a thing is filled with, 0 to 255; of a colour where PDFium cannot tell."""
    channels = (ctypes.c_uint * 4)()
    start = ctypes.addressof(channels)
    found = calls.fill_of(thing.address, start, start + 4, start + 8, start + 12)
    return tuple(channels[:3]) if found else (0, 0, 255)
