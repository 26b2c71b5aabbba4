"""What PDFium draws over a page: form fields, signatures and stamps, as they are printed; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

from docproc.scan.annotations import MOST
from docproc.scan.layers.contents import DEPTH, Bounds
from docproc.scan.overlays import is_printed
from docproc.scan.placed import pixels_of

_STAMPS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)


def printed_over(page: pypdfium2.PdfPage) -> dict[int, bool]:
    """The places (from 0) of the annotations of a page that may be part of the letter as it is printed, and
    whether they are to be drawn: form fields and stamps are, typed text is not, since a head types orders over a
    scan.
    """
    found = {}
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST)):
        with _annotation(page, index) as annotation:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind in (*_STAMPS, raw.FPDF_ANNOT_FREETEXT) and is_printed(raw.FPDFAnnot_GetFlags(annotation)):
                found[index] = kind in _STAMPS
    return found


def places_over(page: pypdfium2.PdfPage, annotations: Collection[int]) -> dict[int, Bounds]:
    """The rectangles of these annotations on the plane of the page: left, bottom, right, top in points."""
    found = {}
    sides = raw.FS_RECTF()
    for index in annotations:
        with _annotation(page, index) as annotation:
            if raw.FPDFAnnot_GetRect(annotation, sides):
                across, up = sorted((sides.left, sides.right)), sorted((sides.bottom, sides.top))
                found[index] = (across[0], up[0], across[1], up[1])
    return found


def pixels_over(page: pypdfium2.PdfPage, annotations: Collection[int]) -> int:
    """To how many pixels the pictures in the appearances of these annotations unpack; none is unpacked."""
    total = 0
    for index in annotations:
        with _annotation(page, index) as annotation:
            count, get = raw.FPDFAnnot_GetObjectCount, raw.FPDFAnnot_GetObject
            total += sum(pixels_of(picture) for picture in _pictures(page, annotation, count, get, DEPTH))
    return total


def _pictures(
    page: pypdfium2.PdfPage,
    holder: Any,
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
    depth: int,
) -> Iterator[pypdfium2.PdfImage]:
    """The pictures of an annotation or form XObject, those of the forms in it too."""
    for index in range(max(0, count(holder))):
        found = get(holder, index)
        kind = raw.FPDFPageObj_GetType(found) if found else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield pypdfium2.PdfImage(found, page=page)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
            yield from _pictures(page, found, *inner, depth - 1)


@contextmanager
def only_shown(page: pypdfium2.PdfPage, shown: Collection[int]) -> Iterator[None]:
    """Inside the block the other annotations of a page are hidden, in memory; the file stays as it is."""
    flags = {}
    for index in range(raw.FPDFPage_GetAnnotCount(page)) if shown else ():
        if index not in shown:
            with _annotation(page, index) as annotation:
                flags[index] = raw.FPDFAnnot_GetFlags(annotation)
                raw.FPDFAnnot_SetFlags(annotation, flags[index] | raw.FPDF_ANNOT_FLAG_HIDDEN)
    try:
        yield
    finally:
        for index, before in flags.items():
            with _annotation(page, index) as annotation:
                raw.FPDFAnnot_SetFlags(annotation, before)


@contextmanager
def _annotation(page: pypdfium2.PdfPage, index: int) -> Iterator[Any]:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
