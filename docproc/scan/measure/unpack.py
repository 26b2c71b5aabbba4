"""The filters of PDF streams (ISO 32000-1, 7.4) under a limit: a few kilobytes can unpack to gigabytes.

Every library that reads PDFs unpacks a stream whole, one filter after the other. Here it goes through all of
them in pieces and stops as soon as what comes out of any of them is too much.
"""

from __future__ import annotations

import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial

FLATE, LZW = frozenset({"FlateDecode", "Fl"}), frozenset({"LZWDecode", "LZW"})
_HEX, _85, _RUNS = ("ASCIIHexDecode", "AHx"), ("ASCII85Decode", "A85"), ("RunLengthDecode", "RL")
UNPACKED = frozenset({*FLATE, *LZW, *_HEX, *_85, *_RUNS})
JPEG, JPEG_2000, JBIG2 = frozenset({"DCTDecode", "DCT"}), frozenset({"JPXDecode"}), frozenset({"JBIG2Decode"})
PICTURE_FILTERS = JPEG | JPEG_2000 | JBIG2 | {"CCITTFaxDecode", "CCF"}
Pieces = Iterable[bytes]
_PIECE = 1 << 18  # bytes at a time, so that hardly more than the limit is ever held
_BLANK = b"\x00\t\n\x0c\r "
_NO_HEX = bytes(set(range(256)) - set(b"0123456789ABCDEFabcdef>"))
_CLEAR, _END, _MOST_CODES = 256, 257, 4096  # LZW: 7.4.4.2
_RUNS_END = 128  # 7.4.5


class TooMuch(Exception):
    """A filter gives more than the limit."""


def unpacked(raw: bytes | memoryview, filters: Sequence[str], limit: int, early: bool = True) -> bytes:
    """What comes out behind all filters, each known by its full or its short name; those that are not known, and
    those for pictures, pass everything. Damaged data end where the damage begins.

    `early`: the codes of LZW grow one code early, as they do where nothing is said. Raises TooMuch.
    """
    return b"".join(_chain(raw, filters, limit, early))


def unpacked_size(raw: bytes | memoryview, filters: Sequence[str], limit: int, early: bool = True) -> int:
    """How many bytes `unpacked` would give, none of them kept. Raises TooMuch."""
    return sum(map(len, _chain(raw, filters, limit, early)))


def _chain(raw: bytes | memoryview, filters: Sequence[str], limit: int, early: bool) -> Pieces:
    pieces: Pieces = (bytes(raw[at : at + _PIECE]) for at in range(0, len(raw), _PIECE))
    decoders: dict[str, Callable[[Pieces], Pieces]] = {
        **dict.fromkeys(FLATE, _inflated),
        **dict.fromkeys(LZW, partial(_without_lzw, early=early)),
        **dict.fromkeys(_HEX, _from_hex),
        **dict.fromkeys(_85, _from_85),
        **dict.fromkeys(_RUNS, _without_runs),
    }
    for name in filters:
        if name in decoders:
            pieces = _limited(decoders[name](pieces), limit)
    return pieces


def _limited(pieces: Pieces, limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise TooMuch
        yield piece


def _inflated(pieces: Pieces) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpacker.eof:
            try:
                yield unpacker.decompress(piece, _PIECE)
            except zlib.error:
                return
            piece = unpacker.unconsumed_tail
        if unpacker.eof:
            return


def _from_hex(pieces: Pieces) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        digits, end, _rest = (held + piece.translate(None, _NO_HEX)).partition(b">")
        even = len(digits) + len(digits) % 2 if end else len(digits) // 2 * 2
        yield unhexlify(digits.ljust(even, b"0")[:even])
        held = digits[even:]
        if end:
            return


def _from_85(pieces: Pieces) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        # "z" stands for five signs of nothing, "~" for the end.
        digits, end, _rest = (held + piece.translate(None, _BLANK).replace(b"z", b"!!!!!")).partition(b"~")
        whole = len(digits) if end else len(digits) // 5 * 5
        try:
            yield a85decode(digits[:whole])
        except ValueError:
            return
        held = digits[whole:]
        if end:
            return
    with suppress(ValueError):
        yield a85decode(held)


def _without_runs(pieces: Pieces) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        data, at = held + piece, 0
        out = bytearray()
        while at < len(data):
            length = data[at]
            if length == _RUNS_END:
                yield bytes(out)
                return
            after = at + 2 + (length if length < _RUNS_END else 0)
            if after > len(data):
                break
            out += data[at + 1 : after] if length < _RUNS_END else data[at + 1 : after] * (257 - length)
            at = after
            if len(out) > _PIECE:
                yield bytes(out)
                out.clear()
        yield bytes(out)
        held = data[at:]


def _without_lzw(pieces: Pieces, early: bool) -> Iterator[bytes]:
    table = [bytes((code,)) for code in range(256)] + [b"", b""]
    width, bits, held, last = 9, 0, 0, b""
    out = bytearray()
    for piece in pieces:
        for byte in piece:
            held, bits = held << 8 | byte, bits + 8
            if bits < width:
                continue
            bits -= width
            code, held = held >> bits, held & ((1 << bits) - 1)
            if code == _CLEAR:
                del table[258:]
                width, last = 9, b""
                continue
            if code > len(table) or (code == len(table) and not last) or code == _END:
                yield bytes(out)
                return
            found = table[code] if code < len(table) else last + last[:1]
            if last and len(table) < _MOST_CODES:
                table.append(last + found[:1])
            out += found
            last = found
            if width < 12 and len(table) + early >= 1 << width:
                width += 1
            if len(out) > _PIECE:
                yield bytes(out)
                out.clear()
    yield bytes(out)
