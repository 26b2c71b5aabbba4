"""What stands in the foot and is neither recipient nor signature: footnotes, notes with a deadline."""

from __future__ import annotations

from itertools import groupby, pairwise
from statistics import median

from docproc.extract.layout.blocks import marker_of
from docproc.extract.layout.rows import Row, says
from docproc.extract.layout.rules.addressees import Addressees
from docproc.extract.layout.rules.notes import Notes
from docproc.extract.layout.running_text import names_deadline
from docproc.page import Box
from docproc.rules import load


def footnotes(rows: list[Row]) -> list[Row]:
    """The rows of the foot at the left edge, well below the last recipient; none where no places are known."""
    archive = next(((row.page, row.box) for row in rows if row.box and says("archive", row)), None)
    if archive is None:
        return []
    page, place = archive
    left = place.x0 + load(Addressees).place.full
    column = [(row.box, row) for row in rows if row.page == page and row.box and row.box.x0 < left]
    column.sort(key=lambda at: at[0].y0)
    boxes = [box for box, _ in column]
    begins = next((i for i, pair in enumerate(pairwise(boxes), start=1) if _far_below(*pair)), len(boxes))
    notes = [row for _, row in column[begins:]]
    return [] if any(marker_of(row.text) for row in notes) else notes


def without_footnotes(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the text, and the footnotes at the ends of its pages: in small print, below a blank, behind a
    mark (models/notes.toml). Rows without places and rows of tables are text.
    """
    notes: list[Row] = []
    for _, same in groupby(rows, key=lambda row: row.page):
        notes += _footnotes_of([row for row in same if row.box and not row.line.cells])
    found = set(map(id, notes))
    return [row for row in rows if id(row) not in found], notes


def _footnotes_of(page: list[Row]) -> list[Row]:
    """The footnotes among the rows of a page with places, in order."""
    rules = load(Notes)
    full = [row for row in page if len(row.text) >= rules.full_line]
    if len(full) < rules.fewest_lines:
        return []
    wide, high = median(map(_letter_width, full)), median(map(_height, full))
    start = len(page)
    while start and _height(page[start - 1]) < rules.height * high:
        start -= 1
    notes = page[start:]
    if not notes or not start or len(notes[0].text) < rules.full_line:
        return []
    above, first = page[start - 1].box, notes[0].box
    blank = above is not None and first is not None and first.y0 - above.y1 > rules.blank * high
    small = _letter_width(notes[0]) < rules.width * wide
    return notes if blank and small and rules.mark.regex.match(notes[0].text) else []


def _letter_width(row: Row) -> float:
    """How many points a letter of the row takes."""
    return row.box.width / len(row.text) if row.box and row.text else 0.0


def _height(row: Row) -> float:
    """The usual height of the words of a row in points; punctuation is too flat to count."""
    heights = [w.box.height for w in row.line.words if w.box and sum(map(str.isalnum, w.text)) > 1]
    return median(heights) if heights else row.box.height if row.box else 0.0


def _far_below(above: Box, box: Box) -> bool:
    return box.y0 - above.y1 > 2 * above.height


def notes_with_deadline(rows: list[Row]) -> list[Row]:
    """The rows that say by when something is due: below the signature or among the recipients they are text."""
    return [row for row in rows if names_deadline(row.text) and not says("archive", row)]
