"""docproc report: drafts from templates."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from docproc.cli.console import say
from docproc.cli.faults import DraftExists
from docproc.errors import ExitCode, NotALetterFile, NotAllowed, NotFound
from docproc.letter import Letter
from docproc.messages import _


def reply(
    letter: Annotated[Path, typer.Argument(help=_("The NAME.json that docproc process wrote."))],
    office: Annotated[str, typer.Option(help=_("Your office, as in “UBND xã Bản Mây”."))],
    out: Annotated[
        Path | None, typer.Option(help=_("The Word file; else NAME.reply.docx beside the letter."))
    ] = None,
    parent: Annotated[str | None, typer.Option(help=_("The office above yours, for the letterhead."))] = None,
    template: Annotated[Path | None, typer.Option(help=_("Your own template, a Word file."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a draft that is already there."))] = False,
) -> ExitCode:
    from docproc.reports.reply import write_reply  # loads Word and Jinja

    target = out or letter.with_suffix(".reply.docx")
    if target.exists() and not force:
        raise DraftExists(target)
    if template is not None and not template.is_file():
        raise NotFound(template)
    written = write_reply(load_letter(letter), office, target, template=template, parent=parent)
    say(_("Draft written; check it and fill in what is marked yellow: {file}", file=written))
    return ExitCode.DONE


def load_letter(path: Path) -> Letter:
    """A letter from its JSON file. Raises NotFound, NotAllowed, NotALetterFile."""
    try:
        return Letter.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound(path) from error
    except PermissionError as error:
        raise NotAllowed(path) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise NotALetterFile(path, detail=f"{place}: {first['msg']}" if place else first["msg"]) from error
    except (UnicodeDecodeError, OSError) as error:
        raise NotALetterFile(path, detail=str(error)) from error
