"""How words are put into lines, lines into reading order, and the answers of several readers into one."""

from __future__ import annotations

import re
from typing import Literal

from docproc.measures import Confidence, Dpi, Heights, Inches, Natural, Points, Share, Times
from docproc.rules import Checked, Expression, FoldedExpression, FoldedExpressions, Rules

Landmark = Literal[
    "motto",
    "party",
    "place_date",
    "date_begins",
    "number",
    "addressed",
    "recipients",
    "filed",
    "authority",
]
"""A line of the head or the foot that tells where it stands on the page: a key of [anchors]."""


class Anchors(Checked):
    """The landmarks of a page, as what is written in them."""

    motto: FoldedExpressions
    party: FoldedExpression
    place_date: FoldedExpressions
    date_begins: FoldedExpressions
    number: FoldedExpressions
    addressed: FoldedExpressions
    recipients: FoldedExpressions
    filed: FoldedExpression
    authority: FoldedExpressions

    def regex(self, name: Landmark) -> re.Pattern[str]:
        """The expression of one of them, for folded text."""
        found: FoldedExpression | FoldedExpressions = getattr(self, name)
        return found.regex


class Order(Checked):
    """Where the two columns of head and foot lie."""

    off: Points
    crossing: Points
    head_depth: Heights
    authority_above: Points
    foot_above: Heights


class Blot(Checked):
    """From which size on a mark without letters or figures is ink that was not made out."""

    height: Heights
    width: Heights


class Noise(Checked):
    """Which lines are specks: `short` letters at most, unsure or flat."""

    short: int
    short_confidence: Confidence
    flat: Share
    blot: Blot


class Looks(Checked):
    """Where the head's stamps and the signature block lie, and when they are read again."""

    modes: dict[str, tuple[int, ...]]
    """Page modes of Tesseract for each place, asked one after the other until a name is settled."""
    head_width: Share
    head_depth: Points
    head_above: Points
    foot_left: Share
    authority_above: Points
    letterhead: Share
    foot_above: Points
    foot_beside: Points
    recipients_beside: Points
    list_indent: Points
    list_gap: Heights
    list_width: Times
    foot_depth: Points
    colour_spread: int
    """Levels of 0 to 255."""
    colour_share: Share
    unread: Share


class Handwriting(Checked):
    """Strokes that stand for a 1 written by hand, and how sure words are by which one tells print."""

    one: Expression
    clear: Confidence
    unsure: Confidence


class Unread(Checked):
    """Which ink outside of words looks like a line of text."""

    dpi: Dpi
    dark: Share
    lowest: Points
    highest: Points
    narrowest: Points
    gap: Heights
    ink: Share


class Written(Checked):
    """Where number and date stand, for the network that reads handwriting, and how sure it must be."""

    sure: Confidence
    head: Share
    level: Points
    margin: Share
    split: Share
    before: Points
    after: Points


class Decision(Checked):
    """How the answers of several readers and the language model are weighed; costs are natural logs."""

    language: Times
    beam: int
    """Contexts followed at once."""
    hopeless: Natural
    candidates: int
    clear: Natural
    mark: Natural
    case: Natural
    letter: Natural
    extra: Natural
    nothing: Natural
    nothing_letter: Natural
    variants: int
    """Texts of one reader that are candidates."""
    worst: Natural
    repair: Natural
    repair_margin: Natural
    usual: Natural
    odd: Natural
    unsure: Confidence
    reader: dict[str, Times]
    """The weight of each reader, by its name."""


class WorthShowing(Checked):
    """What is shown to a further reader: places in doubt by these limits, with words before and after them, at
    the ends of a line so far `beyond` them; `unread` tells whether what nobody read is in doubt however clear.
    """

    margin: Natural
    confidence: Confidence
    usual: Natural
    before: int
    after: int
    beyond: Points
    unread: bool
    whole: Expression | None = None


class Readers(Checked):
    """Who reads a page whose lines docproc finds itself: the first all of it, the next ones what is in doubt."""

    found: tuple[str, ...]


class Worth(Checked):
    """What is in doubt, for all further readers and for each, by its name."""

    glued: Expression
    reader: dict[str, WorthShowing]


class Sheet(Checked):
    """How strips are cut out of a page and put under each other."""

    margin: Inches
    pad: Inches


class Credible(Checked):
    """When a line that only one reader saw is text: words, how sure, and how many of them Vietnamese."""

    fewest_words: int
    confidence: Confidence
    vietnamese: Share


class Upright(Checked):
    """When a page is tried the other ways up, and when one of them is better."""

    usual: Natural
    vietnamese: Share
    fewest_words: int
    dpi: Dpi
    better: Times


class Parts(Checked):
    """How a word comes apart, with examples: each word and its parts."""

    pattern: re.Pattern[str]
    apart: dict[str, tuple[str, ...]]


class Blank(Checked):
    """Where typed text fills in number or day of a letter: what stands before it, what it is, what follows."""

    before: FoldedExpression
    typed: FoldedExpression
    behind: FoldedExpression


class Overlays(Checked):
    """Where the words of form fields, stamps and typed texts go."""

    same_line: Share
    asked_level: float
    """1: level with the line; 0: one line height off; below: more."""
    reach: Heights
    parts: Parts
    blank: Expression
    covered: Share
    stamp: FoldedExpressions
    asked: dict[str, Blank]
    whole: dict[str, FoldedExpression]


class ReadingRules(Rules):
    """models/reading.toml: order of lines, second looks, and one answer from several readers."""

    file = "reading"
    column_gap: Heights
    stamp_gap: Heights
    anchors: Anchors
    order: Order
    noise: Noise
    looks: Looks
    handwriting: Handwriting
    unread: Unread
    written: Written
    decision: Decision
    readers: Readers
    worth: Worth
    sheet: Sheet
    credible: Credible
    upright: Upright
    overlays: Overlays
