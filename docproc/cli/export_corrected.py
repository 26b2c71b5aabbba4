"""docproc export corrected: the letters that people checked, to measure on and to learn from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.office import office_store
from docproc.cli.options import Data
from docproc.cli.outputs import make_folder, writing
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store.corrected import write_corrected


def corrected(
    out: Annotated[Path, typer.Argument(help=_("Folder for the letters, each with its NAME.json beside it."))],
    data: Data = None,
) -> ExitCode:
    make_folder(out)
    with office_store(data) as store, writing(out):
        count = write_corrected(store, out)
    say(_("{count} checked or corrected letters are in {folder}", count=count, folder=out))
    return ExitCode.DONE
