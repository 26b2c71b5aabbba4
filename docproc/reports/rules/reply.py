"""Words of the draft reply."""

from __future__ import annotations

from docproc.rules import Checked, Expression, Expressions, Rules


class HeaderNames(Checked):
    """What the fields of a letterhead are called (docproc.letter.Header)."""

    doc_type: str
    number: str
    symbol: str
    issuer: str
    issue_date: str
    subject: str


class ReportOrder(Checked):
    """A task that only orders the report on the letter; for text in small letters."""

    opening: Expression
    words: Expressions
    doing: Expression


class ReplyRules(Rules):
    """models/reply.toml: names for what a person has to check, and how an order to report is told."""

    file = "reply"
    file_name: str
    no_office: str
    header_names: HeaderNames
    report_order: ReportOrder
