"""What lies in one file: copies of a page, the order of pages, further letters."""

from __future__ import annotations

from docproc.measures import Points
from docproc.rules import Checked, Expression, Expressions, FoldedExpression, FoldedExpressions, Rules


class Copies(Checked):
    """When two pages are scans of one."""

    least_words: int
    common_share: float
    differing_letters: float
    scrawled_letters: float
    misread_each: int
    sure: float
    most_figures: int
    arrival_stamp: tuple[Points, Points]
    """How broad and how high it is."""
    item_number: Expression


class Order(Checked):
    """What tells the order of pages."""

    annex_rows: int
    annex_letters: int
    page_number: FoldedExpression
    item: FoldedExpression
    annex: FoldedExpressions


class Belonging(Checked):
    """What tells whether a further letter belongs to the one before it."""

    near: int
    like_symbol: int
    head_rows: int
    attaches: FoldedExpressions
    attached_to: FoldedExpression
    number: FoldedExpression
    blank: Expressions
    draft: FoldedExpression
    copy_symbol: FoldedExpression


class Several(Rules):
    """models/several.toml."""

    file = "several"
    copies: Copies
    order: Order
    belonging: Belonging
