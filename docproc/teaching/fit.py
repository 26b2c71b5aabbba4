"""The three models of extraction, fitted to letters: conditional random fields, L-BFGS with elastic-net penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

import pycrfsuite

from docproc.extract.roles.trained import Model, model_file, models_in
from docproc.resources import load_rules
from docproc.teaching.examples import Sequence as Example
from docproc.teaching.examples import of_heirs, of_parties, of_roles
from docproc.teaching.taught import TaughtLetter

_TEACHES: dict[Model, Callable[[TaughtLetter], Iterator[Example]]] = {
    "roles": of_roles,
    "parties": of_parties,
    "heirs": of_heirs,
}


def fit(letters: Sequence[tuple[TaughtLetter, int]], folder: Path, step: Callable[[], None] = lambda: None) -> None:
    """Fit the models to letters, each with how often it counts, and write them into the folder.

    The heirs are chosen among offices that the model of parties finds, so that is fitted first. The same letters in
    the same order give the same bytes. `step` is called after each model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with models_in(folder):
        for model, teaches in _TEACHES.items():
            trainer = _trainer(model)
            for letter, weight in letters:
                for clues, labels in teaches(letter):
                    for of_letter in repeat([list(dict.fromkeys(c)) for c in clues], weight):
                        trainer.append(of_letter, labels)
            trainer.train(str(model_file(folder, model)))
            step()


def _trainer(model: Model) -> pycrfsuite.Trainer:
    rules = load_rules("teaching")[model]
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
