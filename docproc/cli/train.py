"""docproc train: the models of repair, from texts of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say, watched
from docproc.cli.outputs import make_folder
from docproc.errors import ExitCode
from docproc.messages import _

Texts = Annotated[
    Path, typer.Argument(help=_("Folder of right Vietnamese texts: .txt or .txt.xz, a paragraph a line."))
]
Out = Annotated[Path | None, typer.Option(help=_("Folder for the model; else where docproc looks for it."))]


def language(texts: Texts, out: Out = None) -> ExitCode:
    from docproc.language.model import folder_in_force, own_folder
    from docproc.language.training.build import add_archive

    folder = out or own_folder()
    make_folder(folder)
    built = add_archive(texts, folder_in_force(), folder)
    say(_("{count} word sequences of your texts are in {folder}", count=built.sequences, folder=folder))
    return ExitCode.DONE


def confusion(
    texts: Texts,
    out: Out = None,
    pages: Annotated[
        int, typer.Option(min=1, max=100_000, help=_("How many pages are printed and read; 1 to 3 s each."))
    ] = 400,
) -> ExitCode:
    from docproc.language.model import folder_in_force, own_folder
    from docproc.language.training.build import copy_model
    from docproc.language.training.learn import train_confusion

    folder = out or own_folder()
    make_folder(folder)
    copy_model(folder_in_force(), folder)
    with watched(_("Printing and reading pages"), pages) as watcher:
        pairs = train_confusion(texts, folder, pages, watcher.step)
    say(_("Learnt from {count} words; the model is in {folder}", count=pairs, folder=folder))
    return ExitCode.DONE
