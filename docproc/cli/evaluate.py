"""docproc evaluate: how well letters are read, against annotated ones."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.faults import GoldAsOutput
from docproc.cli.outputs import check_files, make_folder
from docproc.cli.process import letter_of
from docproc.cli.runs import run_over
from docproc.errors import ExitCode, NotFound
from docproc.messages import _
from docproc.places import checked_settings

SCANS = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".docx", ".txt")


def evaluate(
    gold: Annotated[Path, typer.Argument(help=_("Folder with scans and, beside each, its NAME.json."))],
    out: Annotated[Path | None, typer.Option(help=_("Keep what docproc read in this folder."))] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=_("Name every difference."))] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
) -> ExitCode:
    if not gold.is_dir():
        raise NotFound(gold)
    if out is not None and out.resolve() == gold.resolve():
        raise GoldAsOutput(gold)
    checked_settings()
    if out is not None:
        make_folder(out)
        return _measure(gold, out, verbose, jobs)
    with tempfile.TemporaryDirectory(prefix="docproc-") as folder:
        return _measure(gold, Path(folder), verbose, jobs)


def annotated_scans(gold: Path) -> list[Path]:
    """The scans of a gold folder that have something to compare with: a NAME.json or a NAME.p1.txt."""
    names = {path.stem for path in gold.glob("*.json")}
    names |= {path.name.removesuffix(".p1.txt") for path in gold.glob("*.p1.txt")}
    return sorted(path for path in gold.iterdir() if path.suffix.lower() in SCANS and path.stem in names)


def _measure(gold: Path, out: Path, verbose: bool, jobs: int | None) -> ExitCode:
    from docproc.evaluate import evaluate as compare
    from docproc.evaluate import figure_lines

    scans = annotated_scans(gold)
    check_files(scans, out)
    run = run_over(partial(letter_of, out=out, text=True), scans, _("Reading letters"), jobs)
    figures = compare(gold, out)
    for line in figure_lines(figures):
        typer.echo(line)
    if verbose:
        for miss in figures.misses:
            typer.echo(miss, err=True)
    return run.code
