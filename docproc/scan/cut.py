"""Pages of a file as a file of their own: PDF from PDF, TIFF from TIFF, text from text. The file is only read.

A digital signature covers the whole file that was signed, so the parts carry none. What signing software stamped
on a page as a form field (number, day, signature) is painted into the page, as it looked: a field belongs to the
form of a document, and the parts have none. Notes and typed text stay what they are. The same pages give the same
bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from docproc.errors import CannotCut, TooManyPixels
from docproc.scan.guard import damage_named
from docproc.scan.kinds import format_of, read_bytes
from docproc.scan.texts import text_pages
from docproc.settings import Settings

_ENDINGS = {"PDF": ".pdf", "TIFF": ".tif", "TEXT": ".txt"}


def ending_of_parts(path: Path) -> str:
    """The ending, with its dot, that parts of the file have. Raises NotAllowed."""
    return _ENDINGS.get(format_of(path), path.suffix)


def cut(path: Path, parts: Sequence[Sequence[int]], targets: Sequence[Path], settings: Settings) -> None:
    """Write the pages (numbers from 1, in this order) of each of the `parts` of a file to its target.

    The file has been opened under the limits of open_scan before. Raises CannotCut for other kinds of file,
    another InputError when it cannot be cut, OSError when a target cannot be written.
    """
    match format_of(path):
        case "PDF":
            made = _pdf_parts(path, parts)
        case "TIFF":
            made = _tiff_parts(path, parts, settings)
        case "TEXT":
            made = _text_parts(path, parts, settings)
        case _:
            raise CannotCut(path)
    for target, content in zip(targets, made, strict=True):
        target.write_bytes(content)


def _pdf_parts(path: Path, parts: Sequence[Sequence[int]]) -> Iterator[bytes]:
    with damage_named(path):
        source = pikepdf.open(path)
    with source:
        with damage_named(path):
            paint_fields(source)
        for pages in parts:
            made = io.BytesIO()
            with damage_named(path), pikepdf.new() as part:
                for number in pages:
                    part.pages.append(source.pages[number - 1])
                part.remove_unreferenced_resources()
                part.save(made, deterministic_id=True)
            yield made.getvalue()


def paint_fields(document: pikepdf.Pdf) -> None:
    """Make the looks of all form fields part of their pages. Other annotations are set aside meanwhile.

    A look that the file brings is kept; only fields without one get one (QPDF writes Latin letters only).
    """
    form = document.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    if form.get("/NeedAppearances"):
        looks = [_set_aside(page, lambda a: not _is_field(a) or "/AP" in a) for page in document.pages]
        document.generate_appearance_streams()
        _put_back(document, looks)
        form["/NeedAppearances"] = False
    others = [_set_aside(page, lambda a: not _is_field(a)) for page in document.pages]
    document.flatten_annotations("all")
    _put_back(document, others)


def _is_field(annotation: pikepdf.Object) -> bool:
    return annotation.get("/Subtype") == "/Widget"


def _set_aside(page: pikepdf.Page, which: Callable[[pikepdf.Object], bool]) -> list[pikepdf.Object]:
    """Take annotations off a page; gives those taken."""
    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return []
    here = [one for one in found if isinstance(one, pikepdf.Dictionary)]
    page.obj["/Annots"] = pikepdf.Array([one for one in here if not which(one)])
    return [one for one in here if which(one)]


def _put_back(document: pikepdf.Pdf, aside: Sequence[list[pikepdf.Object]]) -> None:
    for page, taken in zip(document.pages, aside, strict=True):
        if taken:
            left = page.obj.get("/Annots")
            page.obj["/Annots"] = pikepdf.Array([*(left if left is not None else ()), *taken])


def _tiff_parts(path: Path, parts: Sequence[Sequence[int]], settings: Settings) -> Iterator[bytes]:
    with damage_named(path):
        picture = TiffImageFile(path)
    with picture:
        for pages in parts:
            made = io.BytesIO()
            with damage_named(path), AppendingTiffWriter(made) as part:
                for number in pages:
                    _frame(path, picture, number, settings).save(part, format="TIFF", **_packing(picture))
                    part.newFrame()
                content = made.getvalue()
            yield content


def _frame(path: Path, picture: TiffImageFile, number: int, settings: Settings) -> Image.Image:
    picture.seek(number - 1)
    pixels = picture.width * picture.height
    if pixels > settings.max_megapixels * 1e6:
        limit = f"{settings.max_megapixels:g}"
        raise TooManyPixels(path, page=number, megapixels=round(pixels / 1e6), limit=limit)
    picture.load()
    # As it is seen: the part says nothing of how the sheet lay.
    return ImageOps.exif_transpose(picture)


def _packing(picture: TiffImageFile) -> dict[str, Any]:
    """How a page is stored: without loss, and at its own resolution."""
    packing: dict[str, Any] = {"compression": "group4" if picture.mode == "1" else "tiff_adobe_deflate"}
    return packing | ({"dpi": picture.info["dpi"]} if "dpi" in picture.info else {})


def _text_parts(path: Path, parts: Sequence[Sequence[int]], settings: Settings) -> Iterator[bytes]:
    texts, eight_bits = text_pages(path, settings)
    # Which letters eight bits stand for is not known here; the bytes stay as they are.
    pages = read_bytes(path).removesuffix(b"\f").split(b"\f") if eight_bits else [t.encode() for t in texts]
    for numbers in parts:
        yield b"\f".join(pages[number - 1] for number in numbers)
