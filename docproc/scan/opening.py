"""The door of the scan room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docproc.scan.kinds import PDF, TEXT, check_ending, check_file, format_of
from docproc.scan.pages import Scan
from docproc.scan.pdf import open_pdf
from docproc.scan.pictures import PICTURES, open_picture
from docproc.scan.texts import text_pages
from docproc.scan.word.opening import open_written
from docproc.scan.zeros import check_zeros
from docproc.settings import Settings


@contextmanager
def open_scan(path: Path, settings: Settings, laid_out: bool = True) -> Iterator[Scan]:
    """Open a PDF, a picture (TIFF, GIF, WebP and HEIC of several pages), a Word or a plain text file, only for
    reading. With `laid_out` False a .docx is read as text, in a moment, although LibreOffice is there.

    Raises on entry an InputError: NotFound, NotAllowed, EmptyFile, UnknownFormat or what stands below it,
    OnlyText, DamagedFile, OnlyZeros, CutOff, PasswordNeeded, NoPages, TooLarge, TooManyPages, WordNotLaidOut,
    OnlyPictures, TooManyParts, PictureTooSlow. A page that alone is bad carries its `problem`: PageTooLarge,
    TooManyPixels, PictureTooLong, PictureTooSlow, TooManyAnnotations, CannotBeDrawn, TooIntricate, DamagedFile.
    """
    check_file(path, settings)
    kind = format_of(path)
    check_zeros(path)
    if kind == TEXT:
        check_ending(path)
        texts, eight_bits = text_pages(path, settings)
        yield Scan(path, "text", len(texts), text_pages=texts, eight_bits=eight_bits)
        return
    if kind == PDF:
        opened = open_pdf(path, settings)
    elif kind in PICTURES:
        opened = open_picture(path, kind, settings)
    else:
        opened = open_written(path, kind, settings, laid_out)
    with opened as scan:
        yield scan
