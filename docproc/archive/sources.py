"""What lies in an archive, be it a folder or an address of an object store: found in the same order, under the
same names, a few hundred files at a time; who reads the archive need not know which it is.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

from docproc.address import Address, is_plain, noted_place
from docproc.errors import CannotRead, DocprocError, InputError, why
from docproc.filenames import escaped
from docproc.intake.below import Root, Seen, opened_file, root_of, seen_open
from docproc.intake.folders import DEEPEST, Kind, TooDeep, entries_in
from docproc.intake.names import FAILED, PROCESSED, is_ignored
from docproc.remote.faults import OddName
from docproc.remote.objects import Listed, check_source, objects_below, read_object
from docproc.scan.kinds import check_size
from docproc.settings import load_settings
from docproc.store.originals import Content, content_of

_AT_A_TIME = 500
_MOST_AT_A_TIME = 256_000_000  # bytes; all are read, and who enters them does nothing else meanwhile
_AT_ONCE = 8  # objects that are asked for


@dataclass(frozen=True, slots=True)
class Found:
    """A file of an archive: its place as the ledger notes it (the whole path, or the address), its name below the
    archive, and its state when it was found; `etag` is that in the words of an object store.
    """

    place: bytes
    name: str
    seen: Seen
    etag: str = ""

    @property
    def path(self) -> Path:
        """Where a file of a folder lies."""
        return Path(os.fsdecode(self.place))

    @property
    def address(self) -> Address:
        """Where an object lies."""
        place = noted_place(self.place)
        assert isinstance(place, Address)
        return place


@dataclass(slots=True)
class Passed:
    """What is passed over: links, of which none is followed, and sentences about what cannot be read."""

    links: int = 0
    unreadable: dict[str, None] = field(default_factory=dict)

    def add(self, words: str) -> None:
        """Note what cannot be read, once: a silent store is listed again from where it fell silent."""
        self.unreadable[words] = None


def opened(place: Path | Address) -> Root | Address:
    """The archive as it is now. Raises OSError when the folder is not there, what remote.objects does."""
    if isinstance(place, Address):
        check_source(place)
        return place
    return root_of(place)


def noted(place: Path | Address) -> bytes:
    """An archive as the ledger notes it."""
    return os.fsencode(str(place))


def chunks_in(archive: Root | Address, passed: Passed, after: Found | None = None) -> Iterator[list[Found]]:
    """The files of an archive, a few hundred at a time, fewer of big ones; `passed` grows with what is passed
    over. Of an object store those `after` one that was found.

    Raises OSError when the folder cannot be listed, what remote.objects does.
    """
    walk = _objects(archive, passed, after) if isinstance(archive, Address) else _files(archive, passed)
    chunk: list[Found] = []
    size = 0
    for one in walk:
        chunk.append(one)
        size += one.seen.size
        if len(chunk) == _AT_A_TIME or size > _MOST_AT_A_TIME:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def contents_in(
    archive: Root | Address, found: Sequence[Found], passed: Passed
) -> Iterator[tuple[Found, Content]]:
    """The files with hash and size, each read once; what cannot be read is left out, and `passed` says why.

    Raises StoreSilent.
    """
    if isinstance(archive, Address):  # most of the time of an object is waiting for the store
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            contents = list(pool.map(partial(_content, archive), found))
    else:
        contents = [_content(archive, one) for one in found]
    for one, content in zip(found, contents, strict=True):
        if isinstance(content, Content):
            yield one, content
        else:
            passed.add(content)


def _content(archive: Root | Address, one: Found) -> Content | str:
    """Hash and size of a file, or a sentence on why it cannot be read. Raises StoreSilent."""
    try:
        if isinstance(archive, Address):
            return read_object(one.address, one.seen.size, one.etag)
        with opened_file(archive, one.path) as descriptor:
            return content_of(descriptor)
    except InputError as error:
        return error.message()
    except OSError as error:
        return CannotRead(one.path, detail=why(error)).message()


@contextmanager
def open_in(archive: Root | Address, one: Found) -> Iterator[int]:
    """A descriptor of a file, open from its beginning; of an object it is that of a passing file without a name.

    Raises OSError (ESTALE when the file is not as it was found), what remote.objects does.
    """
    if isinstance(archive, Address):
        with TemporaryFile() as file:
            read_object(one.address, one.seen.size, one.etag, file.write)
            file.seek(0)
            yield file.fileno()
        return
    with opened_file(archive, one.path) as descriptor:
        yield descriptor
        if seen_open(descriptor) != one.seen:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(one.path))  # it is being written


def _files(tree: Root, passed: Passed) -> Iterator[Found]:
    for entry in entries_in(tree):
        if entry.kind is Kind.LINK:
            passed.links += 1
        elif entry.kind is Kind.DEEP:
            passed.add(TooDeep(entry.path, limit=DEEPEST).message())
        elif entry.seen:
            name = escaped(entry.path.relative_to(tree.folder))
            yield Found(os.fsencode(entry.path), name, entry.seen)


def _objects(address: Address, passed: Passed, after: Found | None) -> Iterator[Found]:
    """The objects below an address that may be letters; the same names are left out as below a folder."""
    last = after.address.key if after is not None else ""
    for listed in objects_below(address, last):
        name = listed.key.removeprefix(address.prefix)
        if name.endswith("/") and listed.size == 0:  # what stands for a folder in some programs
            continue
        try:
            if not is_plain(name):
                raise OddName(f"{address}/{name}")
            if not _may_be_letter(name.split("/")):
                continue
            if name.count("/") >= DEEPEST:
                raise TooDeep(str(address.below(name)), limit=DEEPEST)
            check_size(Path(name), listed.size, load_settings().max_megabytes)
        except DocprocError as error:
            passed.add(error.message())
        else:
            place = noted(address.below(name))
            yield Found(place, escaped(name), _state(listed), listed.etag)


def _may_be_letter(parts: list[str]) -> bool:
    """Whether below a folder a file of this name would be looked at, as entries_in does."""
    return not any(map(is_ignored, parts)) and (len(parts) == 1 or parts[0] not in (PROCESSED, FAILED))


def _state(listed: Listed) -> Seen:
    """The state of an object in the words of a disk: the mark of the store in place of the inode."""
    mark = int.from_bytes(hashlib.sha256(listed.etag.encode()).digest()[:8], "big") >> 1
    return Seen(listed.size, listed.changed_ns, mark)
