"""Where the foot of a letter begins: at "Nơi nhận", at the list that ends with "Lưu", or at the signature."""

from __future__ import annotations

from docproc.extract.layout.blocks import marker_of
from docproc.extract.layout.head_lines import in_right_column
from docproc.extract.layout.rows import Row, is_upper, says


def foot_start(rows: list[Row]) -> int:
    """Where "Nơi nhận" begins, or the signature block of a letter without it; the end when there is neither."""
    for i, row in enumerate(rows):
        if says("recipients", row):
            return _signature_above(rows, i)
    archive = next((i for i, row in enumerate(rows) if says("archive", row)), None)
    if archive is not None:
        return _signature_above(rows, _list_start(rows, archive))
    for i, row in enumerate(rows):
        if i > 5 and is_upper(row.text) and (says("authority", row) or says("position", row)):
            following = rows[i + 1 : i + 4]
            if not any(says("basis", r) for r in following):
                return i
    return len(rows)


def _signature_above(rows: list[Row], foot: int) -> int:
    """The first of the lines right above the foot that stand right of the middle and belong to the signature."""
    start = foot
    for i in range(foot - 1, max(-1, foot - 7), -1):
        row = rows[i]
        if row.page != rows[foot].page or not row.box:
            break
        right = row.box.x0 > 0.42 * row.page_width
        if right and is_upper(row.text) and (says("authority", row) or says("position", row)):
            start = i
        elif not (right or marker_of(row.text) or len(row.text) < 40):
            break
    return start


def _list_start(rows: list[Row], last: int) -> int:
    """The first row of the list that ends with the archive line: short bullets, one below the other."""
    start = last
    for i in range(last - 1, -1, -1):
        row = rows[i]
        if row.page != rows[last].page or _is_wide(row) or (row.box is None and len(row.text) >= 45):
            break
        if marker_of(row.text) and not in_right_column(row):
            start = i
        elif row.box is None:
            break
    return start


def _is_wide(row: Row) -> bool:
    """Whether a row reaches from the left column into the right one: text, no recipient and no signature."""
    return row.box is not None and row.box.x0 < 0.45 * row.page_width and row.box.x1 > 0.6 * row.page_width
