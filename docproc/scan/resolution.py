"""How fine a page is drawn."""

from __future__ import annotations

import math

from docproc.settings import Settings

POINTS = 72.0  # a PDF point is 1/72 inch


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
