"""Printed lines of the whole letter in reading order, with what the zones need to know of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.extract.layout.rules.zones import Landmark, ZoneRules
from docproc.language.normalise import fold
from docproc.letter import Evidence
from docproc.page import Box, Line, Origin, Page, Word
from docproc.rules import Expression, Expressions, load

# The longest paragraph without a line break met in 3,000 paragraphs of laws has 2,500 letters, the longest word,
# a row of dots, 170. What is longer is cut: work on a line or a word grows with the square of its length.
_LONG_LINE, _LONGEST_LINE, _LONGEST_WORD = 2_600, 3_000, 250


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its page (from 1), its words, and whether white space stands above it."""

    page: int
    line: Line
    text: str
    folded: str
    box: Box | None
    gap: bool
    page_width: float

    def indent(self, left: float) -> float:
        """How far right of `left` the row begins, in points; 0 without boxes."""
        return self.box.x0 - left if self.box else 0.0


@cache
def pattern(name: Landmark) -> re.Pattern[str]:
    """The expression of a landmark (models/zones.toml); it is searched in folded text."""
    expression: Expression | Expressions = getattr(load(ZoneRules).landmarks, name)
    return expression.regex


def says(name: Landmark, row: Row) -> bool:
    """Whether the row is the landmark of that name."""
    return pattern(name).search(row.folded) is not None


def says_any(names: Iterable[Landmark], row: Row) -> bool:
    """Whether the row is one of these landmarks."""
    return any(says(name, row) for name in names)


def make_row(page: Page, line: Line, gap: bool) -> Row:
    text = " ".join(line.text.split())
    return Row(page.number, line, text, fold(text), line.box, gap, page.width)


def without_edge_dirt(row: Row) -> Row:
    """The row without specks and unsure words at its beginning: a stamp beside a line joins it."""
    limit = load(ClearPrint).edge_word
    words = row.line.words
    start = 0
    while start < len(words) and (
        words[start].confidence < limit or not any(c.isalnum() for c in words[start].text)
    ):
        start += 1
    return row if start in (0, len(words)) else part_of(row, start, len(words))


def part_of(row: Row, start: int, end: int) -> Row:
    """The row of the words from `start` to before `end`."""
    line = Line(row.line.words[start:end])
    text = " ".join(line.text.split())
    return replace(row, line=line, text=text, folded=fold(text), box=line.box)


def words_between(row: Row, start: int, end: int) -> list[Word]:
    """The words of a row that stand between two places of its text."""
    found, at = list[Word](), 0
    for word in row.line.words:
        length = len(" ".join(word.text.split()))
        if at < end and at + length > start:
            found.append(word)
        at += length + bool(length)
    return found


def joined(row: Row, other: Row) -> Row:
    """One row of two that stand side by side, `row` left of `other`."""
    line = Line(row.line.words + other.line.words)
    text = " ".join(line.text.split())
    return replace(row, line=line, text=text, folded=fold(text), box=line.box)


def rows_of(pages: list[Page]) -> list[Row]:
    """All lines that hold words, in order. `gap` is set after a blank line or a wide vertical space."""
    rows: list[Row] = []
    for page in pages:
        blank, last = False, None
        for line in chain.from_iterable(map(_printed, page.lines)):
            if not line.words:
                blank = True
                continue
            box = line.box
            wide = bool(box and last and (box.y0 - last.y1 > 0.9 * last.height or box.y0 < last.y0 - last.height))
            rows.append(make_row(page, line, gap=blank or wide))
            blank, last = False, box
    return rows


def _printed(line: Line) -> list[Line]:
    """The line, in parts where it is longer than any in a letter, and so its words."""
    if line.cells or sum(len(word.text) for word in line.words) <= _LONGEST_WORD:
        return [line]
    words = [part for word in line.words for part in _word_parts(word)]
    lines: list[list[Word]] = [[]]
    length = 0
    for word in words:
        ended = length > _LONG_LINE and lines[-1][-1].text.endswith((";", ".", ","))
        if ended or length > _LONGEST_LINE:
            lines.append([])
            length = 0
        lines[-1].append(word)
        length += len(word.text) + 1
    return [replace(line, words=tuple(part)) for part in lines]


def _word_parts(word: Word) -> list[Word]:
    starts = range(0, len(word.text), _LONGEST_WORD) if len(word.text) > _LONGEST_WORD else ()
    return [replace(word, text=word.text[at : at + _LONGEST_WORD]) for at in starts] or [word]


def rows_of_looks(pages: list[Page], region: str) -> list[list[Row]]:
    """The rows of each second reading of a region, over all pages."""
    return [
        [make_row(page, line, gap=False) for line in look.lines if line.words]
        for page in pages
        for look in page.looks
        if look.region == region
    ]


def is_wide(row: Row) -> bool:
    """Whether a row takes so much of the width of its page as only text does; False without places."""
    return row.box is not None and row.box.width > load(ZoneRules).wide * row.page_width


def is_certain(rows: Iterable[Row]) -> bool:
    """Whether all words are those of a text layer or a text file as it is: no reader had to make them out."""
    words = [word for row in rows for word in row.line.words]
    return all(word.confidence >= 1 and not word.repaired and not word.alternatives for word in words)


def is_clear(words: Sequence[Word]) -> bool:
    """Whether every word was read so surely that it is not taken for another by its likeness alone."""
    limit = load(ClearPrint).word
    return all(word.confidence >= limit and not word.alternatives for word in words)


def is_sure(evidence: Sequence[Evidence]) -> bool:
    """The same of the place that a value was read from; False without one."""
    return bool(evidence) and all(place.confidence >= 1 for place in evidence)


def is_upper(text: str) -> bool:
    """Whether a text is printed IN HOA: at least three letters, nearly all of them capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def evidence_of(rows: list[Row]) -> list[Evidence]:
    """Where the rows stand, one piece of evidence a row."""
    return [
        Evidence(
            page=row.page,
            box=tuple(round(v, 1) for v in row.box) if row.box else None,
            text=row.text,
            confidence=round(row.line.confidence, 3),
            origin=origin_of(row.line.words),
        )
        for row in rows
    ]


def origin_of(words: Sequence[Word]) -> Origin:
    """Where words stand in their file: the page, or what was put over it where one of them comes from there."""
    return next((word.origin for word in words if word.origin != "page"), "page")
