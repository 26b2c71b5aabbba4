"""Where the foot of a letter begins: at "Nơi nhận", at the list that ends with "Lưu", or at the signature."""

from __future__ import annotations

from docproc.extract.layout.blocks import marker_of
from docproc.extract.layout.head_lines import in_right_column
from docproc.extract.layout.rows import Row, is_upper, says, says_any
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.rules import load


def foot_start(rows: list[Row]) -> int:
    """Where "Nơi nhận" begins, or the signature block of a letter without it; the end when there is neither."""
    for i, row in enumerate(rows):
        if says("recipients", row):
            return _signature_above(rows, i)
    rules = load(ZoneRules).foot
    archive = next((i for i, row in enumerate(rows) if says("archive", row)), None)
    if archive is not None:
        return _signature_above(rows, _list_start(rows, archive))
    for i, row in enumerate(rows):
        if i >= rules.head_rows and is_upper(row.text) and says_any(("authority", "position"), row):
            following = rows[i + 1 : i + 1 + rules.basis_rows]
            if not any(says("basis", r) for r in following):
                return i
    return len(rows)


def _signature_above(rows: list[Row], foot: int) -> int:
    """The first of the lines right above the foot that stand right of the middle and belong to the signature."""
    rules = load(ZoneRules).foot
    start = foot
    for i in range(foot - 1, max(-1, foot - 1 - rules.rows_above), -1):
        row = rows[i]
        if row.page != rows[foot].page or not row.box:
            break
        right = row.box.x0 > rules.signature_left * row.page_width
        if right and is_upper(row.text) and says_any(("authority", "position"), row):
            start = i
        elif not (right or marker_of(row.text) or len(row.text) < rules.longest_dirt):
            break
    return start


def _list_start(rows: list[Row], last: int) -> int:
    """The first row of the list that ends with the archive line: short bullets, one below the other."""
    start = last
    for i in range(last - 1, -1, -1):
        row = rows[i]
        if row.page != rows[last].page or _is_across(row) or _is_plain_text(row):
            break
        if marker_of(row.text) and not in_right_column(row):
            start = i
        elif row.box is None:
            break
    return start


def _is_across(row: Row) -> bool:
    """Whether a row reaches from the left column into the right one: text, no recipient and no signature."""
    if row.box is None:
        return False
    foot = load(ZoneRules).foot
    left, right = foot.across_left * row.page_width, foot.across_right * row.page_width
    return row.box.x0 < left and row.box.x1 > right


def _is_plain_text(row: Row) -> bool:
    """Whether a row without a place has more letters than a recipient."""
    return row.box is None and len(row.text) >= load(ZoneRules).foot.shortest_text
