"""Several readings of one page brought together: which words stand at the same place.

Places decide, not letters: what two readers saw there may have no letter in common. Words that overlap, line by
line, are one group, so that `quảnlý` of one reader meets `quản lý` of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docproc.page import Box, Line, Word

Group = tuple[tuple[Word, ...], ...]
"""For every reader the words it saw at one place of a line, left to right; none where it saw nothing."""

_OVERLAP = 0.25  # of the narrower word; boxes of the CTC reader are only good to an eighth of the height
_REACH = 3.0  # line heights beyond the ends of a line where a word may still belong to it


def lines_for(words: Sequence[Word], lines: Sequence[Line]) -> list[int | None]:
    """For every word of another reader the number of the line it stands on; None when on none of them.

    A word belongs to the line that it shares most height with, as a whole and at the nearest word (lines
    lean), each as a share of the smaller height and both together at least one.
    """
    boxes = [line.box for line in lines]
    return [_line_for(word.box, lines, boxes) if word.box else None for word in words]


def _line_for(box: Box, lines: Sequence[Line], boxes: Sequence[Box | None]) -> int | None:
    best, found = 1.0, None
    for number, (line, whole) in enumerate(zip(lines, boxes, strict=True)):
        if whole is None or box.y1 < whole.y0 or box.y0 > whole.y1:
            continue
        reach = _REACH * whole.height
        if box.x0 > whole.x1 + reach or box.x1 < whole.x0 - reach:
            continue
        near = min((w.box for w in line.words if w.box), key=lambda other: _gap(box, other))
        shared = _shared_height(box, whole) + _shared_height(box, near)
        if shared >= best:
            best, found = shared, number
    return found


def _gap(a: Box, b: Box) -> float:
    return max(a.x0 - b.x1, b.x0 - a.x1, 0.0)


def _shared_height(a: Box, b: Box) -> float:
    smaller = min(a.height, b.height)
    return max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0)) / smaller if smaller > 0 else 0.0


def groups_of(readings: Sequence[Sequence[Word]]) -> list[Group]:
    """The words that the readers saw on one line, in groups from left to right; those without boxes left out."""
    placed = sorted(
        ((word.box, reader, word) for reader, words in enumerate(readings) for word in words if word.box),
        key=lambda item: item[0].x0,
    )
    groups: list[list[tuple[Box, int, Word]]] = []
    for item in placed:
        if groups and _meets(item[0], item[1], groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [
        tuple(tuple(word for _, by, word in group if by == reader) for reader in range(len(readings)))
        for group in groups
    ]


def _meets(box: Box, reader: int, group: list[tuple[Box, int, Word]]) -> bool:
    """Whether a word overlaps with one that another reader saw."""
    return any(
        by != reader and min(box.x1, other.x1) - max(box.x0, other.x0) > _OVERLAP * min(box.width, other.width)
        for other, by, _ in group
    )


def split_by_lines(read: Sequence[Line], lines: Sequence[Line]) -> tuple[list[list[Word]], list[Line]]:
    """The words of another reading for each of `lines`, and what stands on none of them, as lines."""
    found: list[list[Word]] = [[] for _ in lines]
    rest: list[Line] = []
    for line in read:
        outside = []
        for word, number in zip(line.words, lines_for(line.words, lines), strict=True):
            if number is None:
                outside.append(word)
            else:
                found[number].append(word)
        if outside:
            rest.append(Line(tuple(outside)))
    return found, rest


def new_lines(lines: Sequence[Line], others: Sequence[Line]) -> Iterator[Line]:
    """Those of `others` that stand where no word of `lines` does."""
    taken = [word.box for line in lines for word in line.words if word.box]
    for line in others:
        box = line.box
        if box is not None and not any(_covers(box, other) for other in taken):
            yield line


def _covers(box: Box, other: Box) -> bool:
    wide = min(box.x1, other.x1) - max(box.x0, other.x0)
    return wide > 0 and _shared_height(box, other) > 0.5
