"""Plain text as pages: UTF-8 or UTF-16, a form feed begins a new page."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from docproc.errors import DamagedFile, NoPages, TooManyPages, UnknownFormat
from docproc.messages import _
from docproc.scan.kinds import check_size, read_bytes
from docproc.settings import Settings

# Control characters other than tab, line feed, vertical tab, form feed, carriage return: not a text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# Text by its letters, but a program's markup: RTF, PostScript, XML and HTML.
_MARKUP = re.compile(r"\s*(?:\{\\rtf|%!PS|<\?xml|<!doctype|<html|<svg)", re.IGNORECASE)


def text_pages(path: Path, settings: Settings) -> tuple[str, ...]:
    """The pages of a text file, every line end made a line feed.

    Raises UnknownFormat when it is not text, DamagedFile when it breaks off inside a letter, NoPages when
    it holds only white space, TooLarge, TooManyPages, NotAllowed.
    """
    check_size(path, path.stat().st_size, settings.max_text_megabytes)
    text = _decoded(path, read_bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text) or _MARKUP.match(text):
        raise UnknownFormat(path)
    if not text.strip():
        raise NoPages(path)
    pages = text.removesuffix("\f").split("\f")
    if len(pages) > settings.max_pages:
        raise TooManyPages(path, pages=len(pages), limit=settings.max_pages)
    return tuple(pages)


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        if "end of data" in error.reason or "truncated" in error.reason:
            raise DamagedFile(path, detail=_("the text breaks off inside a letter")) from error
        raise UnknownFormat(path) from error


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    low, high = data[0::2].count(0), data[1::2].count(0)
    if low == high:
        return "utf-8-sig"
    # Without a byte order mark: the zero halves of Latin letters and blanks tell the order.
    return "utf-16-le" if high > low else "utf-16-be"
