"""The language model from plain text: made anew, or a user's own archive added to the one that docproc ships."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docproc.disk import take_place
from docproc.errors import TooLittleText
from docproc.language.hashed import save_table
from docproc.language.ngrams import ORDER, NGrams, mixed_tables, open_ngrams, write_ngrams, write_words
from docproc.language.rules.language_training import LanguageTraining
from docproc.language.training.capitals import acronyms_with_bar, title_counts, title_shares
from docproc.language.training.corpus import lines_of, text_files
from docproc.language.training.counts import (
    MOST_WORDS,
    TextStream,
    chosen_words,
    counted,
    encoded,
    renumbered,
)
from docproc.language.training.kneser_ney import Smoothed, estimated
from docproc.rules import load

TITLE, ACRONYMS = "title.npy", "acronyms.json"
# The share of capitals of a word that nothing is known of, of 255.
_EVEN = 127


@dataclass(frozen=True, slots=True)
class Built:
    """What a model was made from: its units, and the sequences of two to four units that it holds."""

    words: int
    sequences: int


def build_model(corpus: Path, folder: Path) -> Built:
    """Make the language model in `folder` from the texts of a corpus, weighed by models/language_training.toml.

    The confusion model is not touched. Raises NotFound when there are no texts.
    """
    rules = load(LanguageTraining).language
    files = text_files(corpus)
    weights = [rules.weights.get(_name(file), 1.0) for file in files]
    words, streams = encoded([(lines_of(file), weight) for file, weight in zip(files, weights, strict=True)])
    words, streams = chosen_words(words, streams, rules.fewest, rules.fewest_foreign)
    model = _smoothed(words, streams, rules.keep)
    write_ngrams(folder, words, model.known, model.backs)
    _write_capitals(folder, words, files)
    return Built(len(words), sum(len(part.keys) for part in model.known[1:]))


def _name(file: Path) -> str:
    return file.name.split(".")[0]


def _smoothed(words: Sequence[str], streams: Sequence[TextStream], keep: int) -> Smoothed:
    return estimated([counted(streams, length) for length in range(1, ORDER + 1)], len(words), keep)


def _write_capitals(folder: Path, words: Sequence[str], files: Sequence[Path]) -> None:
    rules = load(LanguageTraining).language
    title, small = title_counts(_all_lines(files))
    np.save(folder / TITLE, title_shares(words, title, small))
    acronyms = acronyms_with_bar(_all_lines(files), rules.fewest_acronyms, rules.acronym_share)
    (folder / ACRONYMS).write_text(json.dumps(acronyms, ensure_ascii=False, indent=0), encoding="utf-8")


def _all_lines(files: Iterable[Path]) -> Iterable[str]:
    return chain.from_iterable(lines_of(file) for file in files)


def add_archive(archive: Path, base: Path, folder: Path) -> Built:
    """Write to `folder` the model of `base` with the texts of an archive mixed in.

    A sequence that the archive is rich in gets the mean of its probability here and there; all others keep
    theirs. Raises NotFound without texts, TooLittleText when they are blank.
    """
    rules = load(LanguageTraining).archive
    model = open_ngrams(base)
    if next(iter(_all_lines(text_files(archive))), None) is None:
        raise TooLittleText(archive, found=0, needed=1)
    words, streams = encoded([(_all_lines(text_files(archive)), 1.0)])
    own, streams = chosen_words(words, streams, rules.fewest, rules.fewest_foreign)
    every = [*model.words, *(word for word in own if word not in model.numbers)][:MOST_WORDS]
    own, streams = renumbered(own, streams, every)
    smoothed = _smoothed(own, streams, rules.keep)
    copy_model(base, folder)
    with tempfile.TemporaryDirectory(dir=folder) as apart:
        _write_mixed(Path(apart), np.load(base / TITLE), model, every, smoothed, rules.share)
        for part in Path(apart).iterdir():  # the old files are mapped into memory and must not change
            take_place(part, folder / part.name)
    return Built(len(every), sum(len(part.keys) for part in smoothed.known[1:]))


def copy_model(base: Path, folder: Path) -> None:
    """Copy all files of a model to another folder."""
    if base.resolve() == folder.resolve():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in base.iterdir():
        if file.is_file():
            shutil.copyfile(file, folder / file.name)


def _write_mixed(
    folder: Path,
    title: NDArray[np.uint8],
    model: NGrams,
    words: Sequence[str],
    own: Smoothed,
    share: float,
) -> None:
    single, table, backs = mixed_tables(model, len(words), own.known, own.backs, share)
    write_words(folder, words)
    np.save(folder / "single.npy", single)
    save_table(table, folder, "ngrams")
    save_table(backs, folder, "backs")
    np.save(folder / TITLE, np.pad(title, (0, len(words) - len(title)), constant_values=_EVEN))
