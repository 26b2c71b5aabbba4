"""docproc batch --into-register: an archive into a book of the office's register."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress, TextColumn
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.address import Address
from docproc.archive.run import When
from docproc.archive.taking_over import TakenOver, take_over
from docproc.cli.console import messages, say
from docproc.cli.faults import CannotWrite, UsageFault
from docproc.cli.office import office_store, order_for
from docproc.errors import ExitCode, why
from docproc.intake.watch import AlreadyWatching, only_watcher
from docproc.messages import _, mark
from docproc.places import BOOK as ARRIVALS
from docproc.places import load_places
from docproc.store import Store, jobs
from docproc.store.schema import Job, StoredLetter

BOOK = "Lưu trữ"


class BookOfArrivals(UsageFault):
    reason = mark("letters that come in are numbered in this book, and an archive would take numbers from them")
    remedy = mark("Choose another name with --book.")


def into_register(
    root: Path | Address,
    book: str,
    data: Path | None,
    workers: int,
    again: bool,
    split: bool,
    nice: int,
    when: When,
    stop: threading.Event,
) -> ExitCode:
    """Take the letters below `root` over into a book of the register. Raises StoreFault, CannotWrite,
    BookOfArrivals.
    """
    from docproc.workers.executors import Executor, Processes  # loads what reads scans

    with office_store(data, at_the_desk=False) as store:
        _check_book(store, book)
        executor: Executor | None = None
        if not _is_watched(store.data):
            executor = Processes(store, order_for(store, split=split, looks=False, nice=nice), workers)
        else:
            say(_("docproc watch is at work: it reads these letters as well, after those of the day."))
        if again:
            store.write(_retry)
        try:
            with _told() as tell:
                reached = take_over(store, root, book, executor, stop, tell, when)
        except OSError as error:
            raise CannotWrite(store.data, detail=why(error)) from error
        return _say_end(store, reached, book, stop)


def _check_book(store: Store, book: str) -> None:
    """Raises BookOfArrivals for a book in which letters that come in are, or will be, numbered."""
    numbered = select(StoredLetter.id).where(StoredLetter.book == book, StoredLetter.archived_on.is_(None))
    with store.reading() as session:
        is_used = session.scalar(numbered.limit(1)) is not None
    if is_used or book in {ARRIVALS, *(one.book for one in load_places().watch)}:
        raise BookOfArrivals(book)


def _is_watched(data: Path) -> bool:
    """Whether docproc watch is at work on this machine; it may begin at any time, and is not kept from it."""
    try:
        with only_watcher(data):
            return False
    except AlreadyWatching:
        return True


def _retry(session: Session) -> None:
    failed = select(Job.id).where(Job.kind == jobs.ARCHIVE, Job.state == "failed")
    jobs.retry(session, session.scalars(failed).all())


@contextmanager
def _told() -> Iterator[Callable[[TakenOver], None]]:
    """A line with how far it is, drawn on a terminal; gives the function that changes it."""
    console = messages()
    with Progress(TextColumn("{task.description}"), console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(_("Taking letters over"), total=None)
        yield lambda reached: progress.update(task, description=reached_words(reached))


def reached_words(reached: TakenOver) -> str:
    """How far it is, in a line."""
    words = _(
        "{files} files, {known} of them known before, {done} taken over, {failed} failed",
        files=reached.files,
        known=reached.known,
        done=reached.done,
        failed=reached.failed,
    )
    return words + (_(", files are still being counted") if reached.counting else "")


def _say_end(store: Store, reached: TakenOver, book: str, stop: threading.Event) -> ExitCode:
    for words in reached.unreadable:
        say(words)
    if reached.links:
        say(_("{count} links, which are not followed.", count=reached.links))
    say(reached_words(reached))
    say(_("The letters stand in the book {book}; none of them was given a number.", book=book))
    if stop.is_set():
        say(_("Stopped. The same command goes on where it was."))
        raise KeyboardInterrupt
    return ExitCode.SOME_FAILED if reached.failed or reached.unreadable else ExitCode.DONE
