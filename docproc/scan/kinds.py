"""Is this a file that may be read, and what is it? Decided by its content; a name that says otherwise is told."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from docproc.errors import (
    DataFile,
    EmptyFile,
    InputError,
    LockedOffice,
    NotAllowed,
    NotFound,
    OfficeFile,
    OnlyText,
    OtherPicture,
    PackedFiles,
    ProgramFile,
    Recording,
    SavedMail,
    SignedPacket,
    TableFile,
    TooLarge,
    TooMuchText,
    UnknownFormat,
    WebPage,
)
from docproc.scan.formats.packages import ole_format, zip_format
from docproc.scan.formats.plain import head_format
from docproc.scan.formats.signatures import HEAD, Format, signature_of
from docproc.settings import Settings

MEGA = 1_000_000
PDF, TEXT = "PDF", "TEXT"
_PDF_WITHIN = 1024  # ISO 32000-1, Annex H.3: "%PDF-" stands somewhere within the first 1024 bytes
_PDF = re.compile(rb"%PDF-")
_PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")

_ENDINGS = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp", ".gif"}
)
_REFUSALS: dict[str, type[InputError]] = {
    "packed": PackedFiles,
    "mail": SavedMail,
    "signed": SignedPacket,
    "office": OfficeFile,
    "locked": LockedOffice,
    "table": TableFile,
    "web": WebPage,
    "data": DataFile,
    "other_picture": OtherPicture,
    "recording": Recording,
    "program": ProgramFile,
}


def check_ending(path: Path) -> None:
    """Raises OnlyText for a text file that goes by the name of a scan: an error page, say, saved in its place."""
    if path.suffix.lower() in _ENDINGS:
        raise OnlyText(path, ending=path.suffix)


def check_file(path: Path, settings: Settings) -> None:
    """Refuse what cannot be a letter before it is opened (a named pipe would wait for ever).

    Raises NotFound, NotAllowed, UnknownFormat (folders, pipes, devices), EmptyFile, TooLarge.
    """
    try:
        found = path.stat()
    except PermissionError as error:
        raise NotAllowed(path) from error
    except (OSError, ValueError) as error:
        raise NotFound(path) from error
    if not stat.S_ISREG(found.st_mode):
        raise UnknownFormat(path)
    if found.st_size == 0:
        raise EmptyFile(path)
    check_size(path, found.st_size, settings.max_megabytes)


def check_letters(path: Path, letters: int, settings: Settings) -> None:
    """Raises TooMuchText for a file with more letters than any letter has."""
    if letters > settings.max_letters:
        raise TooMuchText(path, letters=letters, limit=settings.max_letters)


def check_size(path: Path, size: int, limit: float) -> None:
    """Raises TooLarge when `size` bytes are more than `limit` megabytes."""
    if size > limit * MEGA:
        raise TooLarge(path, size=round(size / MEGA, 1), limit=f"{limit:g}")


def read_bytes(path: Path, count: int = -1) -> bytes:
    """The first `count` bytes, or all of them. Raises NotAllowed when the file may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise NotAllowed(path) from error


def format_of(path: Path) -> str:
    """`PDF`, `TEXT` for all that has no signature, else the name of the format: of a picture (`JPEG`, `HEIC` …),
    `Word`, or of another writer's file that LibreOffice reads (`Word 97-2003`, `RTF`, `OpenDocument text`).

    Raises NotAllowed, DamagedFile, and for a file of another kind the UnknownFormat that says what to do with it.
    """
    head = read_bytes(path, HEAD)
    found = signature_of(head)
    if found is None:
        return PDF if _is_pdf(path, head) else TEXT
    if found.kind == "zip":
        found = zip_format(path)
    elif found.kind == "ole":
        found = ole_format(path)
    refuse_other(path, found)
    return found.name


def refuse_other(path: Path, found: Format) -> None:
    """Raises the UnknownFormat for a kind of file that is no letter; nothing for one that is read."""
    refusal = _REFUSALS.get(found.kind)
    if refusal is not None:
        raise refusal(path, format=found.name)


def _is_pdf(path: Path, head: bytes) -> bool:
    """Whether a PDF begins here, perhaps behind a little rubbish. A mail or page that has one in it is none."""
    begin = _PDF.search(head[:_PDF_WITHIN])
    if begin is None:
        return False
    before = head[: begin.start()]
    if not before.strip(b"\xef\xbb\xbf\r\n\t \x00"):
        return True
    return head_format(head.decode("latin-1")) is None and bool(_PDF_OBJECT.search(read_bytes(path), begin.end()))
