"""Numbers and symbols of documents: what they look like, and what OCR makes of them."""

from __future__ import annotations

from docproc.rules import Checked, Expression, FoldedExpression, Rules


class RightBefore(Checked):
    """What a part is when `next` is the part behind it."""

    next: str
    right: str


class Police(Checked):
    """Rooms of the police, whose figures are read as letters."""

    before: Expression
    room: Expression
    figures: dict[str, str]


class Patterns(Checked):
    """Numbers with symbols: cited in a text, on the number line of a letterhead, entered by a person."""

    cited: Expression
    not_cited_after: Expression
    year_lost: Expression
    cited_damaged: Expression
    cited_unreadable: Expression
    cited_party: Expression
    own: Expression
    own_stuck: Expression
    own_loose: Expression
    own_party: Expression
    own_bare: Expression
    number: Expression
    entered_number: Expression
    entered_symbol: Expression


class Nearby(Checked):
    """What stands before and behind a cited number, and how many characters away."""

    form_window: int
    type_window: int
    date_window: int
    date_length: int
    issuer_window: int
    date: Expression
    issuer: FoldedExpression


class Misread(Checked):
    """When citations may be one document misread."""

    fewest_digits: int


class Symbols(Rules):
    """models/symbols.toml: numbers and symbols of documents."""

    file = "symbols"
    repair: dict[str, str]
    repair_before: dict[str, RightBefore]
    repair_beginning: dict[str, str]
    without_figures: Expression
    police: Police
    patterns: Patterns
    nearby: Nearby
    misread: Misread
