"""The three models of extraction, fitted to letters: conditional random fields, L-BFGS, elastic-net penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pycrfsuite

from docproc.extract.roles.trained import (
    Labelled,
    Model,
    labelled_by,
    labels_of,
    model_file,
    models_in,
    weighted,
)
from docproc.resources import load_rules
from docproc.teaching.examples import Example, of_heirs, of_parties, of_roles
from docproc.teaching.taught import TaughtLetter

Taught = Sequence[tuple[TaughtLetter, int]]


def fit(letters: Taught, folder: Path, step: Callable[[], None] = lambda: None) -> None:
    """Fit the models to letters, each with how often it counts, and write them into the folder.

    The same letters in the same order give the same bytes. `step` is called after each of the three models.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _train("roles", ((of_roles(letter), times) for letter, times in letters), folder)
    step()
    parties = [(list(of_parties(letter)), times) for letter, times in letters]
    _train("parties", parties, folder)
    step()
    _train("heirs", _heirs(letters, parties), folder)
    step()


def fit_on_top(letters: Taught, folder: Path, below: Path) -> None:
    """Fit to letters which of their units are tasks, on top of the models of the folder `below`: what those say
    is a clue. The model is written into `folder`; the same letters in the same order give the same bytes.

    Who leads is not learnt again: those models, fitted to the letters of one office, found less in letters of
    issuers left out than the ones below (models/extraction/README.md). Raises ModelMissing.
    """
    _train("roles", ((of_roles(letter), times) for letter, times in letters), folder, (below,))


def _heirs(letters: Taught, parties: Sequence[tuple[list[Example], int]]) -> list[tuple[list[Example], int]]:
    """What teaches who inherits a task. It is chosen among offices that a model of parties finds, and one fitted
    to a letter finds more in it than in another: each half of the sources is read by a model of the other half.
    """
    found: list[tuple[list[Example], int]] = []
    for half in (0, 1):
        with TemporaryDirectory() as name:
            folder = Path(name)
            pairs = zip(letters, parties, strict=True)
            others = [examples for (letter, _), examples in pairs if _half(letter) != half]
            _train("parties", others or parties, folder)
            with models_in(folder):
                found += [(list(of_heirs(letter)), times) for letter, times in letters if _half(letter) == half]
    return found


def _half(letter: TaughtLetter) -> int:
    return sha256(letter.source.encode()).digest()[0] % 2


def _train(
    model: Model, taught: Iterable[tuple[Iterable[Example], int]], folder: Path, below: Sequence[Path] = ()
) -> None:
    trainer = _trainer(load_rules("teaching")["own" if below else model])
    for examples, times in taught:
        for clues, labels in examples:
            for one in repeat(weighted(clues, labelled_by(below, model, clues)), times):
                trainer.append(one, labels)
    for sure in _sure_answers(model, below):
        trainer.append(weighted([()], sure), sure.labels)
    trainer.train(str(model_file(folder, model)))


def _sure_answers(model: Model, below: Sequence[Path]) -> Iterator[Labelled]:
    """Answers of the model below that are sure, and right: a few letters alone would not teach that what it is
    sure of is mostly so, nor hold every label.
    """
    rules = load_rules("teaching")["own"]
    names = labels_of(below[-1], model) if below else []
    for name in names:
        rest = (1 - rules["sure"]) / max(1, len(names) - 1)
        shares = {other: rules["sure"] if other == name else rest for other in names}
        yield from repeat(Labelled([name], [shares]), rules["sure_answers"])


def _trainer(rules: Mapping[str, Any]) -> pycrfsuite.Trainer:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": rules["l1"],
            "c2": rules["l2"],
            "max_iterations": rules["rounds"],
            "feature.minfreq": rules["seen_at_least"],
            "feature.possible_transitions": True,
        }
    )
    return trainer
