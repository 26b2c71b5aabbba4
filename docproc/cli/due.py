"""docproc due: which tasks wait to be done, and by when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta
from typing import Annotated, Any

import typer

from docproc.cli.console import results, say
from docproc.cli.due_table import due_table
from docproc.cli.faults import OneOfThem
from docproc.cli.office import office_store
from docproc.cli.options import Data, Every, On, Ours
from docproc.cli.process import Format
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.places import load_places
from docproc.records import TrackedTask
from docproc.store.records import due_tasks


def due(
    this_week: Annotated[
        bool, typer.Option("--this-week", help=_("Only what is due from Monday to Sunday of this week."))
    ] = False,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=_("Only what should have been done before."))
    ] = False,
    office: Ours = None,
    every: Every = False,
    on: On = None,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Data = None,
) -> ExitCode:
    if this_week and overdue:
        raise OneOfThem(options="--this-week, --overdue")
    check_text(office)
    today = on.date() if on else Date.today()
    saved = load_places().office
    ours = None if every else office or saved.name
    above = saved.above if ours == saved.name else None
    first, last = _period(today, this_week, overdue)
    with office_store(data) as store, store.reading() as session:
        found = list(_of(due_tasks(session, first, last), ours, above))
    if form is Format.JSON:
        typer.echo(json.dumps([_as_data(one, today) for one in found], ensure_ascii=False, indent=1))
    elif found:
        results().print(due_table(found, today))
    else:
        say(_("Nothing is due."))
    return ExitCode.DONE


def _period(today: Date, this_week: bool, overdue: bool) -> tuple[Date | None, Date | None]:
    """First and last day asked for. A week begins on Monday, as in every Vietnamese calendar of work."""
    if this_week:
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    return (None, today - timedelta(days=1)) if overdue else (None, None)


def _of(tasks: Iterable[TrackedTask], office: str | None, above: str | None) -> Iterable[TrackedTask]:
    if office is None:
        return tasks
    from docproc.reports.tasks.concern import concerning  # loads what tells offices apart

    return concerning(tasks, office, parent=above)


def _as_data(tracked: TrackedTask, today: Date) -> dict[str, Any]:
    last, letter = tracked.last_day, tracked.letter
    return {
        "task": tracked.id,
        "letter": letter.id,
        "last_day": last.isoformat() if last else None,
        "days": (last - today).days if last else None,
        "status": tracked.status,
        "progress": tracked.progress,
        "owner": tracked.owner,
        "unsure": tracked.unsure,
        "number": letter.letter.header.number,
        "symbol": letter.letter.header.symbol,
        "content": tracked.task.model_dump(mode="json"),
    }
