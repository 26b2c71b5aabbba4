"""Streams that stand in a PDF but not in its table of objects: of earlier versions of the file, or put there for
a parser that mends a broken table by looking for objects everywhere.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

from docproc.errors import PartTooLarge
from docproc.scan.kinds import MEGA
from docproc.scan.measure.unpack import UNPACKED, TooMuch, unpacked_size
from docproc.settings import Settings

_STREAM, _END = b"stream", b"end"
_LINE_END, _BLANKS = re.compile(rb"\A[ \t]*\r?\n?"), 64
_OPENING = re.compile(rb"(\d+)[\x00\t\n\x0c\r ]+\d+[\x00\t\n\x0c\r ]+obj\Z")
_OPENING_BYTES = 64
_TRIES = 64  # words that end in "obj" looked at on the way back to the opening of an object
_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SIDE = {side: re.compile(rb"/" + side + rb"\s+(\d{1,9})\b") for side in (b"Width", b"Height")}
_DICTIONARY_BYTES = 65_536  # at most so much of a dictionary is looked at
# Bytes of a stream that holds the file together: a table of objects, or a few hundred objects packed together.
MOST_STRUCTURE = 4 * MEGA
_STRUCTURE = re.compile(rb"/(?:ObjStm|XRef)\b")
_PIXEL_BYTES = 4
_MOST_BYTES = 2 * MEGA  # of an object without its stream; a list of a hundred thousand references has one
_HAS_STREAM = re.compile(rb">>[\x00\t\n\x0c\r ]*stream")
_ZLIB = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78]")  # RFC 1950: deflate, with any window
_BEGIN_WITHIN = 1024  # ISO 32000-1, Annex H.3: places are counted from "%PDF-"


def check_unlisted(path: Path, known: Collection[int], settings: Settings) -> None:
    """Raises TooLarge for a stream that unpacks to more than max_stream_megabytes, and for all of them that
    unpack to more than max_unpacked_megabytes, of objects that do not begin at one of the places `known` of the
    table. A picture may unpack to as much as its pixels need.
    """
    left = int(settings.max_unpacked_megabytes * MEGA)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        shift = max(0, data.find(b"%PDF-", 0, _BEGIN_WITHIN))
        for opening, place in _streams(data):
            if opening - shift not in known:
                left -= _cost(path, data, opening, place, settings)
                if left < 0:
                    raise PartTooLarge(path, limit=f"{settings.max_unpacked_megabytes:g}")


def check_objects(path: Path, places: Collection[int]) -> None:
    """Raises TooLarge when one of the objects that begin at these places is very long and has no stream: lists of
    millions of numbers take a hundred times their size when they are read.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        shift = max(0, data.find(b"%PDF-", 0, _BEGIN_WITHIN))
        begins = sorted(place + shift for place in places)
        for begin, end in pairwise([*begins, len(data)]):
            if end - begin > _MOST_BYTES and not _HAS_STREAM.search(data, begin, begin + _MOST_BYTES):
                raise PartTooLarge(path, limit=f"{_MOST_BYTES / MEGA:g}")


def _cost(path: Path, data: mmap.mmap, opening: int, place: int, settings: Settings) -> int:
    """What a stream unpacks to, or packs, whichever is more; 0 for a picture."""
    names, pixels = _said(data[max(opening, place - _DICTIONARY_BYTES) : place])
    most = settings.max_stream_megabytes * MEGA
    if _STRUCTURE.search(data, opening, place):
        most = MOST_STRUCTURE
    elif pixels:
        most = max(most, min(_PIXEL_BYTES * pixels, _PIXEL_BYTES * settings.max_megapixels * 1e6))
    end = data.find(b"endstream", place, place + int(most))
    raw = data[place : end if end > 0 else place + int(most)]
    try:
        size = unpacked_size(raw, names or (["FlateDecode"] if _ZLIB.match(raw) else []), int(most))
    except TooMuch as error:
        raise PartTooLarge(path, limit=f"{most / MEGA:g}") from error
    return 0 if pixels else max(size, len(raw))


def _streams(data: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Where an object with a stream is opened, and where the bytes of its stream begin."""
    begin, at = 0, data.find(_STREAM)
    while at >= 0:
        after = at + len(_STREAM)
        if data[max(0, at - len(_END)) : at] != _END:
            opening = _opening(data, begin, at)
            if opening is not None:
                # Blanks before the end of the line are forgiven by all parsers.
                line = data[after : after + _BLANKS]
                yield opening, after + len(line) - len(_LINE_END.sub(b"", line, count=1))
            begin = after
        at = data.find(_STREAM, after)


def _opening(data: mmap.mmap, begin: int, end: int) -> int | None:
    """The last opening of an object between two places."""
    at = end
    for _try in range(_TRIES):
        at = data.rfind(b"obj", begin, at)
        if at < 0:
            return None
        first = max(0, at + 3 - _OPENING_BYTES)
        found = _OPENING.search(data[first : at + 3])
        if found:
            return first + found.start()
    return None


def _said(dictionary: bytes) -> tuple[list[str], int]:
    """The filters that a dictionary names, and the pixels where it says that it is one of a picture."""
    names = [_ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), name) for name in _NAME.findall(dictionary)]
    sides = [_SIDE[side].search(dictionary) for side in (b"Width", b"Height")]
    width, height = (int(side[1]) if side else 0 for side in sides)
    filters = [name.decode("latin-1") for name in names]
    return [name for name in filters if name in UNPACKED], width * height if b"Image" in names else 0
