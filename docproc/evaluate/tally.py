"""Counting hits: what the gold holds, what was predicted, and how much of it agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from docproc.evaluate.words import measured_words
from docproc.messages import _, mark

Item = TypeVar("Item")
_SHOWN = 400  # letters of a difference that are shown
_MISSED = mark("{letter}: {field}: missed “{value}”")
_TOO_MUCH = mark("{letter}: {field}: too much “{value}”")


@dataclass(frozen=True, slots=True)
class Figure:
    """One field over all letters. `gold` counts its values in the gold; the others are shares, 0 to 1.

    `alike` is F1 when a name that is only alike counts as right; None for fields that are not spelt.
    """

    gold: int
    precision: float
    recall: float
    f1: float
    alike: float | None = None


@dataclass(slots=True)
class Tally:
    """Running counts by field, and every difference in words."""

    hit: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    alike: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def one(
        self,
        name: str,
        gold: Any,
        predicted: Any,
        is_same: Callable[[Any, Any], bool],
        doc: str,
        is_alike: Callable[[Any, Any], bool] | None = None,
    ) -> None:
        """Count a field with a single value; a value where the gold has none lowers the precision.

        `is_alike`: what counts for the second figure, which forgives a letter.
        """
        has_gold, has_predicted = _is_given(gold), _is_given(predicted)
        if not has_gold and not has_predicted:
            return
        right = has_gold and has_predicted and is_same(gold, predicted)
        self.gold[name] += has_gold
        self.predicted[name] += has_predicted
        self.hit[name] += right
        if is_alike is not None:
            self.alike[name] += right or (has_gold and has_predicted and is_alike(gold, predicted))
        if not right:
            self.misses.append(
                _(
                    "{letter}: {field}: annotated “{gold}”, read “{read}”",
                    letter=doc,
                    field=measured_words(name),
                    gold=_shown(gold),
                    read=_shown(predicted),
                )
            )

    def many(
        self,
        name: str,
        gold: Sequence[Item],
        predicted: Sequence[Item],
        score: Callable[[Item, Item], float],
        doc: str,
    ) -> list[tuple[int, int]]:
        """Count a field with many values and return which gold value goes with which prediction."""
        pairs = best_pairs(gold, predicted, score)
        self.gold[name] += len(gold)
        self.predicted[name] += len(predicted)
        self.hit[name] += len(pairs)
        for i in sorted(set(range(len(gold))) - {i for i, _j in pairs}):
            self._miss(_MISSED, doc, name, gold[i])
        for j in sorted(set(range(len(predicted))) - {j for _i, j in pairs}):
            self._miss(_TOO_MUCH, doc, name, predicted[j])
        return pairs

    def _miss(self, words: str, doc: str, name: str, value: object) -> None:
        said = _(words, letter=doc, field=measured_words(name), value=_shown(value))
        self.misses.append(said[:_SHOWN])

    def figures(self) -> dict[str, Figure]:
        """The figures of every field that the gold or a prediction holds."""
        return {name: self._figure(name) for name in self.gold | self.predicted}

    def _figure(self, name: str) -> Figure:
        precision = share(self.hit[name], self.predicted[name])
        recall = share(self.hit[name], self.gold[name])
        values = self.gold[name] + self.predicted[name]
        alike = round(share(2 * self.alike[name], values), 4) if name in self.alike else None
        return Figure(
            self.gold[name],
            round(precision, 4),
            round(recall, 4),
            round(share(2 * self.hit[name], values), 4),
            alike,
        )


def share(part: float, whole: float) -> float:
    """The share of `part` in `whole`, and 0 when there is no whole."""
    return part / whole if whole else 0.0


def _shown(value: object) -> str:
    """A value as a person reads it; a task by its text."""
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, tuple):  # a task's place and its day
        value = value[-1]
    return "–" if value is None else str(value)


def _is_given(value: Any) -> bool:
    return value not in (None, "", [])


def best_pairs(
    gold: Sequence[Item], predicted: Sequence[Item], score: Callable[[Item, Item], float]
) -> list[tuple[int, int]]:
    """Pairs of places in `gold` and `predicted`, each used once, the best first.

    score: how well two items agree; 0 when they do not.
    """
    scored = sorted(
        ((score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for points, i, j in scored:
        if points and i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs
