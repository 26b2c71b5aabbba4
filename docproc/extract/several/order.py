"""The order of the pages of a file: a stack that was fed the wrong way round, sides that got mixed.

What tells it: the letterhead stands on the first page of a letter and the signature on the last, and the page
numbers rise (Nghị định 30/2020, Phụ lục I: from 2 on, page 1 carries none; an annex counts anew).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docproc.extract.rows import Row, rows_of, says
from docproc.extract.several.letterheads import begins_letter
from docproc.extract.several.page_numbers import printed_number
from docproc.letter import Doubt
from docproc.messages import mark
from docproc.page import Page
from docproc.resources import load_rules

_PUT_RIGHT = mark("the pages lie in the wrong order; they were read in the order {order}")
_AS_THEY_LIE = mark(
    "the pages seem to lie in the wrong order (page numbers as printed: {numbers}); they were read as they lie"
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with words: its printed number, and what is on it.

    head: a letterhead; opens: a line that stands only on the first page of a letter; foot: Nơi nhận; annex: the
    title of an annex.
    """

    page: Page
    number: int | None
    head: bool
    opens: bool
    foot: bool
    annex: bool


def in_order(pages: Sequence[Page]) -> tuple[list[Page], list[Doubt]]:
    """The pages in the order in which they are to be read, and a doubt when they do not lie so.

    Where only that they lie wrongly is certain, they stay as they lie. Pages without words stay behind the page
    that they follow.
    """
    sheets = [_sheet(page, rows) for page in pages if (rows := rows_of([page]))]
    if len(sheets) < 2 or _can_follow(sheets):
        return list(pages), []
    turned = sheets[::-1]
    for tried in (turned, _by_number(sheets)):
        if tried and _is_certain(tried):
            return _put_right(pages, tried)
    if _ends_swapped(sheets):
        return _put_right(pages, turned)
    numbers = ", ".join(str(sheet.number or "–") for sheet in sheets)
    return list(pages), [
        Doubt(field="pages", code="page_order", message=_AS_THEY_LIE, details={"numbers": numbers})
    ]


def _put_right(pages: Sequence[Page], sheets: Sequence[_Sheet]) -> tuple[list[Page], list[Doubt]]:
    order = [sheet.page.number for sheet in sheets]
    details: dict[str, str | int] = {"order": ", ".join(map(str, order))}
    doubt = Doubt(field="pages", code="page_order", message=_PUT_RIGHT, details=details)
    return [sheet.page for sheet in sheets] + [page for page in pages if page.number not in order], [doubt]


def _sheet(page: Page, rows: list[Row]) -> _Sheet:
    rules = load_rules("several")["order"]
    first = [row for row in rows[: int(rules["annex_rows"])] if len(row.text) <= int(rules["annex_letters"])]
    return _Sheet(
        page,
        printed_number(page),
        head=begins_letter(rows),
        opens=any(says(name, row) for row in rows for name in ("addressed", "subject", "place_date")),
        foot=any(says(name, row) for row in rows for name in ("recipients", "archive")),
        annex=any(_annex().search(row.folded) for row in first),
    )


@cache
def _annex() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("several")["order"]["annex"]))


def _can_follow(sheets: Sequence[_Sheet]) -> bool:
    """Whether nothing speaks against the order of the sheets."""
    for before, after in pairwise(sheets):
        falls = before.number and after.number and 1 < after.number < before.number
        if falls and not (after.head or after.annex):
            return False
    later = next((n for n, sheet in enumerate(sheets) if sheet.head), 0)
    begins_inside = later > 0 and (sheets[0].number or 0) > 1
    return not begins_inside and not _ends_swapped(sheets)


def _ends_swapped(sheets: Sequence[_Sheet]) -> bool:
    """Whether only from the last sheet to the first every letter begins with its letterhead and ends with a foot.

    Not where a page opens a letter whose letterhead was not read.
    """
    opened = any(sheet.opens and not sheet.head for sheet in sheets)
    return not opened and not _ends_fit(sheets) and _ends_fit(sheets[::-1])


def _ends_fit(sheets: Sequence[_Sheet]) -> bool:
    """Whether each letter has one foot, and the first sheet a letterhead."""
    feet: list[int] = []
    for sheet in sheets:
        if sheet.head:
            feet.append(0)
        if not feet:
            return False
        feet[-1] += sheet.foot
    return all(count == 1 for count in feet)


def _by_number(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """The sheets of one letter sorted by their printed numbers; none when some lack one."""
    if sum(sheet.head for sheet in sheets) != 1 or any(not (sheet.head or sheet.number) for sheet in sheets):
        return []
    return sorted(sheets, key=lambda sheet: 1 if sheet.head else sheet.number or 0)


def _is_certain(sheets: Sequence[_Sheet]) -> bool:
    """Whether each letter begins with its letterhead and its further pages are numbered 2, 3, … one by one."""
    expected = 0
    for sheet in sheets:
        expected = 1 if sheet.head else expected + 1
        if sheet.number != expected and not (sheet.head and sheet.number is None):
            return False
    return sheets[0].head
