"""A second opinion on what units are: trees over what the first model says of a unit and of its neighbours.

A random field adds its clues up; trees see that a clue counts only beside another. Stacked as Wolpert (1992) has
it: the trees are grown on what the first model says of letters that it was not fitted to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER, Labelled, likeliest, log_odds
from docproc.extract.roles.models.trees import Trees, shares_of

_LABELS = (BEGINS, GOES_ON, OTHER)
_NEIGHBOURS = (-1, 0, 1)
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
    """The roles of units with the first model's answer and their clues in view. Only a task is gone on with."""
    shares = shares_of(trees, clues, numbers_of(first.shares))
    labels = likeliest(shares)
    for at, label in enumerate(labels):
        if label == GOES_ON and (at == 0 or labels[at - 1] == OTHER):
            begins, other = shares[at].get(BEGINS, 0.0), shares[at].get(OTHER, 0.0)
            labels[at] = BEGINS if begins > other else OTHER
    return Labelled(labels, shares)
