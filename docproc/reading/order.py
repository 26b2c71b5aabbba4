"""Lines in the order a person reads them: letterhead left then right, text, foot left then right.

The head and the foot of an official letter have two columns (Nghị định 30/2020, Phụ lục I: boxes 2, 3, 5b
beside 1, 4; box 9b beside 7a-7c). OCR puts both columns on one line or mixes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.language.normalise import fold
from docproc.page import Box, Line, Word, union
from docproc.reading.rules.reading import Landmark, ReadingRules
from docproc.rules import load


def _anchor(name: Landmark) -> re.Pattern[str]:
    return load(ReadingRules).anchors.regex(name)


def is_anchor(name: Landmark, text: str) -> bool:
    """Whether the text is the landmark of that name in models/reading.toml (`motto`, `addressed` …)."""
    return _anchor(name).search(fold(text)) is not None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or the part of one that stands in one column; with its box and the line it was cut from."""

    line: Line
    box: Box
    source: int

    @property
    def text(self) -> str:
        return self.line.text


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines of one page, those with two columns split, in reading order.

    Lines without boxes (plain text) come back as they are.
    """
    pieces = [
        _Piece(part, box, number)
        for number, line in enumerate(lines)
        for part in split_at_gaps(line)
        if (box := part.box) is not None
    ]
    if not pieces:
        return lines
    return _joined(_order_foot(_order_head(_with_whole_dates(pieces))))


def _with_whole_dates(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces, those of a date line put together: where day and month were put in, blanks are left round them
    ("Bản Mây, ngày   21   tháng 02 năm 2025"), and a little higher or lower print parts the line too.
    """
    for start in pieces:
        if not _anchor("date_begins").search(fold(start.text)) or is_anchor("place_date", start.text):
            continue
        row = [start]
        for piece in sorted((p for p in pieces if p.box.x0 > start.box.x0), key=lambda p: p.box.x0):
            if _is_level(piece.box, start.box):
                row.append(piece)
        for count in range(2, len(row) + 1):
            words = tuple(word for piece in row[:count] for word in piece.line.words)
            line = Line(words)
            if is_anchor("place_date", line.text) and _is_filled_in(words) and (box := line.box):
                whole = _Piece(line, box, start.source)
                return [whole if p is start else p for p in pieces if p is start or p not in row[:count]]
    return pieces


def _is_filled_in(words: Sequence[Word]) -> bool:
    """Whether a date has figures besides its year: one left blank is no date, the letter may have another."""
    return sum(any(map(str.isdigit, word.text)) for word in words) > 1


def _is_level(box: Box, other: Box) -> bool:
    """Whether two boxes stand in one line."""
    shared = min(box.y1, other.y1) - max(box.y0, other.y0)
    return shared > min(box.height, other.height) / 2


def _joined(pieces: list[_Piece]) -> list[Line]:
    """The pieces as lines; neighbours cut from one line and still close side by side are one line again."""
    lines: list[list[_Piece]] = []
    for piece in pieces:
        if lines and lines[-1][-1].source == piece.source and _close(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [Line(tuple(word for piece in line for word in piece.line.words)) for line in lines]


def _close(left: _Piece, right: _Piece) -> bool:
    """Whether two pieces of one line belong together; a stamp beside the text does not."""
    gap = right.box.x0 - left.box.x1
    height = min(_text_height(left.line), _text_height(right.line))
    return gap <= load(ReadingRules).stamp_gap * height


def split_at_gaps(line: Line) -> list[Line]:
    """The line cut where a column begins: at wide gaps, and before the landmarks of the right column."""
    height = _text_height(line)
    parts: list[list[Word]] = []
    for at, word in enumerate(line.words):
        if not parts or _begins_column(parts[-1], line.words[at:], height):
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def _begins_column(before: list[Word], rest: Sequence[Word], height: float) -> bool:
    """Whether the rest of a line begins a column; `height` is that of the words of the line, in points."""
    last, box = before[-1].box, rest[0].box
    if last is None or box is None:
        return False
    gap = box.x0 - last.x1
    if gap > load(ReadingRules).column_gap * height:
        return True
    if gap <= height / 2:
        return False
    return any(
        _begins(_anchor(name), rest) and not _begins(_anchor(name), [*before, *rest])
        for name in ("motto", "authority")
    )


def _begins(pattern: re.Pattern[str], words: Sequence[Word]) -> bool:
    match = pattern.search(fold(" ".join(word.text for word in words)))
    return match is not None and match.start() <= 1


def _text_height(line: Line) -> float:
    """The median height of the words in points; punctuation and dashes are too flat to count."""
    heights = sorted(w.box.height for w in line.words if w.box is not None and any(c.isalnum() for c in w.text))
    return heights[len(heights) // 2] if heights else (line.box.height if line.box else 0.0)


def _order_head(pieces: list[_Piece]) -> list[_Piece]:
    """The two columns of the letterhead one after the other; everything else stays."""
    right = _right_column(pieces)
    if right is None:
        return pieces
    boundary, bottom = right
    head = [p for p in pieces if p.box.y0 < bottom]
    rest = [p for p in pieces if p.box.y0 >= bottom]
    return _two_columns(head, boundary) + rest


def _right_column(pieces: list[_Piece]) -> tuple[float, float] | None:
    """Where the right column of the letterhead begins (x) and where the letterhead ends (y), in points."""
    marks = [p for p in pieces if is_anchor("motto", p.text) or is_anchor("party", p.text)]
    if not marks:
        return None
    rules = load(ReadingRules).order
    top = min(p.box.y0 for p in marks)
    depth = rules.head_depth * max(p.box.height for p in marks)
    dates = [p for p in pieces if is_anchor("place_date", p.text) and 0 < p.box.y0 - top < depth]
    anchors = marks + dates[:1]
    boundary = min(p.box.x0 for p in anchors) - rules.off
    below = max(p.box.y1 for p in anchors)
    for piece in sorted(pieces, key=lambda p: p.box.y0):
        if piece.box.y0 <= top or piece in anchors:
            continue
        crosses = _crosses(piece.box, boundary)
        ends = is_anchor("addressed", piece.text) or (crosses and piece.box.y0 > below - rules.off)
        if ends:
            return boundary, piece.box.y0 - 0.5
    return boundary, below + 1


def _order_foot(pieces: list[_Piece]) -> list[_Piece]:
    """The list of recipients before the signature block; what stands above and below stays."""
    start = next((i for i, p in enumerate(pieces) if is_anchor("recipients", p.text)), None)
    if start is None:
        return pieces
    anchor = pieces[start].box
    top = anchor.y0 - load(ReadingRules).order.foot_above * anchor.height
    boundary = _foot_boundary(pieces, anchor)
    after = [p for p in pieces if p.box.y0 >= top and not _full_width_above(p, anchor, boundary)]
    kept = [p for p in pieces if p not in after]
    return kept + _two_columns(after, boundary)


def _foot_boundary(pieces: list[_Piece], anchor: Box) -> float:
    """Where the signature column begins: the leftmost authority line, else the middle of the text."""
    rules = load(ReadingRules).order
    above = anchor.y0 - rules.authority_above
    authority = [p.box.x0 for p in pieces if p.box.y0 > above and is_anchor("authority", p.text)]
    area = union([p.box for p in pieces])
    assert area is not None  # pieces is not empty: it holds the anchor
    middle = (area.x0 + area.x1) / 2
    return min([*authority, middle]) - rules.off if authority and min(authority) > anchor.x1 else middle


def _full_width_above(piece: _Piece, anchor: Box, boundary: float) -> bool:
    return piece.box.y1 <= anchor.y0 + load(ReadingRules).order.off and _crosses(piece.box, boundary)


def _crosses(box: Box, boundary: float) -> bool:
    """Whether a box goes beyond the edge between two columns on both sides."""
    beyond = load(ReadingRules).order.crossing
    return box.x0 < boundary - beyond and box.x1 > boundary + beyond


def _two_columns(pieces: list[_Piece], boundary: float) -> list[_Piece]:
    left = [p for p in pieces if p.box.centre_x < boundary]
    right = [p for p in pieces if p.box.centre_x >= boundary]
    return _top_down(left) + _top_down(right)


def _top_down(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces of one column by height; those of one line stay together, left to right. A reader that parted a
    line may have told its end first.
    """
    tops: dict[int, float] = {}
    for piece in pieces:
        tops[piece.source] = min(piece.box.y0, tops.get(piece.source, piece.box.y0))
    ordered = sorted(pieces, key=lambda p: (tops[p.source], p.source, p.box.x0))
    for place in range(1, len(ordered)):
        while place and _stands_before(ordered[place].box, ordered[place - 1].box):
            ordered[place - 1 : place + 1] = [ordered[place], ordered[place - 1]]
            place -= 1
    return ordered


def _stands_before(box: Box, other: Box) -> bool:
    """Whether a box stands in one line with another and wholly to the left of it."""
    return _is_level(box, other) and box.x1 <= other.x0
