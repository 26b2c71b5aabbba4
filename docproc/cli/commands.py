"""The commands by name. Only the one that is called is imported: all of them together take seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

import typer

from docproc import __version__
from docproc.cli.help import App
from docproc.messages import _, mark


@dataclass(frozen=True, slots=True)
class _Command:
    """A command: its name, what it does, its function (the function that puts commands in, for a `group`) and
    the module that holds it.
    """

    name: str
    words: str
    module: str
    function: str
    group: bool = False

    def load(self) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(f"docproc.cli.{self.module}"), self.function)
        return found


_VERSION = "--version"
_COMMANDS = (
    _Command("process", mark("Read letters: who must do what by when."), "process", "process"),
    _Command("read", mark("Only the text of a letter."), "read", "read"),
    _Command("split", mark("A file that holds several letters, as one file a letter."), "split", "split"),
    _Command(
        "attachments",
        mark("Save the files that lie inside a PDF, a Word file or an e-mail."),
        "attachments",
        "attachments",
    ),
    _Command("repair", mark("Damaged Vietnamese text in, repaired text out."), "repair", "repair"),
    _Command("explain", mark("What is found in one passage, as JSON."), "explain", "explain"),
    _Command("batch", mark("Read a whole archive; goes on where it was stopped."), "batch", "batch"),
    _Command("watch", mark("Watch folders: what is dropped there is read and registered."), "watch", "watch"),
    _Command("serve", mark("The desk in the browser: letters, doubts, tasks, drafts."), "serve", "serve"),
    _Command(
        "list", mark("The register of incoming letters, or what waits and what failed."), "list", "list_letters"
    ),
    _Command("search", mark("Find letters by their words, with or without marks."), "search", "search"),
    _Command("show", mark("One letter of the register with its tasks and its history."), "show", "show"),
    _Command("due", mark("The tasks that wait to be done, as they come due."), "due", "due"),
    _Command("task", mark("A task of the register is done, or open again."), "task", "task"),
    _Command("tasks", mark("The tasks of a letter: divide, join, add, take out, move."), "tasks", "tasks"),
    _Command("correct", mark("Correct one value of a letter of the register."), "correct", "correct"),
    _Command("void", mark("Strike out a line of the register; its number stays."), "void", "void"),
    _Command("retry", mark("Try failed files again."), "retry", "retry"),
    _Command("backup", mark("A copy of register and original files, while docproc works."), "backup", "backup"),
    _Command("restore", mark("Put a backup into a new folder."), "backup", "restore"),
    _Command("evaluate", mark("Measure on annotated letters, your own too."), "evaluate", "evaluate"),
    _Command("doctor", mark("What is installed, what is missing, how to mend it."), "doctor", "doctor"),
    _Command("user", mark("The people of the office, who log in at the desk."), "user", "add_users", group=True),
    _Command("report", mark("Drafts from templates, as Word files."), "report", "add_reports", group=True),
    _Command(
        "train", mark("Models of your own: for repair, and for tasks."), "train", "add_training", group=True
    ),
    _Command(
        "export", mark("Registers, tasks, calendar and exchange files."), "export", "add_exports", group=True
    ),
    _Command("import", mark("What was typed into exported tables."), "import_tasks", "add_imports", group=True),
)


def make_app(called: str | None = None) -> App:
    """The commands with their help in the language in force: the one that is called, none for the version, else
    (`called` is another option, a slip, nothing) all.
    """
    app = App(_("Official Vietnamese letters in; tasks, deadlines and draft replies out."))
    app.callback()(_options)
    chosen = [one for one in _COMMANDS if one.name == called]
    for command in chosen if chosen or called == _VERSION else _COMMANDS:
        if command.group:
            group = App()
            group.callback()(lambda: None)
            command.load()(group)
            app.add_typer(group, name=command.name, help=_(command.words))
        else:
            app.add(command.name, _(command.words), command.load())
    return app


def _options(
    version: Annotated[
        bool,
        typer.Option(_VERSION, is_eager=True, callback=lambda on: _print_version(on), help=_("The version.")),
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(help=_("Language of messages, vi or en; else that of the system."), metavar="vi|en"),
    ] = None,
) -> None:
    """What holds for every command; `lang` is only told here, `take_language` has taken it."""


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"docproc {__version__}")
        raise typer.Exit()
