"""PDFs of some kilobytes that unpack to gigabytes, each behind another door."""

from __future__ import annotations

import base64
import io
import random
import zlib

import pikepdf

from hostile_files.made import Makers, with_ending
from hostile_files.pdf_parts import WORDS, deflated, lzw, one_page, page_with, pdf, stream

_ORDERS = b"0 0 m 9 9 l S Q q\n"


def _zeros(chance: random.Random) -> bytes:
    return deflated(b"0", chance.choice((64, 600, 2000)))


def _orders(chance: random.Random) -> bytes:
    return deflated(_ORDERS, chance.choice((40, 300)))


def _content(dictionary: bytes, data: bytes) -> bytes:
    return one_page(stream(dictionary, data))


def flate(chance: random.Random) -> bytes:
    return _content(b"/Filter/FlateDecode", _zeros(chance))


def drawing_orders(chance: random.Random) -> bytes:
    return _content(b"/Filter/FlateDecode", _orders(chance))


def double_flate(chance: random.Random) -> bytes:
    return _content(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(_zeros(chance), 9))


def triple_flate(chance: random.Random) -> bytes:
    packed = zlib.compress(zlib.compress(deflated(b"0", 4000), 9), 9)
    return _content(b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", packed)


def abbreviated(chance: random.Random) -> bytes:
    return _content(b"/Filter/Fl", _zeros(chance))


def escaped(chance: random.Random) -> bytes:
    name = chance.choice((b"/Fl#61teDecode", b"/#46lateDecode", b"/FlateDecod#65"))
    return _content(b"/#46ilter" + name if chance.random() < 0.3 else b"/Filter" + name, _zeros(chance))


def indirect_filter(chance: random.Random) -> bytes:
    return one_page(stream(b"/Filter 6 0 R", _zeros(chance)), more=[b"/FlateDecode"])


def ascii_hex(chance: random.Random) -> bytes:
    return _content(b"/Filter[/ASCIIHexDecode/FlateDecode]", _zeros(chance)[:2_000_000].hex().encode() + b">")


def ascii_85(chance: random.Random) -> bytes:
    data = base64.a85encode(_zeros(chance)) + b"~>"
    return _content(chance.choice((b"/Filter[/ASCII85Decode/FlateDecode]", b"/Filter[/A85/Fl]")), data)


def run_length(chance: random.Random) -> bytes:
    return _content(b"/Filter[/FlateDecode/RunLengthDecode]", deflated(b"\x81\x20", chance.choice((4, 16))))


def run_length_plain(chance: random.Random) -> bytes:
    return _content(b"/Filter/RL", b"\x81\x20" * 1_000_000)


def lzw_blanks(chance: random.Random) -> bytes:
    return _content(b"/Filter/LZWDecode", lzw(chance.choice((200, 800))))


def lzw_in_flate(chance: random.Random) -> bytes:
    return _content(b"/Filter[/FlateDecode/LZWDecode]", zlib.compress(lzw(3000), 9))


def fake_image(chance: random.Random) -> bytes:
    return _content(b"/Subtype/Image/Filter/FlateDecode", _zeros(chance))


def predictor(chance: random.Random) -> bytes:
    columns = chance.choice((1, 99_999_999, 2_147_483_647))
    filters = b"/Filter/FlateDecode/DecodeParms<</Predictor %d/Columns %d/Colors 4/BitsPerComponent 16>>"
    return _content(filters % (chance.choice((2, 12, 15)), columns), deflated(b"0", 64))


def far_dictionary(chance: random.Random) -> bytes:
    comment = b"%" + b"x" * chance.choice((3000, 30_000, 300_000)) + b"\n"
    return _content(b"/Filter/FlateDecode\n" + comment, _zeros(chance))


def hidden_keyword(chance: random.Random) -> bytes:
    """The word `stream` in a string or comment before the true one, or with blanks behind it."""
    odd = chance.choice((b"/A(stream\r\nendstream)", b"%stream\n", b"/A<</B[(endobj 9 0 obj)]>>"))
    content = _content(b"/Filter/FlateDecode" + odd, _zeros(chance))
    return content.replace(b">>\nstream\n", b">>stream \r\n") if chance.random() < 0.3 else content


def wrong_length(chance: random.Random) -> bytes:
    content = _content(b"/Filter/FlateDecode", _zeros(chance))
    before, _, rest = content.partition(b"/Length ")
    return before + b"/Length %d/L " % chance.choice((0, 7, 2**31 - 1, 2**40)) + rest


def object_stream(chance: random.Random) -> bytes:
    """The page tree lies in an object stream that never ends."""
    inner = b"2 0 3 60 " + b"<</Type/Pages/Kids[3 0 R]/Count 1>>".ljust(60) + page_with(b"").ljust(400)
    data = deflated(inner.ljust(1024), chance.choice((100, 1500)))
    return _with_reference_stream(stream(b"/Type/ObjStm/N 2/First 9/Filter/FlateDecode", data))


def _with_reference_stream(packed: bytes) -> bytes:
    head, places = b"%PDF-1.7\n", {}
    body = head
    for number, content in ((1, b"<</Type/Catalog/Pages 2 0 R>>"), (4, stream(b"", WORDS)), (6, packed)):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    places[7] = len(body)
    rows = {number: (1, place, 0) for number, place in places.items()} | {2: (2, 6, 0), 3: (2, 6, 1)}
    table = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([index])
        for kind, place, index in (rows.get(number, (0, 0, 0)) for number in range(8))
    )
    references = stream(b"/Type/XRef/Size 8/W[1 4 1]/Root 1 0 R", table)
    return body + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (references, places[7])


def reference_stream(chance: random.Random) -> bytes:
    """The cross-reference table itself is the bomb."""
    body = one_page()[: one_page().rindex(b"xref\n0")]
    size = chance.choice((1_000_000, 100_000_000, 2_000_000_000))
    dictionary = b"/Type/XRef/Size %d/W[1 4 1]/Root 1 0 R/Filter/FlateDecode" % size
    packed = stream(dictionary, deflated(b"\0", chance.choice((60, 1000))))
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed, len(body))


def encrypted(chance: random.Random) -> bytes:
    """Behind an empty password; small enough to be packed anew by who encrypts it."""
    plain = _content(b"/Filter/FlateDecode", deflated(chance.choice((_ORDERS, b"0")), chance.choice((40, 100))))
    revision = chance.choice((3, 4, 6))
    how = pikepdf.Encryption(owner="x", user="", R=revision, aes=revision > 3, metadata=revision > 3)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as opened:
        opened.save(out, encryption=how)
    return out.getvalue()


def inline_image(chance: random.Random) -> bytes:
    side = chance.choice((9_999, 40_000, 1_000_000))
    image = b"BI /W %d /H %d /BPC 1 /CS /G /F /Fl ID " % (side, side)
    return one_page(stream(b"", WORDS + b"q 500 0 0 700 40 40 cm " + image + deflated(b"\0", 100) + b"\nEI Q\n"))


def picture(chance: random.Random) -> bytes:
    side, bits = chance.choice(((30_000, 1), (99_999, 8), (2_000_000_000, 1)))
    space = chance.choice((b"/DeviceGray", b"/DeviceCMYK", b"[/Indexed/DeviceRGB 255 <00>]"))
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s/Filter/FlateDecode"
    )
    image = stream(entries % (side, side, bits, space), deflated(b"\0", 500))
    return _shown(image, b"q 500 0 0 700 40 40 cm /X Do Q\n")


def _shown(thing: bytes, orders: bytes, *more: bytes) -> bytes:
    page = page_with(b"", b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>")
    return one_page(stream(b"", WORDS + orders), page, more=[thing, *more])


def mask(chance: random.Random) -> bytes:
    side = chance.choice((30_000, 65_000))
    image = b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray/%s 7 0 R"
    hidden = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/Fl"
    what = chance.choice((b"SMask", b"Mask"))
    masked = stream(hidden % (side, side), deflated(b"\0", 900))
    return _shown(stream(image % what, b"\0" * 81), b"q 500 0 0 700 40 40 cm /X Do Q\n", masked)


def fax_picture(chance: random.Random) -> bytes:
    name = chance.choice(
        (b"/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>", b"/JBIG2Decode", b"/JPXDecode")
    )
    entries = (
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter%s"
    )
    return _shown(stream(entries % name, chance.randbytes(20_000)), b"q 500 0 0 700 40 40 cm /X Do Q\n")


def font_file(chance: random.Random) -> bytes:
    name = chance.choice((b"FontFile", b"FontFile2", b"FontFile3"))
    about = (
        b"<</Type/FontDescriptor/FontName/B/Flags 4/FontBBox[0 0 9 9]/ItalicAngle 0/Ascent 9/Descent 0/%s 8 0 R>>"
    )
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/B/FontDescriptor 7 0 R/FirstChar 0/LastChar 0/Widths[500]>>"
    packed = stream(b"/Filter/FlateDecode/Length1 9999", deflated(b"\0\1\0\0", chance.choice((64, 1000))))
    return one_page(page=page_with(b"", b"/Font<</F 6 0 R>>"), more=[font, about % name, packed])


def letters_of_font(chance: random.Random) -> bytes:
    """The table that tells the letters of a font unpacks to gigabytes."""
    table = b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\n"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    packed = stream(b"/Filter/FlateDecode", deflated(table, chance.choice((8, 200, 1000))))
    return one_page(page=page_with(b"", b"/Font<</F 6 0 R>>"), more=[font, packed])


def appearance(chance: random.Random) -> bytes:
    note = b"<</Type/Annot/Subtype/Stamp/Rect[9 9 99 99]/F 4/AP<</N 7 0 R>>>>"
    packed = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", _orders(chance))
    return one_page(page=page_with(b"/Annots[6 0 R]"), more=[note, packed])


def attached(chance: random.Random) -> bytes:
    names = b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"
    file = b"<</Type/Filespec/F(a.pdf)/EF<</F 7 0 R>>>>"
    return one_page(catalog=names, more=[file, stream(b"/Type/EmbeddedFile/Filter/FlateDecode", _zeros(chance))])


def metadata(chance: random.Random) -> bytes:
    packed = stream(b"/Type/Metadata/Subtype/XML/Filter/FlateDecode", deflated(b"<a>", 900))
    return one_page(catalog=b"/Metadata 6 0 R", more=[packed])


def colour_profile(chance: random.Random) -> bytes:
    page = page_with(b"", b"/Font<</F 5 0 R>>/ColorSpace<</C[/ICCBased 6 0 R]>>")
    packed = stream(b"/N 3/Filter/FlateDecode", deflated(b"\0", chance.choice((100, 1500))))
    return one_page(stream(b"", b"/C cs 1 0 0 sc 0 0 99 99 re f\n" + WORDS), page, more=[packed])


def many_streams(chance: random.Random) -> bytes:
    """Each stream is small, all together are not."""
    count = 400
    content = b"".join(b" %d 0 R" % (6 + number) for number in range(count))
    page = page_with(b"").replace(b"/Contents 4 0 R", b"/Contents[%s]" % content)
    return one_page(page=page, more=[stream(b"/Filter/FlateDecode", deflated(_ORDERS, 4))] * count)


def two_pages_one_bomb(chance: random.Random) -> bytes:
    """The second page alone is a bomb."""
    pages = b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>"
    second = page_with(b"", b"").replace(b"/Contents 4 0 R", b"/Contents 6 0 R")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    first = page_with(b"", b"/Font<</F 7 0 R>>")
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    bomb = stream(b"/Filter/Fl", _orders(chance))
    return pdf([catalog, pages, first, stream(b"", WORDS), second, bomb, font])


KINDS: Makers = with_ending(
    ".pdf",
    {
        "bomb: flate": flate,
        "bomb: drawing orders": drawing_orders,
        "bomb: double flate": double_flate,
        "bomb: triple flate": triple_flate,
        "bomb: abbreviated filter": abbreviated,
        "bomb: escaped filter": escaped,
        "bomb: indirect filter": indirect_filter,
        "bomb: ASCII hex": ascii_hex,
        "bomb: ASCII 85": ascii_85,
        "bomb: run length": run_length,
        "bomb: run length alone": run_length_plain,
        "bomb: LZW": lzw_blanks,
        "bomb: LZW in flate": lzw_in_flate,
        "bomb: fake image": fake_image,
        "bomb: predictor": predictor,
        "bomb: far dictionary": far_dictionary,
        "bomb: hidden keyword": hidden_keyword,
        "bomb: wrong length": wrong_length,
        "bomb: object stream": object_stream,
        "bomb: reference stream": reference_stream,
        "bomb: encrypted": encrypted,
        "bomb: inline image": inline_image,
        "bomb: picture": picture,
        "bomb: mask": mask,
        "bomb: fax, JBIG2, JPX": fax_picture,
        "bomb: font": font_file,
        "bomb: letters of a font": letters_of_font,
        "bomb: appearance": appearance,
        "bomb: attached file": attached,
        "bomb: metadata": metadata,
        "bomb: colour profile": colour_profile,
        "bomb: many streams": many_streams,
        "bomb: second page": two_pages_one_bomb,
    },
)
