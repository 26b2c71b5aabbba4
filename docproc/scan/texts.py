"""Plain text as pages: UTF-8, UTF-16 or eight bits; a form feed begins a new page."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from docproc.errors import DamagedFile, NoPages, TooManyPages, UnknownFormat
from docproc.messages import _
from docproc.rules import load
from docproc.scan.formats.plain import format_of_text, head_format
from docproc.scan.formats.signatures import HEAD, Format
from docproc.scan.kinds import check_letters, check_size, read_bytes, refuse_other
from docproc.scan.rules.formats import Formats
from docproc.settings import Settings

# What a terminal or printer was told between the letters: ESC with what belongs to it (ECMA-48, 5.4).
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*\x07|[()][A-Z0-9])?")
# Word ends the cell of a table with BEL and puts unit separators for its own hyphens ([MS-DOC] 2.4.1).
_CELL_END = re.compile(r"(?<=[^\s\x07])\x07++(?=\S)")
_HYPHEN, _SOFT_HYPHEN = "\x1e", "\x1f"
# Control characters other than tab, line feed, vertical tab, form feed, carriage return.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NEXT_LINE = "\x85"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as read. `eight_bits`: neither UTF-8 nor UTF-16; its bytes stand here as the Western letters of
    Windows-1252, and docproc.language tells which letters they are.
    """

    text: str
    eight_bits: bool = False


def text_pages(path: Path, settings: Settings) -> tuple[tuple[str, ...], bool]:
    """The pages of a text file, every line end made a line feed, and whether they are PlainText.eight_bits.

    Raises UnknownFormat when it is not text or, by its form, no letter's (an e-mail, a table, a log …),
    DamagedFile when it breaks off inside a letter, NoPages when it holds only white space, TooLarge,
    TooManyPages, TooMuchText, NotAllowed.
    """
    check_size(path, path.stat().st_size, settings.max_text_megabytes)
    found = letter_text(path, read_bytes(path))
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").replace(_NEXT_LINE, "\n")
    return pages_of(path, text, settings), found.eight_bits


def letter_text(path: Path, data: bytes) -> PlainText:
    """As `plain_text`; raises the UnknownFormat for a text whose form tells that it is no letter, too."""
    try:
        found = plain_text(path, data)
    except UnknownFormat:
        _refuse(path, head_format(data[:HEAD].decode("latin-1")))  # a mail with a file in its eight bits
        raise
    _refuse(path, format_of_text(found.text))
    return found


def _refuse(path: Path, form: Format | None) -> None:
    if form is not None:
        refuse_other(path, form)


def pages_of(path: Path, text: str, settings: Settings) -> tuple[str, ...]:
    """A text cut at its form feeds. Raises NoPages, TooManyPages, TooMuchText."""
    if not text.strip():
        raise NoPages(path)
    pages = text.removesuffix("\f").split("\f")
    check_letters(path, len(text), settings)
    if len(pages) > settings.max_pages:
        raise TooManyPages(path, pages=len(pages), limit=settings.max_pages)
    return tuple(pages)


def plain_text(path: Path | str, data: bytes) -> PlainText:
    """The bytes of a text file as text, without control characters that a program left in it.

    Raises UnknownFormat for bytes that are no text, DamagedFile for a text that breaks off inside a letter.
    """
    encoding = _encoding(data)
    if encoding == "utf-8-sig" and b"\x00" in data:
        raise UnknownFormat(path)
    try:
        text, eight_bits = data.decode(encoding), False
    except UnicodeDecodeError as error:
        if "end of data" in error.reason or "truncated" in error.reason:
            raise DamagedFile(path, detail=_("the text breaks off inside a letter")) from error
        if encoding != "utf-8-sig":
            raise UnknownFormat(path) from error
        text, eight_bits = data.decode("cp1252", errors="docproc-as-latin-1"), True
    return PlainText(_without_control(path, text), eight_bits)


def _without_control(path: Path | str, text: str) -> str:
    """Raises UnknownFormat when so much of it is control characters that it is no text."""
    if "\x00" in text:
        raise UnknownFormat(path)
    lean = _CELL_END.sub(" ", _ESCAPE.sub("", text))
    control = len(_CONTROL.findall(lean))
    if control > load(Formats).control.share * len(text):
        raise UnknownFormat(path)
    return _CONTROL.sub("", lean.replace(_HYPHEN, "-").replace(_SOFT_HYPHEN, ""))


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    low, high = data[0::2].count(0), data[1::2].count(0)
    # Without a byte order mark: the zero halves of Latin letters and blanks tell the order.
    if abs(low - high) < load(Formats).control.utf16_zeros * (len(data) // 2):
        return "utf-8-sig"
    return "utf-16-le" if high > low else "utf-16-be"


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    """Windows-1252 leaves five bytes empty; they are the controls of Latin-1."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("docproc-as-latin-1", _as_latin_1)
