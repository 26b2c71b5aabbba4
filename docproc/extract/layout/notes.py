"""What stands in the foot and is neither recipient nor signature: footnotes, notes with a deadline."""

from __future__ import annotations

from itertools import pairwise

from docproc.extract.layout.blocks import marker_of
from docproc.extract.layout.rows import Row, says
from docproc.extract.layout.running_text import names_deadline
from docproc.page import Box
from docproc.resources import load_rules


def footnotes(rows: list[Row]) -> list[Row]:
    """The rows of the foot at the left edge, well below the last recipient; none where no places are known."""
    archive = next(((row.page, row.box) for row in rows if row.box and says("archive", row)), None)
    if archive is None:
        return []
    page, place = archive
    left = place.x0 + float(load_rules("addressees")["place"]["full"])
    column = [(row.box, row) for row in rows if row.page == page and row.box and row.box.x0 < left]
    column.sort(key=lambda at: at[0].y0)
    boxes = [box for box, _ in column]
    begins = next((i for i, pair in enumerate(pairwise(boxes), start=1) if _far_below(*pair)), len(boxes))
    notes = [row for _, row in column[begins:]]
    return [] if any(marker_of(row.text) for row in notes) else notes


def _far_below(above: Box, box: Box) -> bool:
    return box.y0 - above.y1 > 2 * above.height


def notes_with_deadline(rows: list[Row]) -> list[Row]:
    """The rows that say by when something is due: below the signature or among the recipients they are text."""
    return [row for row in rows if names_deadline(row.text) and not says("archive", row)]
