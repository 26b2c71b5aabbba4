"""Small things with folders that every room writing files needs: may it be written, a passing name, room left."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from pathlib import Path

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
"""What the system says when a disk is full, or a person's share of it (errno(3))."""


def passing(folder: Path) -> Path:
    """A new hidden name in a folder for a file that is written there before it takes its own name."""
    return folder / f".docproc-{os.getpid()}-{secrets.token_hex(4)}.part"


def take_place(part: Path, path: Path) -> None:
    """Let a file that was written under a passing name take its own, in place of an ordinary file of that name.

    Raises OSError; ENXIO when a device, a pipe or a socket lies there, which is nobody's result: for an
    administrator the rename would go through, and /dev/null be gone.
    """
    try:
        there = path.lstat().st_mode
    except FileNotFoundError:
        there = stat.S_IFREG
    if not (stat.S_ISREG(there) or stat.S_ISLNK(there) or stat.S_ISDIR(there)):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
    part.replace(path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, and never as a program. Raises OSError."""
    part = passing(path.parent)
    try:
        part.write_bytes(data)
        take_place(part, path)
    finally:
        remove(part)


def remove(path: Path) -> None:
    """Take a passing file away, if it is there and can be."""
    with contextlib.suppress(OSError):
        path.unlink()


def try_folder(folder: Path) -> None:
    """Write one byte into a folder and take it away again: rights alone do not tell of a full or read-only disk.

    Raises OSError when the folder takes no file.
    """
    trial = passing(folder)
    try:
        trial.write_bytes(b"x")
        trial.unlink()
    finally:
        remove(trial)


def is_full(folder: Path, least: float) -> bool:
    """Whether fewer than `least` bytes are free on the disk of a folder; False when that cannot be told."""
    try:
        return shutil.disk_usage(folder).free < least
    except OSError:
        return False
