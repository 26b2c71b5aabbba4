"""What the reader of handwriting saw in number and date (`Look` of the region `written`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.extract.layout.rows import Row
from docproc.numerals import whole_number


@dataclass(frozen=True, slots=True)
class Written:
    """The letter's number and date where something in them is written by hand; None for what is unreadable."""

    number: str | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    rows: tuple[Row, ...] = ()

    @property
    def fields(self) -> list[str]:
        """The fields of the header that are written by hand, in whole or in part."""
        dated = any((self.day, self.month, self.year))
        return ["number"] * (self.number is not None) + ["issue_date"] * dated


def written_figures(rows: Sequence[Row]) -> Written:
    """Number and date from rows such as `Số: 1645` and `ngày 17 tháng 10 năm 2017`."""
    text = " ".join(row.text for row in rows)
    number = re.search(r"Số: (\w+)", text)
    day, month, year = (_after(word, text) for word in ("ngày", "tháng", "năm"))
    return Written(number[1] if number else None, day, month, year, tuple(rows))


def _after(word: str, text: str) -> int | None:
    found = re.search(rf"{word} (\d+)\b", text)
    return whole_number(found[1]) if found else None
