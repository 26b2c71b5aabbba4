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
from docproc.cli.sources import DAY_FORMATS
from docproc.cli.usage import check_text
from docproc.disk import is_full
from docproc.errors import DiskFull, ExitCode
from docproc.messages import _
from docproc.rules import load
from docproc.scan.rules.intake import Intake
from docproc.store import registered_letters
from docproc.store.jobs import counts, open_jobs
from docproc.store.schema import Job


def list_letters(
    book: Annotated[str | None, typer.Option(help=_("Only this register book."))] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAY_FORMATS, help=_("First day of arrival."))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY_FORMATS, help=_("Last day of arrival."))
    ] = None,
    jobs: Annotated[bool, typer.Option("--jobs", help=_("Files that wait, are being read, or failed."))] = False,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    check_text(book)
    with office_store(data) as store, store.reading() as session:
        if jobs:
            _print_jobs(list(open_jobs(session)), form, store.data)
            return ExitCode.DONE
        arrived = (since.date() if since else None, until.date() if until else None)
        letters = registered_letters(session, book, arrived)
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


def _print_jobs(found: list[Job], form: Format, data: Path) -> None:
    """The jobs, and that the disk is full where that is so: a full disk cannot note it on the jobs themselves."""
    full = is_full(data, load(Intake).full_bytes)
    waits_for = DiskFull(folder=data).message() if full else ""
    if form is Format.JSON:
        _print_json(
            {"job": job.id, "file": job.name, "state": job.state, "reason": reason_of(job, waits_for)}
            for job in found
        )
    else:
        results().print(jobs_table(found, waits_for))
    if full:
        say(waits_for)


def _print_json(values: Iterable[object]) -> None:
    """A JSON list, one object a line, written as the objects come."""
    typer.echo("[", nl=False)
    for index, value in enumerate(values):
        typer.echo((",\n " if index else "\n ") + json.dumps(value, ensure_ascii=False), nl=False)
    typer.echo("\n]")
