"""Fitting conditional random fields: L-BFGS with an elastic-net penalty, by CRFsuite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite

from docproc.teaching.rules.teaching import FieldStrengths

Weighted = tuple[list[dict[str, float]], list[str]]


def fit_sequences(taught: Iterable[Weighted] | Iterator[Weighted], strengths: FieldStrengths, path: Path) -> None:
    """Fit a random field to sequences of weighted clues with their labels, and write it to `path`.
    The same sequences in the same order give the same bytes.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": strengths.l1,
            "c2": strengths.l2,
            "max_iterations": strengths.rounds,
            "feature.minfreq": strengths.seen_at_least,
            "feature.possible_transitions": True,
        }
    )
    for clues, labels in taught:
        trainer.append(clues, labels)
    trainer.train(str(path))
