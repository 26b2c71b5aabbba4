"""docproc export archive: what docproc batch read, as tables for analysts and a page of figures for people."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from docproc.address import Address, place_named
from docproc.cli.console import say
from docproc.cli.faults import NoArchive, UsageFault
from docproc.cli.outputs import make_folder, writing
from docproc.errors import ExitCode, NotFound
from docproc.filenames import escaped
from docproc.messages import _, mark
from docproc.remote.objects import check_target
from docproc.settings import load_settings
from docproc.store.database import patience_of


class LedgerApartFromResults(UsageFault):
    reason = mark("the ledger of these results does not lie in the object store")
    remedy = mark("Name the folder that docproc batch had as --ledger, or add --ledger with its database.")


def archive(
    folder: Annotated[
        str,
        typer.Argument(
            help=mark(
                "The folder that docproc batch wrote its results into; for results in an object store that of "
                "--ledger, or s3://BUCKET/FOLDER with the database of the ledger."
            )
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            help=mark("Folder (or s3://BUCKET/FOLDER) for tables and page; else `analysis` beside the results.")
        ),
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
    from docproc.archive.publish import publish_all
    from docproc.archive.tables.parquet import check_parquet

    results = place_named(folder)
    if isinstance(results, Path) and not results.is_dir():
        raise NotFound(folder)
    if parquet:
        check_parquet()
    target = place_named(out) if out is not None else _below(results)
    with TemporaryDirectory(prefix="docproc-") as passing:
        made = Path(passing) if isinstance(target, Address) else target
        home = Path(passing) / "results" if isinstance(results, Address) else results
        if ledger is None and not has_ledger(home):
            raise LedgerApartFromResults(folder) if isinstance(results, Address) else NoArchive(folder)
        if isinstance(target, Address):
            check_target(target)
        make_folder(made)
        patience = patience_of(load_settings(), at_the_desk=True)
        with ledger_of(home, patience, ledger) as store, writing(made):
            done = analyse(store, made, _name(results), parquet)
            if isinstance(target, Address):
                publish_all(made, target)
    if done.waiting:
        say(_("{count} files are not read yet and stand in none of the tables.", count=done.waiting))
    say(
        _(
            "{letters} letters, {failed} files that failed; tables in {out}, figures in {page}",
            letters=done.letters,
            failed=done.failed,
            out=target,
            page=target.below(SUMMARY) if isinstance(target, Address) else target / SUMMARY,
        )
    )
    return ExitCode.DONE


def _below(results: Path | Address) -> Path | Address:
    return results.below("analysis") if isinstance(results, Address) else results / "analysis"


def _name(results: Path | Address) -> str:
    """What the page calls the archive."""
    if isinstance(results, Address):
        return escaped(results.key.rpartition("/")[2] or results.bucket)
    return escaped(results.absolute().name)
