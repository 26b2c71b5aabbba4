"""The text of predicted pages against the true text: word and character error rates."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from docproc.edited import WrongEncoding, edited_text
from docproc.errors import CannotRead, DamagedFile, NotFound, why
from docproc.evaluate.normalise import words
from docproc.evaluate.tally import share
from docproc.evaluate.words import ALL

_PAGE_FILE = re.compile(r"\.p\d+\.txt$")


@dataclass(frozen=True, slots=True)
class TextFigure:
    """Error rates of one page or of all, as shares of the true words or characters.

    `line_wer`, `line_cer`: each true line against its best place on the predicted page, so that the order of
    columns and what stands between the lines do not count. `wer`, `cer`: the whole page in the order of the
    truth. `bag_recall`, `bag_precision`: words in any order.
    """

    words: int
    line_wer: float
    line_cer: float
    wer: float
    cer: float
    bag_recall: float
    bag_precision: float


@dataclass(frozen=True, slots=True)
class PageCounts:
    """Words, characters and errors of a page, before they become shares."""

    words: int = 0
    chars: int = 0
    line_word_errors: int = 0
    line_char_errors: int = 0
    word_errors: int = 0
    char_errors: int = 0
    bag_hits: int = 0
    predicted_words: int = 0

    def __add__(self, other: PageCounts) -> PageCounts:
        return PageCounts(
            *(getattr(self, name) + getattr(other, name) for name in PageCounts.__dataclass_fields__)
        )


def score_text(gold_dir: Path, predicted_dir: Path) -> dict[str, TextFigure]:
    """The figures of every page file NAME.pN.txt of the gold folder, and of ALL of them together.

    A page without a prediction counts as empty. Raises NotFound without the gold folder, DamagedFile for a
    file that is not UTF-8.
    """
    return text_figures(pages_of(gold_dir, predicted_dir))


def pages_of(gold_dir: Path, predicted_dir: Path) -> dict[str, PageCounts]:
    """The counts of every page file of a gold folder. Raises as `score_text`."""
    if not gold_dir.is_dir():
        raise NotFound(gold_dir)
    counts: dict[str, PageCounts] = {}
    for gold in sorted(path for path in gold_dir.iterdir() if _PAGE_FILE.search(path.name)):
        predicted = predicted_dir / gold.name
        counts[gold.name] = page_counts(_text(gold), _text(predicted) if predicted.exists() else "")
    return counts


def text_figures(counts: dict[str, PageCounts]) -> dict[str, TextFigure]:
    """The figures of pages, and of ALL of them together."""
    total = sum(counts.values(), start=PageCounts())
    return {name: _figure(page) for name, page in counts.items()} | {ALL: _figure(total)}


def _text(path: Path) -> str:
    try:
        return edited_text(path)
    except WrongEncoding as error:
        raise DamagedFile(path, detail=str(error)) from error
    except OSError as error:
        raise CannotRead(path, detail=why(error)) from error


def _figure(counts: PageCounts) -> TextFigure:
    return TextFigure(
        words=counts.words,
        line_wer=round(share(counts.line_word_errors, counts.words), 4),
        line_cer=round(share(counts.line_char_errors, counts.chars), 4),
        wer=round(share(counts.word_errors, counts.words), 4),
        cer=round(share(counts.char_errors, counts.chars), 4),
        bag_recall=round(share(counts.bag_hits, counts.words), 4),
        bag_precision=round(share(counts.bag_hits, counts.predicted_words), 4),
    )


def page_counts(gold: str, predicted: str) -> PageCounts:
    """Compare one page; both texts with one printed line a line."""
    true, read = words(gold), words(predicted)
    line_words, line_chars = line_errors(gold, predicted)
    return PageCounts(
        words=len(true),
        chars=len(" ".join(true)),
        line_word_errors=line_words,
        line_char_errors=line_chars,
        word_errors=Levenshtein.distance(true, read),
        char_errors=Levenshtein.distance(" ".join(true), " ".join(read)),
        bag_hits=(Counter(true) & Counter(read)).total(),
        predicted_words=len(read),
    )


def line_errors(gold: str, predicted: str) -> tuple[int, int]:
    """Word and character errors of every true line against the stretch of the prediction that fits best."""
    text = " ".join(words(predicted))
    word_errors = char_errors = 0
    for line in gold.splitlines():
        wanted = " ".join(words(line))
        if not wanted or f" {wanted} " in f" {text} ":
            continue
        found = best_stretch(wanted, text)
        count = len(wanted.split())
        word_errors += min(Levenshtein.distance(wanted.split(), found.split()), count)
        char_errors += min(Levenshtein.distance(wanted, found), len(wanted))
    return word_errors, char_errors


def best_stretch(wanted: str, text: str) -> str:
    """The whole words of `text` that are most like `wanted`; "" for an empty text."""
    place = fuzz.partial_ratio_alignment(wanted, text) if text else None
    if place is None:
        return ""
    start = text.rfind(" ", 0, place.dest_start + 1) + 1
    end = text.find(" ", max(place.dest_end - 1, place.dest_start))
    return text[start : end if end >= 0 else len(text)]
