"""docproc show: one letter of the register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.cli.console import printable, results
from docproc.cli.letter_tables import day, print_letters
from docproc.cli.office import office_store
from docproc.cli.process import Format
from docproc.cli.register_tables import as_data, numbered
from docproc.errors import ExitCode
from docproc.messages import _, mark
from docproc.records import RegisteredLetter
from docproc.store import Store, registered_letter
from docproc.store.audit import trail
from docproc.store.originals import place_of
from docproc.store.schema import User

_DEEDS = {"registered": mark("registered"), "corrected": mark("corrected"), "changed": mark("changed")}


def show(
    letter: Annotated[int, typer.Argument(help=_("Id of the letter, as docproc list shows it."))],
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    with office_store(data) as store, store.reading() as session:
        found = registered_letter(session, letter)
        if form is Format.JSON:
            typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
            return ExitCode.DONE
        _print_entry(store, session, found)
    return ExitCode.DONE


def _print_entry(store: Store, session: Session, found: RegisteredLetter) -> None:
    console = results()
    head = _(
        "Arrival no. {number} of {date}, {book}",
        number=numbered(found),
        date=day(found.arrived_on),
        book=found.book,
    )
    console.print(printable(head), style="bold")
    if found.duplicate_of:
        console.print(printable(_("The same letter as {id} came before.", id=found.duplicate_of)), style="yellow")
    console.print(printable(_("Original: {path}", path=place_of(store.originals, found.file_sha256))))
    print_letters(console, [found.letter])
    names = {user.id: user.name for user in session.scalars(select(User))}
    for entry in trail(session, "letter", found.id):
        who = names.get(entry.user_id or 0, "docproc")
        done = _(_DEEDS.get(entry.did, entry.did))
        console.print(printable(f"{entry.at.astimezone():%d/%m/%Y %H:%M}  {who}  {done}"), style="dim")
