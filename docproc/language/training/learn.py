"""The confusion model from pages that docproc prints, scans and has read with the wrong language."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from docproc.errors import TooLittleText
from docproc.language.emission import Emissions, learnt
from docproc.language.rules.language_training import LanguageTraining
from docproc.language.training.align import paired_words
from docproc.language.training.corpus import lines_of, text_files
from docproc.language.training.noise import engine_table
from docproc.language.training.pages import LinePair, damaged_pages
from docproc.rules import load

CONFUSION = "confusion.json.xz"

_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
_SENTENCE_END = re.compile(r"[.,;:!?)\"”]+$")
_BRACKETS = '"“”()[]'


def train_confusion(texts: Path, folder: Path, pages: int, step: Callable[[], None]) -> int:
    """Write the confusion model to `folder`, learnt from `pages` pages of the texts; `step` is called after each.

    The same texts and number of pages give the same model. Returns the number of word pairs. Raises NotFound
    without texts, TooLittleText when they have too few paragraphs, MissingProgram without fonts or Tesseract.
    """
    rules = load(LanguageTraining).pages
    shortest, longest = rules.paragraph_letters
    lines = (line for file in text_files(texts) for line in lines_of(file))
    paragraphs = [line for line in lines if shortest <= len(line) <= longest]
    if len(paragraphs) < rules.fewest_paragraphs:
        raise TooLittleText(texts, found=len(paragraphs), needed=rules.fewest_paragraphs)
    pairs: Counter[tuple[str, str]] = Counter()
    for page in damaged_pages(paragraphs, pages, rules.seed):
        pairs.update(word_pairs(page))
        step()
    write_tables(folder, {"tesseract": learnt(pairs), "engine": engine_table()})
    return pairs.total()


def word_pairs(lines: Iterable[LinePair]) -> Iterator[tuple[str, str]]:
    """Printed words of letters only, each with what was read there without the signs around it."""
    for line in lines:
        for truth, seen in paired_words(line.truth, line.seen):
            word = _SIGNS.sub("", truth)
            if " " in truth or " " in seen or not word.isalpha():
                continue
            if _SENTENCE_END.search(truth):
                seen = _SENTENCE_END.sub("", seen)
            seen = seen.strip(_BRACKETS)
            if seen:
                yield word, seen


def write_tables(folder: Path, tables: Mapping[str, Emissions]) -> None:
    """Write P(read | printed letter) by kind of damage."""
    folder.mkdir(parents=True, exist_ok=True)
    with lzma.open(folder / CONFUSION, "wt", encoding="utf-8") as file:
        json.dump(tables, file, ensure_ascii=False)
