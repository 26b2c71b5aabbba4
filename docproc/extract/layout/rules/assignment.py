"""Plans that say who does what by when: in tables, and in line form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from docproc.rules import Checked, Expression, Expressions, FoldedExpression, FoldedExpressions, Rules

Share = Annotated[float, Field(ge=0, le=1)]
Phrases = tuple[str, ...]


class Columns(Checked):
    """The headings of each kind of column, folded, letters and blanks only. Walked through: (kind, headings)."""

    no: Phrases
    content: Phrases
    lead: Phrases
    overseer: Phrases
    coordinate: Phrases
    deadline: Phrases
    product: Phrases
    detail: Phrases
    note: Phrases
    other: Phrases
    refusing: Phrases


class Labels(Checked):
    """The labels of a plan in line form. Walked through: (kind of column that it stands for, label)."""

    lead: FoldedExpressions
    coordinate: FoldedExpression
    deadline: FoldedExpressions
    product: FoldedExpression


class Header(Checked):
    """How headings are known, damaged ones too; `both`: those of a column for both kinds of offices."""

    rows: int
    longest: int
    fuzzy_from: int
    similarity: float
    both: Phrases


class TableRows(Checked):
    """What the rows of a table are: of column numbers, of groups, lines over it, rests of a page end."""

    numbering: FoldedExpression
    group: FoldedExpression
    group_text: Expression
    longest_bare_group: int
    fewest_letters: int
    captions: int
    between: int
    between_letters: int


class NoDeadlines(Checked):
    """What stands in a column of times that is no deadline, and from which share of its cells on."""

    cell: FoldedExpressions
    share: Share


class Shapes(Checked):
    """What a column without a heading is, by its cells."""

    share: Share
    no: Expression
    deadline: Expressions
    lead: Expression
    content: float
    crumb: int
    beside: float
    fewest_rows: int


class Assignment(Rules):
    """models/assignment.toml: how plans are known and their columns and labels."""

    file = "assignment"
    columns: Columns
    labels: Labels
    header: Header
    rows: TableRows
    no_deadlines: NoDeadlines
    shapes: Shapes
