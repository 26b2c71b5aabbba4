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
    "addressed",
    "invites",
    "telegram",
    "recipients",
    "archive",
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


class Landmarks(Checked):
    """What a row of each kind looks like; `Landmark` lists them for those who ask."""

    motto: FoldedExpressions
    number: FoldedExpressions
    place_date: FoldedExpressions
    subject: FoldedExpressions
    addressed: FoldedExpressions
    invites: FoldedExpressions
    telegram: FoldedExpression
    recipients: FoldedExpressions
    archive: FoldedExpressions
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


class Zones(Rules):
    """models/zones.toml; a second letterhead stands among the first `letterhead_rows` of its page."""

    file = "zones"
    letterhead_rows: int
    symbol_alone: Expression
    landmarks: Landmarks
    marks: Marks
