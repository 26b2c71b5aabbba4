"""How a duty, a row of a table, a group in line form becomes a task."""

from __future__ import annotations

from docproc.rules import Checked, Expression, FoldedExpression, FoldedExpressions, Rules


class Kinds(Checked):
    """Words that tell the kind of a task; most of them among the first `opening` words of its text."""

    opening: int
    prohibition: tuple[str, ...]
    attend: tuple[str, ...]
    report: tuple[str, ...]
    continuing: tuple[str, ...]


class Sending(Checked):
    """What goes where: `to` stands before the office, at most `reach` words behind a verb."""

    verbs: tuple[str, ...]
    to: tuple[str, ...]
    reach: int
    deliverable: Expression
    via: Expression


class Tables(Checked):
    """What becomes of the rows of assignment tables; `who` in `heading` is the office named there."""

    strict_in: tuple[str, ...]
    bullet: Expression
    heading: Expression
    partner: FoldedExpression
    lead_words: FoldedExpressions
    fewest_words: int
    most_other_letters: int
    heading_letters: int


class LineForm(Checked):
    """Tasks with labels below or behind them."""

    fewest_head_words: int


class Tasks(Rules):
    """models/tasks.toml: what is said of a task beside its text."""

    file = "tasks"
    without_tasks: tuple[str, ...]
    kinds: Kinds
    sending: Sending
    tables: Tables
    line_form: LineForm
