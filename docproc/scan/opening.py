"""The door of the scan room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docproc.scan.kinds import PDF, TEXT, check_ending, check_file, format_of
from docproc.scan.pages import Scan
from docproc.scan.pdf import open_pdf
from docproc.scan.pictures import open_picture
from docproc.scan.texts import text_pages
from docproc.scan.zeros import check_zeros
from docproc.settings import Settings


@contextmanager
def open_scan(path: Path, settings: Settings) -> Iterator[Scan]:
    """Open a PDF, a TIFF (several pages), PNG, JPEG or plain text file, only for reading.

    Raises on entry an InputError: NotFound, NotAllowed, EmptyFile, UnknownFormat, OnlyText, DamagedFile,
    OnlyZeros, CutOff, PasswordNeeded, NoPages, TooLarge, TooManyPages. A page that alone is bad carries its
    `problem` (TooManyPixels, DamagedFile).
    """
    check_file(path, settings)
    check_zeros(path)
    kind = format_of(path)
    if kind == TEXT:
        check_ending(path)
        texts, eight_bits = text_pages(path, settings)
        yield Scan(path, "text", len(texts), text_pages=texts, eight_bits=eight_bits)
        return
    opened = open_pdf(path, settings) if kind == PDF else open_picture(path, kind, settings)
    with opened as scan:
        yield scan
