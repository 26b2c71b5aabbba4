"""Fitting conditional random fields: L-BFGS with an elastic-net penalty, by CRFsuite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pycrfsuite

Weighted = tuple[list[dict[str, float]], list[str]]


def fit_sequences(taught: Iterable[Weighted] | Iterator[Weighted], rules: Mapping[str, Any], path: Path) -> None:
    """Fit a random field to sequences of weighted clues with their labels, and write it to `path`. `rules`:
    models/teaching.toml. The same sequences in the same order give the same bytes.
    """
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
    for clues, labels in taught:
        trainer.append(clues, labels)
    trainer.train(str(path))
