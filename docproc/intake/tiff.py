"""Whether all that a TIFF says it holds lies within the file: a copy under way stops before (TIFF 6.0, 2)."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass

from docproc.scan.formats.signatures import signature_of

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_NUMBERS = {3: "H", 4: "I", 16: "Q"}
_STRIPS, _TILES = (273, 279), (324, 325)  # tags: where the pieces of the picture begin, how long they are
_MOST_PAGES, _MOST_PIECES = 5000, 1_000_000


class _Beyond(Exception):
    """Something lies beyond the end of the file."""


@dataclass(frozen=True, slots=True)
class _Tiff:
    descriptor: int
    size: int
    order: str
    big: bool

    def at(self, offset: int, count: int) -> bytes:
        if offset + count > self.size:
            raise _Beyond
        return os.pread(self.descriptor, count, offset)

    def numbers(self, form: str, offset: int, count: int = 1) -> tuple[int, ...]:
        return struct.unpack(f"{self.order}{count}{form}", self.at(offset, count * struct.calcsize(form)))


def is_tiff(head: bytes) -> bool:
    """Whether a file that begins so is a TIFF or a BigTIFF, of either order of bytes."""
    found = signature_of(head)
    return found is not None and found.name == "TIFF"


def is_whole(descriptor: int, size: int) -> bool:
    """Whether every page of the TIFF, with its values and pieces, lies within `size` bytes. Raises OSError."""
    head = os.pread(descriptor, 4, 0)
    file = _Tiff(descriptor, size, "<" if head[:2] == b"II" else ">", head[2:4] in (b"+\0", b"\0+"))
    try:
        (page,) = file.numbers("Q", 8) if file.big else file.numbers("I", 4)
        if not page:  # written at the very end by programs that do not know before how much will come
            return False
        seen: set[int] = set()
        while page and page not in seen and len(seen) < _MOST_PAGES:
            seen.add(page)
            page = _next_page(file, page)
    except (_Beyond, struct.error):
        return False
    return True


def _next_page(file: _Tiff, page: int) -> int:
    """Look at one directory; gives where the next begins, 0 after the last. Raises _Beyond."""
    count_form, entry, value = ("Q", 20, 8) if file.big else ("H", 12, 4)
    (count,) = file.numbers(count_form, page)
    begin = page + struct.calcsize(f"={count_form}")
    pieces: dict[int, tuple[int, ...]] = {}
    for index in range(count):
        place = begin + index * entry
        tag, kind = file.numbers("H", place, 2)
        (number,) = file.numbers("Q" if file.big else "I", place + 4)
        length = number * _SIZES.get(kind, 1)
        where = place + entry - value
        if length > value:
            (where,) = file.numbers("Q" if file.big else "I", where)
            file.at(where + length - 1, 1)
        if tag in (*_STRIPS, *_TILES) and kind in _NUMBERS and number <= _MOST_PIECES:
            pieces[tag] = file.numbers(_NUMBERS[kind], where, number)
    for starts, lengths in (_STRIPS, _TILES):
        for start, length in zip(pieces.get(starts, ()), pieces.get(lengths, ()), strict=False):
            if start + length > file.size:
                raise _Beyond
    (following,) = file.numbers("Q" if file.big else "I", begin + count * entry)
    return following
