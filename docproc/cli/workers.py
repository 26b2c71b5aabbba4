"""The same work on many files, one process a core, so that a file that fails takes no other with it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from docproc.cli.faults import ProgramFault, exit_code_of
from docproc.disk import NO_SPACE
from docproc.errors import CannotRead, DiskFull, DocprocError, ExitCode, MissingProgram, why
from docproc.messages import current_language, set_language

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Done(Generic[Value]):
    """The work on a file went well."""

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Failed:
    """The work on a file failed: the words for a person and the exit code that belongs to it."""

    path: Path
    message: str
    code: ExitCode


Outcome = Done[Value] | Failed


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def outcomes(
    work: Callable[[Path], Value], files: Sequence[Path], jobs: int | None = None
) -> Iterator[Outcome[Value]]:
    """The outcome of `work` for every file, as each is ready. `jobs`: processes at a time, else one a core.

    `work` must be picklable. A file that makes its process die is named as failed, the others are done.
    """
    if len(files) <= 1:
        yield from (outcome_of(work, file) for file in files)
        return
    unfinished: list[Path] = []
    with _pool(min(jobs or cores(), len(files))) as pool:
        running = {pool.submit(outcome_of, work, file): file for file in files}
        try:
            for future in as_completed(running):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    unfinished.append(running[future])
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for file in unfinished:
        yield _alone(work, file)


def outcome_of(work: Callable[[Path], Value], file: Path) -> Outcome[Value]:
    """Do the work on one file; whatever goes wrong becomes words."""
    try:
        return Done(file, work(file))
    except DocprocError as error:
        return Failed(file, _named(error, file), exit_code_of(error))
    except OSError as error:
        known = _refusal(error, file)
        return Failed(file, known.message(), exit_code_of(known)) if known else _tripped(error, file)
    except Exception as error:  # a mistake of the program on one letter must not stop the others
        return _tripped(error, file)


def _refusal(error: OSError, file: Path) -> DocprocError | None:
    """The words for what the system refuses: no room for passing files, a file that cannot be read any more."""
    if error.errno in NO_SPACE:
        return DiskFull(folder=Path(error.filename or tempfile.gettempdir()))
    return CannotRead(file, detail=why(error)) if error.filename == str(file) else None


def _tripped(error: Exception, file: Path) -> Failed:
    last = traceback.extract_tb(error.__traceback__)[-1]
    detail = f"{type(error).__name__}: {error}; {Path(last.filename).name}:{last.lineno}"
    return Failed(file, ProgramFault(file, detail=detail).message(), ExitCode.SOME_FAILED)


def _named(error: DocprocError, file: Path) -> str:
    """The words of an error, with the file in front unless it is the same for every file."""
    if error.path or isinstance(error, MissingProgram):
        return error.message()
    return f"{file}: {error.message()}"


def _alone(work: Callable[[Path], Value], file: Path) -> Outcome[Value]:
    """A file whose process died with others in the pool, once more in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(outcome_of, work, file).result()
        except BrokenProcessPool:
            message = ProgramFault(file, detail="the process died").message()
            return Failed(file, message, ExitCode.SOME_FAILED)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(current_language(),),
    )


def _begin_worker(language: str) -> None:
    set_language(language)
    # Ctrl-C ends a worker without a word; the parent says what there is to say.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Several processes on few cores: Tesseract's own threads would only get in each other's way.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
