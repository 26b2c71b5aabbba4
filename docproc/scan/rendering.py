"""Drawing by PDFium with an end: it asks between the objects of a page whether it is to pause."""

from __future__ import annotations

import ctypes
import time
from typing import Any

import pypdfium2
from pypdfium2 import raw


class NotDrawnInTime(Exception):
    """The page was not drawn by then."""


def render(
    bitmap: pypdfium2.PdfBitmap, page: pypdfium2.PdfPage, size: tuple[int, int], flags: int, seconds: float
) -> None:
    """Draw a page over the whole of a bitmap of `size` (pixels). Raises NotDrawnInTime; a single object that
    takes long is not interrupted.
    """
    until = time.monotonic() + seconds

    def is_over(_pause: Any) -> bool:
        return time.monotonic() > until

    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(is_over)
    try:
        state = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, *size, 0, flags, ctypes.byref(pause))
    finally:
        raw.FPDF_RenderPage_Close(page)
    if state == raw.FPDF_RENDER_TOBECONTINUED:
        raise NotDrawnInTime
