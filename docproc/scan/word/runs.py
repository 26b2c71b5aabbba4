"""The words of a paragraph as Word shows them: without what was deleted or hidden, with what was inserted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docproc.scan.word.names import MC, M, W, child, is_on, value_of
from docproc.scan.word.styles import Style, Styles

PAGE, LINE, TAB = "\f", "\n", "\t"
# Elements that hold others and are passed through; what was deleted or moved away is not among them.
_PASSED = frozenset(
    f"{W}{name}"
    for name in (
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
    )
)
_SIGNS = {f"{W}tab": TAB, f"{W}cr": LINE, f"{W}noBreakHyphen": "-", f"{W}lastRenderedPageBreak": PAGE}
_BOX = f"{W}txbxContent"


@dataclass(frozen=True, slots=True)
class Inline:
    """What a paragraph holds: its text, and the text boxes that hang on it."""

    text: str
    boxes: tuple[etree._Element, ...]


def inline(paragraph: etree._Element, styles: Styles) -> Inline:
    """The text of a paragraph with line feeds, form feeds and tabs as breaks, and its text boxes."""
    style = value_of(paragraph, "pPr", "pStyle") or styles.paragraph
    boxes: list[etree._Element] = []
    text = "".join(_parts(paragraph, styles, styles.chain(style), boxes))
    return Inline(text, tuple(boxes))


def _parts(
    element: etree._Element, styles: Styles, around: list[Style], boxes: list[etree._Element]
) -> Iterator[str]:
    for one in element:
        if one.tag == f"{W}r":
            yield _run(one, styles, around, boxes)
        elif one.tag in _PASSED:
            yield from _parts(one, styles, around, boxes)
        elif one.tag == f"{MC}AlternateContent":
            yield from _parts(_chosen(one), styles, around, boxes)
        elif str(one.tag).startswith(M):
            yield "".join(str(text.text or "") for text in one.iter(f"{M}t"))


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first choice, which is what a Word of today shows (ECMA-376-3, 7.6); else what is there."""
    found = alternatives.find(f"{MC}Choice")
    return found if found is not None else alternatives


def _run(run: etree._Element, styles: Styles, around: list[Style], boxes: list[etree._Element]) -> str:
    chain = [*styles.chain(value_of(run, "rPr", "rStyle")), *around]
    if _said(is_on(run, "rPr", "vanish"), [style.hidden for style in chain]):
        return ""
    text = "".join(_piece(piece, boxes) for piece in run)
    return text.upper() if _said(is_on(run, "rPr", "caps"), [style.caps for style in chain]) else text


def _said(own: bool | None, styles: list[bool | None]) -> bool:
    """What is said nearest."""
    return bool(next((said for said in (own, *styles) if said is not None), False))


def _piece(piece: etree._Element, boxes: list[etree._Element]) -> str:
    if piece.tag == f"{W}t":
        return str(piece.text or "")
    if piece.tag == f"{W}br":
        return PAGE if piece.get(f"{W}type") == "page" else LINE
    if piece.tag == f"{W}sym":
        return " "
    if piece.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"):
        chosen = _chosen(piece) if piece.tag == f"{MC}AlternateContent" else piece
        boxes.extend(box for box in chosen.iter(_BOX) if not _inside(box, chosen))
        return ""
    return _SIGNS.get(piece.tag, "")


def _inside(box: etree._Element, top: etree._Element) -> bool:
    """Whether a box hangs inside another, or is the second form of one."""
    above = box.getparent()
    while above is not None and above is not top:
        if above.tag in (_BOX, f"{MC}Fallback"):
            return True
        above = above.getparent()
    return False


def starts_page(paragraph: etree._Element) -> bool:
    """Whether a paragraph is to begin a page."""
    return bool(is_on(paragraph, "pPr", "pageBreakBefore"))


def ends_section(paragraph: etree._Element) -> bool:
    """Whether a section ends with this paragraph and the next begins a page."""
    section = child(paragraph, "pPr", "sectPr")
    return section is not None and value_of(section, "type") != "continuous"
