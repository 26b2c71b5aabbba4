"""docproc attachments: what lies inside a PDF, a Word file or a saved e-mail, saved beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.outputs import make_folder, write_bytes
from docproc.errors import DocprocError, ExitCode, TooLarge
from docproc.messages import _
from docproc.settings import Settings, load_settings

_NAME_FOR_NAMELESS = "attachment"


def attachments(
    file: Annotated[Path, typer.Argument(help=_("A PDF, Word file (.docx) or saved e-mail (.eml)."))],
    out: Annotated[Path, typer.Option(help=_("Folder for the files that are in it."))],
) -> ExitCode:
    from docproc.scan.enclosed import enclosed_files  # loads pdfplumber

    settings = load_settings()
    found = enclosed_files(file, settings)
    if not found:
        say(_("{file}: no file lies in it", file=file))
        return ExitCode.DONE
    make_folder(out)
    failed = 0
    for one in found:
        try:
            target = _saved(one.read(), one.name, out, settings)
        except DocprocError as error:
            say(f"{one.name}: {error.message()}")
            failed += 1
        else:
            say(_("{name} saved as {file}", name=one.name, file=target))
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE


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
