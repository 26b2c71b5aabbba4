"""Lines of a draft that the page would spoil: a number broken in two, text stretched by an address.

Number and symbol (box 3), place and day (box 4) are one line each (Nghị định 30/2020, Phụ lục I.II.3, II.4),
however long the name of the place. Text is justified (Phụ lục I.II.6), but the line before an e-mail or web
address, which cannot be broken, would be drawn apart. A template knows neither length; the styles are in
models/nd30_layout.toml.
"""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from docproc.reports.rules.nd30_layout import Nd30Layout
from docproc.reports.word.ruled_lines import room_of, width_of
from docproc.rules import load

# A number with its symbol, `642/UBND-NN&PTNT`, as Nghị định 30/2020, Phụ lục I.II.3 writes it.
_SYMBOL = re.compile(r"\b\d+[A-Z]?/[A-ZĐ0-9&/]+(?:-[\w&.]+)+")
# What follows w:w among the properties of a run: ISO/IEC 29500-1, CT_RPr.
_AFTER_SCALE = ("w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang")


def mend_lines(document: WordDocument) -> None:
    """Fit number and day into their lines, let go of text with a long address, keep cited numbers whole."""
    for element in list(document.element.body.iter(qn("w:p"))):
        mend_line(document, element)


def mend_line(document: WordDocument, element: Any) -> None:
    """The same for one paragraph (w:p) of the body."""
    layout = load(Nd30Layout)
    paragraph = Paragraph(element, document._body)
    if paragraph.style is not None and paragraph.style.name in layout.one_line.styles:
        _fit(paragraph, room_of(document, element))
    elif (
        paragraph.style is not None
        and paragraph.style.name in layout.address.styles
        and has_long_word(_text(element))
    ):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text in list(element.iter(qn("w:t"))):
        _keep_symbols_whole(text)


def has_long_word(text: str) -> bool:
    """Whether a word of the text is so long that justification would stretch the line before it."""
    longest = load(Nd30Layout).address.longest
    return any(len(word) > longest for word in text.split())


def _fit(paragraph: Paragraph, room: int) -> None:
    """Narrow the letters of a line, not their size, which the decree sets: w:w, ISO/IEC 29500-1, 17.3.2.43."""
    width = width_of(paragraph)
    if width <= room:
        return
    percent = max(100 * room // width, load(Nd30Layout).one_line.narrowest)
    for run in paragraph._p.iter(qn("w:r")):
        for before in run.findall(f"{qn('w:rPr')}/{qn('w:w')}"):
            before.getparent().remove(before)
        scale = OxmlElement("w:w")
        scale.set(qn("w:val"), str(percent))
        run.get_or_add_rPr().insert_element_before(scale, *_AFTER_SCALE)


def _keep_symbols_whole(text: Any) -> None:
    """The hyphens of `06/CT-UBND` as w:noBreakHyphen (ISO/IEC 29500-1, 17.3.3.18): no line ends at them."""
    words = text.text or ""
    hyphens = [found.start() + at for found in _SYMBOL.finditer(words) for at in _hyphens(found[0])]
    if not hyphens:
        return
    before = 0
    for at in [*hyphens, None]:
        piece = OxmlElement("w:t")
        piece.text = words[before:at]
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.addprevious(piece)
        if at is not None:
            text.addprevious(OxmlElement("w:noBreakHyphen"))
            before = at + 1
    text.getparent().remove(text)


def _hyphens(words: str) -> list[int]:
    return [at for at, letter in enumerate(words) if letter == "-"]


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))
