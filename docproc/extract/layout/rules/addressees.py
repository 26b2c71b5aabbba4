"""Where a list of addressees or recipients ends, and what is no name but text."""

from __future__ import annotations

from docproc.extract.layout.rules.words import FoldedWithWords
from docproc.rules import Checked, Expression, Expressions, FoldedExpression, FoldedExpressions, Rules


class Place(Checked):
    """Where names and text stand on the page, in points; `wide` is a share of its width."""

    outdent: float
    deepest_indent: float
    full: float
    column: float
    wide: float


class Opening(Checked):
    """What begins a sentence and no name."""

    first_words: FoldedWithWords
    labels: FoldedWithWords
    printed: Expression


class Saying(Checked):
    """What a sentence says of its subject: anyone, but `not_after` these words, and the issuer alone."""

    anyone: FoldedWithWords
    not_after: tuple[str, ...]
    issuer: FoldedWithWords


class Telling(Checked):
    """What no name holds. A line with a deadline is text when it has `fewest_words`."""

    fewest_words: int
    day: FoldedExpressions
    deadline: FoldedExpression
    document: FoldedExpression


class Addressees(Rules):
    """models/addressees.toml."""

    file = "addressees"
    most_rows: int
    longest_name: int
    longest_listed: int
    longest_line: int
    longest_quoted: int
    label: FoldedExpressions
    only_label: Expressions
    bullet: Expression
    numbered: Expression
    abbreviated: Expression
    recipients_label: FoldedExpressions
    recipients_part: FoldedExpressions
    crossed_label: FoldedExpression
    unlabelled: FoldedWithWords
    place: Place
    opening: Opening
    saying: Saying
    telling: Telling
