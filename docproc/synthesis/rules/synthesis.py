"""Sizes for laying out a letter, conditions for scanning it, and what hands put on it."""

from __future__ import annotations

from typing import Literal

from docproc.measures import Degrees, Dpi, Millimetres, Points, Share, Times
from docproc.rules import Checked, Rules

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


class Page(Checked):
    """The paper, its margins, and the number in the upper one."""

    width_mm: Millimetres
    height_mm: Millimetres
    left_mm: Millimetres
    right_mm: Millimetres
    top_mm: Millimetres
    bottom_mm: Millimetres
    number_pt: Points
    number_top_mm: Millimetres


class Head(Checked):
    """Boxes 1 to 4 and 5b."""

    left_share: Share
    parent_pt: Points
    issuer_pt: Points
    issuer_rule_share: Share
    motto_pt: tuple[Points, Points]
    number_pt: Points
    date_pt: Points
    subject_pt: Points
    subject_gap_pt: Points
    leading: Times
    row_gap_pt: Points
    motto: tuple[str, str]


class Title(Checked):
    """Box 5a."""

    pt: Points
    gap_pt: Points
    rule_share: Share
    width_share: Share


class Addressees(Checked):
    """Box 9a."""

    label: str
    label_share: Share
    list_share: Share
    gap_pt: Points


class Body(Checked):
    """Box 6."""

    gap_pt: Points
    indent_mm: Millimetres


class Style(Checked):
    """How a kind of paragraph looks; `keep`: it stays with the next."""

    bold: bool = False
    italic: bool = False
    keep: bool = False
    marker: str = ""
    align: Literal["justify", "left", "centre"] = "justify"


class Table(Checked):
    """A ruled table."""

    pt: Points
    padding_pt: Points
    leading: Times
    rule_pt: Points


class Foot(Checked):
    """Boxes 7a to 7c and 9b."""

    label: str
    label_pt: Points
    recipient_pt: Points
    authority_pt: Points
    name_pt: Points
    left_share: Share
    sign_gap_pt: Points
    gap_pt: Points


class Contact(Checked):
    """Box 13."""

    pt: Points


class Urgency(Checked):
    """Box 10b; the stamps by their words, each with its width and height."""

    pt: Points
    colour: Colour
    gap_pt: Points
    stamp_mm: dict[str, tuple[Millimetres, Millimetres]]


class FontFiles(Checked):
    """A family of fonts: its name, the Debian package that holds it, its file for each style."""

    family: str
    package: str
    regular: str
    bold: str
    italic: str
    bold_italic: str

    @property
    def files(self) -> dict[str, str]:
        """The file of each style."""
        return {
            "regular": self.regular,
            "bold": self.bold,
            "italic": self.italic,
            "bold_italic": self.bold_italic,
        }


class Fonts(Checked):
    """Where fonts are looked for, and the families by the name that sources call them."""

    folders: tuple[str, ...]
    family: dict[str, FontFiles]


class Condition(Checked):
    """What a scanner does to a page."""

    dpi: Dpi
    mode: Literal["rgb", "grey", "bilevel", "text"]
    skew: Degrees = 0.0
    blur: float = 0.0
    """Radius in pixels."""
    noise: float = 0.0
    """Standard deviation in grey levels, 0 to 255."""
    uneven: Share = 0.0
    speckle: int = 0
    """Specks a page."""
    border: Millimetres = 0.0
    white: int = 255
    """Grey level."""
    quality: int = 60
    """Of JPEG."""


class Arrival(Checked):
    """The stamp "ĐẾN"."""

    width_mm: Millimetres
    height_mm: Millimetres
    left_mm: Millimetres
    colour: Colour
    title: str
    fields: tuple[str, ...]


class Marks(Checked):
    """Seal, signature and stamp of arrival."""

    seal_mm: Millimetres
    seal_colour: Colour
    ink_colour: Colour
    arrival: Arrival


class Stamp(Checked):
    """What a stamp is drawn from by lot: what stands twice twice as often, of two numbers any between."""

    colours: tuple[Colour, ...]
    forms: tuple[Literal["box", "double", "round", "arrow", "shaft", "none"], ...]
    letters_mm: tuple[Millimetres, Millimetres]
    room_mm: tuple[Millimetres, Millimetres]
    pen_mm: tuple[Millimetres, Millimetres]
    stretch: tuple[Times, Times]
    struck: Share
    lean: Degrees
    dpi: tuple[Dpi, ...]
    piece_mm: tuple[Millimetres, Millimetres]
    """Width and height."""
    others: tuple[str, ...]
    offices: tuple[str, ...]


class Synthesis(Rules):
    """models/synthesis.toml: letters laid out by Nghị định 30/2020, and what scanners and hands do to them."""

    file = "synthesis"
    page: Page
    head: Head
    title: Title
    addressees: Addressees
    body: Body
    style: dict[str, Style]
    table: Table
    foot: Foot
    contact: Contact
    urgency: Urgency
    fonts: Fonts
    condition: dict[str, Condition]
    marks: Marks
    stamp: Stamp
