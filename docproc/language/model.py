"""The trained parts that repair needs, opened once: the language model and the confusion model."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docproc.errors import ModelMissing
from docproc.language.confusion import Confusion, confusion_of
from docproc.language.ngrams import NGrams, open_ngrams, words_in
from docproc.language.syllables import is_syllable, stripped
from docproc.messages import LibraryWords
from docproc.resources import models_dir
from docproc.settings import settings_path

KINDS = ("clean", "stripped", "tesseract", "engine")


@dataclass(slots=True)
class LanguageModel:
    """All that is known of Vietnamese. `numbers[n]` is the unit of syllable n in the n-gram model, `title[u]` the
    share of capitals of unit u inside sentences, `chance_alone[n]` the natural log of the probability of syllable
    n without context, `acronyms` those with Đ by their form with D; `by_stripped` and `places` find syllables.
    """

    ngrams: NGrams
    confusion: Confusion
    numbers: NDArray[np.int64]
    title: NDArray[np.float32]
    chance_alone: NDArray[np.float32]
    acronyms: dict[str, str]
    by_stripped: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


def open_model(folder: Path) -> LanguageModel:
    """The model in a folder, its large parts memory-mapped. Raises ModelMissing when a part is not there."""
    try:
        return _opened(folder)
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise ModelMissing(folder, detail=LibraryWords(str(error))) from error


def _opened(folder: Path) -> LanguageModel:
    ngrams = open_ngrams(folder)
    numbers = [n for n, word in enumerate(ngrams.words) if is_syllable(word)]
    syllables = [ngrams.words[n] for n in numbers]
    with lzma.open(folder / "confusion.json.xz", "rt", encoding="utf-8") as file:
        confusion = confusion_of(syllables, np.exp(ngrams.single[numbers]), json.load(file))
    acronyms = json.loads((folder / "acronyms.json").read_text(encoding="utf-8"))
    title = np.load(folder / "title.npy").astype(np.float32) / 255
    places = np.array(numbers)
    model = LanguageModel(ngrams, confusion, places, title, ngrams.single[places], acronyms)
    for place, syllable in enumerate(syllables):
        model.places[syllable] = place
        model.by_stripped.setdefault(stripped(syllable), []).append(place)
    return model


@cache
def shipped_words() -> tuple[str, ...]:
    """The units that the shipped language model knows, most frequent first (docproc/language/units.py)."""
    return tuple(words_in(shipped_folder()))


def shipped_folder() -> Path:
    """Where the model lies that docproc ships."""
    return models_dir() / "language"


def own_folder() -> Path:
    """Where a model of one's own lies once it is trained (docproc train), beside the user's settings."""
    return settings_path().parent / "language"


def folder_in_force() -> Path:
    """The folder of the user's own model where there is one, else of the shipped one."""
    own = own_folder()
    return own if (own / "words.txt").is_file() else shipped_folder()


@cache
def shipped_model() -> LanguageModel:
    """The model that docproc ships, opened once. Raises ModelMissing when the installation is incomplete."""
    return open_model(shipped_folder())


@cache
def model_in_force() -> LanguageModel:
    """The user's own model, else the shipped one, opened once. Raises ModelMissing."""
    return open_model(folder_in_force())
