"""The same work on files, each in a child process under limits, so that one that fails takes no other with it."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from docproc.cli.faults import ProgramFault, exit_code_of
from docproc.confined.call import Allowance, answers
from docproc.disk import NO_SPACE
from docproc.errors import CannotRead, DiskFull, DocprocError, ExitCode, MissingProgram, ProcessDied, why
from docproc.filenames import escaped
from docproc.settings import load_settings

Value = TypeVar("Value")
_MOST_SAID = 300  # letters of an error of a library; SQLAlchemy repeats whole statements


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


def at_a_time(asked: int | None) -> int:
    """How many processes work at a time: as asked for, but no more than there are cores; else one a core."""
    return min(asked or cores(), cores())


def outcomes(
    work: Callable[[Path], Value],
    files: Sequence[Path],
    jobs: int | None = None,
    idle: Callable[[], None] = lambda: None,
) -> Iterator[Outcome[Value]]:
    """The outcome of `work` for every file, as each is ready. `jobs`: processes at a time, else one a core.

    Every file, a single one too, is opened in a child process in the memory and time that the settings give to a
    worker. A file that makes its process die or pass a limit is named as failed, the others are done. `idle` is
    called some times a second. Raises SettingsFault.
    """
    settings = load_settings()
    allowance = Allowance(settings.worker_megabytes, settings.page_work_seconds)
    for file, answer in answers(partial(_begun, work), files, allowance, at_a_time(jobs), idle):
        yield answer.value or _failed(answer.error or ProcessDied(file), file)


def _begun(work: Callable[[Path], Value], file: Path) -> Outcome[Value]:
    # Several processes on few cores: Tesseract's own threads would only get in each other's way.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return outcome_of(work, file)


def _failed(error: Exception, file: Path) -> Failed:
    if isinstance(error, DocprocError):
        return Failed(file, _named(error, file), exit_code_of(error))
    return _tripped(error, file)


def outcome_of(work: Callable[[Path], Value], file: Path) -> Outcome[Value]:
    """Do the work on one file; whatever goes wrong becomes words."""
    try:
        return Done(file, work(file))
    except DocprocError as error:
        return _failed(error, file)
    except MemoryError:  # no mistake of the program: a limit, which whoever set it puts into words
        raise
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
    return Failed(file, program_fault(error, file).message(), ExitCode.SOME_FAILED)


def program_fault(error: Exception, file: Path | None = None) -> ProgramFault:
    """What a developer needs of an error that nobody foresaw: its type, its words, the line of the program."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"; {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    said = escaped(str(error).replace("\n", " "))[:_MOST_SAID]
    return ProgramFault(file, detail=f"{type(error).__name__}: {said}{place}")


def _named(error: DocprocError, file: Path) -> str:
    """The words of an error, with the file in front unless it is the same for every file."""
    if error.path or isinstance(error, MissingProgram):
        return error.message()
    return f"{file}: {error.message()}"
