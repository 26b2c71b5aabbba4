"""docproc backup and docproc restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.office import office_store
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.places import load_places
from docproc.store.backup import back_up
from docproc.store.backup import restore as put_back


def backup(
    target: Annotated[Path, typer.Argument(help=_("Folder for backups, best on another disk."))],
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
) -> ExitCode:
    with office_store(data) as store:
        made = back_up(store, target)
    say(
        _(
            "Backup in {folder}: {originals} original files, {copied} of them new.",
            folder=made.folder,
            originals=made.originals,
            copied=made.copied,
        )
    )
    return ExitCode.DONE


def restore(
    folder: Annotated[Path, typer.Argument(help=_("A backup: docproc-YYYYMMDD-HHMMSS."))],
    data: Annotated[Path, typer.Option(help=_("New, empty folder for the store."))],
) -> ExitCode:
    count = put_back(folder, data, load_places().store.database)
    say(_("Restored into {data}: {count} original files.", data=data, count=count))
    return ExitCode.DONE
