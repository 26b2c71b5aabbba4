"""The text of the annexes of a letter: what stands on the pages after its foot and is neither form nor list."""

from __future__ import annotations

from itertools import groupby

from docproc.extract.layout.rows import Row, is_wide
from docproc.extract.layout.rules.annexes import Annexes
from docproc.rules import load


def annex_text(rows: list[Row], foot_page: int) -> list[Row]:
    """The rows of annexes that may assign work, without tables, of the rows behind the foot on page `foot_page`.

    Left out are footnotes on the page of the foot (plain text has no pages), what lies sideways, pictures of
    screens, and annexes whose title says that they are forms to be filled in, lists or reports
    (models/annexes.toml).
    """
    rules = load(Annexes)
    kept: list[Row] = []
    assigning = True
    for page, same in groupby(rows, key=lambda row: row.page):
        text = [row for row in same if not row.line.cells and row.line.angle == 0]
        if not text or (page == foot_page and not _is_plain(text, page)):
            continue
        found: list[Row] = []
        for at, row in enumerate(text):
            if rules.begins.regex.search(row.folded):
                assigning = not any(rules.refusing.regex.search(line.folded) for line in _title(text, at))
            if assigning:
                found.append(row)
        if _is_running(found):
            kept += found
    return kept


def _is_plain(rows: list[Row], page: int) -> bool:
    """Whether rows are of a plain text, which has one page for everything."""
    return page == 1 and rows[0].box is None


def _title(rows: list[Row], at: int) -> list[Row]:
    """The rows round the one in which an annex begins."""
    reach = load(Annexes).title_rows
    return rows[max(0, at - reach) : at + reach + 1]


def _is_running(rows: list[Row]) -> bool:
    """Whether enough rows are as wide as text is: those of pictures of screens, drawings and covers are not."""
    wide = sum(row.box is None or is_wide(row) for row in rows)
    return wide >= load(Annexes).wide_share * len(rows)
