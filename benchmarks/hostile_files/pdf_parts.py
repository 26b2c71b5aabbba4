"""A PDF from its objects, and streams that are short in the file and endless when unpacked."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_BLOCK = 1 << 20
_ADLER = 65521  # RFC 1950
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
WORDS = b"BT /F 12 Tf 72 700 Td (UBND XA AN KHE So: 12/UBND-VP Kinh gui: Phong Noi vu) Tj ET\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(dictionary: bytes, data: bytes) -> bytes:
    """A stream object; `dictionary` without its brackets and without /Length."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def pdf(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a cross-reference table."""
    parts, places, size = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, start=1):
        places.append(size)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        size += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, size))
    return b"".join(parts)


def one_page(
    content: bytes | None = None,
    page: bytes = _PAGE,
    more: Sequence[bytes] = (),
    kids: bytes = b"[3 0 R]",
    count: int = 1,
    catalog: bytes = b"",
) -> bytes:
    """A PDF of one page. Objects: 1 catalog, 2 page tree, 3 page, 4 its content, 5 a font, 6 … `more`."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            b"<</Type/Pages/Kids%s/Count %d>>" % (kids, count),
            page,
            stream(b"", WORDS) if content is None else content,
            FONT,
            *more,
        ]
    )


def page_with(entries: bytes, resources: bytes = b"/Font<</F 5 0 R>>") -> bytes:
    """The dictionary of a page of A4 with further entries."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents 4 0 R%s>>" % (
        resources,
        entries,
    )


def deflated(piece: bytes, megabytes: int) -> bytes:
    """Packed data (zlib): so many megabytes of `piece` over and over, made without ever being that large."""
    block = piece * (_BLOCK // len(piece))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    low, high = 1, 0
    one = zlib.adler32(block)
    for _ in range(megabytes):
        high = (high + (one >> 16) + len(block) * (low - 1)) % _ADLER
        low = (low + (one & 0xFFFF) - 1) % _ADLER
    return b"\x78\xda" + packed * megabytes + b"\x03\x00" + (high << 16 | low).to_bytes(4, "big")


def lzw(megabytes: int) -> bytes:
    """LZW data (ISO 32000-1, 7.4.4) that unpacks to so many megabytes of blanks."""
    codes = [(32, 9), *((code, (code + 1).bit_length()) for code in range(258, 4090)), (256, 12)]
    bits = length = 0
    for code, width in codes * 8:  # eight rounds end on a whole byte
        bits, length = bits << width | code, length + width
    unpacked = 8 * sum(range(1, len(codes)))
    cleared = (256 << 63 | 256 << 54 | 256 << 45 | 256 << 36 | 256 << 27 | 256 << 18 | 256 << 9 | 256).to_bytes(
        9, "big"
    )
    return cleared + bits.to_bytes(length // 8, "big") * max(1, megabytes * 1_000_000 // unpacked)


def text_letter(lines: Sequence[str]) -> bytes:
    """A PDF with a text layer of these lines, in a font that is told by its Unicode alone."""
    orders = [b"BT /F 12 Tf 14 TL 60 800 Td"]
    orders += [b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode() for line in lines]
    names = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end\n"
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Times/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
    )
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Times/DW 500/FontDescriptor 8 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    about = (
        b"<</Type/FontDescriptor/FontName/Times/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        b"/Ascent 900/Descent -200/CapHeight 700/StemV 80>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        _PAGE,
        stream(b"", b"\n".join([*orders, b"ET"])),
        font,
        descendant,
        stream(b"", names),
        about,
    ]
    return pdf(objects)
