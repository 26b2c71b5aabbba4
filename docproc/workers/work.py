"""A worker at its work: take a job, read the file, write result and end of the job in one transaction."""

from __future__ import annotations

import importlib
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from docproc.address import Address
from docproc.disk import NO_SPACE
from docproc.errors import DiskFull, DocprocError, InputError, MissingProgram, OutOfMemory
from docproc.filenames import escaped
from docproc.letter import Letter
from docproc.messages import mark
from docproc.page import Page, PageReason
from docproc.remote.faults import StoreSilent
from docproc.store import jobs
from docproc.store.database import Store
from docproc.store.faults import LeaseLost, StoreFault
from docproc.store.jobs import Leased
from docproc.store.originals import place_of
from docproc.store.page_words import keep_words
from docproc.store.register import Entry, is_registered, register
from docproc.store.schema import Job
from docproc.workers.again import Again, take_in
from docproc.workers.carrier import Carry, at_hand, carry_here
from docproc.workers.copies import archive_copy
from docproc.workers.first_look import look_at_waiting
from docproc.workers.letters_apart import Part, ReadFile, keep_parts, register_parts
from docproc.workers.order import Order

log = structlog.get_logger(__name__)
_PAGES = TypeAdapter(list[Page])
_FULL_WAIT = 5.0  # seconds before a job is tried again that found no space on the disk
_SILENT_WAIT = 15.0  # the same, when the object store did not answer
TRIES_AT_LIMITS = 2  # of a file that passes a limit of memory or time, or crashes its worker
_FEW_LEFT = 16  # jobs that wait for every one that is taken at once
_LOOKS = 4  # first looks for every job that is done, while many wait


class ProgramTripped(DocprocError):
    reason = mark("docproc itself failed on this file ({detail})")
    remedy = mark("Report this line to the developers of docproc.")


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a worker tells while it works.

    begins: a job with its id and the seconds it may take; ends: that job ended. stop: whether to stop now.
    carry: has files fetched from an object store, and copies brought there; None: this process does that.
    """

    begins: Callable[[int, float], None] = lambda job, seconds: None
    ends: Callable[[], None] = lambda: None
    stop: Callable[[], bool] = lambda: False
    carry: Carry | None = None


def work(store: Store, order: Order, taker: str, hooks: Hooks, most: int) -> int:
    """Take and do up to `most` jobs, as long as some wait; gives how many were done.

    Raises StoreFault when the store cannot be used, MissingProgram when Tesseract is not there (the jobs then
    go back to the ledger).
    """
    done = 0
    while done < most and not hooks.stop():
        if order.looks:
            look_at_waiting(store, order, _LOOKS, hooks.begins)
            hooks.ends()
        taken = _take(store, order, taker, min(order.batch, most - done))
        if not taken:
            break
        for job in taken:
            if hooks.stop():  # others may do what is left, or this machine on another day
                store.write(lambda session: jobs.put_back_all(session, taker, order.patience, 0, None))
                break
            _do(store, order, taker, job, hooks)
            done += 1
    return done


def _take(store: Store, order: Order, taker: str, count: int) -> list[Leased]:
    with store.reading() as session:
        waiting = jobs.count_waiting(session, _FEW_LEFT * count)
    # Near the end nobody holds back what another could do.
    share = min(count, max(1, waiting // _FEW_LEFT))
    if not waiting:
        return []
    return store.write(lambda session: jobs.lease(session, taker, share, order.patience))


def _do(store: Store, order: Order, taker: str, job: Leased, hooks: Hooks) -> None:
    began = time.monotonic()
    told = log.bind(job=job.id, kind=job.kind, sha256=job.sha256[:12])
    hooks.begins(job.id, order.settings.page_work_seconds)
    try:
        carry = hooks.carry or carry_here(order)
        with at_hand(job, carry, partial(place_of, store.originals)) as path:
            _JobAtWork(store, order, taker, job, hooks, began, path, carry).do()
    except LeaseLost:
        told.warning("job_taken_over")
    except MissingProgram:
        store.write(lambda session: jobs.put_back(session, job.id, taker, order.patience, None, _FULL_WAIT))
        raise
    except (MemoryError, OutOfMemory):
        patience = replace(order.patience, attempts=min(TRIES_AT_LIMITS, order.patience.attempts))
        reason = jobs.words_of(OutOfMemory(job.name))
        store.write(lambda session: jobs.put_back(session, job.id, taker, patience, reason))
        told.warning("job_put_back", why="OutOfMemory")
    except StoreSilent as error:  # nobody's fault: it is tried again until the store answers
        held_up = jobs.words_of(_named(error, job))
        store.write(lambda s: jobs.put_back(s, job.id, taker, order.patience, None, _SILENT_WAIT, held_up))
        told.warning("job_put_back", why="StoreSilent")
    except InputError as error:
        reason = jobs.words_of(_named(error, job))
        _write_end(store, lambda s: jobs.fail(s, job.id, taker, reason, order.engine))
        told.warning("job_failed", why=type(error).__name__)
    except StoreFault:
        raise
    except Exception as error:  # a mistake of the program on one file must not stop the others
        _put_back(store, order, taker, job, error)
        told.warning("job_put_back", why=type(error).__name__, where=_place(error))
    finally:
        hooks.ends()
    told.info("job_ended", seconds=round(time.monotonic() - began, 3))


def _write_end(store: Store, write: Callable[[Session], None]) -> None:
    try:
        store.write(write)
    except LeaseLost:
        log.warning("job_taken_over")


def _put_back(store: Store, order: Order, taker: str, job: Leased, error: Exception) -> None:
    """Full disk: nobody's fault, try again soon. Anything else counts against the job."""
    full = isinstance(error, OSError) and error.errno in NO_SPACE
    named: DocprocError = ProgramTripped(job.name, detail=f"{type(error).__name__}; {_place(error)}")
    blame = None if full else jobs.words_of(named)
    wait = _FULL_WAIT if full else 0.0
    held_up = jobs.words_of(DiskFull(folder=order.data)) if full else None
    store.write(lambda session: jobs.put_back(session, job.id, taker, order.patience, blame, wait, held_up))


def _place(error: Exception) -> str:
    """Where the program failed, without the words of the error, which may quote the document."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _named(error: DocprocError, job: Leased) -> DocprocError:
    """The same error under the name that the file came with."""
    return type(error)(job.name, **error.details)


@dataclass(frozen=True, slots=True)
class _JobAtWork:
    store: Store
    order: Order
    taker: str
    job: Leased
    hooks: Hooks
    began: float
    path: Path
    carry: Carry

    def do(self) -> None:
        if self.job.kind == "part":
            self._read_part()
        elif self.job.in_parts:
            self._put_together()
        else:
            self._read_whole()

    @property
    def _reader(self) -> Any:
        return importlib.import_module(self.order.reader)

    def _read_whole(self) -> None:
        settings = self.order.settings
        count = self._reader.page_count(self.path, settings)
        # What people arranged is read whole: its parts, too, would be jobs that an earlier reading left behind.
        if count > 2 * settings.part_pages and self.job.kind != "again" and not self._is_text():
            ranges = list(ranges_of(count, settings.part_pages))
            self.store.write(lambda session: jobs.split(session, self.job, self.taker, ranges))
            return
        self.hooks.begins(self.job.id, count * settings.page_work_seconds)
        self._finish(self._pages(), count)

    def _pages(self, first: int = 1, last: int | None = None) -> list[Page]:
        """The pages of the file; what is wrong with one names the file where it lies, not where it was fetched
        to.
        """
        pages: list[Page] = self._reader.read(self.path, self.order.settings, first, last)
        if not isinstance(self.job.path, Address):
            return pages
        passing, shown = f"{escaped(self.path)}: ", f"{escaped(str(self.job.path))}: "
        return [
            replace(page, problem=shown + page.problem.removeprefix(passing))
            if page.problem and page.problem.startswith(passing)
            else page
            for page in pages
        ]

    def _is_text(self) -> bool:
        return bool(self._reader.is_text(self.path))

    def _read_part(self) -> None:
        first, last = self.job.first_page, self.job.last_page
        self.hooks.begins(self.job.id, (last - first + 1) * self.order.settings.page_work_seconds)
        pages = self._pages(first, last)
        content = _PAGES.dump_json(pages).decode()
        self.store.write(lambda session: self._end(session, content, last - first + 1))

    def _put_together(self) -> None:
        with self.store.reading() as session:
            parts = jobs.parts_of(session, self.job.id)
        pages = [page for part, content in parts for page in _pages_of(part, content)]
        self.hooks.begins(self.job.id, self.order.settings.page_work_seconds)
        self._finish(pages, len(pages))

    def _finish(self, pages: list[Page], count: int) -> None:
        letter = self._letter_of(pages)
        if self.job.kind == "again":
            again = Again(self.job, letter, pages, self.order.engine)
            self.store.write(lambda session: self._end_again(session, again, count))
            return
        letters = self._reader.letters_in(pages, letter) if self.order.split else []
        if self.job.kind == "read":
            self._copy(letter, pages)
            content = self._content(letter, pages, letters)
            self.store.write(lambda session: self._end(session, content, count))
            return
        parts = self._parts(ReadFile(self.path, self.job.name, pages, letter), letters)
        entry = Entry(
            self.job.file_id,
            self.job.book,
            self.job.arrived_on,
            self.job.tags,
            engine=self.order.engine,
            archived_on=Date.today() if self.job.kind == jobs.ARCHIVE else None,
        )
        texts = [page.text for page in pages]

        def write(session: Session) -> None:
            self._end(session, None, count)
            if parts:
                register_parts(session, entry, parts)
            elif not is_registered(session, entry.file_id):
                keep_words(session, register(session, letter, texts, entry).id, pages)

        self.store.write(write)

    def _copy(self, letter: Letter, pages: list[Page]) -> None:
        """Make the searchable copy of an archive's file, where that is wanted. Raises OSError."""
        if self.order.copies is None:
            return
        self.hooks.begins(self.job.id, len(pages) * self.order.settings.page_work_seconds)
        try:
            made = archive_copy(self.path, self.job.name, letter, pages, self.order, self.carry)
        except InputError as error:
            log.warning("no_copy", job=self.job.id, why=type(error).__name__)
        else:
            if made.not_archival:
                log.warning("copy_not_archival", job=self.job.id)

    def _end_again(self, session: Session, again: Again, count: int) -> None:
        self._end(session, None, count)
        take_in(session, again)

    def _content(self, letter: Letter, pages: list[Page], letters: list[list[int]]) -> str:
        """The letter of an archive's file as JSON; of a file that is taken apart a list of its letters."""
        if len(letters) < 2:
            return letter.model_dump_json()
        by_number = {page.number: page for page in pages}
        apart = [self._letter_of([by_number[number] for number in numbers]) for numbers in letters]
        return f"[{','.join(one.model_dump_json() for one in apart)}]"

    def _letter_of(self, pages: list[Page]) -> Letter:
        letter: Letter = self._reader.letter_of(pages, self.job.name, self.path)
        return letter

    def _parts(self, read: ReadFile, letters: list[list[int]]) -> list[Part]:
        """The letters of a file, cut out and kept; none when there is but one, or the file cannot be cut."""
        if len(letters) < 2:
            return []
        try:
            return keep_parts(read, letters, self._reader, self.store.originals, self.order.settings)
        except InputError as error:
            # Better one letter with its doubts than none.
            log.warning("not_cut", job=self.job.id, why=type(error).__name__)
            return []

    def _end(self, session: Session, content: str | None, pages: int) -> None:
        jobs.finish(
            session,
            self.job.id,
            self.taker,
            content=content,
            engine=self.order.engine,
            pages=pages,
            seconds=round(time.monotonic() - self.began, 3),
        )


def ranges_of(pages: int, size: int) -> Iterator[tuple[int, int]]:
    """First and last page (from 1) of each part of a file of so many pages."""
    for first in range(1, pages + 1, size):
        yield first, min(first + size - 1, pages)


def _pages_of(part: Job, content: str | None) -> list[Page]:
    """The pages of a part; pages that carry the reason as their problem when the part failed."""
    if content is not None:
        return _PAGES.validate_json(content)
    problem = (part.reason or {}).get("vi", "?")
    lost = Page(0, 0.0, 0.0, (), source="ocr", reason=PageReason.PART_FAILED, problem=problem)
    return [replace(lost, number=number) for number in range(part.first_page, part.last_page + 1)]
