"""The short rules (kẻ ngang) under the issuing office and the title: their length follows the words above.

Nghị định 30/2020, Phụ lục I.II.2 and II.5: 1/3 to 1/2 of the line above, centred. A template cannot know that
length, so the paragraphs in the styles named in models/nd30_layout.toml get their indents here.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph

from docproc.reports.rules.nd30_layout import Nd30Layout
from docproc.rules import load


def fit_rules(document: WordDocument) -> None:
    """Set the indents of every short rule from the paragraph before it, in the cell or page it stands in."""
    rule = load(Nd30Layout).rule
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if paragraph.style is None or paragraph.style.name not in rule.styles:
            continue
        above = element.getprevious()
        if above is None or above.tag != qn("w:p"):
            continue
        room = room_of(document, element)
        text = Paragraph(above, document._body)
        length = Emu(int(min(width_of(text), room) * rule.share))
        paragraph.paragraph_format.left_indent = Emu((room - length) // 2)
        paragraph.paragraph_format.right_indent = Emu((room - length) // 2)


def room_of(document: WordDocument, element: Any) -> int:
    """The width that a paragraph can take, in EMU: of its table cell or of the page between the margins."""
    cell = next(element.iterancestors(qn("w:tc")), None)
    if cell is not None and cell.width is not None:
        return int(cell.width)
    section = document.sections[0]
    widths = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (int(width or 0) for width in widths)
    return page - left - right


def width_of(paragraph: Paragraph) -> int:
    """How wide the last line of a paragraph is alone, in EMU, from the mean widths of letters in nd30_layout."""
    text = "".join(node.text or "\n" for node in paragraph._p.iter(qn("w:t"), qn("w:br")))
    last_line = text.rsplit("\n", 1)[-1]
    style = paragraph.style
    size = style.font.size if style is not None and style.font.size is not None else Pt(14)
    return int(sum(_em(letter) for letter in last_line) * size)


def _em(letter: str) -> float:
    widths = load(Nd30Layout).letter_width
    if letter.isspace():
        return widths.blank
    return widths.capital if letter.isupper() else widths.other
