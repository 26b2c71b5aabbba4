"""Several readings and one answer: for every place of a line the word that the readers and the language bear out.

Every reader is a noisy channel of its own: what it read costs the more the more its letters differ from the
candidate's, weighed by its reliability. The costs of the readers and the language model's log probabilities
add up (a product of experts), and the best sequence is found over the whole page, so that lines help each
other. The weights stand in models/reading.toml.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from docproc.language.ngrams import NGrams, open_ngrams
from docproc.language.normalise import fold
from docproc.language.syllables import is_syllable
from docproc.language.units import UNKNOWN, units
from docproc.page import Word, union
from docproc.reading.align import Group
from docproc.reading.search import Candidate, Chosen, best_sequence
from docproc.resources import load_rules, models_dir

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of Vietnamese: the model, and its syllables by their form without marks."""

    ngrams: NGrams
    by_fold: Mapping[str, Sequence[str]]

    def units(self, text: str) -> tuple[int, ...]:
        """The units of a text as the model numbers them."""
        numbers = self.ngrams.numbers
        return tuple(numbers.get(unit, numbers[UNKNOWN]) for unit in units(text))


def is_usual(text: str, language: Language | None, least: float) -> bool:
    """Whether each word of a text has at least the natural log probability `least` alone; without a language
    model, whether each looks like a Vietnamese syllable.
    """
    if language is None:
        return all(is_syllable(word.lower()) for word in _LETTERS.findall(text))
    unknown = language.ngrams.numbers[UNKNOWN]
    return all(unit != unknown and language.ngrams.alone(unit) >= least for unit in language.units(text))


def _strange_words(text: str, language: Language | None) -> int:
    """How many words the language model does not know; without one, those formed like no Vietnamese syllable."""
    if language is None:
        return sum(not is_syllable(word.lower()) for word in _LETTERS.findall(text))
    return language.units(text).count(language.ngrams.numbers[UNKNOWN])


@cache
def shipped_language() -> Language | None:
    """The language model that docproc ships; None when it is not there: then the readers decide alone."""
    try:
        ngrams = open_ngrams(models_dir() / "language")
    except FileNotFoundError:
        return None
    by_fold: dict[str, list[str]] = defaultdict(list)
    for word in ngrams.words:
        if is_syllable(word):
            by_fold[fold(word)].append(word)
    return Language(ngrams, by_fold)


def decide(lines: Sequence[Sequence[Group]], names: Sequence[str], language: Language | None) -> list[list[Word]]:
    """The words of every line. `names` are the readers of each group, in order (weights `reader` of the rules).

    A word holds what other readers saw as `alternatives`; one that no reader saw is `repaired`. A number that
    two readers agree on is sure, one that they differ on is not (confidence `unsure`).
    """
    rules = load_rules("reading")["decision"]
    weights = [rules["reader"][name] for name in names]
    candidates = [
        _candidates(group, heard, rules, language)
        for line in lines
        for heard in [_without_silent(line, weights)]
        for group in line
    ]
    chosen = iter(_chosen(candidates, rules, language))
    return [[word for group in line for word in _words(group, next(chosen), rules)] for line in lines]


def _without_silent(line: Sequence[Group], weights: Sequence[float]) -> list[float]:
    """The weights, 0 for a reader that saw nothing of the line: its layout passed the line over."""
    return [
        weight if any(reader < len(group) and group[reader] for group in line) else 0.0
        for reader, weight in enumerate(weights)
    ]


def _chosen(
    candidates: list[list[Candidate]], rules: Mapping[str, Any], language: Language | None
) -> list[Chosen]:
    """The best candidate of every group; without a language model that of the best looks."""
    if language is None:
        return [Chosen(c[0].text, c[0].looks - c[1].looks if len(c) > 1 else math.inf) for c in candidates]
    return best_sequence(language.ngrams, candidates, int(rules["beam"]), rules["language"])


def _candidates(
    group: Group, weights: Sequence[float], rules: Mapping[str, Any], language: Language | None
) -> list[Candidate]:
    """What may stand at a place, most likely by its looks first; the empty text where a reader saw nothing."""
    texts = [" ".join(word.text for word in words) for words in group]
    trust = [
        weight * min((word.confidence for word in words), default=1.0)
        for weight, words in zip(weights, group, strict=False)  # not every line went to the last readers
    ]
    given = [text for text in texts if text]
    wanted = set(given)
    if any(weight and not seen for weight, seen in zip(trust, texts, strict=True)):
        wanted.add("")
    if language is not None and not _is_sure(given, language, rules["usual"]):
        wanted.update(other for text in given for other in _other_marks(text, language))
    found = []
    for text in wanted:
        looks = -sum(t * _cost(seen, text, rules) for t, seen in zip(trust, texts, strict=True))
        if text and text not in given:
            looks -= rules["repair"]
        looks -= rules["odd"] * _strange_words(text, language)
        found.append(Candidate(text, language.units(text) if language else (), looks))
    found.sort(key=lambda candidate: (-candidate.looks, candidate.text))
    return found[: int(rules["candidates"])]


def _is_sure(given: Sequence[str], language: Language, usual: float) -> bool:
    """Whether all readers agree on a usual word or on figures."""
    if len(set(given)) > 1:
        return False
    return any(c.isdigit() for c in given[0]) or is_usual(given[0], language, usual)


def _other_marks(text: str, language: Language) -> Iterator[str]:
    """The text with its one word bearing other marks: `tuôi;` → `tuổi;`."""
    found = list(_LETTERS.finditer(text))
    if len(found) != 1 or " " in text or any(c.isdigit() for c in text):
        return
    word = found[0][0]
    for other in language.by_fold.get(fold(word), ()):
        if len(other) == len(word):
            yield text[: found[0].start()] + _in_case_of(word, other) + text[found[0].end() :]


def _in_case_of(model: str, word: str) -> str:
    return "".join(w.upper() if m.isupper() else w for m, w in zip(model, word, strict=True))


def _cost(seen: str, text: str, rules: Mapping[str, Any]) -> float:
    """How unlike a candidate is to what a reader saw, in the units of `rules`."""
    if seen == text:
        return 0.0
    if not seen or not text:
        return float(rules["nothing"] + rules["nothing_letter"] * len(seen or text))
    return _distance(seen, text, rules["mark"], rules["case"], rules["letter"], rules["extra"])


@lru_cache(maxsize=200_000)
def _distance(a: str, b: str, mark: float, case: float, letter: float, extra: float) -> float:
    """An edit distance where a letter with other marks, or in another case, costs less than another letter."""
    plain_a, plain_b = fold(a), fold(b)
    above = [extra * n for n in range(len(b) + 1)]
    for i, own in enumerate(a):
        row = [above[0] + extra]
        for j, other in enumerate(b):
            if own == other:
                change = 0.0
            elif plain_a[i] == plain_b[j]:
                change = case if own.lower() == other.lower() else mark
            else:
                change = letter
            row.append(min(above[j] + change, above[j + 1] + extra, row[j] + extra))
        above = row
    return above[-1]


def _words(group: Group, chosen: Chosen, rules: Mapping[str, Any]) -> Iterator[Word]:
    """The chosen text as words with boxes and confidences."""
    text = chosen.text
    if not text:
        return
    texts = [" ".join(word.text for word in words) for words in group]
    given = [seen for seen in texts if seen]
    if text not in given and chosen.margin < rules["repair_margin"]:
        text = given[0]
    others = tuple(dict.fromkeys(seen for seen in given if seen != text))
    if text not in given:
        box = union([word.box for words in group for word in words[:1] if word.box])
        yield Word(text, box, _sureness(chosen.margin), others, repaired=True)
        return
    by = texts.index(text)
    agreed = texts.count(text) > 1
    for word in group[by]:
        yield replace(
            word, confidence=_confidence(word, text, group, agreed, chosen.margin, rules), alternatives=others
        )


def _confidence(
    word: Word, text: str, group: Group, agreed: bool, margin: float, rules: Mapping[str, Any]
) -> float:
    """How sure a word is, 0 to 1. Where readers differ, the margin of the decision limits it. Figures are as
    sure as the least sure of the readers who agree on them; when no two do, below what counts as sure.
    """
    if len(group) == 1:
        return word.confidence
    figures = any(c.isdigit() for c in word.text)
    if agreed:
        same = [words for words in group if " ".join(other.text for other in words) == text]
        return (min if figures else max)(min(other.confidence for other in words) for words in same)
    return min(word.confidence, rules["unsure"] if figures else _sureness(margin))


def _sureness(margin: float) -> float:
    """A margin (natural log of how much likelier than the second) as a probability."""
    return 1.0 if margin > 30 else 1 / (1 + math.exp(-margin))
