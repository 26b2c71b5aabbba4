"""What a JPEG costs, by its markers alone (ITU-T T.81, Annex B): a picture may be written in any number of passes
("scans"), and each goes over all its pixels.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

# Millions of pixels in all passes together: a thousand take libjpeg 1 to 3 seconds. Writers make ten passes, of a
# picture of a hundred million pixels a thousand.
MOST_PASSED = 3000.0
_ARITHMETIC = 5  # so much longer takes a pass with arithmetic coding
_SCAN = b"\xff\xda"  # within coded data FF is followed by 00 or by a restart marker: this stands nowhere else
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ARITHMETIC_FRAMES = frozenset(range(0xC9, 0xD0))


@dataclass(frozen=True, slots=True)
class Jpeg:
    """Width and height in pixels, in how many passes it is written, and for how many a pass counts."""

    width: int
    height: int
    passes: int
    weight: int = 1

    @property
    def passed(self) -> float:
        """Millions of pixels that are gone over."""
        return self.width * self.height / 1e6 * self.passes * self.weight


def jpeg_of(data: bytes) -> Jpeg | None:
    """The frame of a JPEG; None where none is found."""
    at = data.find(b"\xff\xd8") + 2
    while 2 <= at <= len(data) - 4:
        if data[at] != 0xFF:  # rubbish between the markers is passed over, as libjpeg does
            at = data.find(b"\xff", at)
            continue
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES and at + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, at + 5)
            weight = _ARITHMETIC if marker in _ARITHMETIC_FRAMES else 1
            return Jpeg(width, height, data.count(_SCAN), weight)
        at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])
    return None
