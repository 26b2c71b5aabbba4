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
from dataclasses import dataclass
from functools import cache, lru_cache

from docproc.language.ngrams import NGrams, open_ngrams
from docproc.language.normalise import fold
from docproc.language.syllables import is_syllable
from docproc.language.units import UNKNOWN, units
from docproc.page import Word, union
from docproc.reading.align import Group
from docproc.reading.looks import cost, sight_of, variants
from docproc.reading.rules.reading import Decision, ReadingRules
from docproc.reading.search import Candidate, Chosen, best_sequence
from docproc.resources import models_dir
from docproc.rules import load

_LETTERS = re.compile(r"[^\W\d_]+")
_AFTER = ".,;:"

_Seen = tuple[tuple[str, tuple[Word, ...]], ...]  # the readers that were asked for a place, with what they saw


@dataclass(frozen=True, slots=True, eq=False)  # one Language is the same as itself only, and can be looked up
class Language:
    """What is known of Vietnamese: the model, and its syllables by their form without marks."""

    ngrams: NGrams
    by_fold: Mapping[str, Sequence[str]]

    def units(self, text: str) -> tuple[int, ...]:
        """The units of a text as the model numbers them."""
        return _units(self, text)


@lru_cache(maxsize=1 << 15)  # a page has few different words, each thought of again and again
def _units(language: Language, text: str) -> tuple[int, ...]:
    numbers = language.ngrams.numbers
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
    rules = load(ReadingRules).decision
    return [
        [word for group, best in zip(line, chosen, strict=True) for word in _words(group, best, rules)]
        for line, chosen in zip(lines, decisions(lines, names, language), strict=True)
    ]


def decisions(
    lines: Sequence[Sequence[Group]], names: Sequence[str], language: Language | None
) -> list[list[Chosen]]:
    """What each place of every line is read as, and how clearly."""
    rules = load(ReadingRules).decision
    candidates = [_candidates(_asked(group, names), language) for line in lines for group in line]
    chosen = iter(_chosen(candidates, rules, language))
    return [[next(chosen) for _ in line] for line in lines]


def _chosen(candidates: list[tuple[Candidate, ...]], rules: Decision, language: Language | None) -> list[Chosen]:
    """The best candidate of every group; without a language model that of the best looks."""
    if language is None:
        return [Chosen(c[0].text, c[0].looks - c[1].looks if len(c) > 1 else math.inf) for c in candidates]
    return best_sequence(language.ngrams, candidates, rules.beam, rules.language, rules.hopeless)


def _asked(group: Group, names: Sequence[str]) -> _Seen:
    return tuple((name, words) for name, words in zip(names, group, strict=True) if words is not None)


@lru_cache(maxsize=2048)  # a page is decided anew after each reader, and most of its places have not changed
def _candidates(seen: _Seen, language: Language | None) -> tuple[Candidate, ...]:
    """What may stand at a place, most likely by its looks first; the empty text where a reader saw nothing."""
    rules = load(ReadingRules).decision
    sights = [sight_of(words, rules.reader[name]) for name, words in seen]
    given = {sight.text for sight in sights if sight.text}
    wanted = set(given)
    if not all(sight.text for sight in sights):
        wanted.add("")
    thought: set[str] = set()
    if language is not None and not any(c.isdigit() for text in given for c in text):
        for sight in (sight for sight in sights if sight.text):
            thought.update(variants(sight.signs, rules.variants, rules.worst))
        wanted |= thought
        if len(given) > 1 or not any(_is_likely_name(t) and is_usual(t, language, rules.usual) for t in given):
            wanted.update(other for text in given for other in _other_marks(text, language))
    found = []
    for text in wanted:
        looks = -sum(cost(sight, text, rules) for sight in sights)
        if text and text not in given and text not in thought:
            looks -= rules.repair
        looks -= rules.odd * _strange_words(text, language)
        found.append(Candidate(text, language.units(text) if language else (), looks))
    found.sort(key=lambda candidate: (-candidate.looks, candidate.text))
    near = found[0].looks - rules.clear
    return tuple(candidate for candidate in found[: rules.candidates] if candidate.looks >= near)


def _is_likely_name(text: str) -> bool:
    """Whether a word may be a name, of which the language knows little."""
    return text[:1].isupper()


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


def _words(group: Group, chosen: Chosen, rules: Decision) -> Iterator[Word]:
    """The chosen text as words with boxes and confidences."""
    text = chosen.text
    if not text:
        return
    seen = {number: " ".join(word.text for word in words) for number, words in enumerate(group) if words}
    given = list(seen.values())
    if text not in given and chosen.margin < rules.repair_margin:
        text = given[0]
    others = tuple(dict.fromkeys(other for other in given if other != text))
    if text not in given:
        box = union([word.box for words in group for word in (words or ())[:1] if word.box])
        yield Word(text, box, _sureness(chosen.margin), others, repaired=True)
        return
    same = [group[number] or () for number, other in seen.items() if _is_same(other, text)]
    by = next(number for number, other in seen.items() if other == text)
    for word in group[by] or ():
        confidence = _confidence(word, same, group, chosen.margin, rules)
        yield Word(word.text, word.box, confidence, others)


def settled(text: str, seen: Sequence[str]) -> bool:
    """Whether two readers at least saw this text, or these figures."""
    return sum(_is_same(other, text) for other in seen) > 1


def _is_same(text: str, other: str) -> bool:
    """Whether two texts are the same; for figures the punctuation after them does not count."""
    if text == other:
        return True
    return any(c.isdigit() for c in text) and text.rstrip(_AFTER) == other.rstrip(_AFTER)


def _confidence(
    word: Word, same: Sequence[Sequence[Word]], group: Group, margin: float, rules: Decision
) -> float:
    """How sure a word is, 0 to 1. Where readers differ, the margin of the decision limits it. Figures are as
    sure as the least sure of the readers who agree on them (`same`); when no two do, below what counts as sure.
    """
    if sum(words is not None for words in group) == 1:
        return word.confidence
    figures = any(c.isdigit() for c in word.text)
    if len(same) > 1:
        return (min if figures else max)(min(other.confidence for other in words) for words in same)
    return min(word.confidence, rules.unsure if figures else _sureness(margin))


def _sureness(margin: float) -> float:
    """A margin (natural log of how much likelier than the second) as a probability."""
    return 1.0 if margin > 30 else 1 / (1 + math.exp(-margin))
