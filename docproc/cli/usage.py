"""What is wrong with a command line, in words of the language in force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches

from pydantic import ValidationError
from typer.exceptions import TyperException

from docproc.cli.faults import NotText, UsageFault
from docproc.cli.help import argument_words
from docproc.filenames import escaped
from docproc.messages import _, mark
from docproc.wrong_values import ONE_OF, wrong_value


class EmptyArgument(UsageFault):
    reason = mark("an argument is empty")
    remedy = mark("Leave it out, or write what belongs there; a variable of the shell may have had no value.")


class NoArgument(UsageFault):
    reason = mark("an argument holds a sign that no command line can hold (NUL)")
    remedy = mark("Leave it out.")


_CHOICES = "is not one of "
_MOST_SHOWN = 60  # letters of a value that is wrong
_UNCLEAR = mark("the command line cannot be understood")
_NO_COMMAND = "No such command"
# How typer begins its sentences about a slip that has no type of its own.
_SENTENCES = {
    "Missing command": mark("a command is missing"),
    _NO_COMMAND: mark("there is no command {given}"),
    "Got unexpected extra": mark("there is more than the command takes: {given}"),
}
_OPTIONS = {
    "requires an argument": mark("{name} needs a value after it"),
    "does not take a value": mark("{name} takes no value"),
}


def check_arguments(arguments: Sequence[str]) -> None:
    """Refuse an empty argument, which as a path would be the folder one stands in. (A passage may be empty.)

    Raises EmptyArgument, NoArgument.
    """
    passage = "explain" in arguments[:1]
    for argument in arguments:
        if (not argument.strip() and not passage) or (argument.startswith("--") and argument.endswith("=")):
            raise EmptyArgument()
        if "\0" in argument:
            raise NoArgument()


def check_text(given: str | None) -> None:
    """Raises NotText for words whose bytes are no text (names of files may be so: PEP 383)."""
    if given is not None and any("\ud800" <= sign <= "\udfff" for sign in given):
        raise NotText(given=escaped(given)[:_MOST_SHOWN])


def usage_words(error: TyperException) -> str:
    """What is wrong, in the language in force; what Typer says besides is not told, as it is English."""
    match type(error).__name__:
        case "NoSuchOption":
            name = getattr(error, "option_name", "?")
            return _("there is no option {name}", name=name) + near(name, getattr(error, "possibilities", None))
        case "MissingParameter":
            return _("{name} is missing", name=_name_of(error))
        case "BadParameter" if isinstance(error.__cause__, ValidationError):
            return _value_words(error.__cause__, _name_of(error))
        case "BadOptionUsage":
            words = next((words for part, words in _OPTIONS.items() if part in error.message), _UNCLEAR)
            return _(words, name=getattr(error, "option_name", "?"))
    for beginning, words in _SENTENCES.items():
        if error.message.startswith(beginning):
            given = error.message.removeprefix(beginning).removeprefix(" argument(s)").strip(" .()'\"")
            said = _(words, given=escaped(given)[:_MOST_SHOWN])
            return said + near(given, _commands(error)) if beginning == _NO_COMMAND else said
    return _(_UNCLEAR)


def _commands(error: TyperException) -> Collection[str]:
    """The commands that there are where the one given is none."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    return getattr(command, "commands", {})


def near(given: str, known: Collection[str] | None) -> str:
    """The words that ask whether another was meant; "" when none is near."""
    found = get_close_matches(given, known or (), n=1)
    return _("; did you mean {key}?", key=found[0]) if found else ""


def _name_of(error: TyperException) -> str:
    """`--out` of an option, `FILE` of an argument."""
    name: str = max(getattr(getattr(error, "param", None), "opts", None) or ["?"], key=len)
    return name if name.startswith("-") else argument_words(name)


def _value_words(error: ValidationError, name: str) -> str:
    first = error.errors()[0]
    given = escaped(str(first["input"]))[:_MOST_SHOWN]
    if _CHOICES in first["msg"]:
        expected = first["msg"].partition(_CHOICES)[2].rstrip(".")
        return _(ONE_OF, place=f"{name} {given}", expected=expected)
    if first["type"] == "value_error":  # typer's own check, which is else that of days
        return _("{name}: {given} is no day; write 2024-03-20", name=name, given=given)
    return wrong_value(error, f"{name} {given}")
