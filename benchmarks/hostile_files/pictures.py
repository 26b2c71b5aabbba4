"""Pictures that are small as files and large, endless or odd when opened."""

from __future__ import annotations

import io
import random
import struct
import zlib

from PIL import Image

from hostile_files.made import Makers, with_ending
from hostile_files.pdf_parts import deflated

_PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes, bits: int = 8, *more: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
    return _PNG + head + b"".join(more) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def png_thin(chance: random.Random) -> bytes:
    width, height = chance.choice(((1, 99_000_000), (99_000_000, 1), (2, 49_000_000), (1000, 99_000)))
    return png(width, height, deflated(b"\0", width * height // 1_000_000 + 100))


def png_large(chance: random.Random) -> bytes:
    side, bits = chance.choice(((9_900, 8), (40_000, 1), (2**31 - 1, 1), (65_535, 8)))
    return png(side, side, deflated(b"\0", 200), bits)


def png_with_texts(chance: random.Random) -> bytes:
    """Comments and colour profiles that unpack to gigabytes, before or behind a small picture."""
    packed = deflated(b"a", chance.choice((70, 1000)))
    kinds = (
        _chunk(b"zTXt", b"Comment\0\0" + packed),
        _chunk(b"iTXt", b"Comment\0\1\0\0\0" + packed),
        _chunk(b"iCCP", b"ICC\0\0" + packed),
    )
    small = zlib.compress(b"\0" + b"\xff" * 300)
    return png(300, 1, small, 8, chance.choice(kinds) * chance.choice((1, 50)))


def png_many_frames(chance: random.Random) -> bytes:
    count = chance.choice((600, 20_000))
    control = _chunk(b"acTL", struct.pack(">II", count, 0))
    frame = _chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 9, 9, 0, 0, 1, 100, 0, 0))
    return png(9, 9, zlib.compress(b"\0" * 90), 8, control, frame * count)


def jpeg_of_scans(side: int, scans: int) -> bytes:
    """A progressive picture of many scans, for each of which a reader goes through the whole sheet."""
    tables = b"\xff\xdb\0\x43\0" + b"\1" * 64 + b"\xff\xc4\0\x14\0" + b"\1" + b"\0" * 15 + b"\0"
    head = b"\xff\xc2\0\x0b\x08" + struct.pack(">HH", side, side) + b"\1\1\x11\0"
    return b"\xff\xd8" + tables + head + (b"\xff\xda\0\x08\1\1\0\0\0\1" + b"\0" * 160) * scans + b"\xff\xd9"


def jpeg_scans(chance: random.Random) -> bytes:
    return jpeg_of_scans(*chance.choice(((2_000, 3_000), (8_000, 3_000), (9_900, 20_000))))


def jpeg_large(chance: random.Random) -> bytes:
    out = io.BytesIO()
    Image.new("L", (64, 64), 255).save(out, "JPEG")
    content = out.getvalue()
    at = content.index(b"\xff\xc0") + 5
    side = chance.choice((0, 9_900, 65_500))
    return content[:at] + struct.pack(">HH", side, side) + content[at + 4 :]


def jpeg_segments(chance: random.Random) -> bytes:
    """Orientation, comments and thumbnails without end."""
    out = io.BytesIO()
    Image.new("L", (400, 300), 255).save(out, "JPEG")
    ring = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\x09\0\0\0\x08\0\0\0"
    kind, data = chance.choice(
        ((b"\xff\xe1", ring), (b"\xff\xfe", b"x" * 60_000), (b"\xff\xe2", b"MPF\0II*\0\x08\0\0\0"))
    )
    segment = kind + struct.pack(">H", len(data) + 2) + data
    return b"\xff\xd8" + segment * chance.choice((1, 100)) + out.getvalue()[2:]


def gif_frames(chance: random.Random) -> bytes:
    width, height, count = chance.choice(((9, 9, 20_000), (2_000, 2_000, 499), (65_535, 65_535, 2)))
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x44\x01\0"
    return head + frame * count + b"\x3b"


def _tiff(entries: list[tuple[int, int, int, int]], following: int, data: bytes = b"") -> bytes:
    """Entries of a directory at byte 8: tag, type, count, value."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following) + data


def _tiff_entries(width: int, height: int, packing: int, at: int, size: int) -> list[tuple[int, int, int, int]]:
    return [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, packing), (262, 3, 1, 1),
        (273, 4, 1, at), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, size),
    ]  # fmt: skip


def tiff_frames(chance: random.Random) -> bytes:
    """Ten thousand frames, or a directory that names itself as the next one."""
    count = chance.choice((1, 400, 10_000))
    length = 2 + 9 * 12 + 4
    parts = [b"II*\0\x08\0\0\0"]
    for number in range(count):
        following = 8 + length * (number + 1) if number + 1 < count else (8 if count == 1 else 0)
        parts.append(_tiff(_tiff_entries(9, 9, 1, 0, 81), following)[8:])
    return b"".join(parts)


def tiff_packed(chance: random.Random) -> bytes:
    data = deflated(b"\0", 500)
    side = chance.choice((9_900, 20_000, 65_535))
    packing = chance.choice((8, 32946, 5, 32773, 4, 34712, 50000))
    return _tiff(_tiff_entries(side, side, packing, 8 + 2 + 9 * 12 + 4, len(data)), 0, data)


def tiff_strips(chance: random.Random) -> bytes:
    entries = _tiff_entries(900, 900, 1, 0, 99)
    odd = chance.choice(
        ((273, 4, 2**31, 8), (279, 4, 2**28, 8), (258, 3, 2**16, 8), (320, 3, 2**30, 8), (700, 1, 2**32 - 1, 8))
    )
    return _tiff(sorted([entry for entry in entries if entry[0] != odd[0]] + [odd]), 0, b"\xff" * 90_000)


def bmp(chance: random.Random) -> bytes:
    width, height = chance.choice(((9_900, 9_900), (2**31 - 1, 1), (1, -(2**31)), (65_000, 65_000)))
    packing, bits = chance.choice(((0, 24), (1, 8), (2, 4), (3, 32)))
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, packing, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 9_999, 0, 0, 54) + info + b"\xff\0" * 20_000


def webp_frames(chance: random.Random) -> bytes:
    out = io.BytesIO()
    first = Image.new("L", (64, 64), 255)
    others = [Image.new("L", (64, 64), shade % 255) for shade in range(chance.choice((40, 510)))]
    first.save(out, "WEBP", save_all=True, append_images=others, duration=1)
    return out.getvalue()


def heic(chance: random.Random) -> bytes:
    brand = b"ftyp" + chance.choice((b"heic", b"heix", b"mif1", b"avif")) + b"\0\0\0\0mif1heic"
    boxes = struct.pack(">I", len(brand) + 4) + brand
    meta = b"meta\0\0\0\0" + (b"\0\0\0\x0ciloc\xff\xff\xff\xff" * chance.choice((1, 20_000)))
    return boxes + struct.pack(">I", chance.choice((len(meta) + 4, 2**32 - 1))) + meta + chance.randbytes(500)


def blank_sheet(chance: random.Random) -> bytes:
    """A picture as large as is allowed, of noise: for whoever looks for letters in it."""
    noise = Image.frombytes("L", (256, 256), chance.randbytes(65_536))
    side = chance.choice((1_200, 4_000))
    sheet = Image.new("L", (side, side))
    for left in range(0, side, 256):
        for top in range(0, side, 256):
            sheet.paste(noise, (left, top))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=30)
    return out.getvalue()


KINDS: Makers = {
    **with_ending(
        ".png",
        {
            "picture: PNG one pixel wide": png_thin,
            "picture: PNG large": png_large,
            "picture: PNG with texts": png_with_texts,
            "picture: PNG many frames": png_many_frames,
        },
    ),
    **with_ending(
        ".jpg",
        {
            "picture: JPEG scans": jpeg_scans,
            "picture: JPEG large": jpeg_large,
            "picture: JPEG segments": jpeg_segments,
            "picture: noise": blank_sheet,
        },
    ),
    **with_ending(".gif", {"picture: GIF frames": gif_frames}),
    **with_ending(
        ".tif",
        {
            "picture: TIFF frames": tiff_frames,
            "picture: TIFF packed": tiff_packed,
            "picture: TIFF strips": tiff_strips,
        },
    ),
    **with_ending(".bmp", {"picture: BMP": bmp}),
    **with_ending(".webp", {"picture: WebP frames": webp_frames}),
    **with_ending(".heic", {"picture: HEIC": heic}),
}
