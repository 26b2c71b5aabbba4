"""docproc list: the register, or what waits and what failed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import results, say
from docproc.cli.office import office_store
from docproc.cli.process import Format
from docproc.cli.register_tables import as_data, jobs_table, reason_of, register_table
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store import registered_letters
from docproc.store.jobs import counts, open_jobs

_DAY = ["%Y-%m-%d", "%d/%m/%Y"]


def list_letters(
    book: Annotated[str | None, typer.Option(help=_("Only this register book."))] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=_DAY, help=_("First day of arrival."))
    ] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help=_("Last day of arrival."))] = None,
    jobs: Annotated[bool, typer.Option("--jobs", help=_("Files that wait, are being read, or failed."))] = False,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    with office_store(data) as store, store.reading() as session:
        if jobs:
            found = list(open_jobs(session))
            if form is Format.JSON:
                _print_json(
                    {"job": j.id, "file": j.name, "state": j.state, "reason": reason_of(j)} for j in found
                )
            else:
                results().print(jobs_table(found))
            return ExitCode.DONE
        first, last = (moment.date() if moment else None for moment in (since, until))
        letters = registered_letters(session, book, first, last)
        if form is Format.JSON:
            _print_json(map(as_data, letters))
        else:
            results().print(register_table(letters))
        number = counts(session)
        say(
            _(
                "{failed} files failed, {waiting} are waiting; docproc list --jobs names them.",
                failed=number.pop("failed", 0),
                waiting=sum(number.values()) - number.get("done", 0),
            )
        )
    return ExitCode.DONE


def _print_json(values: Iterable[object]) -> None:
    """A JSON list, one object a line, written as the objects come."""
    typer.echo("[", nl=False)
    for index, value in enumerate(values):
        typer.echo((",\n " if index else "\n ") + json.dumps(value, ensure_ascii=False), nl=False)
    typer.echo("\n]")
