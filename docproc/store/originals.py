"""The original files, byte for byte, each under the hash of its content.

`originals/ab/cd/<sha256>`, read only, never changed and never deleted: a digitally signed PDF stays valid. A file
becomes part of the store in this order, and a power cut between any two steps loses nothing:

1. its bytes are copied to `originals/incoming/` and forced to the disk (fsync), hashed on the way;
2. it is renamed to its hash (one step of the file system: the name is there with all bytes, or not at all), and
   the folder, too, is forced to the disk;
3. only then does the database hear of it.

A cut before 3 leaves at most a file without a row, which the next try finds and uses. The file in the watched
folder is moved away only after the database knows of it, so that at every moment one whole copy is accounted for.
"""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20
INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: SHA-256 in hexadecimal, and bytes."""

    sha256: str
    size: int


def place_of(originals: Path, sha256: str) -> Path:
    """Where the original with this hash lies."""
    return originals / sha256[:2] / sha256[2:4] / sha256


def keep(source: int, originals: Path) -> Content:
    """Copy all that the open file descriptor `source` holds into the originals.

    When it returns the bytes are on the disk under their hash; an original that was lost or changed since it was
    kept is so put right. Raises OSError (disk full, unreadable); the originals are then as before.
    """
    incoming = originals / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    part = incoming / f"{socket.gethostname()}-{os.getpid()}-{os.urandom(8).hex()}"
    try:
        content = _copied(source, part)
        place = place_of(originals, content.sha256)
        if _is_whole(place, content):
            return content
        _sync_file(part)
        _make_folders(place.parent, originals)
        part.replace(place)
        sync_folder(place.parent)
        return content
    finally:
        part.unlink(missing_ok=True)


def content_of(file: Path | int) -> Content:
    """Hash and size of a file (its path, or open from its beginning), read once in pieces. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with open(file, "rb", closefd=not isinstance(file, int)) as opened:  # a descriptor, too
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Content(digest.hexdigest(), size)


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk (where the file system can; a network share may not)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync_open_folder(descriptor)
    finally:
        os.close(descriptor)


def sync_open_folder(descriptor: int) -> None:
    """As sync_folder, of an open folder."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # this file system does not do it
            raise


def clear_incoming(originals: Path) -> None:
    """Remove what cut off copies of this machine left behind. Only while nothing on it copies."""
    for part in (originals / INCOMING).glob(f"{socket.gethostname()}-*"):
        part.unlink(missing_ok=True)


def _copied(source: int, part: Path) -> Content:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IRGRP)
    with os.fdopen(descriptor, "wb") as target:
        while chunk := os.read(source, _CHUNK):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
    return Content(digest.hexdigest(), size)


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_whole(place: Path, content: Content) -> bool:
    """Whether the original is there and unchanged; else the copy that has just come mends it."""
    try:
        return is_kept(place, content.size) and content_of(place) == content
    except OSError:  # a part of the disk that cannot be read any more
        return False


def is_kept(place: Path, size: int) -> bool:
    """Whether there is a file of this size at the place of an original: a link is none."""
    try:
        found = place.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def _make_folders(folder: Path, upto: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent, upto) if folder.parent != upto else None
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
