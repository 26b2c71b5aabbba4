"""docproc split: a file that holds several letters, as one file a letter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.faults import NoSuchPage, PartExists
from docproc.cli.options import Force
from docproc.cli.outputs import check_files, make_folder, writing
from docproc.cli.runs import run_over
from docproc.disk import take_place
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.places import checked_settings
from docproc.settings import load_settings


def split(
    file: Annotated[Path, typer.Argument(help=_("A file with several letters: PDF, TIFF or text."))],
    out: Annotated[
        Path | None, typer.Option(help=_("Folder for NAME.1.pdf, NAME.2.pdf, …; else beside it."))
    ] = None,
    at: Annotated[
        list[int] | None,
        typer.Option(min=1, help=_("A page on which a letter begins, instead of looking for them.")),
    ] = None,
    force: Force = False,
) -> ExitCode:
    checked_settings()
    check_files([file], None)
    folder = out or file.parent
    run = run_over(partial(written, folder=folder, at=at or (), force=force), [file], _("Reading letters"))
    for targets in run.values:
        _tell(file, targets)
    return run.code


def written(file: Path, folder: Path, at: Sequence[int], force: bool) -> list[tuple[Path, list[int]]]:
    """The files that were written, with the page numbers of each; none when the file holds one letter.

    `at`: the pages after the first on which letters begin; none of them means that docproc looks for them. Raises
    InputError, NoSuchPage, PartExists, CannotWrite; nothing is written then.
    """
    from docproc.scan.cut import cut, ending_of_parts

    letters = _letters_at(file, at) if at else _letters_in(file)
    if len(letters) < 2:
        return []
    ending = ending_of_parts(file)
    targets = [folder / f"{file.stem}.{n}{ending}" for n in range(1, len(letters) + 1)]
    for target in targets:
        if target.exists() and not force:
            raise PartExists(target)
    make_folder(folder)
    with _whole(targets) as places, writing(folder):
        cut(file, letters, places, load_settings())
    return list(zip(targets, letters, strict=True))


def _letters_in(file: Path) -> list[list[int]]:
    """The pages of each letter, as docproc finds them."""
    from docproc import pipeline  # loads spaCy: only when there is something to read

    read = pipeline.process(file)
    return pipeline.letters_in(read.pages, read.letter)


def _letters_at(file: Path, at: Sequence[int]) -> list[list[int]]:
    """The pages of each letter, as a person said. Raises NoSuchPage."""
    from docproc import pipeline

    count = pipeline.page_count(file)
    begins = [1, *sorted(set(at)), count + 1]
    for page in begins[1:-1]:
        if not 1 < page <= count:
            raise NoSuchPage(file, page=page, pages=count)
    return [list(range(first, end)) for first, end in pairwise(begins)]


@contextmanager
def _whole(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Hidden files to write to, which take their names when all of them are written; else nothing is there."""
    parts = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets]
    try:
        yield parts
        for part, target in zip(parts, targets, strict=True):
            with writing(target):
                take_place(part, target)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _tell(file: Path, targets: Sequence[tuple[Path, list[int]]]) -> None:
    if not targets:
        say(_("{file} holds one letter; nothing was written.", file=file))
        return
    for target, pages in targets:
        say(_("{file}: pages {pages}", file=target, pages=", ".join(map(str, pages))))
    say(_("{file} stays as it is. Digital signatures are on it alone, not on its parts.", file=file))
