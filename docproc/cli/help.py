"""The help of the commands in the language in force; Typer's own would say half of it in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import typer
from rich import box
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from docproc.cli.console import printable, results
from docproc.messages import _, mark

_ARGUMENTS = {
    "field": mark("FIELD"),
    "file": mark("FILE"),
    "files": mark("FILES"),
    "folder": mark("FOLDER"),
    "folders": mark("FOLDERS"),
    "gold": mark("FOLDERS"),
    "letter": mark("LETTER"),
    "letters": mark("LETTERS"),
    "name": mark("NAME"),
    "number": mark("NUMBER"),
    "numbers": mark("NUMBERS"),
    "role": mark("ROLE"),
    "step": mark("STEP"),
    "target": mark("FOLDER"),
    "text": mark("TEXT"),
    "texts": mark("TEXTS"),
    "unit": mark("UNIT"),
    "value": mark("VALUE"),
    "words": mark("WORDS"),
}
_VALUES = {Path: mark("PATH"), int: mark("NUMBER"), str: mark("WORDS"), datetime: mark("DAY"), bool: ""}


class _Command(TyperCommand):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        del formatter
        print_help(self, ctx)


class _Group(TyperGroup):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        del formatter
        print_help(self, ctx)


class App(typer.Typer):
    """Commands under one name. Without a command the help is shown; a word that is near is told by usage.py."""

    def __init__(self, words: str | None = None) -> None:
        super().__init__(
            help=words,
            cls=_Group,
            no_args_is_help=True,
            add_completion=False,
            pretty_exceptions_enable=False,
            suggest_commands=False,
        )

    def add(self, name: str, words: str, command: Callable[..., Any]) -> None:
        """Put a command in; `words` say in the language in force what it does."""
        self.command(name, cls=_Command, help=words)(command)


def argument_words(name: str) -> str:
    """What an argument is called: `files` is “FILES”."""
    return _(_ARGUMENTS[name]) if name in _ARGUMENTS else name.upper()


def print_help(command: TyperCommand | TyperGroup, ctx: Any) -> None:
    """Print how a command is called, what it does, and its arguments, options and commands."""
    params = list(command.get_params(ctx))
    arguments = [param for param in params if isinstance(param, TyperArgument)]
    options = [param for param in params if isinstance(param, TyperOption)]
    commands = command.commands.values() if isinstance(command, TyperGroup) else ()
    called = [ctx.command_path, _("[OPTIONS]"), *map(_in_usage, arguments)] + [_("COMMAND …")] * bool(commands)
    console = results()
    console.print(Padding(printable(_("Usage: {line}", line=" ".join(called))), 1), style="bold")
    if command.help:
        console.print(Padding(printable(_(command.help)), (0, 1, 1, 1)))
    helped = command.get_help_option(ctx)
    for title, rows in (
        (_("Arguments"), [(_argument_name(one), _notes(one)) for one in arguments]),
        (_("Options"), [(_option_name(one), _notes(one, is_help=one is helped)) for one in options]),
        (_("Commands"), [(one.name or "", Text(_(one.help or ""))) for one in commands]),
    ):
        if rows:
            console.print(_panel(title, rows))


def _panel(title: str, rows: Sequence[tuple[str, Text]]) -> Panel:
    table = Table(box=None, show_header=False, expand=True, padding=(0, 2, 0, 0))
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(ratio=1)
    for name, words in rows:
        table.add_row(Text(name), words)
    return Panel(table, box=box.ROUNDED, border_style="dim", title=Text(title), title_align="left")


def _in_usage(argument: TyperArgument) -> str:
    name = _argument_name(argument)
    return name if argument.required else f"[{name}]"


def _argument_name(argument: TyperArgument) -> str:
    return argument_words(argument.name or "") + ("…" if argument.nargs != 1 else "")


def _option_name(option: TyperOption) -> str:
    return f"{', '.join(option.opts)} {_value_words(option)}".strip()


def _value_words(option: TyperOption) -> str:
    """What stands after an option: its choices, else the kind of value; "" after one that stands alone."""
    if option.metavar or option.is_flag:
        return option.metavar or ""
    kind = option.type_descriptor.annotation
    kind = next(iter(get_args(kind)), kind)
    if issubclass(kind, Enum):
        return "|".join(str(one.value) for one in kind)
    return _(_VALUES[kind])


def _notes(param: TyperArgument | TyperOption, is_help: bool = False) -> Text:
    """What a parameter means, with what it is when it is left out and between which numbers it lies."""
    notes = "".join(f" [{note}]" for note in _bounds_and_default(param))
    return printable(_("Show this help.") if is_help else _(param.help or "")) + Text(notes, style="dim")


def _bounds_and_default(param: TyperArgument | TyperOption) -> Iterator[str]:
    if param.required:
        yield _("must be given")
    if param.min is not None and param.max is not None:
        yield _("from {least} to {greatest}", least=param.min, greatest=param.max)
    elif param.min is not None:
        yield _("from {least}", least=param.min)
    default = param.default.value if isinstance(param.default, Enum) else param.default
    if default and not callable(default):
        yield _("else {default}", default=default)
