"""The landmarks by which the zones of a letter are told apart."""

from __future__ import annotations

from typing import Literal

from docproc.extract.layout.rules.words import FoldedWithWords
from docproc.rules import Checked, Expression, FoldedExpression, FoldedExpressions, Rules

Landmark = Literal[
    "motto",
    "number",
    "place_date",
    "subject",
    "about",
    "addressed",
    "invites",
    "telegram",
    "recipients",
    "archive",
    "archived",
    "authority",
    "position",
    "signature_stamp",
    "copy_stamp",
    "arrival_stamp",
    "contact",
    "basis",
    "page_number",
    "aside",
]


class Head(Checked):
    """Where lines of the letterhead stand, in shares of the width of the page and heights of a line."""

    longest_plain: int
    subject_middle: float
    subject_gap: float
    about_below: float
    about_middle: float
    about_end: float
    symbol_end: float


class Foot(Checked):
    """Where the foot begins and its two columns stand, in rows, letters and shares of the width of the page."""

    head_rows: int
    basis_rows: int
    rows_above: int
    signature_left: float
    longest_dirt: int
    shortest_text: int
    across_left: float
    across_right: float
    right_begins: float
    right_middle: float


class Landmarks(Checked):
    """What a row of each kind looks like; `Landmark` lists them for those who ask."""

    motto: FoldedExpressions
    number: FoldedExpressions
    place_date: FoldedExpressions
    subject: FoldedExpressions
    about: FoldedExpression
    addressed: FoldedExpressions
    invites: FoldedExpressions
    telegram: FoldedExpression
    recipients: FoldedExpressions
    archive: FoldedExpressions
    archived: FoldedExpression
    authority: FoldedWithWords
    position: FoldedWithWords
    signature_stamp: FoldedExpressions
    copy_stamp: FoldedExpressions
    arrival_stamp: FoldedExpressions
    contact: FoldedExpressions
    basis: FoldedWithWords
    page_number: FoldedExpression
    aside: FoldedExpression


class Marks(Checked):
    """The marks of urgency and of secrecy."""

    urgency: tuple[str, ...]
    secrecy: tuple[str, ...]


class ZoneRules(Rules):
    """models/zones.toml; a second letterhead stands among the first `letterhead_rows` of its page."""

    file = "zones"
    letterhead_rows: int
    wide: float
    head: Head
    foot: Foot
    symbol_alone: Expression
    landmarks: Landmarks
    marks: Marks
