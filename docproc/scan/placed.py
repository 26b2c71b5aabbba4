"""Pictures and fonts as they are placed on a PDF page."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.JpegImagePlugin import JpegImageFile
from pypdfium2 import raw

from docproc.rules import load
from docproc.scan.layers import calls
from docproc.scan.layers.contents import Thing, combined, matrix_of
from docproc.scan.resolution import POINTS
from docproc.scan.rules.layer import Layer

_GRID = 64  # cells along a side of the page when its covered share is counted
_TEXTS = 5000  # text pieces looked at for their fonts
_SQUARE = 0.02  # scanners and PDF writers round a side by a pixel or two in a thousand
_UNSEEN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_HEADERS = {"DCTDecode": JpegImageFile, "JPXDecode": Jpeg2KImageFile}


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture that unpacks to `pixels` pixels, within left, bottom, right, top (points, before the page's
    rotation); `area` is what it covers in square points. `across` and `down` are its pixels a point along the
    sides of the page.
    """

    pixels: int
    bounds: tuple[float, float, float, float]
    area: float
    across: float
    down: float

    @property
    def dpi(self) -> float:
        """Its resolution, the mean of both directions."""
        return math.sqrt(self.across * self.down) * POINTS

    @property
    def is_square(self) -> bool:
        """Whether its pixels are square on the page to within scanner rounding; those of a fax are not."""
        return abs(self.across - self.down) <= _SQUARE * self.down


def pictures_on(page: pypdfium2.PdfPage, things: Sequence[Thing]) -> list[PlacedPicture]:
    """The pictures of a page among the `things` on it; none of them is unpacked."""
    return [_placed(page, thing) for thing in things if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]


def _placed(page: pypdfium2.PdfPage, thing: Thing) -> PlacedPicture:
    handle = ctypes.cast(thing.address, raw.FPDF_PAGEOBJECT)
    picture = pypdfium2.PdfImage(handle, page=page, pdf=page.pdf)
    matrix = pypdfium2.PdfMatrix(*combined(matrix_of(thing.address), thing.outer))
    a, b, c, d, _e, _f = matrix.get()
    width, height = picture.get_px_size()
    along, upward = _density(width, a, b), _density(height, c, d)
    if abs(b) > abs(a):  # lies on its side
        along, upward = upward, along
    return PlacedPicture(
        pixels_of(picture), matrix.on_rect(0, 0, 1, 1), abs(a * d - b * c), across=along, down=upward
    )


def _density(pixels: int, x: float, y: float) -> float:
    length = math.hypot(x, y)
    return pixels / length if length else 0.0


def pixels_of(picture: pypdfium2.PdfImage) -> int:
    """Width times height: the larger of what the PDF says and what the packed picture itself says."""
    width, height = picture.get_px_size()
    filters = picture.get_filters()
    header = _HEADERS.get(filters[0]) if len(filters) == 1 else None
    if header is None:
        return int(width * height)
    try:
        with header(io.BytesIO(bytes(picture.get_data()))) as packed:
            return max(int(width * height), packed.size[0] * packed.size[1])
    except (OSError, SyntaxError, ValueError, IndexError, KeyError):
        # A header that Pillow cannot read says nothing about the size; PDFium judges it when it draws.
        return int(width * height)


def main_picture(pictures: list[PlacedPicture]) -> PlacedPicture | None:
    """The finest of the pictures that are at least half as large as the largest; None without pictures."""
    largest = max((picture.area for picture in pictures), default=0.0)
    if largest <= 0:
        return None
    return max((p for p in pictures if p.area >= largest / 2), key=lambda picture: picture.dpi)


def covered_share(pictures: list[PlacedPicture], page: tuple[float, float, float, float]) -> float:
    """Share (0 to 1) of the page, given as left, bottom, right, top, that pictures cover; where they overlap
    it counts once.
    """
    left, bottom, right, top = page
    wide, high = (right - left) / _GRID, (top - bottom) / _GRID
    if wide <= 0 or high <= 0:
        return 0.0
    covered: set[tuple[int, int]] = set()
    for picture in pictures:
        x0, y0, x1, y1 = picture.bounds
        columns = _cells((x0 - left) / wide, (x1 - left) / wide)
        rows = _cells((y0 - bottom) / high, (y1 - bottom) / high)
        covered.update((column, row) for column in columns for row in rows)
        if len(covered) == _GRID**2:
            break
    return len(covered) / _GRID**2


def _cells(low: float, high: float) -> range:
    """The cells of the page whose middle lies between two positions."""
    return range(max(0, math.ceil(low - 0.5)), min(_GRID, math.floor(high - 0.5) + 1))


def texts_among(things: Sequence[Thing]) -> list[Thing]:
    """The pieces of text of a page."""
    return [thing for thing in things if thing.kind == raw.FPDF_PAGEOBJ_TEXT]


def font_names(texts: Sequence[Thing]) -> tuple[str, ...]:
    """The base names of the fonts in use, in order of their first use, up to a number that tells of the rest."""
    fonts = dict.fromkeys(calls.font_of(text.address) for text in texts[:_TEXTS])
    return tuple(dict.fromkeys(_base_name(font) for font in fonts if font))


def _base_name(font: int) -> str:
    handle = ctypes.cast(font, raw.FPDF_FONT)
    size = raw.FPDFFont_GetBaseFontName(handle, None, 0)
    name = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(handle, name, size)
    return name.value.decode("utf-8", "replace")


def is_hidden(texts: Sequence[Thing]) -> bool:
    """Whether a good part of the text of a page is written in a mode that shows nothing (ISO 32000-1, 9.3.6)."""
    some = texts[:_TEXTS]
    unseen = sum(calls.mode_of(text.address) in _UNSEEN for text in some)
    return bool(unseen > load(Layer).hidden.share * len(some))
