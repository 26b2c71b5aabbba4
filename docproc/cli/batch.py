"""docproc batch: a whole archive; goes on where it was stopped."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn
from sqlalchemy import select

from docproc.address import Address
from docproc.archive.hours import hours_of
from docproc.archive.pace import Speed
from docproc.archive.plan import Entering, Planned, waiting_sources
from docproc.archive.publish import publish
from docproc.archive.reached import Progress as Reached
from docproc.archive.run import LEDGER, Ears, When, only_run, run
from docproc.cli.batch_places import Places, at_home, ledger_home, places_named, source_named
from docproc.cli.batch_plan import plan_batch
from docproc.cli.console import messages, say
from docproc.cli.copies import Optimize, check_copies
from docproc.cli.faults import CannotWrite, UsageFault
from docproc.cli.into_register import BOOK, into_register
from docproc.cli.office import order_for
from docproc.cli.options import Split
from docproc.cli.outputs import make_folder
from docproc.cli.workers import at_a_time
from docproc.errors import ExitCode, why
from docproc.logs import set_up_logs
from docproc.messages import _, mark
from docproc.places import load_places
from docproc.settings import load_settings
from docproc.signals import stop_on_signals
from docproc.store import Store, jobs, open_store
from docproc.store.database import patience_of
from docproc.store.schema import Job
from docproc.workers.order import Copies, Order, is_here

_TAKEN = 8  # jobs a worker takes at a time; a ledger is asked less often, and less is held back near the end
_MEGA = 1e6
_COPIES = "copies"  # the folder of searchable copies within that of the results


class ResultsOrRegister(UsageFault):
    reason = mark("--into-register writes into the office's own register, and no results beside it")
    remedy = mark("Leave out --out, --plan, --pdf, --cluster and --ledger, or --into-register.")


class BookWithoutRegister(UsageFault):
    reason = mark("--book and --data are for --into-register")
    remedy = mark("Add --into-register, or leave them out.")


class LedgerApart(UsageFault):
    reason = mark("several machines need a ledger that all of them reach")
    remedy = mark("Name a database of PostgreSQL with --ledger, or use --cluster local.")


class NowhereToWrite(UsageFault):
    reason = mark("a folder for the results is missing")
    remedy = mark(
        "Add --out FOLDER, or --into-register to take the letters over into the register, or --plan to learn "
        "first how long it will take."
    )


def batch(
    folder: Annotated[
        str,
        typer.Argument(
            help=_("The archive: a folder with all its sub-folders, or s3://BUCKET/FOLDER in an object store.")
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            help=_(
                "Folder (or s3://BUCKET/FOLDER) for the results and the ledger; --plan and --into-register need "
                "none."
            )
        ),
    ] = None,
    ahead: Annotated[
        bool,
        typer.Option("--plan", help=_("Only tell how long it will take, how many pages need OCR, and why.")),
    ] = False,
    register: Annotated[
        bool,
        typer.Option(
            "--into-register",
            help=_(
                "Take the letters over into a book of the register, for search and desk: without new numbers, "
                "and their tasks are not followed."
            ),
        ),
    ] = False,
    book: Annotated[str | None, typer.Option(help=_("That book; else “Lưu trữ”."))] = None,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
    again: Annotated[bool, typer.Option("--retry", help=_("Try files again that failed before."))] = False,
    split: Split = False,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf", help=_("Make searchable copies (PDF/A) as well: copies/FILE.copy.pdf in that folder.")
        ),
    ] = False,
    optimize: Optimize = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS|local",
            help=_("Let the machines of a Dask cluster read: its scheduler (tcp://HOST:8786), or local."),
        ),
    ] = None,
    ledger: Annotated[
        str | None,
        typer.Option(
            help=_(
                "Database of the ledger (PostgreSQL); else a file beside the results. With --out s3://…: that, "
                "or a folder of this machine."
            )
        ),
    ] = None,
    nice: Annotated[
        int, typer.Option(min=0, max=19, help=_("By how much other programs go before; 19: before all else."))
    ] = 5,
    between: Annotated[
        str | None,
        typer.Option(
            metavar="HH:MM-HH:MM", help=_("Begin files only in these hours, 18:00-06:00 say; then wait.")
        ),
    ] = None,
) -> ExitCode:
    check_copies(pdf, optimize)
    if register and (out is not None or ahead or pdf or cluster or ledger):
        raise ResultsOrRegister(folder)
    if not register and (book is not None or data is not None):
        raise BookWithoutRegister(folder)
    if cluster is not None and ledger is None and not is_here(cluster):
        raise LedgerApart(cluster)
    when = When(hours_of(between) if between is not None else None)
    root = source_named(folder)
    if ahead:
        return plan_batch(root, ledger_home(out, ledger), at_a_time(workers), again, when)
    set_up_logs(default="error")
    stop, splits, count = stop_on_signals(), split or load_places().store.split, at_a_time(workers)
    if register:
        named = (book or "").strip() or BOOK
        return into_register(root, named, data, count, again, splits, nice, when, stop)
    if out is None:
        raise NowhereToWrite(folder)
    places = places_named(root, out, ledger)
    copies = Copies(_copies_of(places), optimize) if pdf else None
    return _read(places, copies, cluster, count, again, splits, nice, when, stop)


def _copies_of(places: Places) -> Path | Address:
    """Where searchable copies go: beside the results."""
    if places.target is not None:
        return places.target.below(_COPIES)
    assert places.home is not None
    return places.home.absolute() / _COPIES


def _read(
    places: Places,
    copies: Copies | None,
    cluster: str | None,
    count: int,
    again: bool,
    splits: bool,
    nice: int,
    when: When,
    stop: threading.Event,
) -> ExitCode:
    """Read an archive, write its results."""
    with at_home(places) as out, _only_run(out):
        patience = patience_of(load_settings(), at_the_desk=False)
        store = open_store(out.absolute() / LEDGER, places.database, patience=patience, durable=False)
        try:
            if again:
                store.write(jobs.retry)
            order = order_for(
                store,
                batch=_TAKEN,
                looks=False,
                durable=False,
                split=splits,
                copies=copies,
                nice=nice,
                source=places.source if isinstance(places.source, Address) else None,
                earlier=waiting_sources(store),
            )
            return _batch(store, order, places, out, cluster, count, when, stop)
        except OSError as error:
            raise CannotWrite(out, detail=why(error)) from error
        finally:
            store.close()


@contextmanager
def _only_run(out: Path) -> Iterator[None]:
    make_folder(out)
    with only_run(out):
        yield


def _batch(
    store: Store,
    order: Order,
    places: Places,
    out: Path,
    cluster: str | None,
    workers: int,
    when: When,
    stop: threading.Event,
) -> ExitCode:
    from docproc.workers.cluster import Cluster  # loads what reads scans
    from docproc.workers.executors import Processes

    executor = (
        Processes(store, order, workers, _once(say))
        if cluster is None
        else Cluster(store, order, cluster, workers, say)
    )
    entering = Entering(store, places.source)
    with _bar(workers) as tell:
        reached = run(store, out, executor, stop, Ears(tell, _say_plan, _say_waits), entering, when)
    if places.target is not None:
        publish(out, places.target)
    say(
        _(
            "{done} of {all} files read, {failed} failed, {pages} pages; results in {out}",
            done=reached.ended - reached.failed,
            all=reached.files,
            failed=reached.failed,
            pages=reached.pages,
            out=places.shown,
        )
    )
    if order.copies is not None:
        _say_copies(store, order.copies.folder)
    if stop.is_set():
        say(_("Stopped. The same command goes on where it was."))
        raise KeyboardInterrupt
    return ExitCode.SOME_FAILED if reached.failed or entering.planned.unreadable else ExitCode.DONE


def _say_plan(planned: Planned) -> None:
    size = f"{planned.size / _MEGA:.1f}"
    say(_("{files} files, {size} MB; {new} of them new.", files=planned.files, size=size, new=planned.new))
    if planned.links:
        say(_("{count} links, which are not followed.", count=planned.links))
    for words in planned.unreadable:
        say(words)


def _say_waits(until: datetime) -> None:
    say(
        _(
            "Outside of the hours of --between: files at work are finished, the next is begun at {time}. Ctrl-C "
            "stops; the same command then goes on.",
            time=f"{until:%H:%M}",
        )
    )


def _once(say: Callable[[str], None]) -> Callable[[str], None]:
    """Tells each sentence once."""
    told: set[str] = set()

    def tell(words: str) -> None:
        if words not in told:
            told.add(words)
            say(words)

    return tell


def _say_copies(store: Store, folder: Path | Address) -> None:
    from docproc.workers.copies import copies_there

    with store.reading() as session:
        names = session.scalars(select(Job.name).where(Job.kind == "read", Job.state == "done"))
        there = list(copies_there(folder, names))
    say(_("{count} searchable copies are in {folder}.", count=sum(there), folder=folder))
    if not all(there):
        say(
            _(
                "{count} files have none: text and Word files, files read before without --pdf, files that "
                "cannot be copied.",
                count=there.count(False),
            )
        )


@contextmanager
def _bar(workers: int) -> Iterator[Callable[[Reached], None]]:
    """A line with files, pages a second and time left, drawn on a terminal; gives the function that moves it."""
    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[words]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(_("Reading letters"), total=None, words="")
        speed = Speed(workers)
        was_counting = True

        def tell(reached: Reached) -> None:
            nonlocal was_counting
            if was_counting and not reached.counting:
                speed.begin_again()
            was_counting = reached.counting
            rest = reached.rest
            pages, left = speed.tell(reached.at(time.monotonic()), rest, reached.until is not None)
            done = reached.seconds / (reached.seconds + rest) if rest is not None and reached.seconds else 0.0
            progress.update(task, total=1.0, completed=done, words=progress_words(reached, pages, left))

        yield tell


def progress_words(reached: Reached, pages: float | None, left: float | None) -> str:
    """Files, pages a second and the time left (seconds), as far as they are known."""
    words = _(
        "{ended} of {files} files, {failed} failed",
        ended=reached.ended,
        files=reached.files,
        failed=reached.failed,
    )
    if reached.until is not None:
        return words + _(", waits until {time}", time=f"{reached.until:%H:%M}")
    if pages is not None:
        words += _(", {rate} pages a second", rate=f"{pages:.1f}")
    if reached.counting:
        return words + _(", files are still being counted")
    if left is not None:
        minutes = math.ceil(left / 60)
        words += _(", {hours}:{minutes} hours left", hours=minutes // 60, minutes=f"{minutes % 60:02d}")
    return words
