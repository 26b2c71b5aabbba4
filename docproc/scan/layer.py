"""The text layer of a PDF page as lines of words with boxes, through pdfplumber."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber

from docproc.page import Box, Line, Word
from docproc.scan.guard import damage_named
from docproc.settings import Settings


def pdf_layer_lines(path: Path, number: int, size: tuple[float, float], settings: Settings) -> tuple[Line, ...]:
    """The lines of page `number` (from 1), whose `size` is width and height in points as seen.

    Words outside the visible page are left out. Raises DamagedFile.
    """
    with damage_named(path), pdfplumber.open(path, pages=[number]) as document:
        if not document.pages:
            return ()
        page = document.pages[0]
        words = words_on(page)
        page.close()
    return lines_of([word for word in words if is_on(word.box, size)], settings)


def words_on(page: pdfplumber.page.Page) -> list[Word]:
    """All words of a page's orders, boxes from the top left of the page as it is seen."""
    left, top = hidden_margins(page)
    dx, dy = page.mediabox[0] + left, page.mediabox[1] + top
    return [_word(found, dx, dy) for found in page.extract_words()]


def hidden_margins(page: Any) -> tuple[float, float]:
    """Points cut off by the crop box at the left and at the top, as the page is seen (rotation applied)."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, bottom = max(0.0, crop[0] - media[0]), max(0.0, crop[1] - media[1])
    right, top = max(0.0, media[2] - crop[2]), max(0.0, media[3] - crop[3])
    turned = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}
    return turned[page.rotation]


def _word(found: dict[str, Any], dx: float, dy: float) -> Word:
    box = Box(found["x0"] - dx, found["top"] - dy, found["x1"] - dx, found["bottom"] - dy)
    return Word(str(found["text"]), box)


def is_on(box: Box | None, size: tuple[float, float]) -> bool:
    """Whether the middle of a box lies on a page of `size` (width, height in points)."""
    return box is not None and 0 <= box.centre_x <= size[0] and 0 <= (box.y0 + box.y1) / 2 <= size[1]


def lines_of(words: list[Word], settings: Settings) -> tuple[Line, ...]:
    """Words with boxes put together to lines, sorted from the top.

    From left to right each word joins the line whose last word stands at its height and near enough
    (gap_blanks), so a slightly skewed line stays whole and two columns stay apart.
    """
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.box is not None), key=_left):
        row = _row_of(word, rows, settings)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [Line(tuple(row)) for row in rows]
    return tuple(sorted(lines, key=_top_left))


def _left(word: Word) -> float:
    return word.box.x0 if word.box else 0.0


def _top_left(line: Line) -> tuple[float, float]:
    box = line.box
    return (box.y0, box.x0) if box else (0.0, 0.0)


def _row_of(word: Word, rows: list[list[Word]], settings: Settings) -> list[Word] | None:
    """The row that `word` continues: of those that fit, the one that ends nearest to it."""
    best: tuple[float, list[Word]] | None = None
    for row in rows:
        gap = _gap(row[-1].box, word.box, settings)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, row)
    return best[1] if best else None


def _gap(last: Box | None, box: Box | None, settings: Settings) -> float | None:
    """Points between two words on one line; None when they are not on one line or too far apart."""
    if last is None or box is None:
        return None
    shared = min(last.y1, box.y1) - max(last.y0, box.y0)
    lower = min(last.height, box.height)
    if lower <= 0 or shared < settings.line_overlap * lower:
        return None
    blank = settings.blank_share * max(last.height, box.height)
    gap = box.x0 - last.x1
    # Boxes of neighbours may overlap a little; a word that begins well inside another is a line of its own.
    return abs(gap) if -2 * blank <= gap <= settings.gap_blanks * blank else None
