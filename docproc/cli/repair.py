"""docproc repair: damaged text in, repaired text out, with the same number of lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.errors import ExitCode
from docproc.messages import _, translate
from docproc.settings import load_settings

_STANDARD_INPUT = "-"


def repair(
    file: Annotated[
        Path | None, typer.Argument(help=_("A text file; without it, standard input is read."))
    ] = None,
) -> ExitCode:
    from docproc.language.mend import KIND_WORDS, mended  # NumPy and the model: only when there is work

    result = mended(_text_of(file))
    typer.echo(result.text, nl=False)
    say(_("The text is {kind}.", kind=translate(KIND_WORDS[result.verdict.kind])))
    if result.changed:
        say(_("{count} words changed; {unsure} words unsure.", count=result.changed, unsure=result.unsure))
    for line, name in result.names:
        say(_("Line {line}: please check the name {name}", line=line, name=name))
    return ExitCode.DONE


def _text_of(file: Path | None) -> str:
    """The text of a file or of standard input; UTF-8, UTF-16, or the eight bits of an old encoding.

    Raises NotFound, NotAllowed, EmptyFile, TooLarge, UnknownFormat, DamagedFile.
    """
    from docproc.scan.kinds import MEGA, check_file, check_size, read_bytes
    from docproc.scan.texts import plain_text

    settings = load_settings()
    limit = settings.max_text_megabytes
    if file is None:
        data = sys.stdin.buffer.read(int(limit * MEGA) + 1)
    else:
        check_file(file, settings)
        data = read_bytes(file, int(limit * MEGA) + 1)
    check_size(file or Path(_STANDARD_INPUT), len(data), limit)
    return plain_text(file or _STANDARD_INPUT, data).text
