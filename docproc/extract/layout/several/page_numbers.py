"""The number that is printed on a page."""

from __future__ import annotations

from docproc.extract.layout.rules.several import Several
from docproc.language.normalise import fold
from docproc.numerals import whole_number
from docproc.page import Line, Page
from docproc.rules import load


def printed_number(page: Page) -> int | None:
    """The number in the top or bottom margin of a page (Nghị định 30/2020, Phụ lục I); None without one."""
    return next((number for line in _margins(page) if (number := _number(line)) is not None), None)


def lines_without_number(page: Page) -> list[Line]:
    """The lines of a page that hold words, but for its printed number."""
    margins = _margins(page)
    return [line for line in page.lines if line.words and not (line in margins and _number(line) is not None)]


def _margins(page: Page) -> list[Line]:
    """The first and the last line with words."""
    lines = [line for line in page.lines if line.words]
    return lines[:1] + lines[-1:]


def _number(line: Line) -> int | None:
    found = load(Several).order.page_number.regex.match(fold(" ".join(line.text.split())))
    return whole_number(found[1]) if found else None
