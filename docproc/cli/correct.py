"""docproc correct: one value of a letter of the register."""

from __future__ import annotations

from textwrap import shorten
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.faults import ValueOrNone
from docproc.cli.office import office_store
from docproc.cli.options import Data, RegisterId, Who
from docproc.cli.person import person
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.letter_words import words_of
from docproc.messages import _
from docproc.store.entered.corrections import Correction, correct_value
from docproc.store.entered.values import KINDS

_TASK = 160  # characters shown of a task


def correct(
    letter: RegisterId,
    field: Annotated[
        str, typer.Argument(help=_("The field; N counts the tasks from 0: {fields}", fields=", ".join(KINDS)))
    ],
    value: Annotated[
        str | None, typer.Argument(help=_("What is right; offices with semicolons between them."))
    ] = None,
    none: Annotated[bool, typer.Option("--none", help=_("The letter has no such value."))] = False,
    why: Annotated[str | None, typer.Option(help=_("A remark that is kept with the correction."))] = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    if (value is None) != none:
        raise ValueOrNone()
    for given in (field, value, why):
        check_text(given)

    def write(session: Session) -> Correction:
        return correct_value(session, letter, field, value, person(session, who), why)

    with office_store(data) as store:
        done = store.write(write)
    if done.task is not None:
        say(_("Task: {text}", text=shorten(done.task, _TASK, placeholder=" …")))
    before, after = words_of(done.before), words_of(done.after)
    if before == after:
        say(
            _(
                "{field}: “{value}” is confirmed (version {version})",
                field=field,
                value=after,
                version=done.version,
            )
        )
    else:
        words = _("{field}: “{before}” → “{after}” (version {version})")
        say(words.format(field=field, before=before, after=after, version=done.version))
    if done.doubts:
        say(_("{count} doubts on it are settled.", count=done.doubts))
    return ExitCode.DONE
