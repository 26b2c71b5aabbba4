"""docproc process: letters in; tasks and deadlines out, as a table to read and JSON files."""

from __future__ import annotations

import json
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import results, say
from docproc.cli.faults import TextNeedsFolder
from docproc.cli.folders import with_letters_of_folders
from docproc.cli.letter_tables import print_letters
from docproc.cli.outputs import check_files, make_folder, result_path, tell_shortened, write_pages, write_text
from docproc.cli.runs import run_over
from docproc.errors import ExitCode
from docproc.letter import Letter
from docproc.messages import _
from docproc.places import checked_settings
from docproc.reading.source import Ocr


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    JSON = "json"


def process(
    files: Annotated[
        list[Path], typer.Argument(help=_("Letters: PDF, Word, pictures or text, or folders with such files."))
    ],
    out: Annotated[
        Path | None, typer.Option(help=_("Folder for NAME.json, the letter with all its values."))
    ] = None,
    form: Annotated[Format, typer.Option("--format", help=_("What is printed."))] = Format.TABLE,
    text: Annotated[bool, typer.Option("--text", help=_("Write the text as well: NAME.p1.txt, …"))] = False,
    ocr: Annotated[
        Ocr, typer.Option(help=_("Read the image: where the text layer is not good, always, or never."))
    ] = Ocr.AUTO,
    jobs: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
) -> ExitCode:
    if text and out is None:
        raise TextNeedsFolder()
    checked_settings()
    single = len(files) == 1 and not files[0].is_dir()
    files = with_letters_of_folders(files)
    check_files(files, out)
    if out is not None:
        make_folder(out)
    run = run_over(partial(letter_of, out=out, text=text, ocr=ocr), files, _("Reading letters"), jobs)
    if form is Format.JSON:
        print_json(run.values, single)
    elif run.values:
        print_letters(results(), run.values)
    if out is not None and run.values:
        tell_shortened(files, ".json")
        say(_("{count} of {all} letters written to {out}", count=len(run.values), all=len(files), out=out))
    return run.code


def letter_of(file: Path, out: Path | None, text: bool, ocr: Ocr = Ocr.AUTO) -> Letter:
    """The letter in a file; written to the folder `out` as NAME.json, with `text` its pages too.

    Raises InputError for a bad file (nothing is written for it), MissingProgram, CannotWrite.
    """
    # Imported here: spaCy takes over a second to load, which --help and wrong usage need not wait for.
    from docproc import pipeline

    result = pipeline.process(file, ocr=ocr)
    content = result.letter.to_json()
    if out is not None:
        if text:
            write_pages(out, file.stem, result.pages)
        write_text(result_path(out, file.stem, ".json"), content)
    return result.letter


def print_json(letters: list[Letter], single: bool) -> None:
    """One object for a single file, a list for several; nothing when the single file failed."""
    values = [letter.model_dump(mode="json") for letter in letters]
    if single and not values:
        return
    # Not through Rich, which would break long lines.
    typer.echo(json.dumps(values[0] if single else values, ensure_ascii=False, indent=1))
