"""What lies over the pages of a PDF: texts that somebody typed there, and who wrote them when.

Through pdfminer, each annotation by itself: of a file with a hundred pages only what is asked for is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from docproc.errors import InputError
from docproc.page import Annotation, Box
from docproc.scan.guard import damage_named
from docproc.scan.hung import may_hold
from docproc.scan.layers.plumbed import page_as_seen
from docproc.scan.measure.stream_data import data_of
from docproc.scan.measure.unpack import TooMuch

# Notes and typed text (ISO 32000-1, 12.5.6): links, widgets and drawings hold no instruction.
_KINDS = frozenset({"Text", "FreeText", "Popup"})
_LONGEST = 20_000
_MOST_BYTES = 1_000_000  # of a text that is a stream
MOST = 2000  # annotations of a page that are looked at: PDFium and pdfminer take a second for them


def annotations_of(path: Path) -> tuple[Annotation, ...]:
    """The text annotations of a PDF, page by page; none when they cannot be read: the letter still can.

    Boxes are points from the top left. Longer texts than a page holds are cut.
    """
    found: list[Annotation] = []
    if not may_hold(path, _KINDS):
        return ()
    try:
        with damage_named(path), pdfplumber.open(path) as document:
            for number, page in enumerate(document.pages, 1):
                found += _typed_on(path, number, page_as_seen(document, page.page_obj, number))
    except InputError:
        pass  # what was found until then counts
    return tuple(found)


def _typed_on(path: Path, number: int, page: pdfplumber.page.Page) -> Iterator[Annotation]:
    for _index, data in annotations_on(page.page_obj):
        try:
            with damage_named(path):
                found = _annotation(number, data, page)
        except InputError:
            continue
        if found is not None:
            yield found


def annotations_on(page: PDFPage) -> Iterator[tuple[int, dict[str, Any]]]:
    """The annotations of a page with their places (from 0) among them."""
    annotations = resolve1(page.annots)
    for index, reference in enumerate((annotations if isinstance(annotations, list) else [])[:MOST]):
        data = resolve1(reference)
        if isinstance(data, dict):
            yield index, data


def subtype_of(data: dict[str, Any]) -> str:
    """The kind of an annotation: Widget, FreeText, Stamp, Link …"""
    return str(getattr(resolve1(data.get("Subtype")), "name", ""))


def text_of(value: Any) -> str:
    """A text string of a PDF, with line feeds as line ends; "" for anything else."""
    found = resolve1(value)
    if isinstance(found, PDFStream):  # a long text may be one (ISO 32000-1, 12.7.4.3)
        try:
            found = data_of(found, _MOST_BYTES)
        except TooMuch:
            return ""
    text = decode_text(found) if isinstance(found, bytes) else found if isinstance(found, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def box_of(data: dict[str, Any], page: pdfplumber.page.Page) -> Box:
    """What an annotation covers, in points from the top left of a page as seen. Raises on rubbish."""
    x0, y0, x1, y1 = (float(resolve1(number)) for number in resolve1(data["Rect"]))
    left, bottom, right, top = page.page_obj.mediabox
    corners = {
        0: (x0 - left, top - y0, x1 - left, top - y1),
        90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: (right - x0, y0 - bottom, right - x1, y1 - bottom),
        270: (top - y0, right - x0, top - y1, right - x1),
    }[page.rotation]
    across, down = sorted(corners[::2]), sorted(corners[1::2])
    return Box(across[0], down[0], across[1], down[1])


def _annotation(number: int, data: dict[str, Any], page: pdfplumber.page.Page) -> Annotation | None:
    text = text_of(data.get("Contents")).strip()
    if not text or subtype_of(data) not in _KINDS:
        return None
    written = resolve1(data.get("CreationDate") or data.get("M"))
    author = text_of(data.get("T")) or None
    return Annotation(number, text[:_LONGEST], box_of(data, page), author, _date(written))


def _date(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if value else None
