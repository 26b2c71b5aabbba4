"""A second opinion on what units are: trees over what the first model says of a unit and of its neighbours.

A random field adds its clues up; trees see that a clue counts only beside another. Stacked as Wolpert (1992) has
it: the trees are grown on what the first model says of letters that it was not fitted to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER, Labelled, log_odds
from docproc.extract.roles.models.trees import Trees, shares_of

_LABELS = (BEGINS, GOES_ON, OTHER)
_NEIGHBOURS = (-1, 0, 1)
_LEAST = 1e-9  # of a share
NUMBERS = len(_LABELS) * len(_NEIGHBOURS)


def numbers_of(shares: Sequence[Mapping[str, float]]) -> list[list[float]]:
    """For each unit the log odds of its labels and of its neighbours' by the first model; 0 for no neighbour."""
    odds = [[log_odds(of_unit.get(label, 0.0)) for label in _LABELS] for of_unit in shares]
    nothing = [0.0] * len(_LABELS)
    return [
        [
            number
            for away in _NEIGHBOURS
            for number in (odds[at + away] if 0 <= at + away < len(odds) else nothing)
        ]
        for at in range(len(odds))
    ]


def seen_again(trees: Trees, clues: Sequence[Sequence[str]], first: Labelled) -> Labelled:
    """The roles of units with the first model's answer and their clues in view: the likeliest sequence of them in
    which only a task is gone on with.
    """
    shares = shares_of(trees, clues, numbers_of(first.shares))
    return Labelled(_likeliest_together(shares), shares)


def _likeliest_together(shares: Sequence[Mapping[str, float]]) -> list[str]:
    """The labels whose shares have the greatest product, where nothing goes on with what is no task (Viterbi)."""
    best: dict[str, float] = {OTHER: 0.0}  # by the last label: the log share of the best labels that end with it
    ways: list[dict[str, str]] = []  # for each unit the label before, by its own
    for of_unit in shares:
        way: dict[str, str] = {}
        for label in _LABELS:
            before = [last for last in best if label != GOES_ON or last != OTHER]
            if before:
                way[label] = max(before, key=best.__getitem__)
        best = {label: best[last] + log(max(of_unit.get(label, 0.0), _LEAST)) for label, last in way.items()}
        ways.append(way)
    labels = [max(best, key=best.__getitem__)]
    for way in reversed(ways[1:]):
        labels.append(way[labels[-1]])
    return labels[::-1] if shares else []
