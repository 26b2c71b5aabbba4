"""Fitting what a task is to letters of one's own, on top of the models that docproc comes with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path

from docproc.extract.roles.models.labelled import Labelled
from docproc.extract.roles.models.trained import labelled_by, labels_of, model_file, weighted
from docproc.rules import load
from docproc.teaching.examples import of_roles
from docproc.teaching.rules.teaching import Teaching
from docproc.teaching.sequences import Weighted, fit_sequences
from docproc.teaching.taught import TaughtLetter


def fit_on_top(letters: Sequence[tuple[TaughtLetter, int]], folder: Path, below: Path) -> None:
    """Fit to letters, each with how often it counts, which of their units are tasks, on top of the models of the
    folder `below`: what those say is a clue. The model is written into `folder`; the same letters in the same
    order give the same bytes.

    Who leads is not learnt again: those models, fitted to the letters of one office, found less in letters of
    issuers left out than the ones below (models/extraction/README.md). Raises ModelMissing.
    """
    fit_sequences(_taught(letters, below), load(Teaching).own, model_file(folder, "roles"))


def _taught(letters: Sequence[tuple[TaughtLetter, int]], below: Path) -> Iterator[Weighted]:
    for letter, times in letters:
        for clues, labels in of_roles(letter):
            yield from repeat((weighted(clues, labelled_by((below,), "roles", clues)), labels), times)
    for sure in _sure_answers(below):
        yield weighted([()], sure), sure.labels


def _sure_answers(below: Path) -> Iterator[Labelled]:
    """Answers of the model below that are sure, and right: a few letters alone would not teach that what it is
    sure of is mostly so, nor hold every label.
    """
    rules = load(Teaching).own
    names = labels_of(below, "roles")
    for name in names:
        rest = (1 - rules.sure) / max(1, len(names) - 1)
        shares = {other: rules.sure if other == name else rest for other in names}
        yield from repeat(Labelled([name], [shares]), rules.sure_answers)
