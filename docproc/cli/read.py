"""docproc read: only the text of a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.outputs import check_files, make_folder, tell_shortened, write_pages
from docproc.cli.runs import run_over
from docproc.errors import ExitCode
from docproc.messages import _
from docproc.page import Page
from docproc.places import checked_settings
from docproc.reading.source import Ocr


def read(
    file: Annotated[Path, typer.Argument(help=_("A letter: PDF, Word, picture or text."))],
    out: Annotated[Path | None, typer.Option(help=_("Folder for NAME.p1.txt, NAME.p2.txt, …"))] = None,
    ocr: Annotated[
        Ocr, typer.Option(help=_("Read the image: where the text layer is not good, always, or never."))
    ] = Ocr.AUTO,
) -> ExitCode:
    checked_settings()
    check_files([file], out)
    if out is not None:
        make_folder(out)
    run = run_over(partial(pages_of, out=out, ocr=ocr), [file], _("Reading"))
    for pages in run.values:
        for page in pages:
            if page.problem:
                say(
                    _(
                        "{file}: page {page} could not be read ({detail})",
                        file=file,
                        page=page.number,
                        detail=page.problem,
                    )
                )
        if out is None:
            typer.echo("\f".join(page.text + "\n" for page in pages), nl=False)
        else:
            tell_shortened([file], ".p1.txt")
            say(_("{count} pages written to {out}", count=len(pages), out=out))
    return run.code


def pages_of(file: Path, out: Path | None, ocr: Ocr = Ocr.AUTO) -> list[Page]:
    """The pages of a file; with `out` written there. Raises as docproc.pipeline.read, CannotWrite."""
    from docproc import pipeline  # loads spaCy: only when there is something to read

    pages = pipeline.read(file, ocr=ocr)
    if out is not None:
        write_pages(out, file.stem, pages)
    return pages
