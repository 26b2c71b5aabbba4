"""Where letters begin: each page that begins with a letterhead begins one.

A công điện often comes with the công văn that passes it on, a letter with the one it answers. Annexes have no
letterhead and stay with the letter before them (Nghị định 30/2020, Phụ lục I: only a document has boxes 1 to 4).
"""

from __future__ import annotations

from itertools import groupby

from docproc.extract.layout.rows import Row, says
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.rules import load


def letters_of(rows: list[Row]) -> list[list[Row]]:
    """The rows of each letter of a file, in order; the first holds the pages before any second letterhead."""
    letters: list[list[Row]] = []
    for _page, on_page in groupby(rows, key=lambda row: row.page):
        page = list(on_page)
        if letters and not begins_letter(page):
            letters[-1] += page
        else:
            letters.append(page)
    return letters


def begins_letter(page: list[Row]) -> bool:
    """Whether the rows of a page begin a letter: at the top the motto of the state or the Party, with a number or
    a place and date.
    """
    top = page[: load(ZoneRules).letterhead_rows]
    motto = any(says("motto", row) for row in top)
    dated = any(says("place_date", row) for row in top)
    numbered = any(says("number", row) for row in top)
    return (motto and (dated or numbered)) or (dated and numbered)
