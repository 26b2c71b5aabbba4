"""`python -m docproc.synthesis samples`: lay out and scan the sample letters again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.errors import DocprocError, ExitCode, MissingProgram, NotFound
from docproc.messages import _
from docproc.synthesis.samples import make_sample


def regenerate(
    folder: Annotated[Path, typer.Argument(help="Folder with the sources NAME.toml.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the results; default: the same.")] = None,
) -> None:
    """Write NAME.pN.txt and NAME.pdf of every NAME.toml in FOLDER."""
    target = out or folder
    try:
        sources = sorted(folder.glob("*.toml"))
        if not sources:
            raise NotFound(folder / "*.toml")
        target.mkdir(parents=True, exist_ok=True)
        for path in sources:
            make_sample(path, target)
            typer.echo(_("{name} written", name=path.stem), err=True)
    except DocprocError as error:
        typer.echo(error.message(), err=True)
        missing = isinstance(error, MissingProgram)
        raise typer.Exit(ExitCode.MISSING if missing else ExitCode.SOME_FAILED) from error


if __name__ == "__main__":
    typer.run(regenerate)
