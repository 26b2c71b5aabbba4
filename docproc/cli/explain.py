"""docproc explain: what is found in one passage; why a task of a letter is one."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docproc.errors import ExitCode, InputError
from docproc.messages import _, mark


class NoSuchTask(InputError):
    reason = mark("there is no task {number}; the letter has {count}")
    remedy = mark("Count the tasks of the letter from 1.")


def explain(
    text: Annotated[
        str, typer.Argument(help=_("A passage of a letter; with --task, the letter's file NAME.json."))
    ],
    issued: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The date of the letter, from which others count.")),
    ] = None,
    task: Annotated[
        int | None,
        typer.Option(min=1, help=_("Tell in words why this task of the letter was found so, counted from 1.")),
    ] = None,
) -> ExitCode:
    if task is not None:
        typer.echo("\n".join(_task_of_file(Path(text), task)))
        return ExitCode.DONE
    from docproc.extract.assemble.explain import explain_passage  # loads spaCy

    found = explain_passage(text, issued.date() if issued else None)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return ExitCode.DONE


def _task_of_file(path: Path, number: int) -> list[str]:
    """Raises NoSuchTask, and what `letter_from_file` raises."""
    from docproc.cli.sources import letter_from_file  # loads the store
    from docproc.extract.assemble.reasons import reasons_of

    letter = letter_from_file(path)
    if number > len(letter.tasks):
        raise NoSuchTask(path, number=number, count=len(letter.tasks))
    return reasons_of(letter, number)
