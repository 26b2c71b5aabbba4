"""docproc void: a line of the register is struck out, or stands again."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.office import office_store
from docproc.cli.options import Data, RegisterId, Who
from docproc.cli.person import person
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store.entered.changes import let_stand, strike_out


def void(
    letter: RegisterId,
    why: Annotated[str, typer.Option(help=_("The reason, which stands in the register."))],
    undo: Annotated[bool, typer.Option("--undo", help=_("Let the letter stand again."))] = False,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    check_text(why)

    def write(session: Session) -> None:
        (let_stand if undo else strike_out)(session, letter, why, person(session, who))

    with office_store(data) as store:
        store.write(write)
    if undo:
        say(_("Letter {id} stands again; its tasks come due as before.", id=letter))
    else:
        say(_("Letter {id} is struck out; its number stays, its tasks come due no more.", id=letter))
    return ExitCode.DONE
