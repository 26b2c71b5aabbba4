"""What the pictures of a PDF cost, by what their dictionaries and their own headers say; none is unpacked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from docproc.errors import InputError, PictureTooLong, PictureTooSlow, TooManyPixels
from docproc.scan.measure.jbig2 import sides_in
from docproc.scan.measure.jpegs import MOST_PASSED, jpeg_of
from docproc.scan.measure.packings import bytes_of, filters_of, sides_said
from docproc.scan.measure.unpack import JBIG2, JPEG, JPEG_2000, TooMuch, unpacked
from docproc.settings import Settings

Fault = Callable[[int], InputError]  # what is wrong, told for a page (from 1)
_UNPACKED = 4  # a packed picture that is packed once more unpacks to little more than there is


def picture_fault(path: Path, picture: pikepdf.Stream, settings: Settings) -> Fault | None:
    """What is wrong with a picture; None for one that can be unpacked."""
    names = filters_of(picture)
    for width, height in (sides_said(picture), *_own_sides(picture, names)):
        fault = size_fault(path, (width, height), settings)
        if fault is not None:
            return fault
    if names and names[-1] in JPEG:
        found = jpeg_of(_packed(picture, names))
        if found is not None and found.passed > MOST_PASSED:
            return lambda page: PictureTooSlow(path, page=page, passes=found.passes)
    return None


def size_fault(path: Path, size: tuple[int, int], settings: Settings) -> Fault | None:
    """What is wrong with a picture of this width and height in pixels: too many of them, or one side too long."""
    width, height = size
    if max(size) > settings.max_side_pixels:
        limit = f"{settings.max_side_pixels:g}"
        return lambda page: PictureTooLong(path, page=page, width=width, height=height, limit=limit)
    if width * height > settings.max_megapixels * 1e6:
        limit = f"{settings.max_megapixels:g}"
        return lambda page: TooManyPixels(path, page=page, megapixels=round(width * height / 1e6), limit=limit)
    return None


def _own_sides(picture: pikepdf.Stream, names: list[str]) -> Iterator[tuple[int, int]]:
    """Width and height as the picture itself says, whatever its dictionary does."""
    last = names[-1] if names else ""
    if last in JPEG:
        found = jpeg_of(_packed(picture, names))
        if found is not None:
            yield found.width, found.height
    elif last in JPEG_2000:
        try:
            with Jpeg2KImageFile(io.BytesIO(_packed(picture, names))) as opened:
                yield opened.size
        except (OSError, SyntaxError, ValueError, IndexError, KeyError):
            return  # PDFium judges a header that Pillow cannot read
    elif last in JBIG2:
        yield from sides_in(_packed(picture, names))


def _packed(picture: pikepdf.Stream, names: list[str]) -> bytes:
    """The picture behind the filters that it is packed in once more."""
    data = bytes_of(picture)
    try:
        return unpacked(data, names[:-1], max(_UNPACKED * len(data), 1 << 20))
    except TooMuch:
        return b""
