"""What a damaged word may be: syllables in the case it was printed in, and their chances by kind of damage.

For "hô" in the damaged line "soat hô chúa nưóc" the search (decode.py) gets "hô" at a cost of 1.0, "hồ" at 4.8.
It comes to that in three steps.

1. Which syllables may stand behind the word (`_likely_of`), and how likely each gives what was read, one column
   for each kind of damage (docproc.language.model.KINDS):

                 clean   stripped   tesseract   engine
           hô      1         0       0.00003     0.056     spelt as it was read: nothing happened to it
           hồ      0         0       0.00003     0.026     an engine has read ô for ồ
           bộ      0         0       0.00000     0.0004    … and h for b besides

   `clean` and `stripped` are told by spelling ("ho" would have been all of hô, hồ, hộ … without their marks,
   `_spelt_alike`), the others by the confusions of letters that were learnt (`_found_by`, confusion.py).
2. The columns are weighed by the shares that the kinds have in this line (damage.py): here 0.37, 0.14, 0.0003,
   0.37. The natural log of that, and how well the case fits where the word stands (`_capitals`), is how it
   looks: -1.0 for "hô", -4.8 for "hồ".
3. The likeliest are kept (`Reader._weighed`): by their looks and by how usual they are alone, at most
   `candidates`, none more than `window` behind the first (models/repair.toml). A word that is no syllable stays
   possible as it is (`_as_it_is`); one that lost the blank before figures is read with it (`_with_figures`).

A line that is hardly damaged is not looked up at all: each of its words has one reading, itself
(`Reader.request`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from docproc.language.confusion import CASES, LOWER, TITLE, UPPER, Behind, Seen, behind
from docproc.language.decode import NONE, Ints, Readings, Reals
from docproc.language.model import LanguageModel
from docproc.language.normalise import fold
from docproc.language.rules.repair import Weights
from docproc.language.syllables import is_syllable, one_spelling
from docproc.language.units import MARKS, NUMBER, UNKNOWN

Shares = tuple[float, float, float, float]

_ENOUGH = 40
# More than the worths of two syllables lie apart.
_APART = 1000.0
# Added to chances so that none is 0.
_LEAST = np.float32(1e-37)
_MOST_REMEMBERED = 60_000
_SYLLABLE_BITS = 14
_SHOUTING, _STARTS, _INSIDE = "shouting", "starts", "inside"
_SIGNS = re.compile(r"[^\w&¢¥€£$§@(]|_")
_SIGN_CHANCE = 0.02
_FIGURES_AFTER = re.compile(r"([^\W\d_]{2,})(\d{1,4})")
# The tables of the confusion model by the place of their kind in docproc.language.model.KINDS.
ENGINE = 3
_TABLES = {2: "tesseract", ENGINE: "engine"}
# Capitals that stand for small letters: l is read as I, á as A, ó as O; other engines mix up all letters whose
# capital has the same shape.
_LIKE_SMALL = {2: frozenset("IJAO"), ENGINE: frozenset("IJAOCPSUVWXZK")}


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where a word stands: in a line of capitals, at the start of a sentence; `joined`: it is made of two."""

    shouting: bool
    starts: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Likely:
    """Syllables behind a word: units of the language model, numbers, cases, and P(word | syllable), a column for
    every kind of damage.
    """

    units: Ints
    syllables: Ints
    cases: Ints
    chances: Reals


# A word, whether its line is in capitals, whether the confusions of Tesseract and of other engines are looked at.
Request = tuple[str, bool, bool, bool]


@dataclass(slots=True)
class Reader:
    """Gives the readings of words and remembers them: words repeat."""

    model: LanguageModel
    weights: Weights
    _fits: dict[str, Reals] = field(init=False)
    _likely: dict[Request, Likely] = field(default_factory=dict)
    _readings: dict[tuple[str, WordPlace, Shares], Readings] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fits = _capitals(self.model.title, self.weights)

    def look_up(self, requests: Iterable[Request]) -> None:
        """Find the syllables behind many words at once; `likely` then knows them."""
        if len(self._likely) > _MOST_REMEMBERED:
            self._likely.clear()
        new = [request for request in dict.fromkeys(requests) if request not in self._likely]
        if new:
            self._likely.update(zip(new, _likely_of(self.model, new), strict=True))

    def likely(self, word: str, shouting: bool, tesseract: bool, engine: bool) -> Likely:
        """The syllables that may stand behind a word, without weighing the kinds of damage.

        `shouting`: the line is in capitals. `tesseract`, `engine`: the letters' confusions of these kinds are
        looked at too (slower).
        """
        request = (word, shouting, tesseract, engine)
        if request not in self._likely:
            self.look_up([request])
        return self._likely[request]

    def is_odd(self, word: str) -> bool:
        """Whether a word is spelt like no syllable, with or without its marks."""
        low = one_spelling(word.lower())
        return low not in self.model.by_stripped and low not in self.model.places

    def request(self, word: str, place: WordPlace, shares: Shares) -> Request | None:
        """What `readings` will look up; None when it needs nothing."""
        if shares[0] > self.weights.clean_share:
            return None
        if self.is_odd(word) and not place.joined:
            return (word, place.shouting, True, True)
        worth = self.weights.kind_share
        return (word, place.shouting, shares[2] > worth, shares[3] > worth)

    def readings(self, word: str, place: WordPlace, shares: Shares) -> Readings:
        """The readings worth trying, most likely first, when the kinds of damage have these shares."""
        key = (word, place, shares)
        known = self._readings.get(key)
        if known is None:
            if len(self._readings) > _MOST_REMEMBERED:
                self._readings.clear()
            known = self._readings[key] = self._weighed(word, place, shares)
        return known

    def _weighed(self, word: str, place: WordPlace, shares: Shares) -> Readings:
        model, ngrams = self.model, self.model.ngrams
        request = self.request(word, place, shares)
        if request is None:
            known = ngrams.numbers.get(one_spelling(word.lower()))
            return fixed(word, ngrams.numbers[UNKNOWN] if known is None else known)
        likely = self.likely(*request)
        looks = np.log(likely.chances @ np.array(shares, dtype=np.float32) + _LEAST)
        looks += self._fits[_where(place)][likely.cases, likely.units]
        more = [] if place.joined else self._as_it_is(word) + self._with_figures(word, place, shares)
        units = np.full((len(looks) + len(more), 2), NONE)
        units[: len(looks), 0] = likely.units
        worth = looks + ngrams.single.take(likely.units)
        if more:
            units[len(looks) :] = [one.units for one in more]
            looks = np.append(looks, np.array([one.looks for one in more], dtype=np.float32))
            worth = np.append(worth, np.array([one.worth for one in more], dtype=np.float32))
        best = np.argsort(-worth, kind="stable")[: self.weights.candidates]
        near = worth.take(best)
        best = best[near >= near[:1] - self.weights.window]
        return Readings(_Texts(model, word, likely, [one.text for one in more], best), units[best], looks[best])

    def _as_it_is(self, word: str) -> list[_Found]:
        """The word itself, when it is no syllable: a foreign word, a name, a brand."""
        low = one_spelling(word.lower())
        ngrams = self.model.ngrams
        if is_syllable(low) and low in ngrams.numbers:
            return []
        unit, looks = ngrams.numbers.get(low), -0.2
        if unit is None or low in MARKS:
            figures = any(c.isdigit() for c in word)
            unit = ngrams.numbers[NUMBER if figures else UNKNOWN]
            looks = self.weights.unknown_letter * len(word)
        return [_Found(word, looks + ngrams.alone(unit), looks, (unit, NONE))]

    def _with_figures(self, word: str, place: WordPlace, shares: Shares) -> list[_Found]:
        """A word and figures that lost their blank: `thang9` → `tháng 9`."""
        match = _FIGURES_AFTER.fullmatch(word)
        if match is None:
            return []
        ngrams, split = self.model.ngrams, self.weights.split
        number = ngrams.numbers[NUMBER]
        apart = self.readings(match[1], replace(place, joined=True), shares)
        out = []
        for at, (units, looks) in enumerate(zip(apart.units[:4].tolist(), apart.looks[:4].tolist(), strict=True)):
            worth = looks + ngrams.alone(units[0]) + split
            out.append(_Found(f"{apart.texts[at]} {match[2]}", worth, looks + split, (units[0], number)))
        return out


def _capitals(title: Reals, weights: Weights) -> dict[str, Reals]:
    """Log of how well a case fits a unit, by where it stands, case and unit: names have capitals inside a
    sentence, others do not.
    """
    odd = np.full_like(title, weights.odd_case)
    even = np.zeros_like(title)
    small, capital = (
        np.float32(weights.capitals) * np.log(share + np.float32(0.01)) for share in (1 - title, title)
    )
    return {
        _SHOUTING: np.stack((odd, odd, even)),
        _STARTS: np.stack((even, even, odd)),
        _INSIDE: np.stack((small, capital, odd)),
    }


def _where(place: WordPlace) -> str:
    return _SHOUTING if place.shouting else _STARTS if place.starts else _INSIDE


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading in the making: how likely it is alone, how well it looks, its units."""

    text: str
    worth: float
    looks: float
    units: tuple[int, int]


def fixed(text: str, unit: int) -> Readings:
    """The only reading of a word that stays as it is."""
    return Readings([text], np.array([[unit, NONE]]), np.zeros(1, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of readings, made when asked for: few of them are. `best` are places among the likely syllables
    and, behind these, the other texts.
    """

    model: LanguageModel
    word: str
    likely: Likely
    others: Sequence[str]
    best: Ints

    def __getitem__(self, at: int) -> str:
        place, likely = int(self.best[at]), self.likely
        if place >= len(likely.syllables):
            return self.others[place - len(likely.syllables)]
        if likely.chances[place, 0] > 0:
            return self.word  # in its own spelling
        return in_case(
            self.model.confusion.syllables[int(likely.syllables[place])], CASES[int(likely.cases[place])]
        )


def _likely_of(model: LanguageModel, requests: Sequence[Request]) -> list[Likely]:
    """The likely syllables of every request."""
    owner: list[Ints] = []
    case: list[Ints] = []
    syllable: list[Ints] = []
    chances: list[NDArray[np.float32]] = []
    kinds: list[Ints] = []
    for kind, name in _TABLES.items():
        found, owners, cases, factors = _found_by(model, name, requests, kind)
        owner.append(owners[found.word])
        case.append(cases[found.word])
        syllable.append(found.syllable)
        chances.append(found.chance * factors[found.word])
        kinds.append(np.full(len(found.word), kind))
    plain = _spelt_alike(model, requests)
    for column, rows in zip((owner, case, syllable, kinds), plain.T, strict=True):
        column.append(rows)
    chances.append(np.ones(len(plain), dtype=np.float32))
    whole = (np.concatenate(part) for part in (owner, case, syllable))
    owners, cases, syllables = whole
    keys, at = np.unique((owners << 2 | cases) << _SYLLABLE_BITS | syllables, return_inverse=True)
    by_kind = np.zeros((len(keys), 4), dtype=np.float32)
    np.add.at(by_kind, (at, np.concatenate(kinds)), np.concatenate(chances))
    return _apart(model, len(requests), keys, by_kind)


def _found_by(
    model: LanguageModel, table: str, requests: Sequence[Request], kind: int
) -> tuple[Behind, Ints, Ints, Reals]:
    """What stands behind the words by one table; for every word that was asked its request, case and factor."""
    asked: list[Seen] = []
    rows: list[tuple[int, int, float]] = []
    for number, (word, shouting, *wanted) in enumerate(requests):
        if not wanted[kind - 2]:
            continue
        plain = _SIGNS.sub("", word)
        cases = cases_of(word, shouting)
        if LOWER not in cases and not shouting and _looks_small(word, kind):
            cases = (*cases, LOWER)
        for case in cases:
            asked.append(Seen(word, case))
            rows.append((number, case, 1.0))
            if plain and plain != word:  # its signs may be specks
                asked.append(Seen(plain, case))
                rows.append((number, case, _SIGN_CHANCE ** (len(word) - len(plain))))
    owners, printed = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(2))
    factors = np.array([row[2] for row in rows], dtype=np.float32)
    return behind(model.confusion, table, asked), owners, printed, factors


def _spelt_alike(model: LanguageModel, requests: Sequence[Request]) -> Ints:
    """Rows of request, case, syllable and kind: the syllables spelt as the word (0), or so without marks (1)."""
    rows: list[tuple[int, int, int, int]] = []
    for number, (word, shouting, *_) in enumerate(requests):
        low = one_spelling(word.lower())
        same, bare = model.places.get(low), model.by_stripped.get(low, ())
        if same is None and not bare:
            continue
        for case in cases_of(word, shouting):
            if word == in_case(word.lower(), CASES[case]):
                rows.extend((number, case, place, 1) for place in bare)
                if same is not None:
                    rows.append((number, case, same, 0))
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _apart(model: LanguageModel, count: int, keys: Ints, chances: Reals) -> list[Likely]:
    """The syllables by request (the upper bits of the keys, which are in order), the best of each."""
    syllables = keys & (1 << _SYLLABLE_BITS) - 1
    cases, owners = keys >> _SYLLABLE_BITS & 3, keys >> _SYLLABLE_BITS + 2
    worth = np.log(chances.max(axis=1, initial=1e-30)) + model.chance_alone[syllables]
    order = np.argsort(owners * _APART - worth)
    begins = np.searchsorted(owners, np.arange(count))
    order = order[np.arange(len(order)) - begins[owners] < _ENOUGH]
    units, syllables, cases, chances = (
        model.numbers[syllables[order]],
        syllables[order],
        cases[order],
        chances[order],
    )
    bounds = np.searchsorted(owners[order], np.arange(count + 1)).tolist()
    return [Likely(units[a:b], syllables[a:b], cases[a:b], chances[a:b]) for a, b in pairwise(bounds)]


def cases_of(word: str, shouting: bool) -> tuple[int, ...]:
    """The cases (docproc.language.confusion.CASES) a word may have been printed in, the likelier first."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if shouting:
        return (UPPER,) if capitals == len(letters) else (UPPER, TITLE if word[0].isupper() else LOWER)
    if len(letters) > 1 and capitals == len(letters):
        return (UPPER, TITLE) if len(letters) <= 3 else (UPPER,)
    if letters and word[0].isupper():
        return (TITLE, UPPER) if capitals > 2 and capitals > len(letters) / 2 else (TITLE,)
    return (LOWER,)


def _looks_small(word: str, kind: int) -> bool:
    """Whether the capitals of a word may be small letters, as this kind of damage has it."""
    shapes = _LIKE_SMALL[kind]
    return all(fold(c).upper() in shapes for c in word if c.isupper())


def in_case(word: str, case: str) -> str:
    """A lower-case word in one of CASES."""
    if case == "upper":
        return word.upper()
    return word[0].upper() + word[1:] if case == "title" and word else word
