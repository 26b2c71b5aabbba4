"""A checker of Word reports against models/nd30_layout.toml: what it finds wrong, in words.

Reads the formatting as Word would show it: the run, then the paragraph style and its parents, then the
defaults of the document. Text inside content controls counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from docproc.reports.rules.nd30_layout import (
    Body,
    Box,
    Font,
    LetterWidth,
    Nd30Layout,
    Page,
    PageNumber,
    ShortRule,
    Text,
)
from docproc.rules import load

_EMU_PER_MM = 36000
_HALF_MM = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks. Sizes in points, lengths in mm."""

    text: str
    fonts: dict[str, str]
    size: float
    bold: bool
    italic: bool


def check_report(path: Path, kind: str = "reply") -> list[str]:
    """Everything in a draft of a kind that is not as the decree wants it; empty when all is right."""
    document, layout = Document(str(path)), load(Nd30Layout)
    boxes = [box for box in layout.box if box.kinds is None or kind in box.kinds]
    return [
        *_page_faults(document, layout.page),
        *_font_faults(document, layout.font),
        *_page_number_faults(document, layout.page_number),
        *(_draft_box_faults(document, layout.draft_box) if kind in layout.draft_box.kinds else ()),
        *_head_table_faults(document, kind in layout.foot.kinds),
        *(_ending_faults(document, layout.ending) if kind in layout.ending.kinds else ()),
        *_rule_faults(document, layout),
        *_missing_rules(document, layout.rule, any(box.name == "tên loại" for box in boxes)),
        *(fault for box in boxes for fault in _box_faults(document, box, layout.body)),
    ]


def text_of(element: Any) -> str:
    """The text of a paragraph or cell, line breaks as newlines, content controls included."""
    signs = {qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join(signs.get(node.tag) or node.text or "\n" for node in element.iter(qn("w:t"), *signs))


def whole_text(path: Path) -> str:
    """The text of the body, one paragraph a line."""
    body = Document(str(path)).element.body
    return "\n".join(text_of(paragraph) for paragraph in body.iter(qn("w:p")))


def paragraphs_in(document: WordDocument, zone: str) -> list[Any]:
    """The paragraphs with text of a zone of models/nd30_layout.toml: `head left`, `foot right`, `body`."""
    if zone == "body":
        found = [child for child in document.element.body if child.tag == qn("w:p")]
    else:
        end, side = zone.split()
        table = document.tables[0 if end == "head" else -1]
        column = 0 if side == "left" else 1
        found = [p for row in table.rows for p in row.cells[column]._tc.iter(qn("w:p"))]
    return [paragraph for paragraph in found if text_of(paragraph).strip()]


def looks(document: WordDocument, paragraph: Any) -> list[Look]:
    """How each run with text of a paragraph looks."""
    return [_look(document, paragraph, run) for run in paragraph.iter(qn("w:r")) if text_of(run).strip()]


def _look(document: WordDocument, paragraph: Any, run: Any) -> Look:
    layers = [layer for layer in _run_layers(document, paragraph, run) if layer is not None]
    fonts: dict[str, str] = {}
    for layer in layers:
        given = layer.find(qn("w:rFonts"))
        for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
            value = None if given is None else given.get(qn(f"w:{attribute}"))
            themed = None if given is None else given.get(qn(f"w:{attribute}Theme"))
            if value or themed:
                fonts.setdefault(attribute, value or f"theme {themed}")
    size = _first(layers, "sz")
    return Look(
        text=text_of(run),
        fonts=fonts,
        size=float(size.get(qn("w:val"))) / 2 if size is not None else 0.0,
        bold=_is_on(_first(layers, "b")),
        italic=_is_on(_first(layers, "i")),
    )


def _run_layers(document: WordDocument, paragraph: Any, run: Any) -> Iterator[Any]:
    yield run.find(qn("w:rPr"))
    for style in _styles(document, paragraph):
        yield style.find(qn("w:rPr"))
    yield document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")


def _styles(document: WordDocument, paragraph: Any) -> Iterator[Any]:
    """The paragraph's style and those it is based on."""
    by_id = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style = by_id.get(named.get(qn("w:val")) if named is not None else "Normal")
    while style is not None:
        yield style
        base = style.find(qn("w:basedOn"))
        style = by_id.get(base.get(qn("w:val"))) if base is not None else None


def _first(layers: list[Any], name: str) -> Any:
    return next((found for layer in layers if (found := layer.find(qn(f"w:{name}"))) is not None), None)


def _is_on(toggle: Any) -> bool:
    return toggle is not None and toggle.get(qn("w:val")) not in ("0", "false")


def paragraph_value(document: WordDocument, paragraph: Any, element: str, attribute: str) -> str | None:
    """A paragraph property (such as `ind`, `firstLine`) from the paragraph, its styles, the defaults."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")
    for layer in (paragraph, *_styles(document, paragraph), defaults):
        found = layer.find(f"{qn('w:pPr')}/{qn(f'w:{element}')}") if layer is not None else None
        if found is not None and found.get(qn(f"w:{attribute}")) is not None:
            return str(found.get(qn(f"w:{attribute}")))
    return None


def _page_faults(document: WordDocument, page: Page) -> Iterator[str]:
    for section in document.sections:
        size = (section.page_width or 0) / _EMU_PER_MM, (section.page_height or 0) / _EMU_PER_MM
        if abs(size[0] - page.width) > _HALF_MM or abs(size[1] - page.height) > _HALF_MM:
            yield f"page: {size} is not A4"
        for side in ("top", "bottom", "left", "right"):
            margin = (getattr(section, f"{side}_margin") or 0) / _EMU_PER_MM
            least, most = getattr(page, side)
            if not least - 0.1 <= margin <= most + 0.1:
                yield f"margin {side}: {margin:.1f} mm"


def _font_faults(document: WordDocument, font: Font) -> Iterator[str]:
    for paragraph in document.element.body.iter(qn("w:p")):
        for look in looks(document, paragraph):
            wrong = {name for name in font.attributes if look.fonts.get(name) != font.name}
            if wrong:
                yield f"font: {look.text[:30]!r} is not {font.name} ({', '.join(sorted(wrong))})"


def _page_number_faults(document: WordDocument, rule: PageNumber) -> Iterator[str]:
    section = document.sections[0]
    if not section.different_first_page_header_footer:
        yield "page number: not different on the first page"
    if "PAGE" in section.first_page_header._element.xml:
        yield "page number: on the first page"
    numbers = [p for p in section.header._element.iter(qn("w:p")) if any("PAGE" in text for text in _codes(p))]
    if not numbers:
        yield "page number: none in the top margin"
    for paragraph in numbers:
        if paragraph_value(document, paragraph, "jc", "val") != "center":
            yield "page number: not centred"
        if not all(rule.size[0] <= look.size <= rule.size[1] for look in looks(document, paragraph)):
            yield "page number: size"


def _codes(paragraph: Any) -> list[str]:
    simple = [field.get(qn("w:instr")) for field in paragraph.iter(qn("w:fldSimple"))]
    return [*simple, *(code.text or "" for code in paragraph.iter(qn("w:instrText")))]


def _draft_box_faults(document: WordDocument, box: Text) -> Iterator[str]:
    header = document.sections[0].first_page_header._element
    drafts = [p for p in header.iter(qn("w:p")) if text_of(p).strip() == box.text]
    if not drafts:
        yield "draft box: none in the top margin of the first page"
    for paragraph in drafts:
        layers = (paragraph, *_styles(document, paragraph))
        borders = [found for layer in layers for found in layer.iter(qn("w:pBdr"))]
        sides = {side.tag.split("}")[1] for border in borders for side in border}
        if sides != {"top", "left", "bottom", "right"}:
            yield "draft box: no border on every side"


def _ending_faults(document: WordDocument, ending: Text) -> Iterator[str]:
    last = text_of(paragraphs_in(document, "body")[-1])
    if not last.endswith(ending.text):
        yield f"ending: {last[-20:]!r} does not end with {ending.text!r}"


def _missing_rules(document: WordDocument, rule: ShortRule, titled: bool) -> Iterator[str]:
    wanted = {*rule.always, *(rule.styles if titled else ())}
    there = {
        next((s.find(qn("w:name")).get(qn("w:val")) for s in _styles(document, paragraph)), "")
        for paragraph in document.element.body.iter(qn("w:p"))
    }
    yield from (f"rule: no {style}" for style in sorted(wanted - there))


def _head_table_faults(document: WordDocument, has_foot: bool) -> Iterator[str]:
    tables = [("head", document.tables[0])] + ([("foot", document.tables[-1])] if has_foot else [])
    for name, table in tables:
        lines = table._tbl.tblPr.find(qn("w:tblBorders"))
        kinds = {line.get(qn("w:val")) for line in lines} if lines is not None else {"nil"}
        if not kinds <= {"nil", "none"}:
            yield f"{name} table: has borders"
        if len(table.columns) != 2:
            yield f"{name} table: not two columns"


def _rule_faults(document: WordDocument, layout: Nd30Layout) -> Iterator[str]:
    rule = layout.rule
    for paragraph in document.element.body.iter(qn("w:p")):
        style = next((s.find(qn("w:name")).get(qn("w:val")) for s in _styles(document, paragraph)), "")
        if style not in (*rule.styles, "ND30 Kẻ tiêu ngữ"):
            continue
        above = paragraph.getprevious()
        room, words = _room(document, paragraph), _words_width(document, above, layout.letter_width)
        indents = [
            float(paragraph_value(document, paragraph, "ind", side) or 0) / 20 for side in ("left", "right")
        ]
        length = room - sum(indents)
        if style in rule.styles:
            least, most = rule.limits
            share = length / min(words, room)
        else:
            tolerance = layout.motto_rule.tolerance
            least, most = 1 - tolerance, 1 + tolerance
            share = length / (layout.motto_rule.em * looks(document, above)[0].size)
        if not least <= share <= most:
            yield f"rule below {text_of(above)[:30]!r}: {share:.2f} of the line"
        if abs(indents[0] - indents[1]) > 1:
            yield f"rule below {text_of(above)[:30]!r}: not centred"


def _room(document: WordDocument, paragraph: Any) -> float:
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        return float(cell.width) / 12700
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return width / 12700


def _words_width(document: WordDocument, paragraph: Any, widths: LetterWidth) -> float:
    line = text_of(paragraph).split("\n")[-1]
    ems = sum(widths.blank if c.isspace() else widths.capital if c.isupper() else widths.other for c in line)
    return ems * looks(document, paragraph)[0].size


def _box_faults(document: WordDocument, box: Box, body: Body) -> Iterator[str]:
    found = paragraphs_in(document, box.place)
    if box.find is not None:
        found = [paragraph for paragraph in found if box.find.regex.search(text_of(paragraph))]
    elif box.line is not None:
        found = found[box.line : box.line + 1]
    if not found:
        yield f"{box.name}: missing"
    for paragraph in found:
        yield from _look_faults(document, paragraph, box)
        if box.running:
            yield from _running_faults(document, paragraph, box.name, body)


def _look_faults(document: WordDocument, paragraph: Any, box: Box) -> Iterator[str]:
    name, text = box.name, text_of(paragraph)
    if box.case == "upper" and text != text.upper():
        yield f"{name}: {text!r} is not in capitals"
    align = paragraph_value(document, paragraph, "jc", "val") or "left"
    if box.align is not None and align != box.align:
        yield f"{name}: aligned {align}, not {box.align}"
    for look in looks(document, paragraph):
        least, most = box.size
        if not least <= look.size <= most:
            yield f"{name}: {look.size} pt"
        if look.bold != box.bold:
            yield f"{name}: {'bold' if look.bold else 'not bold'}"
        if look.italic != box.italic:
            yield f"{name}: {'italic' if look.italic else 'upright'}"


def _running_faults(document: WordDocument, paragraph: Any, name: str, body: Body) -> Iterator[str]:
    first = float(paragraph_value(document, paragraph, "ind", "firstLine") or 0) / 1440 * 25.4
    least, most = body.first_line
    if not least - 0.1 <= first <= most + 0.1:
        yield f"{name}: first line {first:.1f} mm"
    spaces = [
        float(paragraph_value(document, paragraph, "spacing", side) or 0) / 20 for side in ("before", "after")
    ]
    if max(spaces) < body.space_between:
        yield f"{name}: {max(spaces)} pt between paragraphs"
    line = float(paragraph_value(document, paragraph, "spacing", "line") or 240) / 240
    if not body.line_spacing[0] <= line <= body.line_spacing[1]:
        yield f"{name}: line spacing {line}"
