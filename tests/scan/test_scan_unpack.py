"""The filters of PDF streams give what they were given, and never more than they may."""

from __future__ import annotations

import zlib
from base64 import a85encode
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_bombs import MEGA, lzw_zeros, runs, zeros
from pdfminer.lzw import lzwdecode

from docproc.scan.measure.jbig2 import sides_in
from docproc.scan.measure.jpegs import jpeg_of
from docproc.scan.measure.unpack import UNPACKED, TooMuch, unpacked, unpacked_size


def runs_of(data: bytes) -> bytes:
    """Run lengths of a single byte each: twos of what stands alone, and threes."""
    return b"".join(bytes((0, byte)) for byte in data) + b"\x80"


PACK: dict[str, Callable[[bytes], bytes]] = {
    "FlateDecode": zlib.compress,
    "Fl": zlib.compress,
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
    "AHx": lambda data: data.hex(" ").encode() + b" >",
    "ASCII85Decode": lambda data: a85encode(data, wrapcol=40) + b"~>",
    "A85": lambda data: a85encode(data),
    "RunLengthDecode": runs_of,
    "RL": runs_of,
}


@given(st.binary(max_size=3000), st.lists(st.sampled_from(sorted(PACK)), max_size=3))
def test_what_was_packed_comes_out(data: bytes, names: list[str]) -> None:
    raw = data
    for name in reversed(names):
        raw = PACK[name](raw)
    assert unpacked(raw, names, MEGA) == data
    assert unpacked_size(raw, names, MEGA) == len(data)


@given(st.binary(max_size=300), st.lists(st.sampled_from([*sorted(UNPACKED), "DCTDecode", "x"]), max_size=4))
def test_no_bytes_trip_it_and_none_come_beyond_the_limit(raw: bytes, names: list[str]) -> None:
    try:
        found = unpacked(raw, names, 500)
    except TooMuch:
        return
    assert len(found) <= 500


def test_lzw_codes_grow_as_pdfminer_has_them() -> None:
    raw = lzw_zeros(1)
    found = unpacked(raw, ["LZWDecode"], 10 * MEGA)
    assert len(found) > MEGA and set(found) == {0}
    assert found == lzwdecode(raw)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (zlib.compress(zeros(20)), ["Fl", "FlateDecode"]),
        (zeros(20), ["FlateDecode", "Unknown"]),
        (runs(20), ["RL"]),
        (lzw_zeros(20), ["LZW"]),
        (b"z" * 5 * MEGA, ["A85"]),
    ],
)
def test_too_much_is_told_at_once(raw: bytes, names: list[str]) -> None:
    with pytest.raises(TooMuch):
        unpacked_size(raw, names, 2 * MEGA)


@given(st.binary(max_size=200))
def test_headers_of_pictures_are_read_whatever_they_say(data: bytes) -> None:
    assert all(width >= 0 and height >= 0 for width, height in sides_in(data))
    found = jpeg_of(b"\xff\xd8" + data)
    assert found is None or found.passed >= 0
