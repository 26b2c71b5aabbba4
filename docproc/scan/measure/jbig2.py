"""The sizes that a JBIG2 picture inside a PDF names (ITU-T T.88, 7.2): of its page and of the regions on it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PAGE = 48
# Segments that begin with the width and height of a region: text, halftone and generic ones (7.3, 7.4.1).
_REGIONS = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
_UNKNOWN = 0xFFFFFFFF  # 7.2.7: the length of a region that was not known when its header was written
_MOST = 10_000  # segments; a page has some ten


def sides_in(data: bytes) -> Iterator[tuple[int, int]]:
    """Width and height in pixels of the page and of each region, as far as their headers can be followed."""
    at = 0
    for _segment in range(_MOST):
        try:
            number, flags, references = struct.unpack_from(">IBB", data, at)
            at += 5
            at += _reference_bytes(data, at, references >> 5, number) + (4 if flags & 0x40 else 1)
            (length,) = struct.unpack_from(">I", data, at)
            if flags & 0x3F in (_PAGE, *_REGIONS):
                width, height = struct.unpack_from(">II", data, at + 4)
                yield width, 0 if height == _UNKNOWN else height
        except struct.error:
            return
        if length == _UNKNOWN:
            return
        at += 4 + length


def _reference_bytes(data: bytes, at: int, count: int, number: int) -> int:
    """How long the list of the segments is that a segment refers to (7.2.4, 7.2.5)."""
    head = 1
    if count == 7:
        count = struct.unpack_from(">I", data, at)[0] & 0x1FFFFFFF
        head = 4 + (count + 8) // 8
    return int(head + count * (1 if number <= 256 else 2 if number <= 65_536 else 4))
