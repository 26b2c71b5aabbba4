"""Pages as a person sees them on a screen: with all that lies over them, upright, as wide as the screen needs.

What is read leaves out what signing software wrote (its letters are taken from the file); who looks at the page
wants to see it. To be called in a child under limits (docproc/confined): nothing is asked of the file before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from docproc.confined.clock import allow
from docproc.page import Box
from docproc.scan.guard import damage_named
from docproc.scan.kinds import PDF, format_of
from docproc.scan.opening import open_scan
from docproc.scan.pages import ScannedPage
from docproc.scan.resolution import POINTS, check_sheet
from docproc.settings import Settings

_FORMAT, _QUALITY, _EFFORT = "WEBP", 72, 2
_MOST_LAID_OUT = 40  # pages of a Word file or a picture file that are drawn at a time
_HIGHEST = 4  # times as high as wide that a picture may be


@dataclass(frozen=True, slots=True)
class SeenPage:
    """The picture (WebP) of a page, and the size in points of the upright page that boxes on it count by."""

    picture: bytes
    width: float
    height: float


def pages_seen(
    path: Path, number: int, across: int, turns: Mapping[int, int], settings: Settings
) -> dict[int, SeenPage]:
    """The page `number` (from 1) as a picture that is `across` pixels wide, by its number.

    `turns`: by how many degrees clockwise (0, 90, 180, 270) pages have to be turned to stand upright. A Word or
    picture file, which is opened as a whole, gives its other pages, too. Empty for plain text and when there is
    no such page. Raises InputError.
    """
    if format_of(path) == PDF:
        return _of_pdf(path, number, across, turns.get(number, 0))
    with open_scan(path, settings) as scan:
        first = max(1, number - _MOST_LAID_OUT // 2)
        wanted = range(first, first + _MOST_LAID_OUT)
        return {
            page.number: _of_page(page, across, turns.get(page.number, 0))
            for page in _up_to(scan.pages(), wanted.stop, settings)
            if page.number in wanted and (page.problem is None or page.number == number)
        }


def cut_out(picture: Path, box: Box, size: tuple[float, float]) -> bytes:
    """The part of a page in a box (points of a page of `size`) as WebP; `picture` is what `pages_seen` made."""
    with Image.open(picture, formats=(_FORMAT,)) as opened:
        across, down = opened.width / size[0], opened.height / size[1]
        places = (box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
        left, top, right, bottom = (round(place) for place in places)
        left, top = min(max(left, 0), opened.width - 1), min(max(top, 0), opened.height - 1)
        right, bottom = max(left + 1, min(right, opened.width)), max(top + 1, min(bottom, opened.height))
        return _packed(opened.crop((left, top, right, bottom)))


def _up_to(pages: Iterator[ScannedPage], end: int, settings: Settings) -> Iterator[ScannedPage]:
    for page in pages:
        if page.number >= end:
            return
        allow(settings.page_work_seconds)
        yield page


def _of_pdf(path: Path, number: int, across: int, turn: int) -> dict[int, SeenPage]:
    with damage_named(path):
        document = pypdfium2.PdfDocument(path)
        try:
            document.init_forms()
            if not 1 <= number <= len(document):
                return {}
            page = document[number - 1]
            if not all(page.get_size()):  # a crop box beside the page
                page.set_cropbox(*page.get_mediabox())
            size = page.get_size()
            check_sheet(path, number, size)
            scale = _scale(_turned_size(size, turn), across)
            drawn = page.render(scale=scale, may_draw_forms=True, draw_annots=True).to_pil().convert("RGB")
        finally:
            document.close()
    return {number: _seen(drawn, turn, size)}


def _of_page(page: ScannedPage, across: int, turn: int) -> SeenPage:
    size = (page.width, page.height)
    if page.problem is not None:
        raise page.problem
    drawn = page.image(dpi=POINTS * _scale(_turned_size(size, turn), across))
    return _seen(drawn, turn, size)


def _scale(size: tuple[float, float], across: int) -> float:
    """Pixels a point, so that the upright page gets `across` pixels, less where it is a long strip."""
    width, height = size
    return min(across / width, across * _HIGHEST / height)


def _turned_size(size: tuple[float, float], turn: int) -> tuple[float, float]:
    return size[::-1] if turn in (90, 270) else size


def _seen(drawn: Image.Image, turn: int, size: tuple[float, float]) -> SeenPage:
    upright = drawn.rotate(-turn, expand=True) if turn else drawn
    return SeenPage(_packed(upright), *_turned_size(size, turn))


def _packed(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, _FORMAT, quality=_QUALITY, method=_EFFORT)
    return packed.getvalue()
