"""docproc correct: one value of a letter of the register."""

from __future__ import annotations

from pathlib import Path
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
from docproc.field_words import field_words
from docproc.letter_words import words_of
from docproc.messages import _
from docproc.store.entered.corrections import Correction, correct_value
from docproc.store.entered.corrections import undo as take_back
from docproc.store.entered.values import KINDS
from docproc.store.letters.arrival import ARRIVED_ON
from docproc.store.records import registered_letter

_TASK = 160  # characters shown of a task


def correct(
    letter: RegisterId,
    field: Annotated[
        str | None,
        typer.Argument(
            help=_("The field; N counts the tasks from 0: {fields}", fields=", ".join((*KINDS, ARRIVED_ON)))
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(help=_("What is right; offices with semicolons between them."))
    ] = None,
    none: Annotated[bool, typer.Option("--none", help=_("The letter has no such value."))] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=_("Take the last change back; once more brings it back."))
    ] = False,
    why: Annotated[str | None, typer.Option(help=_("A remark that is kept with the correction."))] = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    if undo and field is None and value is None and not none:
        return _undo(letter, who, data)
    if undo or field is None or (value is None) != none:
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
    if done.moved:
        say(_("The deadline of {fields} was counted anew.", fields="; ".join(map(field_words, done.moved))))
    if done.doubts:
        say(_("{count} doubts on it are settled.", count=done.doubts))
    return ExitCode.DONE


def _undo(letter: int, who: str | None, data: Path | None) -> ExitCode:
    def write(session: Session) -> int:
        return take_back(session, letter, person(session, who), registered_letter(session, letter).version)

    with office_store(data) as store:
        version = store.write(write)
    say(_("Taken back; this is version {version} now.", version=version))
    return ExitCode.DONE
