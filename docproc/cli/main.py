"""The entry of the command line, and the one place where errors become words and exit codes."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from typer.exceptions import TyperException

from docproc.cli.commands import make_app
from docproc.cli.console import say
from docproc.cli.faults import CannotWrite, Refused, UnknownLanguage, exit_code_of
from docproc.cli.usage import check_arguments, usage_words
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
        code = make_app(rest[0] if rest else None)(list(rest), prog_name="docproc", standalone_mode=False)
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
