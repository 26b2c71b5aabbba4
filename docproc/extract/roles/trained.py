"""The trained models of extraction: conditional random fields over clues (Lafferty, McCallum, Pereira 2001).

Three files in models/extraction: `roles` (units of a body), `parties` (words of a unit) and `heirs` (candidates
for the lead of a task that names none). Beside the user's settings may lie another `roles`, which `docproc train
extraction` has put on top of ours: what ours says of a unit is a clue to it.
The library is CRFsuite (docs/dependencies.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from struct import Struct
from typing import Literal

import pycrfsuite

from docproc.errors import ExtractionModelMissing
from docproc.resources import models_dir
from docproc.settings import settings_path

Model = Literal["roles", "parties", "heirs"]
MODELS: tuple[Model, ...] = ("roles", "parties", "heirs")
_NEAR_CERTAIN = 1e-6
_HEAD, _MAGIC = Struct("<4sI"), b"lCRF"  # CRFsuite, crf1d_model.c: how a model begins, and its size in bytes


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


_CHOSEN: list[tuple[Path, ...]] = []


@contextmanager
def models_in(*folders: Path) -> Iterator[None]:
    """Use the models of a folder for a while: those that are being fitted or tried. Of several, each was fitted
    on top of the one before.
    """
    _CHOSEN.append(folders)
    _opened.cache_clear()
    try:
        yield
    finally:
        _CHOSEN.pop()
        _opened.cache_clear()


def folders_in_force() -> tuple[Path, ...]:
    """The folders of the models in use, each fitted on top of the one before: the shipped ones, and the user's
    own where there are any.
    """
    if _CHOSEN:
        return _CHOSEN[-1]
    own = own_folder()
    return (shipped_folder(), own) if model_file(own, "roles").is_file() else (shipped_folder(),)


def label(model: Model, clues: Sequence[Sequence[str]]) -> Labelled:
    """The labels of a sequence of places, each given by its clues. Raises ExtractionModelMissing."""
    return labelled_by(folders_in_force(), model, clues) or Labelled([], [])


def labelled_by(folders: Sequence[Path], model: Model, clues: Sequence[Sequence[str]]) -> Labelled | None:
    """What the last of some models fitted on top of each other says; None without models or places. Only the
    first of the folders must have such a model. Raises ExtractionModelMissing.
    """
    found = None
    files = [model_file(folder, model) for folder in folders]
    for file in [*files[:1], *(file for file in files[1:] if file.is_file())] if clues else ():
        tagger = _opened(file)
        tagger.set(weighted(clues, found))
        names = tagger.labels()
        shares = [{name: tagger.marginal(name, place) for name in names} for place in range(len(clues))]
        found = Labelled(tagger.tag(), shares)
    return found


def labels_of(folder: Path, model: Model) -> list[str]:
    """The labels that a model of a folder gives. Raises ExtractionModelMissing."""
    return sorted(_opened(model_file(folder, model)).labels())


def weighted(clues: Sequence[Sequence[str]], below: Labelled | None) -> list[dict[str, float]]:
    """The clues of places as CRFsuite takes them, each with the weight 1; with what a model below said of the
    place, if there is one: how likely it found each label, as log odds.
    """
    found = [dict.fromkeys(of_place, 1.0) for of_place in clues]
    for of_place, shares in zip(found, below.shares if below else (), strict=False):
        of_place.update((f"below {name}", log_odds(share)) for name, share in shares.items())
    return found


@cache
def _opened(path: Path) -> pycrfsuite.Tagger:
    _check_whole(path)
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(path))
    except ValueError as error:
        raise ExtractionModelMissing(path) from error
    return tagger


def _check_whole(path: Path) -> None:
    """Refuse a model whose size is not that in its head: CRFsuite would look for the rest outside of it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD.size)
        whole = len(head) == _HEAD.size and _HEAD.unpack(head) == (_MAGIC, path.stat().st_size)
    except OSError as error:
        raise ExtractionModelMissing(path) from error
    if not whole:
        raise ExtractionModelMissing(path)


def log_odds(share: float) -> float:
    """Natural-log odds of a probability."""
    bounded = min(max(share, _NEAR_CERTAIN), 1 - _NEAR_CERTAIN)
    return log(bounded / (1 - bounded))
