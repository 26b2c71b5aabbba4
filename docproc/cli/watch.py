"""docproc watch: the watched folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.faults import UsageFault
from docproc.cli.office import office_store, order_for
from docproc.cli.options import Split
from docproc.cli.workers import at_a_time
from docproc.errors import DiskFull, DocprocError, ExitCode
from docproc.intake.troubles import LeftBehind, SpaceAgain
from docproc.logs import set_up_logs
from docproc.messages import _, mark
from docproc.places import Watched, load_places
from docproc.settings import load_settings
from docproc.signals import stop_on_signals
from docproc.store import Store
from docproc.store.jobs import failed_jobs


class NothingToWatch(UsageFault):
    reason = mark("no folder to watch")
    remedy = mark('Name one, or add [[watch]] with folder = "…" to the settings.')


def watch(
    folders: Annotated[
        list[Path] | None, typer.Argument(help=_("Folders to watch; else those of the settings."))
    ] = None,
    data: Annotated[Path | None, typer.Option(help=_("Folder of the store; else that of the settings."))] = None,
    once: Annotated[bool, typer.Option("--once", help=_("Take in what lies there now, then end."))] = False,
    workers: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
    split: Split = False,
) -> ExitCode:
    from docproc.intake.watch import watch as watch_folders
    from docproc.workers.executors import Processes

    watched = [Watched(folder=folder.absolute()) for folder in folders or []] or list(load_places().watch)
    if not watched:
        raise NothingToWatch()
    settings = load_settings()
    set_up_logs(default="warning" if once else "info")
    stop = stop_on_signals()
    with office_store(data, at_the_desk=once) as opened:
        store = replace(opened, on_wait=_full_disk(opened.data))
        order = order_for(store, split=split or load_places().store.split)
        executor = Processes(store, order, at_a_time(workers))
        names = ", ".join(str(one.folder) for one in watched)
        say(_("Watching {folders}; the letters are kept in {data}. Ctrl-C ends.", folders=names, data=store.data))
        before = _failed(store)
        left: list[LeftBehind] = []

        def tell(trouble: DocprocError) -> None:
            say(trouble.message())
            if isinstance(trouble, LeftBehind):
                left.append(trouble)

        counts = watch_folders(store, watched, settings, executor, once=once, stop=stop, tell=tell)
        say(_("{done} done, {failed} failed, {waiting} waiting.", **_three(counts)))
        return ExitCode.SOME_FAILED if once and (left or _failed(store) - before) else ExitCode.DONE


def _full_disk(data: Path) -> Callable[[str], None]:
    """Tells, once each time, that the database waits for space, and that it goes on."""
    full: list[str] = []

    def tell(why: str) -> None:
        if why == "full" and not full:
            say(DiskFull(folder=data).message())
            full.append(why)
        elif not why and full:
            say(SpaceAgain(folder=data).message())
            full.clear()

    return tell


def _failed(store: Store) -> set[int]:
    with store.reading() as session:
        return {job.id for job in failed_jobs(session)}


def _three(counts: dict[str, int]) -> dict[str, int]:
    done, failed = counts.get("done", 0), counts.get("failed", 0)
    return {"done": done, "failed": failed, "waiting": sum(counts.values()) - done - failed}
