"""Plain text in which both columns of the head or of the foot came on one line, put apart again.

Text made by OCR in reading order joins box 3 with box 4, and the list of recipients with the signature
block (domain notes 1.2). With boxes the reading room has done this.
"""

from __future__ import annotations

import re
from functools import cache

from docproc.extract.layout.rows import Row, is_upper, pattern, says
from docproc.extract.layout.rules.columns import Columns
from docproc.language.normalise import fold
from docproc.page import Line, Word
from docproc.rules import load


@cache
def _cuts() -> list[re.Pattern[str]]:
    rules = load(Columns)
    return [
        rules.number_and_place.regex,
        *rules.office_and_motto.regexes,
        *rules.recipients_and_authority.regexes,
    ]


def rows_apart(rows: list[Row]) -> list[Row]:
    """The rows with joined columns cut, left parts before right parts within the head and within the foot."""
    if any(row.box for row in rows):
        return rows
    foot = next((i for i, row in enumerate(rows) if pattern("recipients").search(row.folded)), len(rows))
    head_end = next((i for i, row in enumerate(rows) if pattern("addressed").search(row.folded)), min(15, foot))
    return _apart(rows[:head_end], foot=False) + rows[head_end:foot] + _apart(rows[foot:], foot=True)


def _apart(rows: list[Row], foot: bool) -> list[Row]:
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        at = _cut(row, foot and not right_only(left, right))
        if at is None:
            (right if right and foot and _stands_right(row) else left).append(row)
            continue
        left.append(_part(row, row.text[:at]))
        right.append(_part(row, row.text[at:]))
    return left + right


def right_only(left: list[Row], right: list[Row]) -> bool:
    """Whether the list of recipients has ended, so that what follows belongs to the signature."""
    return bool(left) and bool(right) and says("archived", left[-1])


def _stands_right(row: Row) -> bool:
    return not row.text.lstrip().startswith(("-", "+", "–"))


def _cut(row: Row, foot: bool) -> int | None:
    for cut in _cuts():
        match = cut.search(row.folded)
        if match:
            return match.start("right")
    if not foot:
        return None
    match = re.match(r"^\W*-.*[;.,]\s+(?P<right>\S.*)$", row.text)
    if not match or not is_upper(match["right"]):
        return None
    right = fold(match["right"])
    return (
        match.start("right") if pattern("position").search(right) or pattern("authority").search(right) else None
    )


def _part(row: Row, text: str) -> Row:
    text = text.strip()
    line = Line(tuple(Word(w) for w in text.split()))
    return Row(row.page, line, text, fold(text), None, row.gap, row.page_width)
