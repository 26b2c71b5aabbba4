"""docproc import tasks: what was typed into an exported table comes into the register."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.help import App
from docproc.cli.office import office_store
from docproc.cli.options import Data, Who
from docproc.cli.person import person
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.settings import load_settings
from docproc.store.entered.typed import FIELDS, Taken, take_typed


def add_imports(app: App) -> None:
    """Put the command of `docproc import` into an app."""
    app.add("tasks", _("What was typed into a table of docproc export tasks."), import_tasks)


def import_tasks(
    table: Annotated[Path, typer.Argument(help=_("The table that docproc export tasks wrote, as .xlsx."))],
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    from docproc.reports.sheets.typed_table import read_typed_table  # loads openpyxl

    typed = read_typed_table(table, load_settings())

    def write(session: Session) -> list[Taken]:
        return take_typed(session, typed.tasks, person(session, who), Date.today())

    with office_store(data) as store:
        taken = store.write(write)
    for one in taken:
        if one.changed:
            fields = ", ".join(_(FIELDS[name]) for name in one.changed)
            say(_("line {line}, task {task}: {fields}", line=one.line, task=one.task, fields=fields))
    refused = [(fault.line, fault.words) for fault in typed.faults]
    refused += [(one.line, one.refused) for one in taken if one.refused]
    for line, words in sorted(refused):
        say(_("line {line}, not taken: {words}", line=line, words=words))
    changed = sum(bool(one.changed) for one in taken)
    say(
        _(
            "{changed} tasks changed, {same} as they were; {refused} lines have something that was not taken.",
            changed=changed,
            same=len(typed.tasks) - changed - sum(bool(one.refused) for one in taken),
            refused=len({line for line, _words in refused}),
        )
    )
    return ExitCode.SOME_FAILED if refused else ExitCode.DONE
