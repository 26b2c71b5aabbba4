"""How well a text fits what a reader saw at a place, and what else the reader may have seen there."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docproc.language.normalise import fold
from docproc.page import Word
from docproc.reading.rules.reading import Decision
from docproc.reading.seen import SeenWord, Sign

_BLANK: Sign = ((" ", 0.0),)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reader saw at a place: its text with a sign for each letter, and how much a difference from it
    weighs.
    """

    text: str
    signs: Sequence[Sign]
    trust: float


def sight_of(words: Sequence[Word], weight: float) -> Sight:
    """The sight of the words that a reader of this weight saw."""
    trust = weight * (sum(word.confidence for word in words) / len(words) if words else 1.0)
    return Sight(" ".join(word.text for word in words), signs_of(words), trust)


def signs_of(words: Sequence[Word]) -> list[Sign]:
    """What a reader saw at a place, letter by letter, a blank between words."""
    signs: list[Sign] = []
    for word in words:
        if signs:
            signs.append(_BLANK)
        told = word.signs if isinstance(word, SeenWord) else ()
        signs += [_of_its_kind(sign) for sign in told] or [((letter, 0.0),) for letter in word.text]
    return signs


def _of_its_kind(sign: Sign) -> Sign:
    """The sign with only letters beside a letter, and nothing beside a figure or a mark of punctuation: the
    language says little of those.
    """
    if not sign[0][0].isalpha():
        return sign[:1]
    return tuple(choice for choice in sign if choice[0].isalpha())


def variants(signs: Sequence[Sign], most: int, worst: float) -> Iterator[str]:
    """The likeliest texts, at most so many and none less likely than the first by `worst` (natural log)."""
    start = (0.0, (0,) * len(signs))
    waiting, known = [start], {start[1]}
    while waiting and most:
        cost, picks = heapq.heappop(waiting)
        if cost > worst:
            return
        yield "".join(sign[pick][0] for sign, pick in zip(signs, picks, strict=True))
        most -= 1
        for place, pick in enumerate(picks):
            if pick + 1 < len(signs[place]):
                after = (*picks[:place], pick + 1, *picks[place + 1 :])
                if after not in known:
                    known.add(after)
                    more = signs[place][pick + 1][1] - signs[place][pick][1]
                    heapq.heappush(waiting, (cost + more, after))


def cost(sight: Sight, text: str, rules: Decision) -> float:
    """How unlike a text is to what a reader saw (natural log, weighed)."""
    if sight.text == text:
        return 0.0
    if not sight.text or not text:
        return sight.trust * (rules.nothing + rules.nothing_letter * len(sight.text or text))
    if len(sight.text) == len(text):
        changed = 0.0
        for sign, own, letter in zip(sight.signs, sight.text, text, strict=True):
            if own != letter:
                changed += _change(sign, own, letter, sight, rules)
        if changed <= 2 * sight.trust * rules.extra:
            return changed
    return _distance(sight, text, rules)


def _change(sign: Sign, own: str, letter: str, sight: Sight, rules: Decision) -> float:
    """What it costs that another letter stands where the reader wrote `own`: at most what it says itself."""
    unlike = sight.trust * _unlike(own, letter, rules)
    for choice, less in sign:
        if choice == letter:
            return min(unlike, less)
    return unlike


def _unlike(own: str, letter: str, rules: Decision) -> float:
    if fold(own) != fold(letter):
        return rules.letter
    return rules.case if own.lower() == letter.lower() else rules.mark


def _distance(sight: Sight, text: str, rules: Decision) -> float:
    """An edit distance where a letter that the reader thought of costs what it said."""
    extra = sight.trust * rules.extra
    above = [extra * n for n in range(len(text) + 1)]
    for sign, own in zip(sight.signs, sight.text, strict=True):
        row = [above[0] + extra]
        for j, letter in enumerate(text):
            change = 0.0 if own == letter else _change(sign, own, letter, sight, rules)
            row.append(min(above[j] + change, above[j + 1] + extra, row[j] + extra))
        above = row
    return above[-1]
