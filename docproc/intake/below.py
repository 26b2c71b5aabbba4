"""What lies below a watched folder, reached without following any link.

A path is only a name. Between two looks somebody may put a link in the place of a file or of a folder on the way
to it; what is read or moved then lies elsewhere: in another watched folder, or among the originals. So nothing
below a watched folder is opened, moved or removed by its whole path. The way begins at the folder, which must be
the one that was checked (device and inode; it may itself be reached by a link), and goes down folder by folder,
each opened within the one before and none of them a link. What was opened so is used by its descriptor.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_FOLDER = os.O_RDONLY | os.O_DIRECTORY
# A pipe that took the place of a file must not be waited for.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
_NO_REPLACE = 1  # RENAME_NOREPLACE of renameat2(2)
_NOT_OFFERED = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)  # by this file system or kernel


class Seen(NamedTuple):
    """What tells a state of a file from another: size in bytes, time of change and inode."""

    size: int
    changed_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Root:
    """A folder as it was when it was checked: its path, device and inode of the folder that stood behind it."""

    folder: Path
    device: int
    inode: int


def root_of(folder: Path) -> Root:
    """The folder as it is now. Raises OSError when it is not there."""
    found = folder.stat()
    return Root(folder, found.st_dev, found.st_ino)


@contextmanager
def opened_folder(root: Root, folder: Path, make: bool = False) -> Iterator[int]:
    """A descriptor of `folder`, which is the root or lies below it; with `make` what lacks on the way is made.

    Raises OSError: ELOOP when there is a link on the way, ESTALE when another folder has the place of the root.
    """
    descriptor = os.open(root.folder, _FOLDER)
    try:
        found = os.fstat(descriptor)
        if (found.st_dev, found.st_ino) != (root.device, root.inode):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(root.folder))
        for name in _names(root, folder):
            within, descriptor = descriptor, _opened_within(descriptor, name, make)
            os.close(within)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def opened_file(root: Root, path: Path) -> Iterator[int]:
    """A descriptor for reading an ordinary file below the root.

    Raises OSError: as opened_folder, ELOOP for a link, FileNotFoundError also for a pipe, socket or device: these
    are not opened.
    """
    with opened_folder(root, path.parent) as folder:
        if stat.S_ISREG(_look(folder, path.name).st_mode):
            descriptor = os.open(path.name, _FILE, dir_fd=folder)
        else:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        yield descriptor
    finally:
        os.close(descriptor)


def seen_at(root: Root, path: Path) -> Seen | None:
    """The state of a file now; None when it is gone, is no ordinary file, or is reached only through a link."""
    try:
        with opened_folder(root, path.parent) as folder:
            return seen_in(folder, path.name)
    except OSError:
        return None


def seen_in(folder: int, name: str) -> Seen | None:
    """As seen_at, of a name in an open folder. Raises OSError when the disk does not answer."""
    try:
        return seen_of(_look(folder, name))
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            return None
        raise


def seen_open(descriptor: int) -> Seen | None:
    """As seen_at, of an open file. Raises OSError."""
    return seen_of(os.fstat(descriptor))


def seen_of(found: os.stat_result) -> Seen | None:
    """The state of a file by what the system says of it; None when it is no ordinary file."""
    if not stat.S_ISREG(found.st_mode):
        return None
    return Seen(found.st_size, found.st_mtime_ns, found.st_ino)


def move(source: int, name: str, target: int, new_name: str) -> None:
    """Move a file from one open folder to another; nothing is overwritten.

    Raises OSError, FileExistsError when the new name is taken.
    """
    refused = _renamed_if_free(source, name, target, new_name)
    if refused in _NOT_OFFERED:  # look before, then: as much as such a file system allows
        if is_there(target, new_name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new_name)
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
    elif refused:
        raise OSError(refused, os.strerror(refused), name)


def is_there(folder: int, name: str) -> bool:
    """Whether an open folder has this name, be it of a file, a link or anything else."""
    try:
        _look(folder, name)
    except OSError:  # also a name that is too long to be there
        return False
    return True


def _names(root: Root, folder: Path) -> tuple[str, ...]:
    try:
        return folder.relative_to(root.folder).parts
    except ValueError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)) from None


def _opened_within(folder: int, name: str, make: bool) -> int:
    try:
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except FileNotFoundError:
        if not make:
            raise
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
        return os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
    except NotADirectoryError:  # what Linux says of a link, too
        if stat.S_ISLNK(_look(folder, name).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise


def _look(folder: int, name: str) -> os.stat_result:
    return os.stat(name, dir_fd=folder, follow_symlinks=False)


def _renamed_if_free(source: int, name: str, target: int, new_name: str) -> int:
    """0 when renamed; else the number of the system's refusal (errno(3))."""
    if sys.platform != "linux":
        return errno.ENOSYS
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):  # glibc before 2.28, musl
        return errno.ENOSYS
    done = library.renameat2(source, os.fsencode(name), target, os.fsencode(new_name), _NO_REPLACE)
    return ctypes.get_errno() if done else 0
