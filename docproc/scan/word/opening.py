"""A Word file as a Scan: laid out as a PDF by LibreOffice, else the text of a .docx."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from docproc.errors import (
    DamagedFile,
    InputError,
    NeedsLibreOffice,
    NoPages,
    OnlyPictures,
    TooLarge,
    TooManyPages,
    WordNotLaidOut,
)
from docproc.libreoffice import PACKAGES, libreoffice, pdf_by_libreoffice
from docproc.scan.formats.packages import WORD
from docproc.scan.kinds import check_letters
from docproc.scan.pages import Scan, ScannedPage
from docproc.scan.pdf import open_pdf
from docproc.scan.word.names import W
from docproc.scan.word.package import open_package
from docproc.scan.word.reach import reaches
from docproc.scan.word.text import word_pages
from docproc.settings import Settings

# The ending by which LibreOffice knows what to make of a file, whatever its own name says.
_ENDINGS = {"Word": ".docx", "Word 97-2003": ".doc", "RTF": ".rtf", "OpenDocument text": ".odt"}


@contextmanager
def open_written(path: Path, kind: str, settings: Settings, laid_out: bool = True) -> Iterator[Scan]:
    """The file of a writing program as a Scan, only read.

    kind: `Word`, `Word 97-2003`, `RTF` or `OpenDocument text`. `laid_out` False reads a .docx as text although
    LibreOffice is there, in a moment. A .docx that reaches outside (reach.py), that holds tracked
    deletions, or that LibreOffice cannot open, is read as text. Raises NeedsLibreOffice, WordNotLaidOut,
    OnlyPictures, and as open_pdf.
    """
    program = libreoffice() if laid_out and not _must_be_text(path, kind, settings) else None
    if program is None:
        if kind != WORD.name:
            raise NeedsLibreOffice(path, format=kind, how=PACKAGES)
        yield _as_text(path, settings)
        return
    with tempfile.TemporaryDirectory(prefix="docproc-word-") as folder:
        copy = Path(folder) / f"letter{_ENDINGS[kind]}"
        shutil.copyfile(path, copy)  # beside a file that it opens LibreOffice leaves a lock
        made = pdf_by_libreoffice(program, copy, Path(folder), settings)
        if isinstance(made, str):
            if kind != WORD.name:
                raise WordNotLaidOut(path, detail=made)
            yield _as_text(path, settings)
            return
        with _under_its_name(path), open_pdf(made, settings) as scan:
            yield replace(scan, path=path, make_pages=lambda: _written(scan, path))


@contextmanager
def _under_its_name(path: Path) -> Iterator[None]:
    """Let what is wrong with the PDF that was made name the Word file, which is what people know."""
    try:
        yield
    except InputError as error:
        raise _named(error, path) from error


def _named(error: InputError, path: Path) -> InputError:
    return type(error)(path, **error.details)


def _written(scan: Scan, path: Path) -> Iterator[ScannedPage]:
    for page in scan.pages():
        yield replace(page, written=True, problem=_named(page.problem, path) if page.problem else None)


def _must_be_text(path: Path, kind: str, settings: Settings) -> bool:
    """Whether a .docx may not be laid out. Raises TooLarge, DamagedFile for one that may not even be opened.

    One with a part that may not be parsed is left to those who read it as text, and need only some of the parts.
    """
    if kind != WORD.name:
        return False
    with open_package(path, settings) as package:
        root = package.xml(package.main_part())
        # LibreOffice prints what was deleted in a change that nobody has accepted yet, struck through.
        changed = root is not None and next(root.iter(f"{W}del", f"{W}moveFrom"), None) is not None
        try:
            return changed or next(reaches(package), None) is not None
        except (DamagedFile, TooLarge):
            return True


def _as_text(path: Path, settings: Settings) -> Scan:
    with open_package(path, settings) as package:
        pages = word_pages(package)
        pictures = package.pictures()
    if not any(line.words for page in pages for line in page):
        raise OnlyPictures(path) if pictures else NoPages(path)
    if len(pages) > settings.max_pages:
        raise TooManyPages(path, pages=len(pages), limit=settings.max_pages)
    check_letters(path, sum(len(line.text) for page in pages for line in page), settings)
    return Scan(path, "text", len(pages), written_pages=pages)
