"""A picture file as a PDF, a picture a page: its bytes as they are where a PDF can hold them (img2pdf)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image

from docproc.scan.guard import silent
from docproc.scan.opening import open_scan
from docproc.settings import Settings

_AS_THEY_ARE = ("JPEG", "PNG", "TIFF", "GIF", "BMP")
_QUALITY = 90  # of JPEG, for what a PDF cannot hold (HEIC, WebP) or img2pdf refuses (see-through pixels)
Size = tuple[float, float]


def pdf_of_pictures(path: Path, kind: str, settings: Settings) -> pikepdf.Pdf:
    """The pictures of a file as the pages of a PDF, each as large in points as docproc read it.

    kind: a format of docproc.scan.pictures. Raises InputError.
    """
    with open_scan(path, settings) as scan:
        sizes = []
        for page in scan.pages():
            if page.problem is not None:
                raise page.problem
            sizes.append((page.width, page.height))
        made = _held(path, sizes) if kind in _AS_THEY_ARE else None
        if made is None:
            made = _packed_anew([page.image() for page in scan.pages()], sizes)
    return pikepdf.open(io.BytesIO(made))


def _held(path: Path, sizes: Sequence[Size]) -> bytes | None:
    """The PDF that holds the pictures as they are; None where it cannot."""
    try:
        with silent():
            return _pdf(path.read_bytes(), sizes)
    except (img2pdf.AlphaChannelError, img2pdf.ImageOpenError, img2pdf.JpegColorspaceError, ValueError, OSError):
        return None


def _packed_anew(images: Sequence[Image.Image], sizes: Sequence[Size]) -> bytes:
    packed = []
    for image in images:
        written = io.BytesIO()
        image.save(written, "JPEG", quality=_QUALITY)
        packed.append(written.getvalue())
    return _pdf(packed, sizes)


def _pdf(pictures: bytes | list[bytes], sizes: Sequence[Size]) -> bytes:
    left: Iterator[Size] = iter(sizes)

    def layout(across: int, down: int, _dpi: object) -> tuple[float, float, float, float]:
        """Page and picture of the same size; a picture that its header turns is laid out before it is turned."""
        size = next(left)
        if (across > down) != (size[0] > size[1]):
            size = size[::-1]
        return *size, *size

    made: bytes = img2pdf.convert(pictures, layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, nodate=True)
    return made
