"""The trained parts that repair needs, opened once: the language model and the confusion model."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from docproc.language.confusion import Confusion, confusion_of
from docproc.language.ngrams import NGrams, open_ngrams
from docproc.language.syllables import is_syllable, stripped
from docproc.resources import models_dir

KINDS = ("clean", "stripped", "tesseract", "engine")


@dataclass(slots=True)
class LanguageModel:
    """All that is known of Vietnamese. `numbers[n]` is the unit of syllable n in the n-gram model, `title[u]` how
    often unit u has a capital inside a sentence (0 to 255), `acronyms` those with Đ by their form with D.
    """

    ngrams: NGrams
    confusion: Confusion
    numbers: list[int]
    title: bytes
    acronyms: dict[str, str]
    by_stripped: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    chance_alone: list[float] = field(default_factory=list)


def open_model(folder: Path) -> LanguageModel:
    """The model in a folder, its large parts memory-mapped. Raises FileNotFoundError when a part is missing."""
    ngrams = open_ngrams(folder)
    numbers = [n for n, word in enumerate(ngrams.words) if is_syllable(word)]
    syllables = [ngrams.words[n] for n in numbers]
    with lzma.open(folder / "confusion.json.xz", "rt", encoding="utf-8") as file:
        confusion = confusion_of(syllables, json.load(file))
    acronyms = json.loads((folder / "acronyms.json").read_text(encoding="utf-8"))
    title = np.load(folder / "title.npy").tobytes()
    model = LanguageModel(ngrams, confusion, numbers, title, acronyms)
    for place, syllable in enumerate(syllables):
        model.places[syllable] = place
        model.by_stripped.setdefault(stripped(syllable), []).append(place)
        model.chance_alone.append(ngrams.alone(numbers[place]))
    return model


@cache
def shipped_model() -> LanguageModel:
    """The model that docproc ships, opened once. Raises FileNotFoundError when the installation is incomplete."""
    return open_model(models_dir() / "language")
