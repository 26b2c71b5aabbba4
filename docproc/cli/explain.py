"""docproc explain: what is found in one passage."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from docproc.errors import ExitCode
from docproc.messages import _


def explain(
    text: Annotated[str, typer.Argument(help=_("A passage of a letter."))],
    issued: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The date of the letter, from which others count.")),
    ] = None,
) -> ExitCode:
    from docproc.extract.assemble.explain import explain_passage  # loads spaCy

    found = explain_passage(text, issued.date() if issued else None)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return ExitCode.DONE
