"""The trained models of extraction: conditional random fields over clues (Lafferty, McCallum, Pereira 2001).

Three files in models/extraction, or beside the user's settings once `docproc train extraction` has made them:
`roles` (units of a body), `parties` (words of a unit) and `heirs` (candidates for the lead of a task that names
none).
The library is CRFsuite (docs/dependencies.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Literal

import pycrfsuite

from docproc.errors import ModelMissing
from docproc.resources import models_dir
from docproc.settings import settings_path

Model = Literal["roles", "parties", "heirs"]
MODELS: tuple[Model, ...] = ("roles", "parties", "heirs")
_NEAR_CERTAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Labelled:
    """The likeliest labels of a sequence, and for each place how likely each label is (0 to 1)."""

    labels: list[str]
    shares: list[dict[str, float]]


def model_file(folder: Path, model: Model) -> Path:
    """Where a model lies in a folder of models."""
    return folder / f"{model}.crfsuite"


def own_folder() -> Path:
    """Where models of one's own lie once they are trained, beside the user's settings."""
    return settings_path().parent / "extraction"


def shipped_folder() -> Path:
    """The models that docproc comes with (their card: models/extraction/README.md)."""
    return models_dir() / "extraction"


_CHOSEN: list[Path] = []


@contextmanager
def models_in(folder: Path) -> Iterator[None]:
    """Use the models of a folder for a while: those that are being fitted or tried."""
    _CHOSEN.append(folder)
    _opened.cache_clear()
    try:
        yield
    finally:
        _CHOSEN.pop()
        _opened.cache_clear()


def folder_in_force() -> Path:
    """The folder of the models in use: the user's own where there are any, else the shipped ones."""
    own = own_folder()
    if _CHOSEN:
        return _CHOSEN[-1]
    return own if all(model_file(own, model).is_file() for model in MODELS) else shipped_folder()


def label(model: Model, clues: Sequence[Sequence[str]]) -> Labelled:
    """The labels of a sequence of places, each given by its clues. Raises ModelMissing."""
    if not clues:
        return Labelled([], [])
    tagger = _opened(model_file(folder_in_force(), model))
    tagger.set([list(dict.fromkeys(of_place)) for of_place in clues])
    names = tagger.labels()
    shares = [{name: tagger.marginal(name, place) for name in names} for place in range(len(clues))]
    return Labelled(tagger.tag(), shares)


@cache
def _opened(path: Path) -> pycrfsuite.Tagger:
    if not path.is_file():
        raise ModelMissing(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def log_odds(share: float) -> float:
    """Natural-log odds of a probability."""
    bounded = min(max(share, _NEAR_CERTAIN), 1 - _NEAR_CERTAIN)
    return log(bounded / (1 - bounded))
