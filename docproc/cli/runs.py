"""Many files through one piece of work, with progress and failures told on standard error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from docproc.cli.console import watched
from docproc.cli.workers import Done, Failed, outcomes
from docproc.errors import ExitCode

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Run(Generic[Value]):
    """What came out of a run: the values in the order of the files, and the exit code."""

    values: list[Value]
    code: ExitCode


def run_over(
    work: Callable[[Path], Value], files: Sequence[Path], title: str, jobs: int | None = None
) -> Run[Value]:
    """Do `work` on every file. Each failure is one line on standard error; the run goes on."""
    done: dict[Path, Value] = {}
    failures: list[Failed] = []
    with watched(title, len(files)) as watcher:
        for outcome in outcomes(work, files, jobs, watcher.refresh):
            watcher.step()
            if isinstance(outcome, Done):
                done[outcome.path] = outcome.value
                continue
            if outcome.message not in {failure.message for failure in failures}:
                watcher.say(outcome.message)
            failures.append(outcome)
    return Run([done[file] for file in files if file in done], _code(failures))


def _code(failures: list[Failed]) -> ExitCode:
    return worst([failure.code for failure in failures])


def worst(codes: Sequence[ExitCode]) -> ExitCode:
    """The exit code of several pieces of work together."""
    for code in (ExitCode.MISSING, ExitCode.USAGE, ExitCode.SOME_FAILED):
        if code in codes:
            return code
    return ExitCode.DONE
