"""Word files that reach outside or grow without end, made by editing the parts of a harmless one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from docx import Document

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_RELATIONS}" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TO = '<Relationship Id="rIdX" Type="{kind}" Target="{target}" {mode}/>'
_EMPTY = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
_PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    "<pic:blipFill><a:blip {blip}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)

Parts = dict[str, bytes]
Change = Callable[[Parts, str], None]


def parts_of(path: Path) -> Parts:
    """The parts of a Word file by their names."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], path: Path) -> Path:
    """The parts as a Word file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def word_file(path: Path, *paragraphs: str) -> Path:
    """A harmless Word file with these paragraphs and a margin at the top and the foot."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    document.save(str(path))
    return path


def relate(parts: Parts, part: str, kind: str, target: str, mode: str = 'TargetMode="External"') -> None:
    """Let a part point elsewhere, under the id rIdX."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    relation = _TO.format(kind=f"{_RELATIONS}/{kind}", target=target, mode=mode)
    closing = "</Relationships>"
    parts[rels] = parts.get(rels, _EMPTY.encode()).replace(closing.encode(), (relation + closing).encode())


def put_in(parts: Parts, inside: str, part: str = "word/document.xml") -> None:
    """Add a paragraph with this inside as the first of a part."""
    made = f"<w:p {_NAMES}>{inside}</w:p>".encode()
    parts[part] = re.sub(rb"<w:p[ >/]", lambda found: made + found[0], parts[part], count=1)


def field(instruction: str) -> str:
    """A field of Word with this instruction, in two runs as Word splits them."""
    half = len(instruction) // 2
    runs = "".join(
        f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'
        for text in (instruction[:half], instruction[half:])
    )
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _linked_picture(part: str) -> Change:
    def change(parts: Parts, address: str) -> None:
        relate(parts, part, "image", f"{address}/picture.png")
        put_in(parts, _PICTURE.format(blip='r:link="rIdX"'), part)

    return change


def _points(part: str, kind: str, mode: str = 'TargetMode="External"') -> Change:
    return lambda parts, address: relate(parts, part, kind, f"{address}/{kind}", mode)


def _by_field(instruction: str) -> Change:
    return lambda parts, address: put_in(parts, field(instruction.format(address=address)))


def _simple_field(parts: Parts, address: str) -> None:
    put_in(parts, f'<w:fldSimple w:instr=" includepicture  &quot;{address}/f.png&quot; \\d"><w:r/></w:fldSimple>')


def _drawn_in_vml(attribute: str) -> Change:
    def change(parts: Parts, address: str) -> None:
        relate(parts, "word/document.xml", "image", f"{address}/v.png")
        picture = f'<v:imagedata {attribute.format(address=address)} o:title="x"/>'
        put_in(parts, f'<w:r><w:pict><v:shape style="width:99pt;height:99pt">{picture}</v:shape></w:pict></w:r>')

    return change


def _vml_without_relation(parts: Parts, address: str) -> None:
    picture = f'<v:imagedata src="{address}/s.png"/>'
    put_in(parts, f'<w:r><w:pict><v:shape style="width:99pt;height:99pt">{picture}</v:shape></w:pict></w:r>')


def _chunk(parts: Parts, address: str) -> None:
    parts["word/part.html"] = f'<html><body><img src="{address}/c.png"/>x</body></html>'.encode()
    types = parts["[Content_Types].xml"]
    default = b'<Default Extension="html" ContentType="text/html"/>'
    parts["[Content_Types].xml"] = re.sub(rb"(<Types[^>]*>)", rb"\1" + default, types, count=1)
    relate(parts, "word/document.xml", "aFChunk", "part.html", "")
    document = parts["word/document.xml"]
    chunk = f'<w:altChunk {_NAMES} r:id="rIdX"/>'.encode()
    parts["word/document.xml"] = document.replace(b"<w:sectPr", chunk + b"<w:sectPr", 1)


def _sub_document(parts: Parts, address: str) -> None:
    relate(parts, "word/document.xml", "subDocument", f"{address}/sub.docx")
    document = parts["word/document.xml"]
    sub = f'<w:subDoc {_NAMES} r:id="rIdX"/>'.encode()
    parts["word/document.xml"] = document.replace(b"<w:sectPr", sub + b"<w:sectPr", 1)


def _linked_object(parts: Parts, address: str) -> None:
    relate(parts, "word/document.xml", "oleObject", f"{address}/o.xlsx")
    put_in(
        parts,
        '<w:r><w:object><v:shape id="s" style="width:99pt;height:99pt"/><o:OLEObject Type="Link" '
        'ProgID="Excel.Sheet.12" ShapeID="s" r:id="rIdX" UpdateMode="Always"/></w:object></w:r>',
    )


def _drawing_that_links(parts: Parts, address: str) -> None:
    parts["word/media/a.svg"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        f'<image xlink:href="{address}/svg.png" width="9" height="9"/></svg>'
    ).encode()
    types = parts["[Content_Types].xml"]
    default = b'<Default Extension="svg" ContentType="image/svg+xml"/>'
    parts["[Content_Types].xml"] = re.sub(rb"(<Types[^>]*>)", rb"\1" + default, types, count=1)
    relate(parts, "word/document.xml", "image", "media/a.svg", "")
    put_in(parts, _PICTURE.format(blip='r:embed="rIdX"'))


def _mail_merge(parts: Parts, address: str) -> None:
    relate(parts, "word/settings.xml", "mailMergeSource", f"{address}/people.csv")
    merge = (
        f'<w:mailMerge {_NAMES}><w:mainDocumentType w:val="formLetters"/><w:linkToQuery/>'
        '<w:dataType w:val="native"/><w:connectString w:val="Provider=x;Data Source=x"/>'
        '<w:query w:val="SELECT * FROM x"/><w:dataSource r:id="rIdX"/></w:mailMerge>'
    ).encode()
    parts["word/settings.xml"] = re.sub(
        rb"(<w:settings[^>]*>)", lambda m: m[0] + merge, parts["word/settings.xml"], count=1
    )


def _frames(parts: Parts, address: str) -> None:
    relate(parts, "word/webSettings.xml", "frame", f"{address}/frame.docx")
    frames = '<w:frameset><w:frame><w:sourceFileName r:id="rIdX"/></w:frame></w:frameset>'
    parts["word/webSettings.xml"] = f"<w:webSettings {_NAMES}>{frames}</w:webSettings>".encode()


# What each does when it is laid out: something is fetched from `address` (http://127.0.0.1:PORT).
REACHING: dict[str, Change] = {
    "linked picture": _linked_picture("word/document.xml"),
    "linked picture in the top margin": _linked_picture("word/header1.xml"),
    "linked picture in the foot margin": _linked_picture("word/footer1.xml"),
    "picture named by a relation alone": _points("word/theme/theme1.xml", "image"),
    "relation that does not say it is external": _points("word/document.xml", "image", ""),
    "linked font": _points("word/fontTable.xml", "font"),
    "linked style transformation": _points("word/settings.xml", "transform"),
    "INCLUDEPICTURE": _by_field(' INCLUDEPICTURE "{address}/i.png" \\d '),
    "INCLUDETEXT": _by_field(' INCLUDETEXT "{address}/t.docx" '),
    "simple field": _simple_field,
    "DDEAUTO": _by_field(' DDEAUTO soffice "{address}/d.ods" "A1" '),
    "DDE": _by_field(' DDE excel "{address}/d.xlsx" "A1" '),
    "LINK": _by_field(' LINK Excel.Sheet.12 "{address}/d.xlsx" "A1" \\a '),
    "DATABASE": _by_field(' DATABASE \\d "{address}/d.mdb" '),
    "VML by its address": _drawn_in_vml('r:href="rIdX"'),
    "VML by its id": _drawn_in_vml('r:id="rIdX"'),
    "VML without a relation": _vml_without_relation,
    "web page as a chunk": _chunk,
    "sub-document": _sub_document,
    "linked object": _linked_object,
    "drawing that links": _drawing_that_links,
    "mail merge": _mail_merge,
    "frames": _frames,
}


def reaching(path: Path, kind: str, address: str, *paragraphs: str) -> Path:
    """A Word file that fetches something from `address` when it is laid out."""
    parts = parts_of(word_file(path, *paragraphs))
    REACHING[kind](parts, address)
    return packed(parts, path)
