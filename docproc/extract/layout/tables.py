"""Assignment tables among the rows of a letter: which columns they have and what each task row says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from docproc.extract.layout.rows import Row
from docproc.language.normalise import fold
from docproc.page import Word
from docproc.resources import load_rules

PlacedWord = tuple[int, Word]


@dataclass(slots=True)
class Record:
    """A task row: for each kind of column (content, lead …) its words with their pages (from 1).

    `heir` tells that `lead` was taken over from the heading of its group.
    """

    cells: dict[str, list[PlacedWord]] = field(default_factory=dict)
    heir: bool = False

    def text(self, name: str) -> str:
        return " ".join(word.text for _, word in self.cells.get(name, []))


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of an assignment table are: name → index; `both` when lead and partners share one."""

    places: dict[str, int]
    both: bool

    def kind_of(self, index: int) -> str | None:
        return next((name for name, place in self.places.items() if place == index), None)


def without_tables(rows: list[Row]) -> list[Row]:
    """The rows that are no rows of a ruled table."""
    return [row for row in rows if not row.line.cells]


def assignment_records(rows: list[Row]) -> list[tuple[Columns, list[Record]]]:
    """The assignment tables among the rows of a letter, each with its task rows.

    A table that goes on over a page end is one table.
    """
    found: list[tuple[Columns, list[Record]]] = []
    open_width: int | None = None
    for part in _parts(rows):
        columns, start = _header(part.rows)
        width = len(part.rows[0].line.cells)
        if columns is None and part.goes_on and found and width == open_width:
            _read_rows(part.rows, found[-1][0], found[-1][1])
            continue
        open_width = None
        if columns is not None and not _is_agenda(part.rows[start:], columns):
            records: list[Record] = []
            _read_rows(part.rows[start:], columns, records)
            found.append((columns, records))
            open_width = width
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a table on one page; `goes_on` when it may continue the part on the page before."""

    rows: list[Row]
    goes_on: bool


def _parts(rows: list[Row]) -> list[_Part]:
    rules = load_rules("assignment")["rows"]
    parts: list[_Part] = []
    between: list[Row] = []
    for row in rows:
        if not row.line.cells:
            between.append(row)
            continue
        last = parts[-1].rows[-1] if parts else None
        same = last is not None and not between and last.page == row.page
        if same and len(row.line.cells) == len(parts[-1].rows[0].line.cells):
            parts[-1].rows.append(row)
        else:
            short = all(sum(c.isalpha() for c in r.text) <= rules["between_letters"] for r in between)
            near = last is not None and row.page != last.page
            parts.append(_Part([row], near and short and len(between) <= rules["between"]))
        between = []
    return parts


def _heading(text: str) -> str:
    letters = "".join(c if c.isalpha() else " " for c in fold(text))
    return " ".join(letters.split())


@cache
def _column_kind(heading: str) -> str | None:
    """What a column with that heading (folded) is, `refusing` and `other` too; None if unknown."""
    best: tuple[float, str] | None = None
    rules = load_rules("assignment")
    fuzzy_from, similarity = rules["header"]["fuzzy_from"], rules["header"]["similarity"]
    for kind, phrases in rules["columns"].items():
        for phrase in phrases:
            score = 0.0
            if f" {phrase} " in f" {heading} ":
                score = len(phrase)
            elif len(phrase) >= fuzzy_from and fuzz.ratio(phrase, heading) >= similarity:
                score = len(phrase) - 0.5
            if score and (best is None or score > best[0]):
                best = (score, kind)
    return best[1] if best else None


def _header(rows: list[Row]) -> tuple[Columns | None, int]:
    """The columns of an assignment table and the index of its first row of content; None for other tables."""
    rules = load_rules("assignment")
    for number, row in enumerate(rows[: rules["header"]["rows"]]):
        headings = [_heading(" ".join(w.text for w in cell)) for cell in row.line.cells]
        if sum(_column_kind(h) is not None for h in headings) < 2:
            continue
        start = number + 1
        if start < len(rows) and _is_second_heading(rows[start]):
            under = [_heading(" ".join(w.text for w in cell)) for cell in rows[start].line.cells]
            headings = [below or above for above, below in zip(headings, under, strict=True)]
            start += 1
        if start < len(rows) and _is_numbering(rows[start]):
            start += 1
        return _columns(headings), start
    return None, 0


def _columns(headings: list[str]) -> Columns | None:
    rules = load_rules("assignment")
    places: dict[str, int] = {}
    both = False
    for index, heading in enumerate(headings):
        kind = _column_kind(heading)
        if kind == "refusing":
            return None
        shared = any(phrase in heading for phrase in rules["header"]["both"])
        both = both or shared
        name = "lead" if shared else kind
        if name and name != "other":
            places.setdefault(name, index)
    if "content" in places and ("lead" in places or "deadline" in places):
        return Columns(places, both)
    return None


def _is_second_heading(row: Row) -> bool:
    texts = [_heading(" ".join(w.text for w in cell)) for cell in row.line.cells if cell]
    return len(texts) >= 2 and all(_column_kind(text) for text in texts)


def _is_numbering(row: Row) -> bool:
    pattern = re.compile(load_rules("assignment")["rows"]["numbering"])
    texts = [fold(" ".join(w.text for w in cell)) for cell in row.line.cells if cell]
    return len(texts) >= 3 and all(pattern.match(text) for text in texts)


def _is_agenda(rows: list[Row], columns: Columns) -> bool:
    """Whether the column of times holds hours of a day: a programme, no assignment."""
    place = columns.places.get("deadline")
    rules = load_rules("assignment")["agenda"]
    if place is None:
        return False
    cells = [fold(" ".join(w.text for w in row.line.cells[place])) for row in rows if row.line.cells[place]]
    hours = sum(re.match(rules["hours"], f"{cell} ") is not None for cell in cells)
    return bool(cells) and hours >= rules["share"] * len(cells)


def _read_rows(rows: list[Row], columns: Columns, records: list[Record]) -> None:
    """Add the task rows of one part of a table; `records` holds those of the parts before."""
    leader: list[PlacedWord] = []
    for number, row in enumerate(rows):
        cells = _named_cells(row, columns)
        if _is_numbering(row) or _header([row])[0] is not None:
            continue
        if _is_group(row, cells, columns):
            leader = cells.get("lead") or _group_text(cells, row)
            continue
        carried = {columns.kind_of(index) for index in row.line.carried}
        cut = number == 0 and "no" in columns.places and not cells.get("no")
        if records and ("content" in carried or (cut and "no" not in carried)):
            _join(records[-1], cells)
            continue
        if not cells.get("content"):
            continue
        record = Record(cells)
        if records:
            for name in carried & {"lead", "coordinate", "deadline", "product"}:
                if name and not cells.get(name) and name in records[-1].cells:
                    record.cells[name] = records[-1].cells[name]
        if not record.cells.get("lead") and leader:
            record.cells["lead"], record.heir = leader, True
        records.append(record)


def _named_cells(row: Row, columns: Columns) -> dict[str, list[PlacedWord]]:
    return {
        name: [(row.page, word) for word in row.line.cells[place]]
        for name, place in columns.places.items()
        if row.line.cells[place]
    }


def _is_group(row: Row, cells: dict[str, list[PlacedWord]], columns: Columns) -> bool:
    """Whether a row heads a group: numbered I, II, A … or nothing but a text over the whole width."""
    rules = load_rules("assignment")["rows"]
    number = fold(" ".join(w.text for _, w in cells.get("no", [])))
    filled = [cell for cell in row.line.cells if cell]
    if number and re.match(rules["group"], number):
        return "deadline" not in cells
    if len(filled) != 1 or row.line.carried:
        return False
    text = " ".join(word.text for word in filled[0])
    spans = not cells.get("content") and sum(c.isalpha() for c in text) > 3
    return spans or re.match(rules["group_text"], text) is not None


def _group_text(cells: dict[str, list[PlacedWord]], row: Row) -> list[PlacedWord]:
    """The text of a group heading, which may be the name of an office; without its number."""
    words = cells.get("content") or [(row.page, w) for cell in row.line.cells for w in cell]
    pattern = load_rules("assignment")["rows"]["group"]
    return words[1:] if words and re.match(pattern, fold(words[0][1].text)) else words


def _join(record: Record, cells: dict[str, list[PlacedWord]]) -> None:
    """Put the rest of a row that a page end or a merged cell cut to its beginning."""
    for name, words in cells.items():
        if name != "no":
            record.cells[name] = [*record.cells.get(name, []), *words]
