"""The text layer of a PDF page as lines of words with boxes, through pdfplumber."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import resolve_all

from docproc.page import Box, Line, Word
from docproc.scan.directions import Direction, directions_of
from docproc.scan.guard import damage_named
from docproc.settings import Settings

_BOXES = ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
_LETTER = (0.0, 0.0, 612.0, 792.0)
_ROW = 8.0  # points: letters are looked up by the rows of this height that they reach


def pdf_layer_lines(
    path: Path, number: int, size: tuple[float, float], rotation: int, settings: Settings
) -> tuple[Line, ...]:
    """The lines of page `number` (from 1), whose `size` is width and height in points as seen, after a clockwise
    `rotation` by 0, 90, 180 or 270 degrees.

    Lines of every direction, each with its `angle`. Words outside the visible page are left out. Raises
    DamagedFile.
    """
    with damage_named(path), path.open("rb") as file:
        document = PDF(file, stream_is_external=True)
        listed = next(islice(PDFPage.create_pages(document.doc), number - 1, None), None)
        if listed is None:
            return ()
        page = page_as_seen(document, listed, number, rotation)
        unit = _unit(page.page_obj.attrs.get("UserUnit"))
        left, top = page.mediabox[:2]
        # Words are found by gaps in points; most pages are measured in points from their corner.
        plain = unit == 1 and not left and not top
        chars = _without_filled_blanks(page.chars)
        letters = chars if plain else [_moved(letter, left, top, unit) for letter in chars]
        found = list(directions_of(letters))
        page.close()
    sheet = (size[0] * unit, size[1] * unit)
    lines = [line for direction in found for line in _lines_along(direction, sheet, settings)]
    return tuple(lines if unit == 1 else (_scaled(line, 1 / unit) for line in lines))


def lines_on(page: Page, size: tuple[float, float], settings: Settings) -> list[Line]:
    """The lines of a page as seen, each with its `angle`, boxes from its top left; words outside `size` (width,
    height in points) are left out.
    """
    dx, dy = page.mediabox[:2]
    letters = [_moved(letter, dx, dy, 1) for letter in _without_filled_blanks(page.chars)]
    return [line for direction in directions_of(letters) for line in _lines_along(direction, size, settings)]


def _without_filled_blanks(letters: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The letters of a page but for blanks, of several in a row, on which a figure stands: where number or day is
    put into a gap of blanks, these would part the figures ("7 3 1").
    """
    if not any(one["text"].isspace() and other["text"].isspace() for one, other in pairwise(letters)):
        return list(letters)
    figures: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for letter in letters:
        if letter["text"].isdigit():
            for row in range(int(letter["top"] // _ROW), int(letter["bottom"] // _ROW) + 1):
                figures[row].append(letter)

    def is_filled(blank: dict[str, Any]) -> bool:
        x, y = (blank["x0"] + blank["x1"]) / 2, (blank["top"] + blank["bottom"]) / 2
        return any(
            figure["x0"] < x < figure["x1"] and figure["top"] < y < figure["bottom"]
            for figure in figures.get(int(y // _ROW), ())
        )

    blank = [False, *(letter["text"].isspace() for letter in letters), False]
    in_gap = [
        here and (before or behind) for before, here, behind in zip(blank, blank[1:], blank[2:], strict=False)
    ]
    return [letter for letter, gap in zip(letters, in_gap, strict=True) if not (gap and is_filled(letter))]


def page_as_seen(document: PDF, page: PDFPage, number: int, rotation: int | None = None) -> Page:
    """The page with the boxes and the rotation that PDFium shows it with, whatever the file says. `rotation` are
    the degrees clockwise where PDFium was asked.
    """
    seen = visible_box(page.attrs.get("MediaBox"), page.attrs.get("CropBox"))
    own = {key: value for key, value in page.attrs.items() if key not in _BOXES}
    turn = rotation_of(page) if rotation is None else rotation
    attributes = {**own, "MediaBox": list(seen), "Rotate": turn}
    return Page(document, PDFPage(document.doc, page.pageid, attributes, page.label), number)


def rotation_of(page: PDFPage) -> int:
    """By how many degrees clockwise a page is turned when it is shown, as PDFium has it: whole quarters only."""
    found = resolve_all(page.attrs.get("Rotate"))
    return int(found / 90) % 4 * 90 if isinstance(found, int | float) else 0


def visible_box(media: Any, crop: Any) -> tuple[float, float, float, float]:
    """What a page shows of its plane, as PDFium has it: the crop box within the media box, each given by any two
    of its corners; the whole media box where they have nothing in common, and Letter without one
    (ISO 32000-1, 14.11.2).
    """
    whole = _corners(media) or _LETTER
    cut = _corners(crop) or whole
    seen = (max(whole[0], cut[0]), max(whole[1], cut[1]), min(whole[2], cut[2]), min(whole[3], cut[3]))
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else whole


def _corners(value: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of a rectangle of a PDF; None for what is none, or has no area."""
    found = resolve_all(value)
    if not isinstance(found, list) or len(found) != 4 or not all(isinstance(side, int | float) for side in found):
        return None
    (x0, x1), (y0, y1) = sorted(found[::2]), sorted(found[1::2])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _unit(value: Any) -> float:
    """How many points a unit of the page is (ISO 32000-1, 14.11.2): 1 where nothing usable is said."""
    found = resolve_all(value)
    return float(found) if isinstance(found, int | float) and found > 0 else 1.0


def _moved(letter: dict[str, Any], dx: float, dy: float, unit: float) -> dict[str, Any]:
    """A letter in points from the corner of the visible page."""
    sides = {key: (letter[key] - dx) * unit for key in ("x0", "x1")}
    sides |= {key: (letter[key] - dy) * unit for key in ("top", "bottom")}
    lengths = {key: letter[key] * unit for key in ("width", "height", "size", "adv")}
    return {**letter, **sides, **lengths, "doctop": sides["top"]}


def _scaled(line: Line, factor: float) -> Line:
    words = (replace(w, box=w.box and Box(*(side * factor for side in w.box))) for w in line.words)
    return replace(line, words=tuple(words))


def _lines_along(direction: Direction, size: tuple[float, float], settings: Settings) -> Iterator[Line]:
    """The lines of one direction, with boxes on the page as it stands."""
    words = [word for word in direction.level if is_on(direction.placed.get(word), size)]
    for line in lines_of(words, settings):
        placed = (replace(word, box=direction.placed[word]) for word in line.words)
        yield Line(tuple(placed), angle=direction.angle)


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
