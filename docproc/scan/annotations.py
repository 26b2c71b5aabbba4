"""Text that somebody typed over the pages of a PDF: its text annotations, which no page image shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber

from docproc.errors import InputError
from docproc.page import Annotation, Box
from docproc.scan.guard import damage_named

# Notes and typed text (ISO 32000-1, 12.5.6): links, widgets and drawings hold no instruction.
_KINDS = frozenset({"Text", "FreeText", "Popup"})
_LONGEST = 20_000


def annotations_of(path: Path) -> tuple[Annotation, ...]:
    """The text annotations of a PDF, page by page; none when they cannot be read: the letter still can.

    Boxes are points from the top left. Longer texts than a page holds are cut.
    """
    try:
        with damage_named(path), pdfplumber.open(path) as document:
            found = [_annotation(number, a) for number, page in enumerate(document.pages, 1) for a in page.annots]
    except InputError:
        return ()
    return tuple(annotation for annotation in found if annotation is not None)


def _annotation(page: int, found: dict[str, Any]) -> Annotation | None:
    data = found.get("data") or {}
    text = str(found.get("contents") or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text or str(getattr(data.get("Subtype"), "name", "")) not in _KINDS:
        return None
    box = Box(*(float(found[side]) for side in ("x0", "top", "x1", "bottom")))
    written = data.get("CreationDate") or data.get("M")
    return Annotation(page, text[:_LONGEST], box, found.get("title") or None, _text(written))


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if value else None
