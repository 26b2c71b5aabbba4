"""Refuse a PDF whose packed streams unpack to more than memory bears, before any parser unpacks them.

A stream of a few hundred kilobytes can hold gigabytes of drawing orders, and PDFium and pdfminer unpack it
whole. Of pictures only the masks are looked at here, because PDFium does not show them; the size of all other
pictures is checked page by page.
"""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from docproc.errors import TooLarge
from docproc.scan.kinds import MEGA
from docproc.settings import Settings

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_MASK = re.compile(rb"/S?Mask\s+(\d+)\s+\d+\s+R\b")
_OBJECT = re.compile(rb"\b(\d+)\s+\d+\s+obj\b")
_SIDE = {name: re.compile(rb"/" + name.encode() + rb"\s+(\d{1,9})\b") for name in ("Width", "Height")}
_DICTIONARY_BYTES = 2000  # how far back the dictionary of a stream is looked for
_CHUNK = 65536


def check_streams(path: Path, settings: Settings) -> None:
    """Raises TooLarge when one Flate stream passes max_stream_megabytes unpacked, or all of them together
    max_unpacked_megabytes, or the mask of a picture max_megapixels (a byte a pixel). The streams of an
    encrypted PDF cannot be measured and pass.
    """
    total = 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        masks = set(_MASK.findall(data))
        for found in _STREAM.finditer(data):
            head = data[max(0, found.start() - _DICTIONARY_BYTES) : found.start()]
            number, dictionary = _stream_object(head)
            if number in masks:
                _refuse_above(settings.max_megapixels, _pixels(dictionary), path)
            elif b"Flate" in dictionary and not _PICTURE.search(dictionary):
                size = _unpacked_size(data, found.end(), int(settings.max_stream_megabytes * MEGA))
                total += size
                _refuse_above(settings.max_stream_megabytes, size, path)
                _refuse_above(settings.max_unpacked_megabytes, total, path)


def _refuse_above(megabytes: float, size: int, path: Path) -> None:
    if size > megabytes * MEGA:
        raise TooLarge(path, size=f"> {megabytes:g}", limit=f"{megabytes:g}")


def _stream_object(head: bytes) -> tuple[bytes, bytes]:
    """The number and the dictionary of the object whose stream follows `head`."""
    openings = list(_OBJECT.finditer(head))
    return (openings[-1].group(1), head[openings[-1].end() :]) if openings else (b"", head)


def _pixels(dictionary: bytes) -> int:
    sides = [_SIDE[name].search(dictionary) for name in ("Width", "Height")]
    width, height = (int(side.group(1)) if side else 0 for side in sides)
    return width * height


def _unpacked_size(data: mmap.mmap, start: int, limit: int) -> int:
    """Bytes after unpacking, counted without keeping them and no further than just past `limit`."""
    unpacker = zlib.decompressobj()
    size = 0
    for at in range(start, len(data), _CHUNK):
        piece = data[at : at + _CHUNK]
        while piece and not unpacker.eof and size <= limit:
            try:
                size += len(unpacker.decompress(piece, MEGA))
            except zlib.error:
                return size
            piece = unpacker.unconsumed_tail
        if unpacker.eof or size > limit:
            break
    return size
