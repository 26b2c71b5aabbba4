"""The text layer of a PDF page as lines of words with boxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from docproc.page import Box, Line, Word
from docproc.scan.directions import Direction, directions_of
from docproc.scan.layers.letters import Letters
from docproc.scan.layers.level import ROUNDED, without_filled_blanks
from docproc.settings import Settings

_LARGEST = 14_400.0  # points; the side of the largest page (ISO 32000-1, Annex C)
_BAND = 16.0  # points: rows are looked up by the bands of this height that their last words reach


def layer_lines(
    letters: Letters, size: tuple[float, float], settings: Settings, unit: float = 1.0
) -> tuple[Line, ...]:
    """The lines of a page as seen, whose `size` is width and height in its units of `unit` points each.

    Lines of every direction, each with its `angle`, boxes from the top left in these units. Words outside the
    page are left out.
    """
    if unit == 1:
        return tuple(_lines_on(letters, size, settings))
    # Words are found by gaps in points.
    found = _lines_on(letters.scaled(unit), (size[0] * unit, size[1] * unit), settings)
    return tuple(_scaled(line, 1 / unit) for line in found)


def _lines_on(letters: Letters, size: tuple[float, float], settings: Settings) -> Iterator[Line]:
    for direction in directions_of(without_filled_blanks(letters)):
        yield from _lines_along(direction, size, settings)


def _scaled(line: Line, factor: float) -> Line:
    words = (replace(w, box=w.box and Box(*(side * factor for side in w.box))) for w in line.words)
    return replace(line, words=tuple(words))


def _lines_along(direction: Direction, size: tuple[float, float], settings: Settings) -> Iterator[Line]:
    """The lines of one direction, with boxes on the page as it stands."""
    placed = direction.placed
    if placed is None:
        on_page = [word for word in direction.level if is_on(word.box, size)]
        yield from (replace(line, angle=direction.angle) for line in lines_of(on_page, settings))
        return
    words = [word for word in direction.level if is_on(placed.get(word), size)]
    for line in lines_of(words, settings):
        yield Line(tuple(replace(word, box=placed[word]) for word in line.words), angle=direction.angle)


def is_on(box: Box | None, size: tuple[float, float]) -> bool:
    """Whether the middle of a box lies on a page of `size` (width, height in points)."""
    return box is not None and 0 <= box.centre_x <= size[0] and 0 <= (box.y0 + box.y1) / 2 <= size[1]


def lines_of(words: list[Word], settings: Settings) -> tuple[Line, ...]:
    """Words with boxes put together to lines, sorted from the top.

    From left to right each word joins the line whose last word stands at its height and near enough
    (gap_blanks), so a slightly skewed line stays whole and two columns stay apart.
    """
    rows: list[list[Word]] = []
    lasts: list[Box] = []
    bands: dict[int, set[int]] = defaultdict(set)
    for box, word in sorted(((w.box, w) for w in words if w.box is not None), key=_left):
        reached = _bands(box)
        near = set().union(*(bands[band] for band in reached))
        number = _row_of(box, lasts, near, settings)
        if number is None:
            number = len(rows)
            rows.append([word])
            lasts.append(box)
        else:
            for band in _bands(lasts[number]):
                bands[band].discard(number)
            rows[number].append(word)
            lasts[number] = box
        for band in reached:
            bands[band].add(number)
    lines = [Line(tuple(row)) for row in rows]
    return tuple(sorted(lines, key=_top_left))


def _bands(box: Box) -> range:
    """The bands of the page that a box reaches; what is beyond the largest page counts to the outermost."""
    low, high = (int(min(max(0.0, side), _LARGEST) // _BAND) for side in (box.y0, box.y1))
    return range(low, high + 1)


def _left(found: tuple[Box, Word]) -> float:
    return found[0].x0


def _top_left(line: Line) -> tuple[float, float]:
    box = line.box
    return (box.y0, box.x0) if box else (0.0, 0.0)


def _row_of(box: Box, lasts: list[Box], near: set[int], settings: Settings) -> int | None:
    """The number of the row that a word in a box continues: of those `near` whose last words stand at its height
    and near enough, the one that ends nearest to it; of several the first.
    """
    x0, top, _x1, bottom = box
    height, best = bottom - top, None
    for number in near:
        _left_end, last_top, end, last_bottom = lasts[number]
        last_height = last_bottom - last_top
        shared = min(last_bottom, bottom) - max(last_top, top)
        lower = min(last_height, height)
        if lower <= 0 or shared < settings.line_overlap * lower:
            continue
        blank = settings.blank_share * max(last_height, height)
        gap = x0 - end
        # Boxes of neighbours may overlap a little; a word that begins well inside another is a line of its own.
        if -2 * blank <= gap <= settings.gap_blanks * blank + ROUNDED:
            best = min(best or (abs(gap), number), (abs(gap), number))
    return best[1] if best else None
