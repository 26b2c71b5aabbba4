"""docproc attachments: what lies inside a PDF, a Word file or a saved e-mail, saved beside each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.outputs import make_folder, write_bytes
from docproc.cli.runs import run_over
from docproc.errors import DocprocError, ExitCode, TooLarge
from docproc.messages import _
from docproc.places import checked_settings
from docproc.settings import Settings

_NAME_FOR_NAMELESS = "attachment"
Saved = tuple[str, Path | DocprocError]
"""The name that a file has inside the other, and where it lies now, or why not."""


def attachments(
    file: Annotated[Path, typer.Argument(help=_("A PDF, Word file (.docx) or saved e-mail (.eml)."))],
    out: Annotated[Path, typer.Option(help=_("Folder for the files that are in it."))],
) -> ExitCode:
    run = run_over(partial(saved, out=out, settings=checked_settings()), [file], _("Reading"))
    code = run.code
    for found in run.values:
        if not found:
            say(_("{file}: no file lies in it", file=file))
        for name, place in found:
            if isinstance(place, DocprocError):
                say(f"{name}: {place.message()}")
                code = ExitCode.SOME_FAILED
            else:
                say(_("{name} saved as {file}", name=name, file=place))
    return code


def saved(file: Path, out: Path, settings: Settings) -> list[Saved]:
    """What became of each file that lies in `file`; the folder `out` is made when there is one.

    Raises InputError, CannotWrite.
    """
    from docproc.scan.enclosed import enclosed_files  # loads pdfplumber

    found = enclosed_files(file, settings)
    if found:
        make_folder(out)
    results: list[Saved] = []
    for one in found:
        try:
            results.append((one.name, _saved(one.read(), one.name, out, settings)))
        except DocprocError as error:
            results.append((one.name, error))
    return results


def _saved(data: bytes, name: str, out: Path, settings: Settings) -> Path:
    """Where the bytes lie now: under a name that is free and safe on every system, whole or not at all.

    Raises TooLarge, CannotWrite.
    """
    from docproc.intake.names import free_place, safe_name, taken_names
    from docproc.scan.kinds import MEGA

    if len(data) > settings.max_megabytes * MEGA:
        raise TooLarge(name, size=round(len(data) / MEGA, 1), limit=f"{settings.max_megabytes:g}")
    target = free_place(out, safe_name(name, _NAME_FOR_NAMELESS), taken_names(out))
    write_bytes(target, data)
    return target
