"""A Word file as it will print: its PDF and pictures of its pages, made in a child process under limits."""

from __future__ import annotations

from pathlib import Path

from docproc.confined.call import Allowance, confined
from docproc.errors import MissingProgram
from docproc.libreoffice import PACKAGES, libreoffice
from docproc.reports.word.pdf import to_pdf
from docproc.scan.opening import open_scan
from docproc.settings import Settings

PDF = "draft.pdf"
MOST_PAGES = 30
"""Pages drawn of one file; the PDF has all of them."""
_DPI, _COLOURS = 110, 32  # A4 is 909 pixels wide


def page_name(number: int) -> str:
    """The name of the picture of a page, from 1."""
    return f"{number}.png"


def draw_pages(word: Path, folder: Path, settings: Settings) -> None:
    """Put the PDF of a Word file and a picture of each page (the first MOST_PAGES) into an existing folder.

    The name of the file ends in `.docx`. Raises MissingProgram without LibreOffice, PdfNotMade, OutOfMemory,
    TookTooLong, ProcessDied.
    """
    if libreoffice() is None:
        raise MissingProgram(program="LibreOffice", how=PACKAGES)
    seconds = settings.libreoffice_seconds + settings.page_work_seconds
    confined(_draw, word, folder, settings, allowance=Allowance(settings.worker_megabytes, seconds), path=word)


def _draw(word: Path, folder: Path, settings: Settings) -> None:
    with open_scan(to_pdf(word, folder / PDF), settings) as scan:
        for page in scan.pages():
            if page.number > MOST_PAGES:
                return
            if page.problem is None:
                page.image(_DPI).quantize(_COLOURS).save(folder / page_name(page.number))
