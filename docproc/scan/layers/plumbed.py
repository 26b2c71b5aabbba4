"""A page of pdfplumber with the boxes and the rotation that PDFium shows it with, and its letters."""

from __future__ import annotations

from typing import Any

import numpy as np
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.pdfinternals import resolve_all

from docproc.scan.layers.letters import NONE, Letters

_BOXES = ("MediaBox", "CropBox", "TrimBox", "BleedBox", "ArtBox")
_LETTER = (0.0, 0.0, 612.0, 792.0)


def letters_of(page: Page) -> Letters:
    """The letters of a page as seen, from its top left."""
    left, top = page.mediabox[:2]
    found = page.chars
    if not found:
        return NONE

    def column(name: str, less: float = 0.0) -> Any:
        return np.array([letter[name] for letter in found], dtype=float) - less

    a, b = np.array([letter["matrix"][:2] for letter in found], dtype=float).T
    return Letters(
        [letter["text"] for letter in found],
        *(column("x0", left), column("top", top), column("x1", left), column("bottom", top)),
        *(a, b, column("adv")),
        np.array([bool(letter["upright"]) for letter in found]),
    )


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
