"""The Word side of the templates: styles, page, tables as Nghị định 30/2020/NĐ-CP, Phụ lục I wants them.

Used by make_templates.py. Numbers in brackets are the boxes (ô) of the decree.
"""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT_COLUMN, RIGHT_COLUMN = 69, 96  # mm; together the width of the text, 210 - 30 - 15
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
MOTTO_WIDTH = 12.22 * 13  # pt: "Độc lập - Tự do - Hạnh phúc" at 13 pt bold
BUILT = datetime(2024, 1, 1)  # fixed, so that the file can be built again alike

# name, size, bold, italic, alignment, space before, space after (pt)
STYLES = (
    ("ND30 Quốc hiệu", 12, True, False, CENTRE, 0, 0),
    ("ND30 Tiêu ngữ", 13, True, False, CENTRE, 0, 0),
    ("ND30 Kẻ tiêu ngữ", 2, False, False, CENTRE, 2, 0),
    ("ND30 Cơ quan chủ quản", 12, False, False, CENTRE, 0, 0),
    ("ND30 Cơ quan ban hành", 12, True, False, CENTRE, 0, 0),
    ("ND30 Kẻ cơ quan", 2, False, False, CENTRE, 3, 0),
    ("ND30 Số ký hiệu", 13, False, False, CENTRE, 6, 0),
    ("ND30 Địa danh ngày tháng", 13, False, True, CENTRE, 6, 0),
    ("ND30 Tên loại", 14, True, False, CENTRE, 16, 0),
    ("ND30 Trích yếu công văn", 12, False, False, CENTRE, 6, 0),
    ("ND30 Trích yếu", 14, True, False, CENTRE, 0, 0),
    ("ND30 Kẻ trích yếu", 2, False, False, CENTRE, 4, 6),
    ("ND30 Kính gửi", 14, False, False, CENTRE, 6, 6),
    ("ND30 Kính gửi danh sách", 14, False, False, LEFT, 0, 6),
    ("ND30 Nội dung", 14, False, False, BOTH, 0, 6),
    ("ND30 Dòng chấm", 14, False, False, LEFT, 0, 6),
    ("ND30 Phần", 14, True, False, BOTH, 6, 6),
    ("ND30 Mục", 14, True, False, BOTH, 6, 6),
    ("ND30 Tên bảng", 14, True, False, CENTRE, 6, 6),
    ("ND30 Đầu bảng", 13, True, False, CENTRE, 2, 2),
    ("ND30 Ô bảng", 13, False, False, LEFT, 2, 2),
    ("ND30 Nơi nhận", 12, True, True, LEFT, 0, 0),
    ("ND30 Nơi nhận danh sách", 11, False, False, LEFT, 0, 0),
    ("ND30 Chức vụ", 14, True, False, CENTRE, 0, 0),
    ("ND30 Họ tên", 14, True, False, CENTRE, 0, 0),
    ("ND30 Số trang", 14, False, False, CENTRE, 0, 0),
    ("ND30 Dự thảo", 13, True, False, CENTRE, 0, 0),
)
INDENTED = ("ND30 Nội dung", "ND30 Phần", "ND30 Mục")  # first line 1.27 cm (box 6)
KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}


def blank_document(title: str, *, draft: bool = True) -> WordDocument:
    """An empty document with the styles and the page of the decree; `draft` puts the box DỰ THẢO on page 1."""
    document = Document()
    for style in list(document.styles.element.iter(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT:
            document.styles.element.remove(style)
    _drop_parts(document)
    _set_defaults(document)
    for style in STYLES:
        _add_style(document, *style)
    _set_page(document, draft=draft)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "docproc", ""
    properties.language, properties.created, properties.modified = "vi-VN", BUILT, BUILT
    return document


def _drop_parts(document: WordDocument) -> None:
    """Leave out what python-docx's own blank document brings and a report does not use."""
    unused = ("thumbnail", "customXml", "stylesWithEffects", "numbering")
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(unused)]:
            del relations[key]


def _set_defaults(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    document.styles.element.replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
            '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
            '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
            "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
            '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    # Without this Word shows "compatibility mode" in the title bar.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for element in document.styles["Normal"].element.findall(qn("w:rPr")):
        document.styles["Normal"].element.remove(element)


def _add_style(
    document: WordDocument,
    name: str,
    size: int,
    bold: bool,
    italic: bool,
    alignment: WD_ALIGN_PARAGRAPH,
    before: int,
    after: int,
) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), _plain_letters(name))
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    fonts = style.element.rPr.rFonts
    for attribute in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{attribute}"), FONT)
    style.element.rPr.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{size * 2}"/>'))
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = alignment, Pt(before), Pt(after)
    _add_specials(style, name)
    _put_in_order(style.element.pPr)


def _add_specials(style: Any, name: str) -> None:
    """What single styles have beyond size and alignment: indents, rules, frames, dotted lines, outline levels."""
    form = style.paragraph_format
    if name in INDENTED:
        form.first_line_indent = Mm(12.7)
    if name in ("ND30 Phần", "ND30 Mục"):
        form.keep_with_next = True
    if name == "ND30 Kính gửi danh sách":
        form.left_indent = Mm(50)
    if name.startswith("ND30 Kẻ"):
        form.line_spacing = Pt(4)
        style.element.pPr.append(_border("top"))
    if name == "ND30 Kẻ tiêu ngữ":
        form.left_indent = form.right_indent = (Mm(RIGHT_COLUMN) - Pt(MOTTO_WIDTH)) // 2
    if name == "ND30 Dự thảo":
        form.left_indent = Mm(LEFT_COLUMN + RIGHT_COLUMN - 32)
        style.element.pPr.append(_border("top", "left", "bottom", "right"))
    if name == "ND30 Dòng chấm":
        form.tab_stops.add_tab_stop(Mm(LEFT_COLUMN + RIGHT_COLUMN), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    for level, heading in enumerate(("ND30 Phần", "ND30 Mục")):
        if name == heading:  # shown in Word's navigation pane
            style.element.pPr.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))


def _plain_letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalnum())


def _border(*sides: str) -> Any:
    lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="000000"/>' for side in sides)
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")


def _put_in_order(properties: Any) -> None:
    """Word is strict on the order of paragraph properties (ISO/IEC 29500-1, CT_PPr)."""
    order = ("keepNext", "keepLines", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl")
    properties[:] = sorted(properties, key=lambda child: order.index(child.tag.split("}")[1]))


def _set_page(document: WordDocument, *, draft: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(9), Mm(9)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = "ND30 Số trang"
    number._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )
    first = section.first_page_header.paragraphs[0]
    first.style = "ND30 Dự thảo" if draft else "ND30 Số trang"
    if draft:
        first.add_run("DỰ THẢO")


def set_widths(table: Table, widths: tuple[int, ...], *, borders: bool) -> None:
    padding = Mm(1.5).twips if borders else 0
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = "single" if borders else "nil"
    lines = "".join(f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    table._tbl.replace(
        table._tbl.tblPr,
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{Mm(sum(widths)).twips}" w:type="dxa"/>'
            f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
        ),
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def add(document: WordDocument, style: str, text: str) -> Paragraph:
    return document.add_paragraph(text, style=f"ND30 {style}")


def write(cell: _Cell, style: str, text: str) -> None:
    """Put a paragraph into a cell; the empty one that every cell begins with is used first."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.text and first._p.pPr is None
    paragraph = first if fresh else cell.add_paragraph()
    paragraph.style = f"ND30 {style}"
    paragraph.add_run(text)


def save(document: WordDocument, path: Path) -> None:
    """Write the document with fixed times inside, so that a rebuilt file differs only where its text does."""
    document.save(str(path))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in sorted(packed.namelist())}
    first = "[Content_Types].xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in (first, *(name for name in parts if name != first)):
            entry = zipfile.ZipInfo(name, BUILT.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, parts[name])
