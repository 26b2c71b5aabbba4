"""What in a Word file reaches outside it: links that are followed as soon as a program lays the file out.

A link that a person has to click is no such thing, nor is the template that a file names as its own (Word
asks for it, LibreOffice does not): every second letter of an office has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from docproc.scan.word.names import W
from docproc.scan.word.package import Package

_CLICKED = ("hyperlink", "attachedTemplate")
# Files of their own, in any format, that are laid out with the text (ECMA-376-1, 11.3.1, 11.3.14).
_BROUGHT_IN = ("aFChunk", "subDocument")
# Fields that bring something in or start a program (ECMA-376-1, 17.16.5).
_FETCHING = frozenset(
    ("DATABASE", "DDE", "DDEAUTO", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "PRINT", "RD")
)
# http://…, file:…, \\host\share, //host/share, C:\…
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
_INSIDE = re.compile(r"\s*data:", re.IGNORECASE)
# Attributes by which drawings (VML, SVG) name a picture, and what style sheets in them fetch.
_SOURCES = ("src", "href", "althref")
_ADDRESSES = etree.XPath("//@*[contains(., ':') or contains(., '//') or contains(., '\\\\')]")
_STYLE_FETCHES = re.compile(r"@import|url\(\s*[\"']?\s*(?:[a-z]+:)?//", re.IGNORECASE)
_DRAWING = "svg"


@dataclass(frozen=True, slots=True)
class Reach:
    """Something that is fetched: the part of the Word file that asks for it, and what it asks for."""

    part: str
    target: str


def reaches(package: Package) -> Iterator[Reach]:
    """Everything in the file that reaches outside. Raises TooLarge, DamagedFile for what may not be parsed."""
    for name, root in package.all_xml():
        targets = _related(root) if _is(root, "Relationships") else _inside(root)
        yield from (Reach(name, target) for target in targets)


def _related(root: etree._Element) -> Iterator[str]:
    for relation in root.iter("{*}Relationship"):
        kind, target = str(relation.get("Type", "")).rpartition("/")[2], str(relation.get("Target", ""))
        external = str(relation.get("TargetMode", "")).lower() == "external" or _is_outside(target)
        if kind in _BROUGHT_IN or (external and kind not in _CLICKED):
            yield target


def _inside(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}mailMerge"):
        source = next((str(value) for one in element.iter() for value in one.attrib.values()), "")
        yield f"mailMerge {source}".strip()
    yield from (text for text in _instructions(root) if _first_word(text) in _FETCHING)
    for value in cast(list[Any], _ADDRESSES(root)):
        clicked = _is(value.getparent(), "a", "hyperlink")  # a link in a drawing
        if not clicked and value.attrname.rpartition("}")[2].lower() in _SOURCES and _is_outside(value):
            yield str(value)
    if _is(root, _DRAWING):
        whole = etree.tostring(root.getroottree(), encoding="unicode")
        yield from (found[0] for found in _STYLE_FETCHES.finditer(whole))


def _is_outside(address: str) -> bool:
    return bool(_OUTSIDE.match(address)) and not _INSIDE.match(address)


def _is(element: etree._Element, *names: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname in names


def _first_word(instruction: str) -> str:
    return next(iter(instruction.split()), "").upper()


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction so far, and whether that still goes on."""

    words: list[str] = field(default_factory=list)
    begun: bool = True


def _instructions(root: etree._Element) -> Iterator[str]:
    """What the fields of a part say, each whole: Word splits instructions over runs, and nests fields."""
    yield from (str(one.get(f"{W}instr", "")) for one in root.iter(f"{W}fldSimple"))
    open_fields: list[_Field] = []
    for one in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        if one.tag != f"{W}fldChar":
            # The result of a field inside an instruction is part of that instruction.
            asking = next((each for each in reversed(open_fields) if each.begun), None)
            if asking is not None:
                asking.words.append(one.text or "")
            elif one.tag != f"{W}t":
                yield one.text or ""  # an instruction outside a field
            continue
        kind = one.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(_Field())
        elif kind == "separate" and open_fields:
            open_fields[-1].begun = False
        elif kind == "end" and open_fields:
            yield "".join(open_fields.pop().words)
    yield from ("".join(left.words) for left in open_fields)
