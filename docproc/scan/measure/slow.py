"""What makes a single order of a PDF page take long: it is told by its size, and the page then drawn on trial."""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

from docproc.scan.measure.stream_data import data_of
from docproc.scan.measure.unpack import TooMuch

HEAVY = 1e6  # paintings that an order which may take any time counts for: more than are drawn at once
SLOW_STATE = 25  # and for how many more a painting counts that is blended with what lies under it
BLENDS = ("Normal", "Compatible", "")
_PROGRAM, _MESH = 16_000, 400_000  # bytes of the function of a shading, or of its triangles
_STEP = 1.0  # points from tile to tile of a pattern
_INLINE = re.compile(rb"\bBI\b(.{0,2000}?)\bID\b", re.DOTALL)
_SIDE = re.compile(rb"/(?:W|H|Width|Height)\s+(\d{1,12})")
_SIDES = 4000  # pixels of a side of a picture among the orders; ISO 32000-1, 8.9.7, means them for 4 kB


def has_large_inline(orders: bytes) -> bool:
    """Whether a picture stands among the orders that is unpacked as soon as they are read, to millions of
    pixels.
    """
    return any(int(side) > _SIDES for found in _INLINE.finditer(orders) for side in _SIDE.findall(found[1]))


def is_slow_state(reference: Any) -> bool:
    """Whether a graphics state blends what is painted with what lies under it, by a soft mask or by a formula."""
    state = _dict(reference)
    modes = resolve1(state.get("BM"))
    names = {getattr(resolve1(mode), "name", "") for mode in (modes if isinstance(modes, list) else [modes])}
    return isinstance(resolve1(state.get("SMask")), dict) or not names <= {*BLENDS}


def is_slow_pattern(reference: Any) -> bool:
    """Whether the tiles of a pattern lie so near to each other that there are millions of them, or its shading is
    slow.
    """
    pattern = _dict(reference)
    steps = [resolve1(pattern.get(key)) for key in ("XStep", "YStep") if key in pattern]
    near = any(isinstance(step, int | float) and abs(step) < _STEP for step in steps)
    return near or ("Shading" in pattern and is_slow_shading(pattern["Shading"]))


def is_slow_shading(reference: Any) -> bool:
    """Whether a shading is made of very many triangles, or its function is a long program."""
    functions = resolve1(_dict(reference).get("Function"))
    several = functions if isinstance(functions, list) else [functions]
    return _is_longer(reference, _MESH) or any(_is_longer(one, _PROGRAM) for one in several)


def _dict(reference: Any) -> dict[str, Any]:
    found = resolve1(reference)
    if isinstance(found, PDFStream):
        return dict(found.attrs)
    return found if isinstance(found, dict) else {}


def _is_longer(reference: Any, most: int) -> bool:
    found = resolve1(reference)
    try:
        return isinstance(found, PDFStream) and len(data_of(found, most)) > most
    except TooMuch:
        return True
