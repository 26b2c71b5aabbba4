"""Names of the elements of a Word file, and their values."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# "Strict Open XML" of Word has other names for the same elements (ECMA-376-1, Annex A).
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The child of a child … of an element, by their names; None when one is missing."""
    found: etree._Element | None = element
    for name in names:
        found = None if found is None else found.find(f"{W}{name}")
    return found


def value_of(element: etree._Element, *names: str) -> str:
    """The value (`w:val`) of a child of a child …; "" when one is missing."""
    found = child(element, *names)
    return "" if found is None else str(found.get(f"{W}val", ""))


def is_on(element: etree._Element, *names: str) -> bool | None:
    """Whether a switch is on (ECMA-376-1, 17.17.4); None where nothing is said."""
    found = child(element, *names)
    return None if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off", "none")
