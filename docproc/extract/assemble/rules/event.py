"""When and where a meeting is, and who is invited."""

from __future__ import annotations

from docproc.rules import Expression, FoldedExpression, FoldedExpressions, Rules


class Meetings(Rules):
    """models/event.toml: what tells a meeting.

    Groups: `label` in `time`; `h` and `m` or `minutes` in `hour`; `first`, `last`, `month`, `year` in `days`;
    `who` in `invited`.
    """

    file = "event"
    window: int
    longest_days: int
    invitation: str
    proposing: tuple[str, ...]
    inviting: Expression
    putting_off: Expression
    time: FoldedExpressions
    hour: FoldedExpression
    until: FoldedExpression
    days: FoldedExpression
    moved: Expression
    place: FoldedExpressions
    place_behind: FoldedExpression
    place_lead: Expression
    place_stop: Expression
    sentence_begins: Expression
    invited_list: FoldedExpressions
    invited: Expression
