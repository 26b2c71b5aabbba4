"""Small files that grow: streams, pictures and tables of PDFs, and pictures, each made up here by a few lines."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import a85encode
from collections.abc import Callable, Iterator
from functools import cache, partial

import pikepdf
from make_files import A4, image_object, page_objects, pdf_bytes, sheet, stream, text_content
from PIL import Image

Make = Callable[[], bytes]
MEGA = 1_000_000
_GOOD = stream(text_content((72, 700, "good page")))
_FAX = "/Subtype/Image/Filter/CCITTFaxDecode/DecodeParms<</Columns 60000/K -1>>"
_BOX = f"/BBox[0 0 {A4[0]} {A4[1]}]"


@cache
def zeros(megabytes: int) -> bytes:
    """Flate of so many megabytes of nothing, a thousandth of their size."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(MEGA)) for _ in range(megabytes)), packer.flush()])


def runs(megabytes: int) -> bytes:
    """The same in run lengths, a sixty-fourth."""
    return b"\x81 " * (megabytes * MEGA // 128) + b"\x80"


def lzw_zeros(megabytes: int) -> bytes:
    """The same in LZW codes: each is one longer than the one before, until the table is cleared."""
    bits, count = [], 0
    while count < megabytes * MEGA:
        bits += ["100000000", "000000000"]
        width = 9
        for code in range(258, 4093):
            width += code + 1 >= 1 << width
            bits.append(format(code, f"0{width}b"))
            count += code - 256
    text = "".join([*bits, "100000001"])
    return int(text.ljust(-(-len(text) // 8) * 8, "0"), 2).to_bytes(-(-len(text) // 8), "big")


def packed(data: bytes, entries: str) -> bytes:
    """A stream object of packed bytes."""
    return stream(data, entries, packed=False)


def with_contents(*contents: bytes, resources: str = "", page: str = "", extra: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose second page is good, after one made of `contents` (a stream object) with its extras."""
    objects = page_objects([*contents, _GOOD], page, resources, extra)
    objects[3 + 2 * len(contents)] = page_objects([_GOOD] * (len(contents) + 1))[3 + 2 * len(contents)]
    return pdf_bytes(objects)


def contents_behind(entries: str, data: Callable[[], bytes]) -> bytes:
    return with_contents(packed(data(), entries))


def packed_runs() -> bytes:
    return zlib.compress(runs(20), 9)


def double_flate() -> bytes:
    return zlib.compress(zeros(20), 9)


def far_dictionary() -> bytes:
    return contents_behind("/Filter/FlateDecode/Note(" + "x" * 9000 + ")", partial(zeros, 20))


def indirect_filter() -> bytes:
    bomb = packed(zeros(20), "/Filter 8 0 R")
    return with_contents(bomb, extra=(b"[/Fl]",))


def wrong_length() -> bytes:
    return with_contents(b"<</Filter/FlateDecode/Length 9>>stream\n" + zeros(20) + b"\nendstream")


def same_part_again() -> bytes:
    content = b"[" + b"8 0 R " * 100 + b"]"
    return with_contents(content, extra=(stream(b"0 0 m " * 100_000),))


def encrypted() -> bytes:
    """A page behind a lock that opens without a password."""
    with pikepdf.open(io.BytesIO(contents_behind("/Filter/FlateDecode", partial(zeros, 20)))) as pdf:
        out = io.BytesIO()
        lock = pikepdf.Encryption(owner="keeper", user="")
        pdf.save(out, encryption=lock)
    return out.getvalue()


def updated() -> bytes:
    """A good file whose page is replaced by a later part of the file (ISO 32000-1, 7.5.6)."""
    first = with_contents(_GOOD)
    begin = len(first)
    body = b"5 0 obj\n" + packed(zeros(20), "/Filter/FlateDecode") + b"\nendobj\n"
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 8/Root 1 0 R/Prev %d>>\n" % (
        begin,
        first.rfind(b"xref\n0 "),
    )
    return first + body + table + b"startxref\n%d\n%%%%EOF\n" % (begin + len(body))


def unlisted() -> bytes:
    """A broken table, and behind it one more version of the page."""
    first = with_contents(_GOOD)
    more = b"5 0 obj\n" + packed(zeros(20), "/Filter/FlateDecode") + b"\nendobj\n"
    return first.replace(b"startxref", more + b"startxref")


def object_stream() -> bytes:
    with pikepdf.open(io.BytesIO(with_contents(_GOOD))) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = out.getvalue()
    begin = data.index(b"/ObjStm")
    head = data[
        data.rindex(b"<<", 0, begin) : data.index(b"stream\r\n" if b"stream\r\n" in data else b"stream\n", begin)
    ]
    end = data.index(b"endstream", begin)
    bomb = zlib.compress(
        zlib.decompress(data[data.index(b"stream", begin) + 7 : end].strip(b"\r\n")) + bytes(20 * MEGA), 9
    )
    return data[: data.rindex(b"<<", 0, begin)] + head + b"stream\n" + bomb + b"\n" + data[end:]


def font_map() -> bytes:
    """A table that tells the letters of a font."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 9 0 R>>"
    return with_contents(
        stream(b"BT /B 12 Tf 72 700 Td (x) Tj ET"),
        resources="/Font<</B 8 0 R>>",
        extra=(font, packed(zeros(20), "/Filter/FlateDecode")),
    ).replace(b"/Font<</F1 3 0 R>>/Font", b"/Font", 1)


def form() -> bytes:
    bomb = packed(zeros(20), f"/Subtype/Form{_BOX}/Filter/FlateDecode")
    return with_contents(stream(b"/X Do"), resources="/XObject<</X 8 0 R>>", extra=(bomb,))


def wide_rows() -> bytes:
    return contents_behind(
        "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000>>", lambda: zlib.compress(bytes(99))
    )


def drawn_picture(entries: str, data: bytes) -> bytes:
    image = packed(data, f"/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8{entries}")
    return with_contents(
        stream(b"q 595 0 0 842 0 0 cm /Im Do Q"), resources="/XObject<</Im 8 0 R>>", extra=(image,)
    )


def passes(side: int, count: int) -> bytes:
    """A progressive JPEG with one of its passes over and over again."""
    out = io.BytesIO()
    Image.new("L", (side, side), 200).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def many_passes() -> bytes:
    return passes(4000, 300)


def jbig2_page(side: int) -> bytes:
    return struct.pack(">IBBBIIIIIBH", 0, 48, 0, 1, 19, side, side, 0, 0, 0, 0)


def annotations(kind: str, count: int) -> bytes:
    note = f"<</Subtype/{kind}/Rect[9 9 99 99]/F 4/Contents(x)>>".encode()
    listed = "/Annots[" + " ".join(["8 0 R"] * count) + "]"
    objects = page_objects([_GOOD, _GOOD], extra=(note,))
    objects[3] = objects[3].replace(b"/Type/Page/", b"/Type/Page" + listed.encode() + b"/")
    return pdf_bytes(objects)


def box(sides: str) -> bytes:
    objects = page_objects([_GOOD, _GOOD])
    objects[3] = objects[3].replace(b"[0 0 595 842]", sides.encode())
    return pdf_bytes(objects)


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A grey PNG whose rows are all nothing."""
    packer = zlib.compressobj(9)
    rows = b"".join(
        [*(packer.compress(bytes(MEGA)) for _ in range((width + 1) * height // MEGA)), packer.flush()]
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rest = b"".join(chunk(*one) for one in (*chunks, (b"IDAT", rows), (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + head + rest


def frames(kind: str, count: int) -> bytes:
    out = io.BytesIO()
    sheets = [Image.new("RGB", (9, 9), (shade % 7 * 30, shade % 5 * 50, 0)) for shade in range(count)]
    sheets[0].save(out, kind, save_all=True, append_images=sheets[1:], lossless=True)
    return out.getvalue()


def page_bombs() -> Iterator[tuple[str, str, Make]]:
    """The name of a PDF, the error of its first page, the PDF; its second page is good."""
    for name, entries, data in (
        ("flate", "/Filter/FlateDecode", partial(zeros, 20)),
        ("flate-twice", "/Filter[/FlateDecode/FlateDecode]", double_flate),
        ("short-name", "/Filter/Fl", partial(zeros, 20)),
        ("escaped-name", "/Filter/Fl#61teDecode", partial(zeros, 20)),
        ("said-to-be-a-picture", "/Subtype/Image/Width 9/Height 9/Filter/FlateDecode", partial(zeros, 20)),
        ("said-to-be-fax", _FAX, lambda: b"\xff" * 90_000),
        ("runs", "/Filter/RunLengthDecode", partial(runs, 20)),
        ("runs-in-flate", "/Filter[/FlateDecode/RL]", packed_runs),
        ("lzw", "/Filter/LZWDecode", partial(lzw_zeros, 3)),
        ("lzw-short-name", "/Filter/LZW", partial(lzw_zeros, 3)),
        ("hex", "/Filter[/AHx/Fl]", lambda: zeros(20).hex().encode() + b">"),
        ("base-85", "/Filter[/A85/Fl]", lambda: a85encode(zeros(20)) + b"~>"),
        ("filter-elsewhere", "/F/FlateDecode", partial(zeros, 20)),
        ("not-packed", "", lambda: b"0 0 m " * (4 * MEGA)),
    ):  # fmt: skip
        yield name, "PageTooLarge", partial(contents_behind, entries, data)
    yield "far-dictionary", "PageTooLarge", far_dictionary
    yield "indirect-filter", "PageTooLarge", indirect_filter
    yield "wrong-length", "PageTooLarge", wrong_length
    yield "same-part-again", "PageTooLarge", same_part_again
    yield "encrypted", "PageTooLarge", encrypted
    yield "updated", "PageTooLarge", updated
    yield "font-map", "PageTooLarge", font_map
    yield "form", "PageTooLarge", form
    yield "wide-rows", "PageTooLarge", wide_rows
    for name, error, entries, data in (
        ("picture-long", "PictureTooLong", "/Width 1/Height 99000000/Filter/FlateDecode", partial(zeros, 20)),
        ("picture-jbig2", "TooManyPixels", "/Width 9/Height 9/Filter/JBIG2Decode", partial(jbig2_page, 60_000)),
        ("picture-jpeg-passes", "PictureTooSlow", "/Width 9/Height 9/Filter/DCTDecode", many_passes),
        ("picture-runs", "PageTooLarge", "/Width 9/Height 9/Filter[/FlateDecode/RL]", packed_runs),
        ("picture-in-flate", "PageTooLarge", "/Width 9/Height 9/Filter[/Fl/DCTDecode]", partial(zeros, 20)),
    ):  # fmt: skip
        yield name, error, lambda entries=entries, data=data: drawn_picture(entries, data())
    for kind, count in (("Text", 100_000), ("Widget", 5000), ("Stamp", 5000)):
        yield f"annotations-{kind}", "TooManyAnnotations", partial(annotations, kind, count)
    for number, sides in enumerate(
        ("[0 0 0.001 14400]", "[0 0 595 14400000]", "[-9999999 0 9999999 842]", "[0 0 1 1]")
    ):
        yield f"box-{number}", "CannotBeDrawn", partial(box, sides)


def file_bombs() -> dict[str, tuple[str, Make]]:
    """Files that are refused whole, by their names, with the error."""
    good = image_object(sheet((9, 9)))
    return {
        "unlisted.pdf": ("PartTooLarge", unlisted),
        "object-stream.pdf": ("PartTooLarge", object_stream),
        "parts.pdf": ("TooManyParts", lambda: pdf_bytes([*page_objects([_GOOD]), *[b"null"] * 300_000])),
        "list.pdf": (
            "PartTooLarge",
            lambda: pdf_bytes([*page_objects([_GOOD]), b"[" + b"0 " * 2_000_000 + b"]"]),
        ),
        "all-together.pdf": (
            "PartTooLarge",
            lambda: pdf_bytes(page_objects([packed(zeros(15), "/Filter/FlateDecode")] * 9, extra=(good,))),
        ),
        "high.png": ("PictureTooLong", partial(png, 1, 99_000_000)),
        "wide.png": ("PictureTooLong", partial(png, 99_000_000, 1)),
        "thin.png": ("CannotBeDrawn", partial(png, 1, 60_000)),
        "text.png": ("DamagedFile", lambda: png(9, 9, (b"zTXt", b"a\0\0" + zeros(20)))),
        "passes.jpg": ("PictureTooSlow", many_passes),
        "frames.gif": ("TooManyPages", partial(frames, "GIF", 600)),
        "frames.webp": ("TooManyPages", partial(frames, "WebP", 600)),
        "frames.png": ("TooManyPages", partial(frames, "PNG", 600)),
        "frames.tif": ("TooManyPages", partial(frames, "TIFF", 600)),
    }
