"""docproc explain: what is found in one passage; why a task of a letter is one, why a page was read as it was."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docproc.errors import ExitCode, InputError
from docproc.messages import _, mark


class TaskNotInLetter(InputError):
    reason = mark("there is no task {number}; the letter has {count}")
    remedy = mark("Count the tasks of the letter from 1.")


class PageNotInLetter(InputError):
    reason = mark("there is no page {number}; the letter has {count}")
    remedy = mark("Count the pages of the letter from 1.")


def explain(
    text: Annotated[
        str,
        typer.Argument(help=_("A passage of a letter; with --task or --page, the letter's file NAME.json.")),
    ],
    issued: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help=_("The date of the letter, from which others count.")),
    ] = None,
    task: Annotated[
        int | None,
        typer.Option(min=1, help=_("Tell in words why this task of the letter was found so, counted from 1.")),
    ] = None,
    page: Annotated[
        int | None,
        typer.Option(min=1, help=_("Tell in words why this page of the letter was read so, counted from 1.")),
    ] = None,
) -> ExitCode:
    if task is not None or page is not None:
        typer.echo("\n".join(_of_file(Path(text), task, page)))
        return ExitCode.DONE
    from docproc.extract.assemble.explain import explain_passage  # loads spaCy

    found = explain_passage(text, issued.date() if issued else None)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return ExitCode.DONE


def _of_file(path: Path, task: int | None, page: int | None) -> list[str]:
    """Raises TaskNotInLetter, PageNotInLetter, and what `letter_from_file` raises."""
    from docproc.cli.sources import letter_from_file  # loads the store
    from docproc.extract.assemble.page_reasons import reasons_of_page
    from docproc.extract.assemble.reasons import reasons_of

    letter = letter_from_file(path)
    lines: list[str] = []
    if task is not None:
        if task > len(letter.tasks):
            raise TaskNotInLetter(path, number=task, count=len(letter.tasks))
        lines += reasons_of(letter, task)
    if page is not None:
        if all(note.page != page for note in letter.page_notes):
            raise PageNotInLetter(path, number=page, count=len(letter.page_notes))
        lines += reasons_of_page(letter, page)
    return lines
