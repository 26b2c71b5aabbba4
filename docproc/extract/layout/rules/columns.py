"""Where lines of plain text that hold both columns are cut."""

from __future__ import annotations

from docproc.rules import FoldedExpression, FoldedExpressions, Rules


class Columns(Rules):
    """models/columns.toml: where a line that holds both columns is cut; group `right` begins the right one."""

    file = "columns"
    number_and_place: FoldedExpression
    office_and_motto: FoldedExpressions
    recipients_and_authority: FoldedExpressions
