"""The body as paragraphs and items with their levels, in one text with a way back to the words on the page.

Lines are joined: a line that begins no item and no paragraph goes on with the one above, over page breaks
too (domain notes 2.1).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from docproc.extract.layout.rows import Row, is_upper, is_wide, origin_of, says
from docproc.extract.layout.rules.assignment import Assignment
from docproc.extract.layout.rules.blocks import Blocks, MarkerRule
from docproc.extract.layout.rules.task_words import TaskWords
from docproc.language.normalise import fold
from docproc.letter import Evidence
from docproc.page import Word, union
from docproc.rules import load

PARAGRAPH_RANK = 9
HEADING_RANK = 1
_SENTENCE_END = re.compile(r"[.:;?!][)\"”’]?\W{0,2}$")
_SYMBOL_BREAK = re.compile(r"[0-9A-Za-zĐ]/?-$|/$")


@dataclass(frozen=True, slots=True)
class Marker:
    """What begins an item: `1.`, `a)`, `-`, `Điều 2.`; `length` counts the characters it takes in the line."""

    kind: str
    rank: int
    text: str
    length: int


def marker_of(text: str) -> Marker | None:
    """The marker at the start of a printed line, None when it begins no item."""
    for kind, rule in _markers():
        match = rule.regex.match(text)
        if match:
            return Marker(kind, rule.rank, match["marker"].strip(), match.end())
    return None


@cache
def _markers() -> tuple[tuple[str, MarkerRule], ...]:
    return tuple(load(Blocks).marker)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an item. `start` and `end` are offsets into the text of the body, without the marker."""

    kind: str
    rank: int
    marker: str
    start: int
    end: int
    page: int
    parent: int | None
    upper: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The text of the body, its blocks in order, and every word with its offset and page."""

    text: str
    blocks: tuple[Block, ...]
    _starts: tuple[int, ...]
    _words: tuple[tuple[int, Word], ...]
    # The blocks right below each; how many blocks that are no paragraphs stand before each.
    _below: Mapping[int | None, tuple[int, ...]] = field(default_factory=dict)
    _listed: tuple[int, ...] = (0,)

    def children(self, parent: int | None) -> tuple[int, ...]:
        """The blocks right below a block, those without a parent for None, in order."""
        return self._below.get(parent, ())

    def only_paragraphs(self, start: int, end: int) -> bool:
        """Whether all blocks from `start` to before `end` are paragraphs."""
        return start >= end or self._listed[start] == self._listed[end]

    def text_of(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def page_at(self, offset: int) -> int:
        """The page (from 1) on which the character stands."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        return self._words[index][0] if self._words else 1

    def words_between(self, start: int, end: int) -> list[tuple[int, Word]]:
        """The words that begin between two offsets, each with its page (from 1)."""
        return list(self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def evidence(self, start: int, end: int) -> list[Evidence]:
        """The words between two offsets as read, one piece of evidence a page."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        pages: dict[int, list[Word]] = {}
        for page, word in self._words[first:last]:
            pages.setdefault(page, []).append(word)
        return [_evidence(page, words) for page, words in pages.items()]


def _evidence(page: int, words: list[Word]) -> Evidence:
    box = union([w.box for w in words if w.box])
    return Evidence(
        page=page,
        box=(round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1)) if box else None,
        text=" ".join(w.text for w in words),
        confidence=round(sum(w.confidence for w in words) / len(words), 3),
        origin=origin_of(words),
    )


def build_body(rows: list[Row]) -> Body:
    """Join the rows to blocks. The text holds one block a line, each without its marker."""
    writer = _Writer()
    left = _left_edges(rows)
    usual = _usual_width(rows)
    above: Row | None = None
    for row in rows:
        marker = marker_of(row.text) or (_bare_number(row, above) if above else None)
        speck = marker is not None and above is not None and _is_speck(row, marker, above)
        if above is None or (not speck and (marker or _begins_paragraph(row, above, left, usual))):
            writer.begin(row, marker)
        writer.add(row, marker.length if marker else 0)
        above = row
    return writer.body()


def _bare_number(row: Row, above: Row) -> Marker | None:
    """The number of an item whose point was not read: before a capital, below a heading or an ended line."""
    match = load(Blocks).paragraph.bare_number.regex.match(row.text)
    if match is None or not row.text[match.end() :][:1].isupper():
        return None
    heading = marker_of(above.text)
    if not _SENTENCE_END.search(above.text) and (heading is None or heading.rank > HEADING_RANK):
        return None
    return Marker("number", load(Blocks).marker.number.rank, match["marker"], match.end())


def _is_speck(row: Row, marker: Marker, above: Row) -> bool:
    """A dash before a small letter, below a line that has not ended, is dirt: bullets begin with a capital."""
    rest = row.text[marker.length :]
    return marker.kind == "dash" and rest[:1].islower() and not _SENTENCE_END.search(above.text)


def _left_edges(rows: list[Row]) -> dict[int, float]:
    """For each page where its text begins on the left, in points: the leftmost of the wide rows."""
    edges: dict[int, list[float]] = {}
    for row in rows:
        if row.box and is_wide(row):
            edges.setdefault(row.page, []).append(row.box.x0)
    return {page: sorted(xs)[len(xs) // 8] for page, xs in edges.items()}


def _usual_width(rows: list[Row]) -> float:
    """How long a full line is, in points or, without boxes, in characters."""
    widths = sorted(map(_reach, rows))
    return widths[int(0.8 * len(widths))] if widths else 0.0


def _begins_paragraph(row: Row, above: Row, left: dict[int, float], usual: float) -> bool:
    """Whether a row without a marker begins a paragraph rather than going on with the one above."""
    rules = load(Blocks).paragraph
    starts_capital = row.text[:1].isupper() or row.text[:1] in "“\"'("
    ended = bool(_SENTENCE_END.search(above.text))
    if not row.box and _begins_without_place(row, above, starts_capital or ended):
        return True
    if _begins_by_its_words(row, ended):
        return True
    if not starts_capital:
        return False
    if is_upper(row.text) != is_upper(above.text) and (ended or row.gap or is_upper(above.text)):
        return True
    indented = row.page in left and row.indent(left[row.page]) > rules.indent
    if not ended:
        return _begins_below_a_title(row, above, indented, usual)
    if row.box and row.page in left:
        above_indented = above.indent(left.get(above.page, left[row.page])) > rules.indent
        if indented and (not above_indented or row.gap):
            return True
        if indented and above.box and marker_of(above.text) is None:
            return row.box.x0 - above.box.x0 > -rules.indent
    if above.text.rstrip().endswith(":") or row.gap:
        return True
    return _reach(above) < rules.short * usual


def _begins_below_a_title(row: Row, above: Row, indented: bool, usual: float) -> bool:
    """Whether a row begins a paragraph although no full stop ends the one above: that one is no full line."""
    rules, reach = load(Blocks).paragraph, _reach(above)
    if indented and reach < rules.short * usual and not _wants_more(above):
        return True
    heads = marker_of(above.text) is not None and _opens_with_verb(row)
    return reach < (rules.stub_heading if heads else rules.stub) * usual


def _reach(row: Row) -> float:
    """How far right a row reaches, in points or, without a box, in characters."""
    return row.box.x1 if row.box else float(len(row.text))


def _wants_more(row: Row) -> bool:
    """Whether a line surely goes on in the next: it ends with a comma, or is a bare marker ("Chương I")."""
    marker = marker_of(row.text)
    return row.text.rstrip().endswith(",") or (marker is not None and not row.text[marker.length :].strip())


def _begins_by_its_words(row: Row, ended: bool) -> bool:
    """A basis below an ended line; a label of the line form ("Cơ quan chủ trì: …"), wherever it stands."""
    if not row.text[:1].isupper():
        return False
    labels = load(Assignment).labels
    return (ended and says("basis", row)) or any(label.regex.match(row.folded) for _kind, label in labels)


def _begins_without_place(row: Row, above: Row, free: bool) -> bool:
    """In plain text: by its first words, or because the text was never broken into printed lines."""
    rules = load(Blocks).paragraph
    unbroken = len(above.text) > rules.longest_printed_line
    return bool(rules.openers.regex.match(row.text)) or (unbroken and free)


def _opens_with_verb(row: Row) -> bool:
    """Whether a line begins with what is to be done: below "3. Phòng Y tế" the text of that item begins."""
    return any(row.folded.startswith(f"{verb} ") for verb in _verbs())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(fold(verb) for verb in load(TaskWords).verbs if " " in verb)


class _Writer:
    """Collects rows into the text of a body; the one place where offsets are counted."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.words: list[tuple[int, int, Word]] = []
        self.begun: list[tuple[Row, Marker | None, int]] = []
        self.ends: list[int] = []
        self.number: Marker | None = None

    def begin(self, row: Row, marker: Marker | None) -> None:
        if self.begun:
            self.ends.append(self.length)
            self._write("\n")
        marker = self._counted_on(row, marker)
        if marker and marker.kind == "number":
            self.number = marker
        self.begun.append((row, marker, self.length))

    def _counted_on(self, row: Row, marker: Marker | None) -> Marker | None:
        """The marker, an "11." below the item 10 as its number: elsewhere it is a II that OCR misread."""
        if marker is None or marker.kind != "roman" or marker.text[:2] != "11" or is_upper(row.text):
            return marker
        if self.number is None or re.match(r"10\b", self.number.text) is None:
            return marker
        return Marker("number", self.number.rank, marker.text, marker.length)

    def add(self, row: Row, skip: int) -> None:
        """Write the words of a row after its first `skip` characters."""
        offset = 0
        for word in row.line.words:
            at = row.text.find(word.text, offset)
            offset = at + len(word.text)
            text = word.text[max(0, skip - at) :] if at < skip else word.text
            if not text.strip():
                continue
            self._blank()
            self.words.append((self.length, row.page, word))
            self._write(text)

    def _blank(self) -> None:
        """A blank before the next word, none at the start of a block or inside a symbol cut by the line end."""
        tail = self.parts[-1] if self.parts else "\n"
        if tail != "\n" and not self._inside_symbol(tail):
            self._write(" ")

    def _inside_symbol(self, tail: str) -> bool:
        return bool(_SYMBOL_BREAK.search(tail)) and len(tail) > 2 and any(c.isupper() for c in tail)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def body(self) -> Body:
        if self.begun:
            self.ends.append(self.length)
        blocks: list[Block] = []
        latest: dict[int, int] = {}
        text = "".join(self.parts)
        for (row, marker, start), end in zip(self.begun, self.ends, strict=True):
            upper = is_upper(text[start:end])
            rank = marker.rank if marker else HEADING_RANK if upper else PARAGRAPH_RANK
            kind = marker.kind if marker else "heading" if upper else "paragraph"
            parent = _parent(latest, rank)
            latest[rank] = len(blocks)
            blocks.append(Block(kind, rank, marker.text if marker else "", start, end, row.page, parent, upper))
        starts = tuple(start for start, _, _ in self.words)
        words = tuple((page, word) for _, page, word in self.words)
        listed = accumulate((block.rank != PARAGRAPH_RANK for block in blocks), initial=0)
        return Body(text, tuple(blocks), starts, words, _children(blocks), tuple(listed))


def _children(blocks: list[Block]) -> dict[int | None, tuple[int, ...]]:
    below: dict[int | None, list[int]] = {}
    for index, block in enumerate(blocks):
        below.setdefault(block.parent, []).append(index)
    return {parent: tuple(children) for parent, children in below.items()}


def _parent(latest: dict[int, int], rank: int) -> int | None:
    """The nearest block above that ranks higher, of the `latest` of each rank; paragraphs hold no items."""
    higher = (at for above, at in latest.items() if above < rank and above != PARAGRAPH_RANK)
    return max(higher, default=None)
