"""The entry of the command line, and the one place where errors become words and exit codes."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from docproc import __version__
from docproc.cli.attachments import attachments
from docproc.cli.backup import backup, restore
from docproc.cli.batch import batch
from docproc.cli.console import say
from docproc.cli.correct import correct
from docproc.cli.doctor import doctor
from docproc.cli.due import due
from docproc.cli.evaluate import evaluate
from docproc.cli.explain import explain
from docproc.cli.export import add_exports
from docproc.cli.faults import CannotWrite, Refused, UnknownLanguage, exit_code_of
from docproc.cli.help import App
from docproc.cli.import_tasks import import_tasks
from docproc.cli.list import list_letters
from docproc.cli.process import process
from docproc.cli.read import read
from docproc.cli.repair import repair
from docproc.cli.report import add_reports
from docproc.cli.retry import retry
from docproc.cli.search import search
from docproc.cli.serve import serve
from docproc.cli.show import show
from docproc.cli.split import split
from docproc.cli.task import task
from docproc.cli.tasks import tasks
from docproc.cli.train import confusion, extraction, language
from docproc.cli.usage import check_arguments, usage_words
from docproc.cli.user import add_users
from docproc.cli.void import void
from docproc.cli.watch import watch
from docproc.cli.workers import program_fault
from docproc.confined.temporary import run_folder
from docproc.errors import DocprocError, ExitCode, why
from docproc.logs import LEVEL
from docproc.messages import LANGUAGES, _, set_language
from docproc.numerals import whole_number
from docproc.places import wrong_keys
from docproc.settings import SettingsFault, settings_path


def run() -> None:
    """The program `docproc`."""
    _open_streams()
    for name in ("COLUMNS", "LINES"):  # Rich takes ² for a number
        if whole_number(os.environ.get(name, "0")) is None:
            del os.environ[name]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Results are UTF-8 whatever the locale; a file name that is not must not stop a run.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _end)
    try:
        with run_folder():
            code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the results has seen enough: docproc list | head
        code = _reader_left()
    except OSError as error:  # a full disk behind docproc list > FILE
        code = _not_printed(error)
    sys.exit(code)


def _end(_number: int, _frame: object) -> NoReturn:
    """SIGTERM ends the program in good order: children and passing files go with it."""
    raise SystemExit(128 + signal.SIGTERM)


def _open_streams() -> None:
    """Give a program that was started with a closed stream an empty one, or the next file opened would be it."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, open(number, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _reader_left() -> int:
    """Nothing more can be printed; Python must not try to when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return ExitCode.DONE


def _not_printed(error: OSError) -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    fault = CannotWrite(_("standard output"), detail=why(error))
    say(fault.message())
    return exit_code_of(fault)


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code. Expected errors end as one line on standard error."""
    warned: list[str] = []
    try:
        language, rest = take_language(arguments)
        set_language(language)
        check_arguments(rest)
        warned += _warn_of_settings(rest)
        code = make_app()(list(rest), prog_name="docproc", standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help was shown instead
            return ExitCode.USAGE
        say(_("Wrong usage: {detail}", detail=usage_words(error)))
        say(_("docproc --help and docproc COMMAND --help tell how."))
        return ExitCode.USAGE
    except SettingsFault as error:
        say(error.remedy_words() if error.details["detail"] in warned else error.message())
        return exit_code_of(error)
    except DocprocError as error:
        say(error.message())
        return exit_code_of(error)
    except BrokenPipeError:
        raise
    except OSError as error:  # a folder that went away, a disk that is full or does not answer
        if error.filename is None:
            raise
        fault = Refused(error.filename, detail=why(error))
        say(fault.message())
        return exit_code_of(fault)
    except Exception as error:  # a mistake of the program: one line to pass on, nothing that frightens a clerk
        if os.environ.get(LEVEL, "").lower() == "debug":
            raise
        say(program_fault(error).message())
        return ExitCode.SOME_FAILED
    return int(code or ExitCode.DONE)


def _warn_of_settings(arguments: Sequence[str]) -> list[str]:
    """Say which keys of the settings file are not known, whatever the command needs; gives what was said."""
    wrong = list(wrong_keys()) if arguments and not {"--help", "--version"} & set(arguments) else []
    for words in wrong:
        say(_("Warning: the settings {file}: {what}", file=settings_path(), what=words))
    return wrong


def take_language(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language asked for with --lang, at any place before `--`, and the arguments without it.

    It is taken out before anything else, so that the help texts speak it too. Raises UnknownLanguage.
    """
    rest = list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for index, argument in enumerate(rest[:end]):
        if argument != "--lang" and not argument.startswith("--lang="):
            continue
        given = argument.partition("=")[2] if "=" in argument else "".join(rest[index + 1 : index + 2])
        if given not in LANGUAGES:
            raise UnknownLanguage(given=given or "?")
        return given, rest[:index] + rest[index + (1 if "=" in argument else 2) :]
    return None, rest


def make_app() -> App:
    """The commands with their help in the language in force."""
    app = App(_("Official Vietnamese letters in; tasks, deadlines and draft replies out."))
    app.callback()(_options)
    app.add("process", _("Read letters: who must do what by when."), process)
    app.add("read", _("Only the text of a letter."), read)
    app.add("split", _("A file that holds several letters, as one file a letter."), split)
    app.add("attachments", _("Save the files that lie inside a PDF, a Word file or an e-mail."), attachments)
    app.add("repair", _("Damaged Vietnamese text in, repaired text out."), repair)
    app.add("explain", _("What is found in one passage, as JSON."), explain)
    app.add("batch", _("Read a whole archive; goes on where it was stopped."), batch)
    app.add("watch", _("Watch folders: what is dropped there is read and registered."), watch)
    app.add("serve", _("The desk in the browser: letters, doubts, tasks, drafts."), serve)
    app.add("list", _("The register of incoming letters, or what waits and what failed."), list_letters)
    app.add("search", _("Find letters by their words, with or without marks."), search)
    app.add("show", _("One letter of the register with its tasks and its history."), show)
    app.add("due", _("The tasks that wait to be done, as they come due."), due)
    app.add("task", _("A task of the register is done, or open again."), task)
    app.add("tasks", _("The tasks of a letter: divide, join, add, take out, move."), tasks)
    app.add("correct", _("Correct one value of a letter of the register."), correct)
    app.add("void", _("Strike out a line of the register; its number stays."), void)
    app.add("retry", _("Try failed files again."), retry)
    app.add("backup", _("A copy of register and original files, while docproc works."), backup)
    app.add("restore", _("Put a backup into a new folder."), restore)
    app.add("evaluate", _("Measure on annotated letters, your own too."), evaluate)
    app.add("doctor", _("What is installed, what is missing, how to mend it."), doctor)
    users = App()
    users.callback()(lambda: None)
    add_users(users)
    app.add_typer(users, name="user", help=_("The people of the office, who log in at the desk."))
    reports = App()
    reports.callback()(lambda: None)
    add_reports(reports)
    app.add_typer(reports, name="report", help=_("Drafts from templates, as Word files."))
    training = App()
    training.callback()(lambda: None)
    training.add("language", _("Add your own texts to the language model."), language)
    training.add("confusion", _("Learn what printed letters look like after bad OCR."), confusion)
    training.add("extraction", _("Learn from your own corrected letters who must do what."), extraction)
    app.add_typer(training, name="train", help=_("Models of your own: for repair, and for tasks."))
    exports = App()
    exports.callback()(lambda: None)
    add_exports(exports)
    app.add_typer(exports, name="export", help=_("Registers, tasks, calendar and exchange files."))
    imports = App()
    imports.callback()(lambda: None)
    imports.add("tasks", _("What was typed into a table of docproc export tasks."), import_tasks)
    app.add_typer(imports, name="import", help=_("What was typed into exported tables."))
    return app


def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=lambda on: _print_version(on), help=_("The version.")),
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
