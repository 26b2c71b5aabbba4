"""docproc show: one letter of the register."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.cli.console import printable, results
from docproc.cli.letter_tables import day, print_letters
from docproc.cli.office import office_store
from docproc.cli.options import Data, RegisterId
from docproc.cli.process import Format
from docproc.cli.register_tables import as_data, link_data, link_words, numbered, progress_data, progress_words
from docproc.errors import ExitCode
from docproc.messages import _, mark
from docproc.records import RegisteredLetter
from docproc.store import Store, registered_letter
from docproc.store.audit import trail
from docproc.store.letters.links import links_of
from docproc.store.originals import place_of
from docproc.store.records import letter_tasks
from docproc.store.schema import User

_DEEDS = {
    "registered": mark("registered"),
    "corrected": mark("corrected"),
    "changed": mark("changed"),
    "struck_out": mark("struck out"),
    "stands_again": mark("stands again"),
}


def show(
    letter: RegisterId,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    data: Data = None,
) -> ExitCode:
    with office_store(data) as store, store.reading() as session:
        found = registered_letter(session, letter)
        if form is Format.JSON:
            tasks = [progress_data(one) for one in letter_tasks(session, letter)]
            links = [link_data(one) for one in links_of(session, letter)]
            whole = {**as_data(found), "tasks": tasks, "links": links}
            typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
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
    if found.void_reason is not None:
        console.print(printable(_("Struck out: {why}", why=found.void_reason)), style="red")
    tasks = letter_tasks(session, found.id)
    print_letters(console, [found.letter], [str(one.id) for one in tasks])
    for one in tasks:
        if words := progress_words(one):
            console.print(printable(_("Task {number}: {words}", number=one.id, words=words)))
    for link in links_of(session, found.id):
        console.print(printable(link_words(link)))
    names = {user.id: user.name for user in session.scalars(select(User))}
    for entry in trail(session, "letter", found.id):
        who = names.get(entry.user_id or 0, "docproc")
        done = " ".join(filter(None, [_(_DEEDS.get(entry.did, entry.did)), entry.details.get("field")]))
        console.print(printable(f"{entry.at.astimezone():%d/%m/%Y %H:%M}  {who}  {done}"), style="dim")
