"""The text of the annexes of a letter: what stands on the pages after its foot and is neither form nor list."""

from __future__ import annotations

from itertools import groupby

from docproc.extract.layout.head_lines import in_right_column
from docproc.extract.layout.rows import Row, is_upper, is_wide, says, says_any
from docproc.extract.layout.rules.annexes import Annexes
from docproc.rules import load


def annex_text(rows: list[Row], foot_page: int) -> list[Row]:
    """The rows of annexes that may assign work, without tables, of the rows behind the foot on page `foot_page`.

    Left out are what stands above a title on the page of the foot (but of a text without places), what lies
    sideways, pictures of screens, and annexes whose title says that they are forms to be filled in, lists or
    reports (models/annexes.toml).
    """
    rules = load(Annexes)
    kept: list[Row] = []
    assigning = True
    for page, same in groupby(rows, key=lambda row: row.page):
        text = [row for row in same if not row.line.cells and row.line.angle == 0]
        if page == foot_page and text and text[0].box is not None:
            text = text[next((at for at, row in enumerate(text) if _is_title(row)), len(text)) :]
        if not text:
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


def annex_start(foot: list[Row]) -> int:
    """Where an annex begins on the page of the foot in a text without places, which may have one page for all;
    the number of rows when none does.

    It begins behind the name of the signer, the first row of the signature that is neither position nor
    authority: with its title, else where rows are longer than any of a signature.
    """
    signed = next((i for i, row in enumerate(foot) if says_any(("authority", "position"), row)), len(foot))
    name = next(
        (i for i in range(signed, len(foot)) if not says_any(("authority", "position"), foot[i])), len(foot)
    )
    rules = load(Annexes)
    listed = False
    for i in range(name + 1, len(foot)):
        row = foot[i]
        if row.box is not None or row.page != foot[0].page:
            return len(foot)
        listed = listed or says_any(("recipients", "archive"), row)
        if _is_title(row) or rules.begins.regex.search(row.folded):
            return i
        if len(row.text) > rules.longest_below_name and not listed:
            return name + 1
    return len(foot)


def annex_below(foot: list[Row]) -> list[Row]:
    """The rows of an annex that begins with its title below signature and recipients on their page, from above;
    none where no places are known.
    """
    page = [(row.box, row) for row in foot if row.box and row.page == foot[0].page and not row.line.angle]
    signed = [box.y1 for box, row in page if _ends_letter(row)]
    if not signed:
        return []
    top = min((box.y0 for box, row in page if _is_title(row) and box.y0 > max(signed)), default=None)
    below = [(box, row) for box, row in page if top is not None and box.y0 >= top]
    return [row for _box, row in sorted(below, key=lambda placed: (placed[0].y0, placed[0].x0))]


def _ends_letter(row: Row) -> bool:
    """Whether a row is of the signature, or the last of the recipients."""
    signs = in_right_column(row) and is_upper(row.text) and says_any(("authority", "position"), row)
    return signs or says("archive", row)


def _is_title(row: Row) -> bool:
    """Whether a row in capitals is what an attached document is called."""
    return is_upper(row.text) and load(Annexes).titled.regex.search(row.folded) is not None


def _title(rows: list[Row], at: int) -> list[Row]:
    """The rows round the one in which an annex begins."""
    reach = load(Annexes).title_rows
    return rows[max(0, at - reach) : at + reach + 1]


def _is_running(rows: list[Row]) -> bool:
    """Whether enough rows are as wide as text is: those of pictures of screens, drawings and covers are not."""
    wide = sum(row.box is None or is_wide(row) for row in rows)
    return wide >= load(Annexes).wide_share * len(rows)
