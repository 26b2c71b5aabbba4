"""How drafts have to look."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from docproc.rules import Checked, Expression, Rules

Kind = Literal["reply", "answer", "plan", "slip", "conclusion", "reminder"]
Kinds = tuple[Kind, ...]
"""Names of drafts, as `docproc report` has them."""
Between = tuple[float, float]
"""The least and the most."""


class Page(Checked):
    """The paper and its margins, in mm."""

    width: float
    height: float
    top: Between
    bottom: Between
    left: Between
    right: Between


class Font(Checked):
    """The font, and for which scripts a run has to name it."""

    name: str
    attributes: tuple[str, ...]


class PageNumber(Checked):
    """The number of a page: its size in points."""

    size: Between


class ShortRule(Checked):
    """The short rules: styles of those that we draw and of those always there, their share of the line above."""

    styles: tuple[str, ...]
    always: tuple[str, ...]
    share: float
    limits: Between


class OneLine(Checked):
    """Styles of what has to stand on one line, and how narrow its letters may become, in percent."""

    styles: tuple[str, ...]
    narrowest: int


class Address(Checked):
    """Styles of text that an address would stretch, and the longest word that it may hold."""

    styles: tuple[str, ...]
    longest: int


class LetterWidth(Checked):
    """Mean widths of letters, in em."""

    capital: float
    other: float
    blank: float


class MottoRule(Checked):
    """How long the rule below the Tiêu ngữ is, in em."""

    em: float
    tolerance: float


class Body(Checked):
    """Paragraphs of text: first line in mm, space between them in points, spacing of lines."""

    first_line: Between
    space_between: float
    line_spacing: Between


class Text(Checked):
    """Words that drafts of some kinds must have."""

    text: str
    kinds: Kinds


class Foot(Checked):
    """The kinds of drafts with a foot."""

    kinds: Kinds


class Box(Checked):
    """A component of a draft: where it is, by its words or its line there, and how it looks."""

    name: str
    place: Literal["head left", "head right", "body", "foot left", "foot right"] = Field(alias="in")
    kinds: Kinds | None = None
    find: Expression | None = None
    line: int | None = None
    case: Literal["upper"] | None = None
    size: Between
    bold: bool
    italic: bool
    align: Literal["left", "center", "both"] | None = None
    running: bool = False


class Nd30Layout(Rules):
    """models/nd30_layout.toml: page, font, lines, and the boxes of the decree."""

    file = "nd30_layout"
    page: Page
    font: Font
    page_number: PageNumber
    rule: ShortRule
    one_line: OneLine
    address: Address
    letter_width: LetterWidth
    motto_rule: MottoRule
    body: Body
    ending: Text
    foot: Foot
    draft_box: Text
    box: tuple[Box, ...]
