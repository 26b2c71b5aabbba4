"""Words of drafts: how letters are cited, how offices are named in full, who a draft goes to."""

from __future__ import annotations

from docproc.reports.rules.keys import KeyExpression, KeyExpressions
from docproc.rules import Checked, Expression, Expressions, Rules


class Citation(Checked):
    """How a letter is cited, carried out and answered; lists are kinds of documents in small letters."""

    own: Expression
    matter: tuple[str, ...]
    invitations: tuple[str, ...]
    attended: Expression
    carried_out: str
    asked_for: tuple[str, ...]
    carried_out_asked: str
    answered: tuple[str, ...]
    answer: str


class Joined(Checked):
    """An office below another that has a name of its own, with the `{place}` of the one above."""

    office: KeyExpression
    above: KeyExpression
    form: str


class Names(Checked):
    """When a name says too little outside its letter."""

    bare: KeyExpression
    one_each: KeyExpression
    of_a_place: KeyExpression
    bare_level: Expression
    joined: tuple[Joined, ...]


class Recipients(Checked):
    """Who a draft may be addressed to, and what in the words of a letter is not the name."""

    office: KeyExpressions
    fields: KeyExpression
    part: KeyExpression
    reminded: KeyExpression
    via: Expression
    brackets: Expression
    not_the_name: Expressions
    unfinished: KeyExpressions
    misread_address: Expressions
    footnote: Expression
    between: Expression


class Meeting(Checked):
    """From the subject of an invitation to the name of the meeting."""

    before: Expression
    named: Expression


class DraftRules(Rules):
    """models/drafts.toml: citations, names in full, recipients, meetings."""

    file = "drafts"
    citation: Citation
    names: Names
    recipients: Recipients
    meeting: Meeting
