"""How fine a page is drawn, and whether it can be drawn at all."""

from __future__ import annotations

import math
from pathlib import Path

from docproc.errors import CannotBeDrawn
from docproc.settings import Settings

POINTS = 72.0  # a PDF point is 1/72 inch
_MILLIMETRES = 25.4 / POINTS
# Points along a side: no line of print is lower than the least; ISO 32000-1, Annex C, ends at the most (5
# metres).
_LEAST, _MOST = 5.0, 14_400.0


def check_sheet(path: Path, number: int, size: tuple[float, float]) -> None:
    """Raises CannotBeDrawn for a page `number` (from 1) whose width and height, in points, are those of no
    sheet.
    """
    if not all(_LEAST <= side <= _MOST for side in size):
        width, height = (f"{round(side * _MILLIMETRES, 1):.10g}" for side in size)
        raise CannotBeDrawn(path, page=number, width=width, height=height)


def drawing_dpi(
    asked: float | None, native: float | None, size: tuple[float, float], settings: Settings
) -> float:
    """Dots per inch for a page of `size` points.

    `asked` when given; else the scan's own (`native`) resolution, brought down to dpi_high; else, and for
    scans below dpi_low, the setting dpi. Lowered where the picture would pass drawn_megapixels.
    """
    if asked is not None:
        wanted = asked
    elif native is None or native < settings.dpi_low:
        wanted = settings.dpi
    else:
        wanted = min(native, settings.dpi_high)
    area = max(size[0] * size[1], 1.0) / POINTS**2
    return min(wanted, math.sqrt(settings.drawn_megapixels * 1e6 / area))
