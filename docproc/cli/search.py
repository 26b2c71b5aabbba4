"""docproc search: letters by their words."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import results, say
from docproc.cli.office import office_store
from docproc.cli.process import Format
from docproc.cli.register_tables import as_data, hits_table
from docproc.cli.sources import DAY_FORMATS
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store import registered_letter
from docproc.store.search import Query
from docproc.store.search import search as find


def search(
    words: Annotated[
        list[str] | None, typer.Argument(help=_('Words that must be there; "in quotes" side by side.'))
    ] = None,
    issuer: Annotated[str | None, typer.Option(help=_("Part of the issuer's name."))] = None,
    doc_type: Annotated[
        str | None, typer.Option("--type", help=_("Type of the letter, as in “Kế hoạch”."))
    ] = None,
    assignee: Annotated[str | None, typer.Option(help=_("Part of the name of who has a task."))] = None,
    status: Annotated[
        str | None, typer.Option(help=_("State of a task: open, running, done, paused, withdrawn."))
    ] = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAY_FORMATS, help=_("First day of arrival."))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY_FORMATS, help=_("Last day of arrival."))
    ] = None,
    due: Annotated[
        datetime | None, typer.Option(formats=DAY_FORMATS, help=_("A task is due by this day."))
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help=_("How many at most."))] = 20,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    for given in (*(words or ()), issuer, doc_type, assignee, status):
        check_text(given)
    query = Query(
        words=" ".join(f'"{word}"' if " " in word else word for word in words or []),
        arrived_from=since.date() if since else None,
        arrived_to=until.date() if until else None,
        issuer=issuer,
        doc_type=doc_type,
        assignee=assignee,
        status=status,
        due_to=due.date() if due else None,
        limit=limit,
    )
    with office_store(data) as store, store.reading() as session:
        found = [(hit, registered_letter(session, hit.letter_id)) for hit in find(session, query)]
    if form is Format.JSON:
        values = [
            {"score": hit.score, "passage": hit.passage, "marks": hit.marks, **as_data(letter)}
            for hit, letter in found
        ]
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
    elif found:
        results().print(hits_table(found))
    else:
        say(_("Nothing found."))
    return ExitCode.DONE
