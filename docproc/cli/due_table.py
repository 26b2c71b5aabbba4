"""The tasks that are due as a table that a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from textwrap import shorten

from rich import box
from rich.table import Table

from docproc.cli.console import printable
from docproc.cli.letter_tables import DOUBTFUL, day, names, title_of
from docproc.messages import _
from docproc.records import TrackedTask
from docproc.rules import load
from docproc.rules.follow_up import FollowUp

_TASK = 160  # characters shown of a task


def due_table(tasks: Iterable[TrackedTask], today: Date) -> Table:
    """Number in the register, last day with the days that are left, who, what, of which letter."""
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold", expand=True)
    table.add_column(_("Task no."), justify="right")
    table.add_column(_("Last day"), min_width=10, max_width=16)
    table.add_column(_("Who"), ratio=3)
    table.add_column(_("Task"), ratio=6)
    table.add_column(_("Letter"), overflow="fold", ratio=3)
    for one in tasks:
        letter = one.letter
        who = one.owner or names(one.task.lead)
        when, style = _when(one, today)
        table.add_row(
            str(one.id),
            printable(when),
            printable(who + (DOUBTFUL if one.unsure else "")),
            printable(shorten(one.task.text, _TASK, placeholder=" …")),
            printable(f"{title_of(letter.letter.header)}\n{letter.letter.header.issuer or '?'} ({letter.id})"),
            style=style,
        )
    return table


def _when(tracked: TrackedTask, today: Date) -> tuple[str, str]:
    """The last day in words, and the style of the line: red when it is over, yellow when it is near."""
    last = tracked.last_day
    if last is None:
        written = tracked.task.deadline or tracked.letter.letter.report_due
        return (written.text if written else tracked.task.recurrence or _("no last day")), ""
    left = (last - today).days
    if left < 0:
        return f"{day(last)}\n" + _("{count} days over", count=-left), "red"
    near = left <= load(FollowUp).near_days
    words = _("{count} days left", count=left) if left else _("today")
    return f"{day(last)}\n{words}", "yellow" if near else ""
