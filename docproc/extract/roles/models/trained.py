"""The trained models of extraction, and which of them are in use.

Four files in models/extraction. Two decide a sequence together, conditional random fields over clues (Lafferty,
McCallum, Pereira 2001; the library is CRFsuite, docs/dependencies.md): `roles` (units of a body) and `parties`
(words of a unit). Two are decision trees: `tasks`, a second opinion on what `roles` says, and `heirs` (which of
the candidates leads a task). Beside the user's settings may lie another `roles`, which `docproc train extraction`
has put on top of ours: what ours says of a unit is a clue to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from struct import Struct
from typing import Literal

import pycrfsuite

from docproc.errors import ExtractionModelMissing
from docproc.extract.roles.models.labelled import Labelled, log_odds
from docproc.extract.roles.models.second import seen_again
from docproc.extract.roles.models.trees import opened_trees, shares_among
from docproc.resources import models_dir
from docproc.settings import settings_path

Fields = Literal["roles", "parties"]
Grown = Literal["tasks", "heirs"]
# The clue that a letter was not written for teaching: what speaks for a task in those need not do so in others.
FROM_OFFICE = "from an office"
_HEAD, _MAGIC = Struct("<4sI"), b"lCRF"  # CRFsuite, crf1d_model.c: how a model begins, and its size in bytes


def model_file(folder: Path, model: Fields | Grown) -> Path:
    """Where a model lies in a folder of models."""
    return folder / (f"{model}.trees.json" if model in ("tasks", "heirs") else f"{model}.crfsuite")


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
    _forget_opened()
    try:
        yield
    finally:
        _CHOSEN.pop()
        _forget_opened()


def _forget_opened() -> None:
    """Models of the same folder may have been fitted again."""
    _opened.cache_clear()
    opened_trees.cache_clear()


def folders_in_force() -> tuple[Path, ...]:
    """The folders of the models in use, each fitted on top of the one before: the shipped ones, and the user's
    own where there are any.
    """
    if _CHOSEN:
        return _CHOSEN[-1]
    own = own_folder()
    return (shipped_folder(), own) if model_file(own, "roles").is_file() else (shipped_folder(),)


def label(model: Fields, clues: Sequence[Sequence[str]]) -> Labelled:
    """The labels of a sequence of places, each given by its clues. Raises ExtractionModelMissing."""
    return labelled_by(folders_in_force(), model, clues) or Labelled([], [])


def choose(model: Grown, clues: Sequence[Sequence[str]]) -> list[float]:
    """How likely each of some things is the one that is meant (0 to 1, together 1), by the clues of all. Raises
    ExtractionModelMissing.
    """
    return shares_among(opened_trees(model_file(folders_in_force()[0], model)), clues)


def labelled_by(folders: Sequence[Path], model: Fields, clues: Sequence[Sequence[str]]) -> Labelled | None:
    """What the last of some models fitted on top of each other says; None without models or places. Only the
    first of the folders must have such a model, and for roles a second opinion. Raises ExtractionModelMissing.
    """
    if not folders or not clues:
        return None
    found = first_opinion(folders[0], model, clues)
    if model == "roles":
        found = seen_again(opened_trees(model_file(folders[0], "tasks")), clues, found)
    for folder in folders[1:]:
        if model_file(folder, model).is_file():
            found = first_opinion(folder, model, clues, found)
    return found


def first_opinion(
    folder: Path, model: Fields, clues: Sequence[Sequence[str]], below: Labelled | None = None
) -> Labelled:
    """What the random field of a folder says of a sequence; `below` is what was said by that which it was fitted
    on top of. Raises ExtractionModelMissing.
    """
    tagger = _opened(model_file(folder, model))
    tagger.set(weighted(clues, below))
    names = tagger.labels()
    shares = [{name: tagger.marginal(name, place) for name in names} for place in range(len(clues))]
    return Labelled(tagger.tag(), shares)


def labels_of(folder: Path, model: Fields) -> list[str]:
    """The labels that a model of a folder gives. Raises ExtractionModelMissing."""
    return sorted(_opened(model_file(folder, model)).labels())


def weighted(clues: Sequence[Sequence[str]], below: Labelled | None = None) -> list[dict[str, float]]:
    """The clues of places as CRFsuite takes them, each with the weight 1; with what a model below said of the
    place, if there is one: how likely it found each label, as log odds.

    In a letter from an office each clue counts twice, as one of all letters and as one of such letters: so what
    letters written for teaching say holds where those from offices say nothing else (Daumé III 2007,
    "Frustratingly easy domain adaptation").
    """
    found = [dict.fromkeys(of_place, 1.0) for of_place in clues]
    for of_place in found if below is None else ():
        if FROM_OFFICE in of_place:
            of_place.update([(f"office {clue}", 1.0) for clue in of_place])
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
