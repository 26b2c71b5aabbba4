"""The marks of a draft made visible: yellow, and a content control where a person has to write.

`[CẦN BỔ SUNG: what]` becomes a content control (w:sdt) with `what` as its title, which goes away once its
text is edited (w:temporary). The bare `[CẦN BỔ SUNG]` and `[CẦN KIỂM TRA: reason]` are highlighted text:
notes to read, not fields. A bookmark of the same name as the control's tag stands around each, so that Word's
"Go To" (Ctrl+G) and LibreOffice's Navigator list them. On the lines of number and day, which have no room,
the control shows `[…]`; its title tells what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from docproc.reports.rules.nd30_layout import Nd30Layout
from docproc.rules import load

MARK = re.compile(r"\[(?P<kind>CẦN BỔ SUNG|CẦN KIỂM TRA)(?:: (?P<what>[^\]]*))?\]")
"""A mark as it stands in the text."""
CONTROL = re.compile(r"can_bo_sung_\d+")
"""The tag of the content control of a place to write in, and the name of its bookmark."""
_TO_FILL = re.compile(r"\[CẦN BỔ SUNG: ([^\]]*)\]")
# Word takes at most 64 characters for the title and the tag of a content control.
_TITLE_LENGTH = 64
_NO_ROOM = "[…]"


def show_marks(document: WordDocument) -> int:
    """Make every mark in the body of the document yellow; gives how many there are."""
    numbers = count(1)
    names = load(Nd30Layout).one_line.styles
    narrow = {style.style_id for style in document.styles if style.name in names}
    for run in list(document.element.body.iter(qn("w:r"))):
        if MARK.search("".join(text.text or "" for text in run.iter(qn("w:t")))):
            paragraph = next(run.iterancestors(qn("w:p")))
            _replace(run, numbers, narrow=paragraph.style in narrow)
    return next(numbers) - 1


def _replace(run: Any, numbers: Iterator[int], narrow: bool) -> None:
    for child in run:
        if child.tag == qn("w:rPr"):
            continue
        if child.tag != qn("w:t"):
            run.addprevious(_run_like(run, deepcopy(child)))
            continue
        for piece in _pieces(child.text or ""):
            for element in _shown(run, piece, numbers, narrow):
                run.addprevious(element)
    run.getparent().remove(run)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces, each mark one of its own."""
    before = 0
    for found in MARK.finditer(text):
        if found.start() > before:
            yield text[before : found.start()]
        yield found[0]
        before = found.end()
    if before < len(text):
        yield text[before:]


def _shown(run: Any, piece: str, numbers: Iterator[int], narrow: bool) -> list[Any]:
    to_fill = _TO_FILL.fullmatch(piece)
    plain = _run_like(run, _text(_NO_ROOM if narrow and to_fill else piece))
    if not MARK.fullmatch(piece):
        return [plain]
    plain.get_or_add_rPr().highlight_val = WD_COLOR_INDEX.YELLOW
    number = next(numbers)
    if to_fill is None:
        return [plain]
    name = f"can_bo_sung_{number}"
    return [_bookmark("Start", number, name), _control(plain, to_fill[1], number, name), _bookmark("End", number)]


def _bookmark(end: str, number: int, name: str | None = None) -> Any:
    """One end of a bookmark: ISO/IEC 29500-1, 17.13.6."""
    mark = OxmlElement(f"w:bookmark{end}")
    mark.set(qn("w:id"), str(number))
    if name is not None:
        mark.set(qn("w:name"), name)
    return mark


def _run_like(run: Any, content: Any) -> Any:
    made = OxmlElement("w:r")
    if run.rPr is not None:
        made.append(deepcopy(run.rPr))
    made.append(content)
    return made


def _text(words: str) -> Any:
    text = OxmlElement("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _control(run: Any, title: str, number: int, tag: str) -> Any:
    """A content control around a run: ISO/IEC 29500-1, 17.5.2 (sdtPr keeps the order of its schema).

    Rich text, because LibreOffice prints plain-text controls as form fields, without their colour.
    """
    control, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (
        ("alias", title[:_TITLE_LENGTH]),
        ("tag", tag),
        ("id", str(number)),
        ("temporary", None),
        ("richText", None),
    ):
        child = OxmlElement(f"w:{name}")
        if value is not None:
            child.set(qn("w:val"), value)
        properties.append(child)
    content.append(run)
    control.extend([properties, content])
    return control
