"""Pages of a file as a file of their own: PDF from PDF, TIFF from TIFF, text from text. The file is only read.

A digital signature covers the whole file that was signed, so the parts carry none. What signing software stamped
on a page as a form field (number, day, signature) is painted into the page, as it looked: a field belongs to the
form of a document, and the parts have none. Notes and typed text stay what they are. The same pages give the same
bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageOps
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from docproc.errors import TooManyPixels
from docproc.scan.guard import damage_named
from docproc.scan.kinds import format_of
from docproc.scan.texts import text_pages
from docproc.settings import Settings

_ENDINGS = {"PDF": ".pdf", "TIFF": ".tif", "TEXT": ".txt"}


def ending_of_parts(path: Path) -> str:
    """The ending, with its dot, that parts of the file have. Raises NotAllowed."""
    return _ENDINGS.get(format_of(path), path.suffix)


def cut(path: Path, parts: Sequence[Sequence[int]], targets: Sequence[Path], settings: Settings) -> None:
    """Write the pages (numbers from 1, in this order) of each of the `parts` of a file to its target.

    The file has been opened under the limits of open_scan before. Raises InputError when it cannot be cut,
    OSError when a target cannot be written.
    """
    match format_of(path):
        case "PDF":
            _cut_pdf(path, parts, targets)
        case "TIFF":
            _cut_tiff(path, parts, targets, settings)
        case _:
            _cut_text(path, parts, targets, settings)


def _cut_pdf(path: Path, parts: Sequence[Sequence[int]], targets: Sequence[Path]) -> None:
    with damage_named(path):
        source = pikepdf.open(path)
        _paint_fields(source)
    with source:
        for pages, target in zip(parts, targets, strict=True):
            with damage_named(path):
                part = pikepdf.new()
                for number in pages:
                    part.pages.append(source.pages[number - 1])
                part.remove_unreferenced_resources()
            with part, target.open("wb") as file:
                part.save(file, deterministic_id=True)


def _paint_fields(document: pikepdf.Pdf) -> None:
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


def _cut_tiff(path: Path, parts: Sequence[Sequence[int]], targets: Sequence[Path], settings: Settings) -> None:
    with damage_named(path):
        picture = TiffImageFile(path)
    with picture:
        for pages, target in zip(parts, targets, strict=True):
            with target.open("w+b") as file, AppendingTiffWriter(file) as part:
                for number in pages:
                    _frame(path, picture, number, settings).save(part, format="TIFF", **_packing(picture))
                    part.newFrame()


def _frame(path: Path, picture: TiffImageFile, number: int, settings: Settings) -> Image.Image:
    with damage_named(path):
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


def _cut_text(path: Path, parts: Sequence[Sequence[int]], targets: Sequence[Path], settings: Settings) -> None:
    texts = text_pages(path, settings)
    for pages, target in zip(parts, targets, strict=True):
        target.write_bytes("\f".join(texts[number - 1] for number in pages).encode())
