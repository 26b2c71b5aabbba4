"""docproc task: one task of the register is done, or open again."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.faults import OnlyWhenDone
from docproc.cli.office import office_store
from docproc.cli.options import Data, Who
from docproc.cli.person import person
from docproc.cli.sources import DAY_FORMATS
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store.entered.progress import finish_task, reopen_task


class Step(StrEnum):
    """What happens to the task."""

    DONE = "done"
    REOPEN = "reopen"


def task(
    number: Annotated[int, typer.Argument(help=_("Number of the task, as docproc due shows it."))],
    step: Annotated[Step, typer.Argument(help=_("What happens to it."))],
    reply: Annotated[str | None, typer.Option(help=_("Number and symbol of your answer: 15/BC-UBND."))] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=DAY_FORMATS, help=_("The day on which it was done; else today."))
    ] = None,
    note: Annotated[str | None, typer.Option(help=_("A note to it."))] = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    if step is Step.REOPEN and (reply or on or note):
        raise OnlyWhenDone()
    for given in (reply, note):
        check_text(given)

    def write(session: Session) -> None:
        user = person(session, who)
        if step is Step.REOPEN:
            reopen_task(session, number, user)
        else:
            finish_task(session, number, user, Date.today(), reply, on.date() if on else None, note)

    with office_store(data) as store:
        store.write(write)
    say(
        _("Task {number} is done.", number=number)
        if step is Step.DONE
        else _("Task {number} is open again.", number=number)
    )
    return ExitCode.DONE
