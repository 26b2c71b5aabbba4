"""The order of the pages of a file: a stack that was fed the wrong way round, sides that got mixed.

What tells it: the letterhead stands on the first page of a letter and the signature on the last, items go on from
page to page, and the page numbers rise (Nghị định 30/2020, Phụ lục I: from 2 on, page 1 carries none; an annex
counts anew).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docproc.extract.layout.rows import Row, rows_of, says_any
from docproc.extract.layout.rules.several import Several
from docproc.extract.layout.several.letterheads import begins_letter
from docproc.extract.layout.several.page_numbers import printed_number
from docproc.letter import Doubt
from docproc.messages import mark
from docproc.page import Page
from docproc.rules import load

_PUT_RIGHT = mark("the pages lie in the wrong order; they were read in the order {order}")
_SEEM = mark("the pages seem to belong in the order {order}; they were read as they lie")
_AS_THEY_LIE = mark(
    "the pages seem to lie in the wrong order (page numbers as printed: {numbers}); they were read as they lie"
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with words: its printed number, and what is on it.

    head: a letterhead; opens: a line that stands only on the first page of a letter; foot: Nơi nhận; annex: the
    title of an annex; items: the numbers of its items.
    """

    page: Page
    number: int | None
    head: bool
    opens: bool
    foot: bool
    annex: bool
    items: tuple[int, ...]


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
    seeming = next(filter(_seems_right, (*_swapped(sheets), _by_number(sheets))), None)
    if seeming:
        return list(pages), [_doubt(_SEEM, order=_named(sheet.page.number for sheet in seeming))]
    return list(pages), [_doubt(_AS_THEY_LIE, numbers=_named(sheet.number or "–" for sheet in sheets))]


def _seems_right(sheets: Sequence[_Sheet]) -> bool:
    """Whether the sheets begin with a letterhead, if there is one, and nothing speaks against their order."""
    return bool(sheets) and sheets[0].head >= any(sheet.head for sheet in sheets) and _can_follow(sheets)


def _put_right(pages: Sequence[Page], sheets: Sequence[_Sheet]) -> tuple[list[Page], list[Doubt]]:
    order = [sheet.page.number for sheet in sheets]
    read = [sheet.page for sheet in sheets] + [page for page in pages if page.number not in order]
    return read, [_doubt(_PUT_RIGHT, order=_named(order))]


def _doubt(message: str, **details: str) -> Doubt:
    return Doubt(field="pages", code="page_order", message=message, details={**details})


def _named(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


def _sheet(page: Page, rows: list[Row]) -> _Sheet:
    rules = load(Several).order
    first = [row for row in rows[: rules.annex_rows] if len(row.text) <= rules.annex_letters]
    return _Sheet(
        page,
        printed_number(page),
        head=begins_letter(rows),
        opens=any(says_any(("addressed", "subject", "place_date"), row) for row in rows),
        foot=any(says_any(("recipients", "archive"), row) for row in rows),
        annex=any(rules.annex.regex.search(row.folded) for row in first),
        items=tuple(int(found[1]) for row in rows if (found := rules.item.regex.match(row.folded))),
    )


def _can_follow(sheets: Sequence[_Sheet]) -> bool:
    """Whether nothing speaks against the order of the sheets."""
    for before, after in pairwise(sheets):
        falls = before.number and after.number and 1 < after.number < before.number
        if falls and not (after.head or after.annex):
            return False
    later = next((n for n, sheet in enumerate(sheets) if sheet.head), 0)
    begins_inside = later > 0 and (sheets[0].number or 0) > 1
    return not (begins_inside or _ends_swapped(sheets) or any(_items_swapped(sheets)))


def _items_swapped(sheets: Sequence[_Sheet]) -> Iterator[bool]:
    """For each pair of sheets whether the items of the second go between those before and those of the first."""
    last = 0
    for before, after in pairwise(sheets):
        last = 0 if before.head or before.annex else last
        if before.items and after.items and not (after.head or after.annex):
            yield min(after.items) == last + 1 and max(after.items) + 1 == min(before.items)
        last = max(before.items, default=last)


def _swapped(sheets: Sequence[_Sheet]) -> Iterator[list[_Sheet]]:
    """The sheets with each pair of neighbours the other way round."""
    for n in range(len(sheets) - 1):
        yield [*sheets[:n], sheets[n + 1], sheets[n], *sheets[n + 2 :]]


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
