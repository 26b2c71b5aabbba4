"""A Word or Excel file as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from docproc.disk import passing, remove, take_place
from docproc.errors import MissingProgram, PdfNotMade
from docproc.libreoffice import PACKAGES, libreoffice, pdf_by_libreoffice
from docproc.settings import load_settings


def to_pdf(file: Path, out: Path) -> Path:
    """Write `file` as the PDF `out`, which is there whole or not at all.

    Under the time limit of the settings (`libreoffice_seconds`). Raises MissingProgram, PdfNotMade.
    """
    program = libreoffice()
    if program is None:
        raise MissingProgram(program="LibreOffice", how=PACKAGES)
    with tempfile.TemporaryDirectory(prefix="docproc-pdf-") as folder:
        made = pdf_by_libreoffice(program, file, Path(folder), load_settings())
        if isinstance(made, str):
            raise PdfNotMade(file, detail=made)
        part = passing(out.parent)
        try:
            shutil.copyfile(made, part)
            take_place(part, out)
        finally:
            remove(part)
    return out
