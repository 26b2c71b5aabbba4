"""What the styles of a Word file say that shows in its text: capitals, hidden words, lists, borders."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docproc.scan.word.names import W, child, is_on, value_of

_DEEPEST = 20  # styles based on styles; Word itself stops at eleven


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the one it is based on, whether it shows capitals or hides (None: not said), its list and level,
    whether tables in it have lines.
    """

    base: str = ""
    caps: bool | None = None
    hidden: bool | None = None
    number: str = ""
    level: str = ""
    ruled: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    paragraph: str = ""

    def chain(self, name: str) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        while name in self.by_id and len(found) < _DEEPEST:
            found.append(self.by_id[name])
            name = found[-1].base
        return found


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of word/styles.xml; none without it."""
    found: dict[str, Style] = {}
    usual = ""
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.get(f"{W}styleId", "")
        found[name] = Style(
            base=value_of(style, "basedOn"),
            caps=is_on(style, "rPr", "caps"),
            hidden=is_on(style, "rPr", "vanish"),
            number=value_of(style, "pPr", "numPr", "numId"),
            level=value_of(style, "pPr", "numPr", "ilvl"),
            ruled=has_lines(child(style, "tblPr", "tblBorders")),
        )
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            usual = name
    return Styles(found, usual)


def has_lines(borders: etree._Element | None) -> bool | None:
    """Whether borders draw a line; None where nothing is said of them."""
    if borders is None:
        return None
    return any(side.get(f"{W}val") not in ("nil", "none", None) for side in borders)
