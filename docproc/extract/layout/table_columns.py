"""What the columns of a table are: by their headings, and by what stands in them where a heading was lost.

Grids come from scans: a streak of the scanner cuts a column in two, a stamp hides a heading. So a column
without a heading is looked at: days are deadlines, offices lead, crumbs belong to the column on their left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from docproc.extract.layout.rows import Row
from docproc.extract.layout.rules.assignment import Assignment
from docproc.language.normalise import fold
from docproc.page import Word
from docproc.rules import load

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: "no", "content", "detail", "lead" …, None where it says nothing.

    Neighbours of the same kind are one column that was cut. `both`: one column holds lead and partners.
    """

    kinds: tuple[str | None, ...]
    both: bool = False

    def has(self, *names: str) -> bool:
        return any(name in self.kinds for name in names)

    @property
    def assigning(self) -> bool:
        """Whether the table says who or when, not only what."""
        return self.has("lead", "deadline")

    def cells(self, row: Row) -> dict[str, list[Word]]:
        """The words of a row by the kind of their column, cells that were cut put together line by line."""
        parts: dict[str, list[Sequence[Word]]] = {}
        for kind, words in zip(self.kinds, row.line.cells, strict=True):
            if kind and words:
                parts.setdefault(kind, []).append(words)
        return {
            kind: _line_by_line(cells) if row.line.angle == 0 else [word for cell in cells for word in cell]
            for kind, cells in parts.items()
        }

    def carried(self, row: Row) -> set[str | None]:
        """The kinds of the columns in which the row belongs to a cell that began above."""
        return {self.kinds[index] for index in row.line.carried}


@dataclass(frozen=True, slots=True)
class Heading:
    """The row or two rows that head a table, up to `end`; no columns when the table assigns nothing."""

    columns: Columns | None
    end: int


def heading_at(rows: list[Row], at: int, first: bool) -> Heading | None:
    """The headings that begin with the row `at`; None when that row is none.

    Where the `first` ones of a table are looked for, a cell that is nothing but a heading and another that holds
    the words of one are enough; below them two cells, and half of all, must be headings and nothing else.
    """
    headings = _headings(rows[at])
    whole = sum(is_heading(heading) for heading in headings)
    if first:
        found = whole >= 1 and sum(kind_of_heading(heading) is not None for heading in headings) >= 2
    else:
        found = whole >= max(2, sum(map(bool, headings)) / 2)
    if not found:
        return None
    end = at + 1
    if end < len(rows) and _is_second(rows[end]):
        headings = [below or above for above, below in zip(headings, _headings(rows[end]), strict=True)]
        end += 1
    if end < len(rows) and is_numbering(rows[end]):
        end += 1
    return Heading(_columns(headings, rows[end:]), end)


def columns_by_content(rows: list[Row]) -> Columns | None:
    """The columns of a table without headings: only where one holds offices, one days and one what to do."""
    if len(rows) < load(Assignment).shapes.fewest_rows:
        return None
    columns = _columns([""] * len(rows[0].line.cells), rows)
    return columns if columns and columns.has("lead") and columns.has("deadline") else None


def columns_below(columns: Columns, above: list[Row], rows: list[Row]) -> Columns | None:
    """The columns of a table that goes on in another grid: each is what it lies below; None without places."""
    if len(above[-1].line.cells) == len(rows[0].line.cells):
        return columns
    if above[-1].line.angle or rows[0].line.angle:
        return None
    old, new = _spans(above), _spans(rows)
    kinds: list[str | None] = []
    for span in new:
        shares = [(_overlap(span, other), kind) for other, kind in zip(old, columns.kinds, strict=True)]
        best = max(shares, key=lambda share: share[0])
        kinds.append(best[1] if best[0] > -load(Assignment).shapes.beside else None)
    return Columns(tuple(kinds), columns.both) if "content" in kinds else None


def is_numbering(row: Row) -> bool:
    """Whether a row holds nothing but the numbers of the columns: (1) (2) (3)."""
    numbering = load(Assignment).rows.numbering.regex
    texts = [fold(text_of(cell)) for cell in row.line.cells if cell]
    return len(texts) >= 3 and all(numbering.match(text) for text in texts)


def text_of(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _headings(row: Row) -> list[str]:
    """The texts of the cells, folded, letters and blanks only; what is too long for a heading is none."""
    longest = load(Assignment).header.longest
    texts = ["".join(c if c.isalpha() else " " for c in fold(text_of(cell))) for cell in row.line.cells]
    return [heading if len(heading := " ".join(text.split())) <= longest else "" for text in texts]


@cache
def kind_of_heading(heading: str) -> str | None:
    """What a column with that heading (folded) is, `refusing` and `other` too; None if unknown."""
    best: tuple[float, str] | None = None
    rules = load(Assignment)
    fuzzy_from, similarity = rules.header.fuzzy_from, rules.header.similarity
    for kind, phrases in rules.columns:
        for phrase in phrases:
            score = 0.0
            if phrase == heading:
                return kind
            if f" {phrase} " in f" {heading} ":
                score = len(phrase)
            elif len(phrase) >= fuzzy_from and fuzz.ratio(phrase, heading) >= similarity:
                score = len(phrase) - 0.5
            if score and (best is None or score > best[0]):
                best = (score, kind)
    return best[1] if best else None


@cache
def is_heading(text: str) -> bool:
    """Whether a text (folded) is a heading and nothing else."""
    rules = load(Assignment)
    headings = (heading for _kind, phrases in rules.columns for heading in phrases)
    return any(bool(fuzz.ratio(heading, text) >= rules.header.similarity) for heading in headings)


def _is_second(row: Row) -> bool:
    texts = [heading for heading in _headings(row) if heading]
    return len(texts) >= 2 and all(kind_of_heading(text) for text in texts)


def _columns(headings: list[str], rows: list[Row]) -> Columns | None:
    """The columns below these headings, with what the rows say of those without a known one."""
    phrases = load(Assignment).header.both
    shared = [any(phrase in heading for phrase in phrases) for heading in headings]
    known = ["lead" if both else kind_of_heading(text) for text, both in zip(headings, shared, strict=True)]
    if "refusing" in known:
        return None
    kinds = _once(known)
    for index, kind in enumerate(known):
        if kind is None:
            kinds[index] = _kind_by_content(index, headings, kinds, rows)
    columns = Columns(tuple(kinds), any(shared))
    return columns if columns.has("content") and not _tells_of_the_past(columns, rows) else None


def _once(known: list[str | None]) -> list[str | None]:
    """Each kind at its first column only; further columns of contents are details, "other" says nothing.

    Who oversees leads where no column says who does it.
    """
    kinds: list[str | None] = []
    for kind in known:
        if kind == "overseer":
            kind = "other" if "lead" in known else "lead"
        if kind == "content" and kind in kinds:
            kind = "detail"
        repeated = kind in kinds and kind != "detail"
        kinds.append(None if repeated or kind == "other" else kind)
    return kinds


def _kind_by_content(index: int, headings: list[str], kinds: list[str | None], rows: list[Row]) -> str | None:
    """What a column without a known heading is, by its cells."""
    rules = load(Assignment).shapes
    texts = [text_of(row.line.cells[index]) for row in rows if row.line.cells[index]]
    if not texts:
        return None
    for kind, shape in (("no", rules.no), ("deadline", rules.deadline), ("lead", rules.lead)):
        shaped = sum(shape.regex.match(text) is not None for text in texts)
        possible = kind not in kinds and (index == 0) == (kind == "no")
        if possible and shaped >= max(2, rules.share * len(texts)):
            return kind
    if index and not headings[index] and kinds[index - 1] not in (None, "no") and _are_crumbs(index, rows):
        return kinds[index - 1]
    usual = sum(map(len, texts)) / len(texts)
    return "content" if "content" not in kinds and usual >= rules.content else None


def _are_crumbs(index: int, rows: list[Row]) -> bool:
    """Whether the cells of a column are what a line through the column on the left cut off."""
    rules = load(Assignment).shapes
    filled = [row for row in rows if row.line.cells[index]]
    small = sum(
        bool(row.line.cells[index - 1])
        and (len(text := text_of(row.line.cells[index])) <= rules.crumb or text[:1].islower())
        for row in filled
    )
    return bool(small >= rules.share * len(filled))


def _tells_of_the_past(columns: Columns, rows: list[Row]) -> bool:
    """Whether the column of times holds hours of a day (a programme) or what was done (a report)."""
    if not columns.has("deadline"):
        return False
    rules = load(Assignment).no_deadlines
    cells = [f"{fold(text_of(words))} " for row in rows if (words := columns.cells(row).get("deadline"))]
    other = sum(rules.cell.regex.match(cell) is not None for cell in cells)
    return bool(cells) and other >= rules.share * len(cells)


def _line_by_line(cells: list[Sequence[Word]]) -> list[Word]:
    """The words of cells side by side as one cell: lines from the top, in each from the left."""
    words = [word for cell in cells for word in cell]
    if len(cells) == 1 or not all(word.box for word in words):
        return words
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.y0 + word.box.y1 if word.box else 0.0):
        if lines and _on_a_line(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [word for line in lines for word in sorted(line, key=lambda word: word.box.x0 if word.box else 0.0)]


def _on_a_line(first: Word, word: Word) -> bool:
    """Whether two words stand side by side: lines are a height apart, words of one line less than 0.6 of it."""
    if first.box is None or word.box is None:
        return False
    apart = (word.box.y0 + word.box.y1 - first.box.y0 - first.box.y1) / 2
    return apart < 0.6 * max(first.box.height, word.box.height)


def _spans(rows: list[Row]) -> list[Span]:
    """The left and right edge of what stands in each column, in points; (0, 0) without places."""
    spans: list[Span] = []
    for index in range(len(rows[-1].line.cells)):
        same = [row for row in rows if len(row.line.cells) == len(rows[-1].line.cells)]
        boxes = [word.box for row in same for word in row.line.cells[index] if word.box]
        spans.append((min(b.x0 for b in boxes), max(b.x1 for b in boxes)) if boxes else (0.0, 0.0))
    return spans


def _overlap(span: Span, other: Span) -> float:
    """How far two spans lie over each other, in points; below 0 how far they lie apart."""
    return min(span[1], other[1]) - max(span[0], other[0])
