"""docproc export archive: what docproc batch read, as tables for analysts and a page of figures for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.faults import NoArchive
from docproc.cli.outputs import make_folder, writing
from docproc.errors import ExitCode, NotFound
from docproc.filenames import escaped
from docproc.messages import _, mark
from docproc.settings import load_settings
from docproc.store.database import patience_of


def archive(
    folder: Annotated[Path, typer.Argument(help=mark("The folder that docproc batch wrote its results into."))],
    out: Annotated[
        Path | None,
        typer.Option(help=mark("Folder for tables and page; else `analysis` in the folder of results.")),
    ] = None,
    parquet: Annotated[
        bool, typer.Option("--parquet", help=mark("The tables as Parquet, too (needs pyarrow)."))
    ] = False,
    ledger: Annotated[
        str | None,
        typer.Option(help=mark("Database of the ledger (PostgreSQL); else a file beside the results.")),
    ] = None,
) -> ExitCode:
    from docproc.archive.analysis import SUMMARY, analyse, has_ledger, ledger_of
    from docproc.archive.tables.parquet import check_parquet

    if not folder.is_dir():
        raise NotFound(folder)
    if ledger is None and not has_ledger(folder):
        raise NoArchive(folder)
    if parquet:
        check_parquet()
    target = out or folder / "analysis"
    make_folder(target)
    with (
        ledger_of(folder, patience_of(load_settings(), at_the_desk=True), ledger) as store,
        writing(target),
    ):
        done = analyse(store, target, escaped(folder.absolute().name), parquet)
    if done.waiting:
        say(_("{count} files are not read yet and stand in none of the tables.", count=done.waiting))
    say(
        _(
            "{letters} letters, {failed} files that failed; tables in {out}, figures in {page}",
            letters=done.letters,
            failed=done.failed,
            out=target,
            page=target / SUMMARY,
        )
    )
    return ExitCode.DONE
