"""Is this a file that may be read, and what is it? Decided by its content; a name that says otherwise is told."""

from __future__ import annotations

import stat
from pathlib import Path

from docproc.errors import EmptyFile, NotAllowed, NotFound, OnlyText, TooLarge, UnknownFormat
from docproc.settings import Settings

MEGA = 1_000_000
_HEAD = 1024  # ISO 32000-1, Annex H.3: "%PDF-" stands somewhere within the first 1024 bytes
PICTURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"II+\x00": "TIFF",
    b"MM\x00+": "TIFF",
}

_ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})


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
    """`PDF`, `PNG`, `JPEG`, `TIFF`, or `TEXT` for all else. Raises NotAllowed."""
    head = read_bytes(path, _HEAD)
    for magic, name in PICTURES.items():
        if head.startswith(magic):
            return name
    return "PDF" if b"%PDF-" in head else "TEXT"
