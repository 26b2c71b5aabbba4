"""The words of form fields, stamps and typed texts are put among those of the page, where they fill in a blank.

Signing software writes number, day and signature as form fields: `Số:      /STC-NS` becomes `Số: 642/STC-NS`.
What such a field says is certain, where it belongs is told by its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from docproc.language.normalise import fold, normalise
from docproc.page import Box, Line, Overlay, Word, turned_box, union
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.rules.stamps import Stamps
from docproc.rules import load


@dataclass(frozen=True, slots=True)
class Filled:
    """The lines of a page with the words that lie over it; `taken` are the overlays these come from. `stamps` are
    the lines of a stamp, `aside` those that run another way, `marks` those of urgency or secrecy:
    they are no text of the letter.
    """

    lines: list[Line]
    taken: tuple[int, ...] = ()
    stamps: tuple[str, ...] = ()
    aside: tuple[Line, ...] = ()
    marks: tuple[Line, ...] = ()


def filled_in(lines: Sequence[Line], overlays: Sequence[Overlay]) -> Filled:
    """The lines with the words of the overlays at their places.

    All form fields are part of the letter; typed text is where it fills in number or day of the letter, else it
    is an order of somebody who got it, and left alone. Words of an overlay that no line is meant for are a line
    themselves.
    """
    filled, taken, stamps, aside = list(lines), [], [], []
    put: list[Overlay] = []
    marks: list[Line] = []
    for overlay in sorted(overlays, key=lambda overlay: (overlay.origin == "typed", overlay.box.x0)):
        typed = overlay.origin == "typed"
        if is_stamp(overlay.text):
            stamps += [] if typed else overlay.text.splitlines()
            continue
        if not typed and _is_mark(overlay.text):
            marks.append(Line(tuple(word for line in overlay.lines for word in _normal(line).words)))
            continue
        if any(_is_again(overlay, other) for other in put):
            taken.append(overlay.index)
            continue
        level = [line for line in map(_normal, overlay.lines) if line.angle == 0]
        aside += [] if typed else [line for line in overlay.lines if line.angle != 0]
        more: list[Line] | None = filled if level else None
        for line in level:
            line = line if typed else _beside_its_symbol(line, filled)
            more = _with_line(more, line, typed) if more is not None else None
        if more is not None:
            filled = more
            taken.append(overlay.index)
            put.append(overlay)
    return Filled(filled, tuple(sorted(taken)), tuple(stamps), tuple(aside), tuple(marks))


def _is_mark(text: str) -> bool:
    """Whether a text is a mark of urgency or secrecy (Nghị định 30/2020, Phụ lục I, boxes 10a and 10b)."""
    return " ".join(normalise(text).split()) in load(Stamps).values


def _is_again(overlay: Overlay, other: Overlay) -> bool:
    """Whether an overlay says what another says at the same place: some programs put each field twice."""
    least = min(overlay.box.width, other.box.width) / 2
    across = _shared_width(overlay.box, other.box) >= least
    return overlay.text == other.text and across and _shared_height(overlay.box, other.box) >= 0.5


def is_stamp(text: str) -> bool:
    """Whether a text is what signing software prints about a signature, or a stamp of the receiving office."""
    stamp = load(ReadingRules).overlays.stamp.regex
    return any(stamp.search(fold(normalise(line))) for line in text.splitlines())


def _normal(line: Line) -> Line:
    return replace(line, words=tuple(replace(word, text=normalise(word.text)) for word in line.words))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of an overlay can go: behind `left` and before `right`, the words of the `lines` (places
    from 0) that become one by it. `asked` tells that number or day is missing there, `score` how well the place
    fits.
    """

    lines: tuple[int, ...]
    left: list[Word]
    right: list[Word]
    figures: tuple[str, ...]
    asked: bool
    score: float


def _with_line(lines: list[Line], put: Line, typed: bool) -> list[Line] | None:
    """The lines with one more, alone or in another; None when that is typed text which fills in nothing."""
    places = [found for at in range(len(lines)) if (found := _place(lines, at, put))]
    best = max(places, key=lambda place: place.score, default=None)
    if typed and not (best and best.asked) and not _is_whole(put, lines):
        return None
    if best is None:
        return [*lines, put]
    words = tuple(_joined(best.left, _instead(put, best.figures), best.right))
    first, *gone = best.lines
    return [Line(words) if at == first else line for at, line in enumerate(lines) if at not in gone]


def _place(lines: list[Line], at: int, put: Line) -> _Place | None:
    """Where in the row of a line the words would go; None when they are too far from it."""
    rules = load(ReadingRules).overlays
    box, host = put.box, lines[at].box
    if box is None or host is None or lines[at].cells:
        return None
    level = 1 - abs(box.y0 + box.y1 - host.y0 - host.y1) / 2 / max(box.height, _height(lines[at]))
    if level < rules.asked_level:
        return None
    row = [(other, *_uncovered(line.words, put, box)) for other, line in enumerate(lines) if _level(line, host)]
    start = box.x0 + min(box.width, box.height) / 2
    left, right = _beside(row, start)
    asked = _is_asked([word for _, word in left], put, [word for _, word in right])
    near = _near(left[-1:] + right[:1], box) | {other for other, _, gone in row if gone}
    if not near or (level < rules.same_line and not asked):
        return None
    joined = [(other, kept, gone) for other, kept, gone in row if other in near]
    left, right = _beside(joined, start)
    words = [word for _, word in left + right]
    hidden = sum(_shared_width(box, word.box) for word in words if word.box) / max(box.width, 1.0)
    figures = [word.text for _, _, gone in joined for word in gone if word.text.isdigit()]
    return _Place(
        tuple(sorted(near)),
        [word for _, word in left if not _is_filled(word, box)],
        [word for _, word in right if not _is_filled(word, box)],
        tuple(figure for figure in figures if figure not in put.text),
        asked,
        level + asked - hidden / 2,
    )


def _height(line: Line) -> float:
    return max((word.box.height for word in line.words if word.box), default=1.0)


def _level(line: Line, host: Box) -> bool:
    """Whether a line that is no row of a table is level with another."""
    return bool(line.box and not line.cells and _shared_height(line.box, host) > 0.5)


def _beside(
    row: list[tuple[int, list[Word], list[Word]]], start: float
) -> tuple[list[tuple[int, Word]], list[tuple[int, Word]]]:
    """The words of a row left of `start` (points) and those right of it, in order, each with its line."""
    words = sorted(((at, word) for at, kept, _ in row for word in kept if word.box), key=_left)
    left = [(at, word) for at, word in words if word.box and word.box.centre_x <= start]
    return left, words[len(left) :]


def _left(word: tuple[int, Word]) -> float:
    return word[1].box.centre_x if word[1].box else 0.0


def _near(neighbours: list[tuple[int, Word]], box: Box) -> set[int]:
    """The lines of the words next to a box that are near enough, or have it between their words."""
    reach = load(ReadingRules).overlays.reach * box.height
    if len({at for at, _ in neighbours}) < len(neighbours):
        return {at for at, _ in neighbours}
    return {
        at for at, word in neighbours if word.box and max(word.box.x0 - box.x1, box.x0 - word.box.x1) <= reach
    }


def _shared_height(one: Box, other: Box) -> float:
    """How much of the lower one's height two boxes share, 0 to 1."""
    return max(0.0, min(one.y1, other.y1) - max(one.y0, other.y0)) / max(1.0, min(one.height, other.height))


def _shared_width(one: Box, other: Box) -> float:
    return max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0))


def _uncovered(words: Sequence[Word], put: Line, box: Box) -> tuple[list[Word], list[Word]]:
    """The words, or parts of them, that the overlay leaves to be seen, and those it lies on: blanks to be filled
    in, figures, its own words.
    """
    kept: list[Word] = []
    gone: list[Word] = []
    for word in words:
        if word.box is None or word.origin != "page" or not _shared_width(word.box, box):
            kept.append(word)
            continue
        parts = list(_parts(word))
        under = [_lies_under(part, put, box) for part in parts]
        if not any(under):
            kept += _around(word, box)
            continue
        for is_under, group in groupby(zip(under, parts, strict=True), key=lambda pair: pair[0]):
            (gone if is_under else kept).append(_as_one([part for _, part in group]))
    return kept, gone


def _is_filled(word: Word, box: Box) -> bool:
    """Whether a word is a blank of dots or strokes that an overlay touches: a day of one figure leaves most of
    its blank to be seen.
    """
    touches = word.box and max(word.box.x0 - box.x1, box.x0 - word.box.x1) <= box.height / 2
    return bool(word.origin == "page" and touches and load(ReadingRules).overlays.blank.regex.search(word.text))


def _around(word: Word, box: Box) -> list[Word]:
    """A word; where it was read across the blank in which an overlay lies (`Số:/STC-NS`), its two sides."""
    label, stroke, symbol = word.text.partition("/")
    if word.box is None or not label.endswith(":") or not (word.box.x0 < box.x0 and box.x1 < word.box.x1):
        return [word]
    sides = word.box._replace(x1=box.x0), word.box._replace(x0=box.x1)
    return [
        replace(word, text=text, box=side) for text, side in zip((label, stroke + symbol), sides, strict=True)
    ]


def _parts(word: Word) -> Iterator[Word]:
    """The figures, blanks and other parts of a word, each with its share of the box."""
    assert word.box is not None
    step = word.box.width / len(word.text)
    for match in load(ReadingRules).overlays.parts.pattern.finditer(word.text):
        x0, x1 = (word.box.x0 + step * end for end in match.span())
        yield replace(word, text=match.group(), box=word.box._replace(x0=x0, x1=x1))


def _lies_under(part: Word, put: Line, box: Box) -> bool:
    assert part.box is not None
    rules = load(ReadingRules).overlays
    covered = _shared_width(part.box, box) >= rules.covered * min(part.box.width, box.width)
    level = _shared_height(part.box, box) >= rules.same_line
    blank = load(ReadingRules).overlays.blank.regex.search(part.text)
    return bool(covered and level and (blank or part.text.isdigit() or part.text in put.text))


def _as_one(parts: list[Word]) -> Word:
    return replace(
        parts[0], text="".join(part.text for part in parts), box=union([part.box for part in parts if part.box])
    )


def _instead(put: Line, figures: tuple[str, ...]) -> list[Word]:
    """The words of an overlay; what it was laid on stays with the first of them."""
    first, *others = put.words
    return [replace(first, alternatives=(*first.alternatives, *figures)), *others]


def _joined(left: list[Word], put: list[Word], right: list[Word]) -> list[Word]:
    """All words from left to right; a symbol joins its number (`642` `/STC-NS`), figures the beginning of their
    year (`20` `24`).
    """
    if right and right[0].text[:1] in "/-" and len(right[0].text) > 1:
        put, right = [*put[:-1], _glued(put[-1], right[0])], right[1:]
    if left and re.fullmatch(r"20\d?", left[-1].text) and re.fullmatch(r"\d{1,2}", put[0].text):
        put, left = [_glued(left[-1], put[0]), *put[1:]], left[:-1]
    return [*left, *put, *right]


def _glued(one: Word, other: Word) -> Word:
    """Two words as one; it comes from the overlay, but is as sure as the less sure of them."""
    of_overlay = one if one.origin != "page" else other
    return replace(
        of_overlay,
        text=one.text + other.text,
        box=union([word.box for word in (one, other) if word.box]),
        confidence=min(one.confidence, other.confidence),
    )


def _beside_its_symbol(put: Line, lines: Sequence[Line]) -> Line:
    """A number with symbol (`642/STC-NS`) that a clerk set astray, without the symbol, beside the same symbol
    where the page lacks the number (`Số:      /STC-NS`); any other line as it is.
    """
    number, stroke, symbol = put.text.partition("/")
    words = [word for line in lines for word in line.words if word.text == stroke + symbol]
    mark = words[0] if len(words) == 1 and number.isdigit() else None
    if mark is None or mark.box is None:
        return put
    height = mark.box.height
    place = mark.box._replace(x0=mark.box.x0 - height / 2, x1=mark.box.x0)
    alone = Line((replace(put.words[0], text=number, box=place),))
    row = [word for line in lines if _level(line, mark.box) for word in line.words]
    before = [word for word in row if word.box and word.box.x1 <= place.x1]
    return alone if _is_asked(sorted(before, key=lambda w: w.box.x0 if w.box else 0), alone, [mark]) else put


def _is_asked(left: list[Word], put: Line, right: list[Word]) -> bool:
    """Whether typed text fills in the number or the day of the letter."""
    before, typed, behind = (fold(" ".join(word.text for word in words)) for words in (left, put.words, right))
    return any(
        blank.before.regex.search(before)
        and blank.typed.regex.search(typed)
        and (blank.behind.regex.search(behind) or "/" in typed)
        for blank in load(ReadingRules).overlays.asked.values()
    )


def _is_whole(put: Line, lines: list[Line]) -> bool:
    """Whether typed text is all of the line with number or day, and the page has no such line itself."""
    return any(
        rule.regex.search(fold(put.text)) and not any(rule.regex.search(fold(line.text)) for line in lines)
        for rule in load(ReadingRules).overlays.whole.values()
    )


def turned_with(overlays: Sequence[Overlay], turn: int, size: tuple[float, float]) -> list[Overlay]:
    """The overlays of a page of `size` (points, as it lies in the file) that is turned by `turn` degrees
    clockwise.
    """
    over = [moved(overlay, lambda box: turned_box(box, turn, *size)) for overlay in overlays]
    return [
        replace(overlay, lines=tuple(_turned_angle(line, turn) for line in overlay.lines)) for overlay in over
    ]


def _turned_angle(line: Line, turn: int) -> Line:
    return line if line.angle is None else replace(line, angle=(line.angle - turn) % 360)


def moved(overlay: Overlay, move: Callable[[Box], Box]) -> Overlay:
    """The overlay with each of its boxes moved."""
    lines = tuple(
        replace(line, words=tuple(replace(word, box=word.box and move(word.box)) for word in line.words))
        for line in overlay.lines
    )
    return replace(overlay, lines=lines, box=move(overlay.box))
