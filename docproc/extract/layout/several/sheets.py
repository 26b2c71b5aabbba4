"""The pages of a file as they are to be read, and which of them each of its letters has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docproc.extract.layout.several.belonging import Belongs
from docproc.extract.layout.several.copies import without_copies
from docproc.extract.layout.several.order import in_order
from docproc.letter import Doubt, Letter
from docproc.page import Page

_ATTACHMENT = re.compile(r"attachments\[(\d+)\]")


def sheets_of(pages: Sequence[Page]) -> tuple[list[Page], list[Doubt]]:
    """The pages to be read, each once and in order, and what of that rests on a judgement."""
    if len(pages) < 2:
        return list(pages), []
    once, copy_doubts = without_copies(pages)
    sheets, order_doubts = in_order(once)
    return sheets, copy_doubts + order_doubts


def pages_of_letters(pages: Sequence[Page], letter: Letter) -> list[list[int]]:
    """The page numbers of each letter of a file, in the order in which they are read; one list for one letter.

    `letter` is what letter_from_pages made of the pages. Attachments, and letters of which it is not certain that
    they are none, go with the letter before them; blank pages and further scans of a page with the page before.
    """
    read = [page.number for page in sheets_of(pages)[0]]
    begins = _begins(letter)
    order = read if read != sorted(read) else [page.number for page in pages]
    letters: list[list[int]] = [[]]
    for number in order:
        if number in begins and letters != [[]]:
            letters.append([])
        letters[-1].append(number)
    for number in sorted({page.number for page in pages} - set(order)):
        before = next((one for one in letters if number - 1 in one), letters[-1])
        before.insert(before.index(number - 1) + 1 if number - 1 in before else len(before), number)
    return letters


def _begins(letter: Letter) -> set[int]:
    """The first pages of the letters that are no attachments."""
    return {
        letter.attachments[int(found[1])].first_page
        for doubt in letter.doubts
        if doubt.code == Belongs.ANOTHER.value and (found := _ATTACHMENT.fullmatch(doubt.field))
    }
