"""What hangs on the pages of a PDF, told by QPDF in a moment: most letters hold neither notes nor other files,
and need not be taken apart to look for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

# What is named beside the kinds of annotations: a file that the catalogue holds (ISO 32000-1, 7.11.4, 14.13).
FILES = "files"
_FAULTS = (pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, RuntimeError)  # what pikepdf raises


def may_hold(path: Path, kinds: frozenset[str]) -> bool:
    """Whether a PDF holds one of these kinds of annotations, FILES for files; also where QPDF cannot tell."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return any(kind in kinds for kind in _kinds_in(pdf))
    except _FAULTS:
        return True


def _kinds_in(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names")
    if "/AF" in pdf.Root or (isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names):
        yield FILES
    for page in pdf.pages:
        annotations: Any = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if isinstance(annotation, pikepdf.Dictionary):
                yield str(annotation.get("/Subtype", ""))[1:]
