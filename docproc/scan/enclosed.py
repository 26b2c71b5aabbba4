"""Files inside a file: embedded in a PDF, laid into a Word file, attached to an e-mail. Read, never opened."""

from __future__ import annotations

import email
import email.policy
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.utils import decode_text

from docproc.errors import DamagedFile, InputError, SavedMail, TooLarge, UnknownFormat
from docproc.scan.annotations import annotations_on, subtype_of
from docproc.scan.formats.packages import WORD
from docproc.scan.guard import damage_named
from docproc.scan.hung import FILES, may_hold
from docproc.scan.kinds import MEGA, PDF, check_file, format_of, read_bytes
from docproc.scan.measure.stream_data import data_of
from docproc.scan.measure.streams import check_streams
from docproc.scan.measure.unpack import TooMuch
from docproc.scan.texts import letter_text
from docproc.scan.word.package import open_package
from docproc.settings import Settings

_MOST = 500  # files; a PDF portfolio of a whole case has a few dozen
_HELD = frozenset({FILES, "FileAttachment"})
_NAMELESS = "?"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside another: its name as it is given there, "?" without one, and its bytes when asked for."""

    name: str
    read: Callable[[], bytes] = field(repr=False, compare=False)


def enclosed_names(path: Path, kind: str, settings: Settings) -> tuple[str, ...]:
    """The names of the files inside a PDF or .docx (`kind` as format_of gives it); none when they cannot be
    found: the letter still can be read.
    """
    try:
        if kind == PDF:
            return tuple(one.name for one in _in_pdf(path, settings))
        if kind == WORD.name:
            with open_package(path, settings) as package:
                return tuple(_file_name(name) for name in package.embedded())
    except InputError:
        pass
    return ()


def pictures_in(path: Path, kind: str, settings: Settings) -> int:
    """How many pictures a .docx holds; 0 for other files, and where they cannot be counted."""
    try:
        if kind == WORD.name:
            with open_package(path, settings) as package:
                return len(package.pictures())
    except InputError:
        pass
    return 0


def enclosed_files(path: Path, settings: Settings) -> tuple[Enclosed, ...]:
    """The files inside a PDF, a .docx or a saved e-mail.

    Raises NotFound, NotAllowed, EmptyFile, TooLarge, DamagedFile, UnknownFormat for what holds no others; reading
    one raises TooLarge, DamagedFile.
    """
    check_file(path, settings)
    kind = format_of(path)
    if kind == PDF:
        check_streams(path, settings)
        return tuple(_in_pdf(path, settings))
    if kind == WORD.name:
        with open_package(path, settings) as package:
            return tuple(
                Enclosed(_file_name(n), partial(_of_word, path, n, settings)) for n in package.embedded()
            )
    return tuple(_in_mail(path))


def _file_name(name: str) -> str:
    """The last part of a path, of Windows or Unix, without signs that steer a terminal."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if unicodedata.category(c)[0] != "C").strip() or _NAMELESS


def _in_pdf(path: Path, settings: Settings) -> Iterator[Enclosed]:
    """The file specifications of the document and of its pages, each stream once (ISO 32000-1, 7.11.3,
    12.5.6.15).
    """
    if not may_hold(path, _HELD):
        return
    with damage_named(path), pdfplumber.open(path) as document:
        catalogue = _dict(document.doc.catalog)
        trees = _tree(_dict(catalogue.get("Names")).get("EmbeddedFiles"))
        own = _list(catalogue.get("AF"))
        hung = (
            annotation.get("FS")
            for page in document.pages
            for _index, annotation in annotations_on(page.page_obj)
            if subtype_of(annotation) == "FileAttachment"
        )
        found: dict[int, Enclosed] = {}
        for specification in islice((*trees, *own, *hung), _MOST):
            stream = _stream(specification)
            if stream is not None:
                found.setdefault(
                    id(stream), Enclosed(_pdf_name(specification), partial(_of_pdf, path, stream, settings))
                )
    yield from found.values()


def _tree(root: Any) -> list[Any]:
    """The values of a name tree (ISO 32000-1, 7.9.6), each node once."""
    found: list[Any] = []
    waiting, known = [root], set[int]()
    while waiting and len(found) < _MOST and len(known) < _MOST:
        node = _dict(waiting.pop())
        if id(node) not in known:
            known.add(id(node))
            found += _list(node.get("Names"))[1::2]
            waiting += _list(node.get("Kids"))[:_MOST]
    return found[:_MOST]


def _stream(specification: Any) -> PDFStream | None:
    files = _dict(_dict(specification).get("EF"))
    found = next((files[key] for key in ("UF", "F", "DOS", "Mac", "Unix") if key in files), None)
    stream = resolve1(found) if isinstance(found, PDFObjRef) else found
    return stream if isinstance(stream, PDFStream) else None


def _pdf_name(specification: Any) -> str:
    entries = _dict(specification)
    for key in ("UF", "F", "Unix", "DOS", "Mac"):
        name = resolve1(entries.get(key))
        if isinstance(name, bytes):
            return _file_name(decode_text(name))
    return _NAMELESS


def _dict(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _list(value: Any) -> list[Any]:
    found = resolve1(value)
    return found if isinstance(found, list) else []


def _of_pdf(path: Path, stream: PDFStream, settings: Settings) -> bytes:
    try:
        with damage_named(path):
            return data_of(stream, int(settings.max_megabytes * MEGA))
    except DamagedFile as error:
        if not isinstance(error.__cause__, TooMuch):
            raise
        limit = f"{settings.max_megabytes:g}"
        raise TooLarge(path, size=f"> {limit}", limit=limit) from error


def _of_word(path: Path, name: str, settings: Settings) -> bytes:
    with open_package(path, settings) as package, damage_named(path):
        return package.archive.read(name)


def _in_mail(path: Path) -> Iterator[Enclosed]:
    """What is attached to a saved e-mail, also to one inside it. Raises UnknownFormat for a text that is none."""
    data = read_bytes(path)
    try:
        letter_text(path, data)
    except SavedMail:
        with damage_named(path):
            mail = email.message_from_bytes(data, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            parts = [part for part in mail.walk() if part.get_filename() and not part.is_multipart()]
        for part in parts[:_MOST]:
            yield Enclosed(_file_name(str(part.get_filename())), partial(_of_mail, path, part))
    else:
        raise UnknownFormat(path)


def _of_mail(path: Path, part: Any) -> bytes:
    with damage_named(path):
        content = part.get_payload(decode=True)
    return bytes(content or b"")
