"""docproc repair: damaged text in, repaired text out, with the same number of lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.confined.call import Allowance, confined
from docproc.errors import ExitCode
from docproc.messages import _, translate
from docproc.places import checked_settings
from docproc.settings import Settings

_STANDARD_INPUT = "-"
_SIGNS = 100_000  # for which the time of a page is more than enough: repair does six pages a second and more


def repair(
    file: Annotated[
        Path | None, typer.Argument(help=_("A text file; without it, standard input is read."))
    ] = None,
) -> ExitCode:
    from docproc.language.mend import KIND_WORDS, mended  # NumPy and the model: only when there is work

    settings = checked_settings()
    text = _text_of(file, settings)
    seconds = settings.page_work_seconds * (1 + len(text) / _SIGNS)
    allowance = Allowance(settings.worker_megabytes, seconds)
    result = confined(mended, text, settings.repaired_words, allowance=allowance, path=file)
    typer.echo(result.text, nl=False)
    say(_("The text is {kind}.", kind=translate(KIND_WORDS[result.verdict.kind])))
    if result.changed:
        say(_("{count} words changed; {unsure} words unsure.", count=result.changed, unsure=result.unsure))
    for line, name in result.names:
        say(_("Line {line}: please check the name {name}", line=line, name=name))
    return ExitCode.DONE


def _text_of(file: Path | None, settings: Settings) -> str:
    """The text of a file or of standard input; UTF-8, UTF-16, or the eight bits of an old encoding.

    Raises NotFound, NotAllowed, EmptyFile, TooLarge, UnknownFormat, DamagedFile.
    """
    from docproc.scan.kinds import MEGA, check_file, check_size, read_bytes
    from docproc.scan.texts import plain_text

    limit = settings.max_text_megabytes
    if file is None:
        data = sys.stdin.buffer.read(int(limit * MEGA) + 1)
    else:
        check_file(file, settings)
        data = read_bytes(file, int(limit * MEGA) + 1)
    check_size(file or Path(_STANDARD_INPUT), len(data), limit)
    return plain_text(file or _STANDARD_INPUT, data).text
