"""Several readings of one page brought together: which words stand at the same place.

Places decide, not letters: what two readers saw there may have no letter in common. Words that overlap, line by
line, are one group, so that `quảnlý` of one reader meets `quản lý` of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docproc.page import Box, Line, Word

Group = tuple[tuple[Word, ...] | None, ...]
"""For every reader the words it saw at one place of a line, left to right: none where it saw nothing, None where
it was not asked."""


class Reading(NamedTuple):
    """What a reader saw of a line: its words, and from where to where (points) it was asked; None: all of it."""

    words: Sequence[Word]
    asked: Sequence[tuple[float, float]] | None = None

    def was_asked(self, at: float) -> bool:
        """Whether the reader was asked for the place at so many points from the left."""
        return self.asked is None or any(left <= at <= right for left, right in self.asked)


_OVERLAP = 0.25  # of the narrower word; boxes of the CTC reader are only good to an eighth of the height


def _shared_height(a: Box, b: Box) -> float:
    smaller = min(a.height, b.height)
    return max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0)) / smaller if smaller > 0 else 0.0


def groups_of(readings: Sequence[Reading]) -> list[Group]:
    """What the readers saw of one line in groups from left to right; words without boxes are left out."""
    placed = sorted(
        ((word.box, reader, word) for reader, seen in enumerate(readings) for word in seen.words if word.box),
        key=lambda item: item[0].x0,
    )
    groups: list[list[tuple[Box, int, Word]]] = []
    for item in placed:
        if groups and _meets(item[0], item[1], groups[-1]):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [tuple(_seen(reading, number, group) for number, reading in enumerate(readings)) for group in groups]


def _seen(reading: Reading, reader: int, group: list[tuple[Box, int, Word]]) -> tuple[Word, ...] | None:
    words = tuple(word for _, by, word in group if by == reader)
    if not words and not reading.was_asked(group[0][0].centre_x):
        return None
    return words


def _meets(box: Box, reader: int, group: list[tuple[Box, int, Word]]) -> bool:
    """Whether a word overlaps with one that another reader saw."""
    return any(
        by != reader and min(box.x1, other.x1) - max(box.x0, other.x0) > _OVERLAP * min(box.width, other.width)
        for other, by, _ in group
    )


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
