"""A font without shapes: it gives the letters of an invisible layer their places and their Unicode.

Nobody sees the layer, so a real font would only make each copy larger. As in the text-only PDFs of Tesseract, one
glyph stands for all letters. PDF/A wants it embedded all the same, and wants to know of every letter what it
is: each letter that occurs gets a code of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import pikepdf
from pikepdf import Array, Dictionary, Name

_NAME = "DocprocBlank"
_UNIT = 1000  # units of the font in its size
_BELOW = 200  # of them below the base line
_WIDE, _NARROW = 500, 250  # a letter, and the blank between words
_NO_TIME = 2082844800  # 1970, in seconds since 1904 (OpenType, head): the same font gives the same bytes
_PLAIN = [code for code in range(0x21, 0x7F) if chr(code) not in "()\\"]  # 91: 8281 letters
_MOST_IN_BLOCK = 100  # lines of a block of a CMap (Adobe Technical Note 5411)


@dataclass(frozen=True, slots=True)
class BlankFont:
    """The font in a document, and the code of each letter it was made for."""

    object: pikepdf.Object
    codes: dict[str, int]

    def encoded(self, text: str) -> bytes:
        """The text in the codes of the font, two bytes a letter. Raises KeyError for one it was not made for."""
        return b"".join(self.codes[sign].to_bytes(2, "big") for sign in text)


BELOW = _BELOW / _UNIT
"""The share of the height of a line that lies below its base line."""
WIDTH = _WIDE / _UNIT
"""The width of every letter but the blank, as a share of the font size."""


def blank_font(document: pikepdf.Pdf, signs: Iterable[str]) -> BlankFont:
    """The font for these letters, put into a document."""
    codes = dict(zip(sorted({" ", *signs}), _codes(), strict=False))
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + _NAME),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        DW=_WIDE,
        W=Array([codes[" "], Array([_NARROW])]),
        CIDToGIDMap=document.make_stream(_shape_of_each(codes)),
        FontDescriptor=document.make_indirect(_descriptor(document)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/" + _NAME),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(below)]),
        ToUnicode=document.make_stream(_unicode_of(codes)),
    )
    return BlankFont(document.make_indirect(font), codes)


def _codes() -> Iterator[int]:
    """Codes of two bytes that both are plain signs: as such a PDF packs them best, and a copy grows least."""
    return (high << 8 | low for high, low in product(_PLAIN, _PLAIN))


def _shape_of_each(codes: dict[str, int]) -> bytes:
    """Which glyph each code has, two bytes each, from code 0 on: the letter or the blank."""
    shapes = bytearray(2 * (max(codes.values()) + 1))
    for sign, code in codes.items():
        shapes[2 * code + 1] = 2 if sign == " " else 1
    return bytes(shapes)


def _descriptor(document: pikepdf.Pdf) -> Dictionary:
    shapes = _shapes()
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + _NAME),
        Flags=5,  # fixed pitch, symbolic (ISO 32000-1, table 123)
        FontBBox=Array([0, -_BELOW, _WIDE, _UNIT - _BELOW]),
        ItalicAngle=0,
        Ascent=_UNIT - _BELOW,
        Descent=-_BELOW,
        CapHeight=_UNIT - _BELOW,
        StemV=80,
        FontFile2=document.make_stream(shapes, Length1=len(shapes)),
    )


@cache
def _shapes() -> bytes:
    """The font file: nothing, a letter and a blank. The letter is a box as high as a line: PDFium marks words by
    their outlines, and sets single letters aside that have none.
    """
    from fontTools.fontBuilder import FontBuilder  # a tenth of a second
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    pen = TTGlyphPen(None)
    pen.moveTo((0, -_BELOW))
    for corner in ((0, _UNIT - _BELOW), (_WIDE, _UNIT - _BELOW), (_WIDE, -_BELOW)):
        pen.lineTo(corner)
    pen.closePath()
    widths = {".notdef": _WIDE, "letter": _WIDE, "blank": _NARROW}
    builder = FontBuilder(_UNIT, isTTF=True)
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph(), "letter": pen.glyph(), "blank": Glyph()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=_UNIT - _BELOW, descent=-_BELOW)
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=_NO_TIME, modified=_NO_TIME)
    builder.font.recalcTimestamp = False
    made = io.BytesIO()
    builder.save(made)
    return made.getvalue()


def _unicode_of(codes: dict[str, int]) -> bytes:
    """The CMap that tells the Unicode of each code (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    entries = [f"<{code:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for sign, code in codes.items()]
    for start in range(0, len(entries), _MOST_IN_BLOCK):
        block = entries[start : start + _MOST_IN_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
