"""What a damaged word may be: syllables in the case it was printed in, and their chances by kind of damage."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace

from docproc.language.confusion import chances
from docproc.language.model import LanguageModel
from docproc.language.syllables import is_syllable, one_spelling
from docproc.language.units import MARKS, NUMBER, UNKNOWN

Shares = tuple[float, float, float, float]

_ENOUGH = 48
_SIGNS = re.compile(r"[^\w&¢¥€£$§@(]|_")
_SIGN_CHANCE = 0.02
_FIGURES_AFTER = re.compile(r"([^\W\d_]{2,})(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its text, the units the language model sees, the log chance of its looks."""

    text: str
    units: tuple[int, ...]
    looks: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: in a line of capitals, at the start of a sentence; `joined`: it is made of two."""

    shouting: bool
    starts: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Likely:
    """A syllable behind a word with P(read | syllable) for every kind of damage of KINDS."""

    text: str
    place: int
    case: str
    chances: Shares


@dataclass(slots=True)
class Reader:
    """Gives the readings of words and remembers them: words repeat."""

    model: LanguageModel
    weights: dict[str, float]
    _likely: dict[tuple[str, bool, bool, bool], list[Likely]] = field(default_factory=dict)
    _readings: dict[tuple[str, Place, tuple[int, ...]], list[Reading]] = field(default_factory=dict)

    def likely(self, word: str, shouting: bool, tesseract: bool, engine: bool) -> list[Likely]:
        """The syllables that may stand behind a word, without weighing the kinds of damage.

        `shouting`: the line is in capitals. `tesseract`, `engine`: the letters' confusions of these kinds are
        looked at too (slower).
        """
        key = (word, shouting, tesseract, engine)
        known = self._likely.get(key)
        if known is None:
            if len(self._likely) > 60_000:
                self._likely.clear()
            known = self._likely[key] = self._found(word, shouting, tesseract, engine)
        return known

    def _found(self, word: str, shouting: bool, tesseract: bool, engine: bool) -> list[Likely]:
        model, out = self.model, []
        bare_word = one_spelling(word.lower())
        for case in cases_of(word, shouting):
            fits = word == in_case(word.lower(), case)
            tables = [
                chances(model.confusion, "tesseract", word, case) if tesseract else {},
                chances(model.confusion, "engine", word, case) if engine else {},
            ]
            same = model.places.get(bare_word, -1) if fits else -1
            bare = set(model.by_stripped.get(bare_word, ())) if fits else set()
            plain = _SIGNS.sub("", word)
            if plain != word and plain and (tesseract or engine):
                _add_plain(model, tables, plain, case, _SIGN_CHANCE ** (len(word) - len(plain)))
            for place in set(tables[0]) | set(tables[1]) | bare | ({same} - {-1}):
                shares = (
                    1.0 if place == same else 0.0,
                    1.0 if place in bare else 0.0,
                    tables[0].get(place, 0.0),
                    tables[1].get(place, 0.0),
                )
                text = word if place == same else in_case(model.confusion.syllables[place], case)
                out.append(Likely(text, place, case, shares))
        alone = model.chance_alone
        out.sort(key=lambda r: -(math.log(max(r.chances)) + alone[r.place]))
        return out[:_ENOUGH]

    def readings(self, word: str, place: Place, shares: Shares) -> list[Reading]:
        """The readings worth trying, most likely first, when the kinds of damage have these shares."""
        rounded = tuple(round(2 * math.log(share)) for share in shares)
        key = (word, place, rounded)
        known = self._readings.get(key)
        if known is None:
            if len(self._readings) > 100_000:
                self._readings.clear()
            known = self._readings[key] = self._weighed(word, place, shares)
        return known

    def _weighed(self, word: str, place: Place, shares: Shares) -> list[Reading]:
        model = self.model
        if shares[0] > self.weights["clean_share"] and self.is_known(word):
            return [Reading(word, (model.ngrams.numbers[one_spelling(word.lower())],), 0.0)]
        worth_a_look = self.weights["kind_share"]
        found: list[tuple[float, Reading]] = []
        for likely in self.likely(word, place.shouting, shares[2] > worth_a_look, shares[3] > worth_a_look):
            chance = sum(s * c for s, c in zip(shares, likely.chances, strict=True))
            if chance > 0:
                unit = model.numbers[likely.place]
                looks = math.log(chance) + self._capitals(unit, likely.case, place)
                found.append((looks + model.chance_alone[likely.place], Reading(likely.text, (unit,), looks)))
        if not place.joined:
            found.extend(self._as_it_is(word))
            if shares[0] <= self.weights["clean_share"]:
                found.extend(self._with_figures(word, place, shares))
        found.sort(key=lambda pair: -pair[0])
        least = found[0][0] - self.weights["window"] if found else 0.0
        return [r for worth, r in found if worth >= least][: int(self.weights["candidates"])]

    def is_known(self, word: str) -> bool:
        """Whether the language model knows the word as it is spelt."""
        return one_spelling(word.lower()) in self.model.ngrams.numbers

    def _as_it_is(self, word: str) -> list[tuple[float, Reading]]:
        """The word itself, when it is no syllable: a foreign word, a name, a brand."""
        low = one_spelling(word.lower())
        if is_syllable(low) and low in self.model.ngrams.numbers:
            return []
        ngrams = self.model.ngrams
        unit = ngrams.numbers.get(low)
        looks = -0.2
        if unit is None or low in MARKS:
            figures = any(c.isdigit() for c in word)
            unit = ngrams.numbers[NUMBER if figures else UNKNOWN]
            looks = self.weights["unknown_letter"] * len(word)
        return [(looks + ngrams.alone(unit), Reading(word, (unit,), looks))]

    def _capitals(self, unit: int, case: str, place: Place) -> float:
        """Log of how well the case fits the syllable: names have capitals inside a sentence, others do not."""
        if place.shouting:
            return 0.0 if case == "upper" else self.weights["odd_case"]
        if case == "upper":
            return self.weights["odd_case"]
        if place.starts:
            return 0.0
        share = self.model.title[unit] / 255
        return self.weights["capitals"] * math.log((share if case == "title" else 1 - share) + 0.01)

    def _with_figures(self, word: str, place: Place, shares: Shares) -> list[tuple[float, Reading]]:
        """A word and figures that lost their blank: `thang9` → `tháng 9`."""
        match = _FIGURES_AFTER.fullmatch(word)
        if match is None:
            return []
        number = self.model.ngrams.numbers[NUMBER]
        return [
            (
                r.looks + self.model.ngrams.alone(r.units[0]) + self.weights["split"],
                Reading(f"{r.text} {match[2]}", (*r.units, number), r.looks + self.weights["split"]),
            )
            for r in self.readings(match[1], replace(place, joined=True), shares)[:4]
        ]


def _add_plain(
    model: LanguageModel, tables: list[dict[int, float]], plain: str, case: str, chance: float
) -> None:
    """Add what the word may be when its signs are specks."""
    for name, table in zip(("tesseract", "engine"), tables, strict=True):
        for place, share in chances(model.confusion, name, plain, case).items():
            table[place] = table.get(place, 0.0) + share * chance


def cases_of(word: str, shouting: bool) -> tuple[str, ...]:
    """The cases a word may have been printed in (docproc.language.confusion.CASES), the likelier first."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if shouting:
        return ("upper",) if capitals == len(letters) else ("upper", "title" if word[0].isupper() else "lower")
    if len(letters) > 1 and capitals == len(letters):
        return ("upper", "title") if len(letters) <= 3 else ("upper",)
    if letters and word[0].isupper():
        return ("title", "upper") if capitals > 2 and capitals > len(letters) / 2 else ("title",)
    return ("lower",)


def in_case(word: str, case: str) -> str:
    """A lower-case word in one of CASES."""
    if case == "upper":
        return word.upper()
    return word[0].upper() + word[1:] if case == "title" and word else word
