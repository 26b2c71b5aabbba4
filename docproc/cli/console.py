"""Where words go: results to standard output, messages and progress to standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text


class Watcher(Protocol):
    """What a command tells while it works."""

    def step(self) -> None:
        """One more file is done."""

    def say(self, message: str) -> None:
        """A line for the person, above the progress bar."""

    def refresh(self) -> None:
        """Show how much time has passed."""


def results() -> Console:
    """The console for results. Made anew each time, so that it follows a redirected stream."""
    return Console(highlight=False, emoji=False)


def messages() -> Console:
    """The console for messages to a person."""
    return Console(stderr=True, highlight=False, emoji=False)


def say(message: str) -> None:
    """One message on standard error, unbroken, so that it can be searched and copied."""
    messages().print(printable(message), soft_wrap=True)


def printable(text: str) -> Text:
    """A text without markup and without signs that steer a terminal.

    Letters and file names come from outside.
    """
    return Text("".join(map(_printed, text)))


def _printed(sign: str) -> str:
    if sign.isprintable() or sign == "\n":
        return sign
    # A byte of a file name that is not UTF-8, as Python carries it (PEP 383).
    return f"\\x{ord(sign) - 0xDC00:02x}" if "\udc80" <= sign <= "\udcff" else " "


class _Bar:
    def __init__(self, progress: Progress, total: int, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=total)

    def step(self) -> None:
        self._progress.advance(self._task)

    def say(self, message: str) -> None:
        self._progress.console.print(printable(message), soft_wrap=True)

    def refresh(self) -> None:
        if not self._progress.disable:
            self._progress.refresh()


@contextmanager
def watched(title: str, total: int) -> Iterator[Watcher]:
    """A progress bar over `total` files on standard error, drawn only when that is a terminal."""
    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = console.is_terminal and total > 0
    # Drawn by this thread alone: child processes are forked meanwhile, and a fork knows no other thread.
    with Progress(*columns, console=console, transient=True, disable=not shown, auto_refresh=False) as progress:
        yield _Bar(progress, total, title)
