"""Word files, packed files, mails and markup that unpack, nest or name each other without end."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from hostile_files.made import Makers, with_ending
from hostile_files.pdf_parts import deflated

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_LETTER = (
    "UBND HUYỆN SUỐI VÀNG", "Số: 12/UBND-VP", "Kính gửi: UBND xã Bản Mây",
    "Yêu cầu UBND xã Bản Mây báo cáo trước ngày 15/3/2024.",
)  # fmt: skip


def docx(document: str | bytes, *more: tuple[str, str | bytes]) -> bytes:
    """A Word file of this main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", document)
        for name, content in more:
            package.writestr(name, content)
    return out.getvalue()


def _document(body: str, before: str = "") -> str:
    letter = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LETTER)
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{letter}{body}</w:body></w:document>'


def docx_bomb(chance: random.Random) -> bytes:
    """The main part or one beside it unpacks to gigabytes. Put together by hand, so that making it is cheap."""
    size = chance.choice((300, 2_000))
    name = chance.choice(("word/document.xml", "word/header1.xml", "word/numbering.xml", "word/media/a.png"))
    packed = deflated(chance.choice((b" ", b"<w:p/>")), size)[2:-4]
    whole = docx(_document("")) if name != "word/document.xml" else b""
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(packed), size << 20, len(name), 0)
    if whole:
        return _added(whole, name.encode(), head, packed, size << 20)
    rest = io.BytesIO()
    with zipfile.ZipFile(rest, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
    return _added(rest.getvalue(), name.encode(), head, packed, size << 20)


def _added(package: bytes, name: bytes, head: bytes, packed: bytes, size: int) -> bytes:
    """A ZIP with one more member, whose packed bytes are given."""
    end = package.rindex(b"PK\5\6")
    count, length, start = struct.unpack("<HII", package[end + 10 : end + 20])
    listed = package[start : start + length]
    listed += (
        struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            20,
            20,
            0,
            8,
            0,
            0,
            0,
            len(packed),
            size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            start,
        )
        + name
    )
    body = package[:start] + head + name + packed
    return (
        body
        + listed
        + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count + 1, count + 1, len(listed), len(body), 0)
    )


def laughing_docx() -> bytes:
    """Entities that stand for each other ten times over: ten thousand million letters."""
    return _with_entities(_LAUGHS, 1)


def _with_entities(before: str, count: int) -> bytes:
    return docx(_document("<w:p><w:r><w:t>" + "&a9;" * count + "</w:t></w:r></w:p>", before))


def docx_entities(chance: random.Random) -> bytes:
    kinds = (
        _LAUGHS,
        '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a9 "' + "b" * 100_000 + '">]>',
        '<!DOCTYPE x [<!ENTITY a9 SYSTEM "/dev/zero">]>',
    )
    return _with_entities(chance.choice(kinds), chance.choice((1, 20_000)))


def docx_deep(chance: random.Random) -> bytes:
    depth = chance.choice((250, 5_000, 300_000))
    start, end = chance.choice(
        (
            ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
            ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
            ("<w:ins>", "</w:ins>"),
            ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        )
    )
    return docx(_document(start * depth + end * depth))


def docx_table(chance: random.Random) -> bytes:
    cell = "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>"
    rows, columns = chance.choice(((20_000, 5), (5, 20_000), (1_000, 60)))
    return docx(_document("<w:tbl>" + ("<w:tr>" + cell * columns + "</w:tr>") * rows + "</w:tbl>"))


def docx_paragraphs(chance: random.Random) -> bytes:
    words = chance.choice(("", "Yêu cầu UBND xã Bản Mây báo cáo trước ngày 15/3/2024.", "1. ", "x" * 2000))
    return docx(_document(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" * chance.choice((2_000, 30_000))))


def docx_styles(chance: random.Random) -> bytes:
    """Styles and lists that are based on each other in a ring."""
    style = f'<w:styles xmlns:w="{_W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    style += '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    numbers = f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/>'
    numbers += (
        '<w:lvl w:ilvl="0"><w:start w:val="999999999999"/><w:lvlText w:val="%1%1%9"/></w:lvl></w:abstractNum>'
    )
    numbers += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    item = f'<w:p><w:pPr><w:pStyle w:val="a"/>{number}</w:pPr></w:p>'
    return docx(_document(item * 2_000), ("word/styles.xml", style), ("word/numbering.xml", numbers))


def docx_many_parts(chance: random.Random) -> bytes:
    return docx(_document(""), *((f"word/p{number}.xml", "") for number in range(chance.choice((3_000, 20_000)))))


def docx_names(chance: random.Random) -> bytes:
    odd = chance.choice(
        ("../../../etc/cron.d/x", "/etc/x", "C:\\x", "word/document.xml", "word/" + "a/" * 500, "\n")
    )
    return docx(_document(""), (odd, "x"))


def docx_links(chance: random.Random) -> bytes:
    """Pictures and templates that lie elsewhere."""
    target = chance.choice(("http://127.0.0.1:9/a.png", "file:///etc/passwd", "//127.0.0.1/share/a.png"))
    link = _RELATIONS.replace('/officeDocument"', '/image"').replace(
        '"word/document.xml"', f'"{target}" TargetMode="External"'
    )
    return docx(_document(""), ("word/_rels/document.xml.rels", link))


def zips(chance: random.Random) -> bytes:
    inner = docx(_document(""))
    for _ in range(chance.choice((1, 5))):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(16):
                package.writestr(f"{number}.zip", inner)
        inner = out.getvalue()
    return inner


def zip_of_one_bomb(chance: random.Random) -> bytes:
    packed, name = deflated(b"\0", 2_000)[2:-4], b"thu.pdf"
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(packed), 2_000 << 20, len(name), 0)
    empty = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0, 0, 0, 0, 0)
    return _added(empty, name, head, packed, 2_000 << 20)


def rtf(chance: random.Random) -> bytes:
    depth = chance.choice((1_000, 300_000))
    return b"{\\rtf1\\ansi " + b"{\\b " * depth + b"UBND" + b"}" * chance.choice((0, depth)) + b"\\bin999999999 }"


def mail(chance: random.Random) -> bytes:
    parts = b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * chance.choice((10, 20_000))
    head = b"From: a@b.vn\nTo: c@d.vn\nSubject: =?utf-8?b?" + b"QQ==" * 5000 + b"?=\nMIME-Version: 1.0\n"
    return head + parts


def markup(chance: random.Random) -> bytes:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    kinds = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "a">' + laughs + b"]><x>&a9;</x>",
        b'<?xml version="1.0"?>' + b"<a>" * 500_000,
        b"<html><body>" + b"<div>" * 300_000,
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:9/'/></svg>",
        b"[" * 500_000,
        b'{"a":' * 300_000,
    )
    return chance.choice(kinds)


def ole(chance: random.Random) -> bytes:
    """The head of an older Word file whose directory is noise or a ring."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + b"\0" * 10
    numbers = struct.pack("<IIIIIIIII", 2**31, 0, 0, 4096, 0, 2**31, 0, 2**31, 0)
    return (
        head
        + numbers
        + b"\0" * 436
        + chance.choice((b"\0" * 60_000, chance.randbytes(60_000), b"\1\0\0\0" * 9000))
    )


def gzip_bomb(chance: random.Random) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + deflated(b"\0", 1_000)[2:-4] + struct.pack("<II", zlib.crc32(b""), 0)


KINDS: Makers = {
    **with_ending(
        ".docx",
        {
            "word: bomb": docx_bomb,
            "word: entities": docx_entities,
            "word: deep": docx_deep,
            "word: table": docx_table,
            "word: paragraphs": docx_paragraphs,
            "word: styles in a ring": docx_styles,
            "word: many parts": docx_many_parts,
            "word: names of parts": docx_names,
            "word: links": docx_links,
        },
    ),
    **with_ending(".doc", {"word: older, damaged": ole}),
    **with_ending(".rtf", {"word: RTF deep": rtf}),
    **with_ending(".zip", {"packed: in each other": zips, "packed: bomb": zip_of_one_bomb}),
    **with_ending(".gz", {"packed: gzip": gzip_bomb}),
    **with_ending(".eml", {"packed: mail": mail}),
    **with_ending(".xml", {"packed: markup": markup}),
}
