"""docproc train: the models of repair from texts of one's own, those of extraction from letters of one's own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docproc.cli.console import Watcher, say, watched
from docproc.cli.faults import FolderOrRegister
from docproc.cli.help import App
from docproc.cli.office import office_store
from docproc.cli.options import Data
from docproc.cli.outputs import make_folder, writing
from docproc.cli.runs import run_over
from docproc.errors import ExitCode, NotBetter, NotFound, TooFewTasks
from docproc.messages import _, mark
from docproc.page import Page
from docproc.places import checked_settings
from docproc.store.corrected import write_corrected

if TYPE_CHECKING:
    from docproc.teaching.own import Comparison, OwnLetter

Texts = Annotated[
    Path, typer.Argument(help=mark("Folder of right Vietnamese texts: .txt or .txt.xz, a paragraph a line."))
]
Out = Annotated[Path | None, typer.Option(help=mark("Folder for the model; else where docproc looks for it."))]


def add_training(app: App) -> None:
    """Put the commands of `docproc train` into an app."""
    app.add("language", _("Add your own texts to the language model."), language)
    app.add("confusion", _("Learn what printed letters look like after bad OCR."), confusion)
    app.add("extraction", _("Learn from your own corrected letters who must do what."), extraction)


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


def extraction(
    letters: Annotated[
        Path | None,
        typer.Argument(help=_("Folder with letters and, beside each, its corrected NAME.json.")),
    ] = None,
    register: Annotated[
        bool, typer.Option("--register", help=_("The letters of the register that people checked or corrected."))
    ] = False,
    out: Out = None,
    jobs: Annotated[int | None, typer.Option(min=1, help=_("Processes at a time; else one a core."))] = None,
    data: Data = None,
) -> ExitCode:
    if (letters is None) != register:
        raise FolderOrRegister()
    if letters is not None:
        return _learn_from(letters, out, jobs)
    with tempfile.TemporaryDirectory(prefix="docproc-") as folder:
        with office_store(data) as store, writing(Path(folder)):
            write_corrected(store, Path(folder))
        return _learn_from(Path(folder), out, jobs)


def _learn_from(letters: Path, out: Path | None, jobs: int | None) -> ExitCode:
    if not letters.is_dir():
        raise NotFound(letters)
    checked_settings()
    # Imported here: spaCy takes over a second to load, which --help and wrong usage need not wait for.
    from docproc.extract.roles.models.trained import own_folder
    from docproc.rules import load
    from docproc.teaching.annotated import annotated_letters
    from docproc.teaching.own import folds, learn, own_letter, required_tasks
    from docproc.teaching.rules.teaching import Teaching

    annotated = {letter.file: letter for letter in annotated_letters(letters)}
    folder = out or own_folder()
    make_folder(folder)
    texts = {file: letter.text for file, letter in annotated.items() if letter.text is not None}
    run = run_over(partial(_read, texts=texts), list(annotated), _("Reading letters"), jobs)
    with watched(_("Looking at letters"), len(run.values)) as watcher:
        own = [_stepped(own_letter(annotated[file], pages), watcher) for file, pages in run.values]
    needed = load(Teaching).own.fewest_tasks
    if required_tasks(own) < needed:
        raise TooFewTasks(letters, found=required_tasks(own), needed=needed)
    sources = len({letter.annotated.source for letter in own})
    say(
        _(
            "{count} letters of {sources} issuers, {tasks} tasks in them",
            count=len(own),
            sources=sources,
            tasks=required_tasks(own),
        )
    )
    parts = folds(own)
    with watched(_("Learning"), len(parts) + 1) as watcher:
        comparison = _compare(parts, watcher)
        if comparison is not None and comparison.is_worse() and out is None:
            raise NotBetter(letters)
        with writing(folder):
            learn(own, folder)
        watcher.step()
    say(_("Learnt from {count} letters; the model is in {folder}", count=len(own), folder=folder))
    return run.code


def _read(file: Path, texts: Mapping[Path, str]) -> tuple[Path, list[Page]]:
    """The pages of a letter, as far as docproc goes into one; `texts` holds those that are only text, without
    their marks. Raises as docproc.pipeline.read.
    """
    from docproc import pipeline  # loads spaCy: only when there is something to read
    from docproc.extract.assemble.too_long import beginning_of
    from docproc.language.plain import text_page
    from docproc.settings import load_settings

    settings = load_settings()
    text = texts.get(file)
    pages = pipeline.read(file) if text is None else [text_page(1, text, settings.repaired_words)]
    understood, _doubts = beginning_of(pages, settings.understood_letters)
    return file, understood


def _stepped(letter: OwnLetter, watcher: Watcher) -> OwnLetter:
    watcher.step()
    return letter


def _compare(parts: list[list[OwnLetter]], watcher: Watcher) -> Comparison | None:
    """Print how the models find tasks before and after learning; nothing is compared when letters are too few."""
    from docproc.teaching.own import COMPARED, compared

    if not parts:
        say(_("Too few letters, or of too few issuers, to tell whether it helps."))
        return None
    comparison = compared(parts, watcher.step)
    names = dict(zip(COMPARED, (_("Tasks"), _("Who leads"), _("Deadlines")), strict=True))
    for field, name in names.items():
        before, after = comparison.before[field], comparison.after[field]
        typer.echo(
            _(
                "{name} ({count}): F1 before {before}, after {after}",
                name=name,
                count=before.gold,
                before=f"{before.f1:.2f}",
                after=f"{after.f1:.2f}",
            )
        )
    say(_("Measured on letters of issuers that were left out of learning."))
    return comparison
