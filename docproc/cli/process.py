"""docproc process: letters in; tasks and deadlines out, as a table to read and JSON files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import results, say
from docproc.cli.copies import ENDING, Copies, Optimize, Told, check_copies, write_copy
from docproc.cli.faults import CopyNeedsFolder, TextNeedsFolder
from docproc.cli.folders import with_letters_of_folders
from docproc.cli.letter_tables import print_letters
from docproc.cli.outputs import check_files, make_folder, result_path, tell_shortened, write_pages, write_text
from docproc.cli.runs import run_over, worst
from docproc.errors import ExitCode
from docproc.letter import Letter
from docproc.messages import _
from docproc.places import checked_settings
from docproc.reading.source import Ocr
from docproc.settings import load_settings


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
    pdf: Copies = False,
    optimize: Optimize = False,
    ocr: Annotated[
        Ocr, typer.Option(help=_("Read the image: where the text layer is not good, always, or never."))
    ] = Ocr.AUTO,
    jobs: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
) -> ExitCode:
    if text and out is None:
        raise TextNeedsFolder()
    if pdf and out is None:
        raise CopyNeedsFolder()
    check_copies(pdf, optimize)
    checked_settings()
    single = len(files) == 1 and not files[0].is_dir()
    files = with_letters_of_folders(files)
    check_files(files, out)
    if out is not None:
        make_folder(out)
    copies = _Copies(optimize) if pdf else None
    work = partial(_read, out=out, text=text, ocr=ocr, copies=copies)
    run = run_over(work, files, _("Reading letters"), jobs)
    letters, told = [letter for letter, _told in run.values], [told for _letter, told in run.values]
    if form is Format.JSON:
        print_json(letters, single)
    elif letters:
        print_letters(results(), letters)
    if out is not None and letters:
        tell_shortened(files, ".json")
        say(_("{count} of {all} letters written to {out}", count=len(letters), all=len(files), out=out))
    for one in told:
        if one.words:
            say(one.words)
    return worst([run.code, *(ExitCode.SOME_FAILED for one in told if one.failed)])


@dataclass(frozen=True, slots=True)
class _Copies:
    """How searchable copies are made."""

    optimize: bool


def letter_of(file: Path, out: Path | None, text: bool, ocr: Ocr = Ocr.AUTO) -> Letter:
    """The letter in a file; written to the folder `out` as NAME.json, with `text` its pages too.

    Raises InputError for a bad file (nothing is written for it), MissingProgram, CannotWrite.
    """
    return _read(file, out, text, ocr, None)[0]


def _read(file: Path, out: Path | None, text: bool, ocr: Ocr, copies: _Copies | None) -> tuple[Letter, Told]:
    """The letter in a file, as `letter_of`; with `copies` its searchable copy is written, too."""
    # Imported here: spaCy takes over a second to load, which --help and wrong usage need not wait for.
    from docproc import pipeline
    from docproc.searchable.words import layers_of

    result = pipeline.process(file, ocr=ocr)
    content = result.letter.to_json()
    if out is not None:
        if text:
            write_pages(out, file.stem, result.pages)
        write_text(result_path(out, file.stem, ".json"), content)
    if out is None or copies is None:
        return result.letter, Told()
    layers, target = layers_of(result.pages), result_path(out, file.stem, ENDING)
    told = write_copy(file, str(file), target, layers, result.letter, load_settings(), copies.optimize)
    return result.letter, told


def print_json(letters: list[Letter], single: bool) -> None:
    """One object for a single file, a list for several; nothing when the single file failed."""
    values = [letter.model_dump(mode="json") for letter in letters]
    if single and not values:
        return
    # Not through Rich, which would break long lines.
    typer.echo(json.dumps(values[0] if single else values, ensure_ascii=False, indent=1))
