"""How a printed line begins an item or a paragraph."""

from __future__ import annotations

import re
from functools import cached_property

from docproc.extract.layout.rules.words import WithWords
from docproc.rules import Checked, Expression, Rules

_SPECKS = r"[^\w\s+*•\-–—~=(]{0,2}\s?"


class MarkerRule(Expression):
    """What begins an item, as printed; a block belongs to the nearest one above with a smaller `rank`."""

    rank: int

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The marker, group `marker`, at the start of a line, with up to two specks before it."""
        return re.compile(rf"^{_SPECKS}(?P<marker>{self.pattern})\s*")


class Markers(Checked):
    """The kinds of items, in the order in which a line is tried for them."""

    part: MarkerRule
    article: MarkerRule
    roman: MarkerRule
    decimal: MarkerRule
    number: MarkerRule
    letter: MarkerRule
    dash: MarkerRule
    plus: MarkerRule
    bullet: MarkerRule


class Paragraph(Checked):
    """Where a line begins a paragraph, by its length and place."""

    bare_number: Expression
    openers: WithWords
    indent: float
    longest_printed_line: int
    short: float
    stub: float
    stub_heading: float


class Blocks(Rules):
    """models/blocks.toml."""

    file = "blocks"
    marker: Markers
    paragraph: Paragraph
