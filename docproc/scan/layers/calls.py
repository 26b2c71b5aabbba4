"""PDFium's functions that are called for each letter or thing on a page, without pypdfium2's checks of arguments.

A page has thousands of letters, and these checks take longer than PDFium itself. Handles are addresses here; the
calls hold Python's lock, for each is over in less than a microsecond.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _bare(function: Any, gives: Any, *takes: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(gives, *takes)(ctypes.cast(function, _ADDRESS).value)  # type: ignore[arg-type]


def address_of(handle: Any) -> int:
    """The address of what pypdfium2 holds: a page, its text, a thing on it."""
    return ctypes.cast(getattr(handle, "raw", handle), _ADDRESS).value or 0


unicode_of = _bare(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
text_of = _bare(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
origin_of = _bare(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
matrix_of_letter = _bare(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
loose_box_of = _bare(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)

things_on = _bare(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
thing_on = _bare(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
things_in = _bare(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
thing_in = _bare(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
type_of = _bare(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
bounds_of = _bare(raw.FPDFPageObj_GetBounds, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
matrix_of = _bare(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
font_of = _bare(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
font_size_of = _bare(raw.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
draw_mode_of = _bare(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
fill_of = _bare(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
mode_of = _bare(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
