"""docproc evaluate: how well letters are read, against annotated ones."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.faults import GoldAsOutput, SameName
from docproc.cli.outputs import check_files, make_folder
from docproc.cli.process import letter_of
from docproc.cli.runs import run_over, worst
from docproc.errors import ExitCode, NotFound
from docproc.messages import _
from docproc.places import checked_settings

SCANS = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".docx", ".txt")


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help=_("Folders with scans and, beside each, its NAME.json.")),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help=_("Keep what docproc read in this folder, of several folders in one for each.")),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=_("Name every difference."))] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
) -> ExitCode:
    missing = next((folder for folder in gold if not folder.is_dir()), None)
    if missing is not None:
        raise NotFound(missing)
    if out is not None:
        _check_out(gold, out)
    checked_settings()
    if out is not None:
        return _measure(gold, _results(gold, out), verbose, jobs)
    with tempfile.TemporaryDirectory(prefix="docproc-") as folder:
        numbered = [Path(folder) / str(n) for n in range(len(gold))]
        return _measure(gold, numbered, verbose, jobs)


def annotated_scans(gold: Path) -> list[Path]:
    """The scans of a gold folder that have something to compare with: a NAME.json or a NAME.p1.txt."""
    names = {path.stem for path in gold.glob("*.json")}
    names |= {path.name.removesuffix(".p1.txt") for path in gold.glob("*.p1.txt")}
    return sorted(path for path in gold.iterdir() if path.suffix.lower() in SCANS and path.stem in names)


def _results(gold: Sequence[Path], out: Path) -> list[Path]:
    """Where the results of each folder go: `out` itself, or a folder in it for each of several."""
    return [out] if len(gold) == 1 else [out / folder.resolve().name for folder in gold]


def _check_out(gold: Sequence[Path], out: Path) -> None:
    """Refuse results that would overwrite the annotated letters or each other. Raises GoldAsOutput, SameName."""
    taken: dict[Path, Path] = {}
    for folder, results in zip(gold, _results(gold, out), strict=True):
        place = results.resolve()
        if place in {other.resolve() for other in gold}:
            raise GoldAsOutput(folder)
        if place in taken:
            raise SameName(folder, other=str(taken[place]), name=results.name)
        taken[place] = folder


def _measure(gold: Sequence[Path], results: Sequence[Path], verbose: bool, jobs: int | None) -> ExitCode:
    from docproc.evaluate import evaluate_folders, figure_lines

    work = [(annotated_scans(folder), out) for folder, out in zip(gold, results, strict=True)]
    for scans, out in work:
        make_folder(out)
        check_files(scans, out)
    codes = [
        run_over(partial(letter_of, out=out, text=True), scans, _("Reading letters"), jobs).code
        for scans, out in work
    ]
    figures = evaluate_folders(list(zip(gold, results, strict=True)))
    for line in figure_lines(figures):
        typer.echo(line)
    if verbose:
        for miss in figures.misses:
            typer.echo(miss, err=True)
    return worst(codes)
