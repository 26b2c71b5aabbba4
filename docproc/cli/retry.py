"""docproc retry: failed files once more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.office import office_store
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.store import jobs


def retry(
    numbers: Annotated[
        list[int] | None, typer.Argument(help=_("Jobs, as docproc list --jobs shows them; else all that failed."))
    ] = None,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    with office_store(data) as store:
        again = store.write(lambda session: jobs.retry(session, numbers or None))
    say(_("{count} files will be tried again by docproc watch.", count=len(again)))
    return ExitCode.DONE
