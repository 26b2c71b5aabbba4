"""Logistic regression with a penalty on large weights, fitted by Newton's method: the same weights from the same
values on every machine. Plain numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

STRENGTHS = (3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
_STEPS = 60
_ENOUGH = 1e-8


@dataclass(frozen=True, slots=True)
class Weights:
    """The natural-log odds of being right: `bias`, and what one unit of each clue adds."""

    bias: float
    of: Mapping[str, float]

    def chance(self, clues: Mapping[str, float]) -> float:
        """The share of values with these clues that are right, 0 to 1."""
        odds = self.bias + sum(weight * clues.get(name, 0.0) for name, weight in self.of.items())
        return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def fit(
    clues: Sequence[Mapping[str, float]], right: Sequence[bool], names: Sequence[str], strength: float
) -> Weights:
    """The weights of the clues `names`; `strength` is what a weight costs, as clues of one standard deviation."""
    if not clues:
        return Weights(0.0, {})
    rows = [[one.get(name, 0.0) for name in names] for one in clues]
    table = np.array(rows, dtype=float).reshape(len(rows), len(names))
    wanted = np.array(right, dtype=float)
    mean, spread = table.mean(axis=0), table.std(axis=0)
    spread[spread == 0] = 1.0
    scaled = np.hstack([np.ones((len(table), 1)), (table - mean) / spread])
    cost = np.full(len(names) + 1, strength)
    cost[0] = 0.1  # the bias is all but free; where all are right it stays finite
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chance - wanted) + cost * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(cost)
        step = np.linalg.solve(curve, slope)
        weights -= step * min(1.0, 5.0 / max(5.0, float(np.abs(step).max())))
        if float(np.abs(step).max()) < _ENOUGH:
            break
    per_unit = weights[1:] / spread
    return Weights(float(weights[0] - per_unit @ mean), dict(zip(names, map(float, per_unit), strict=True)))


def loss(chances: Sequence[float], right: Sequence[bool]) -> float:
    """The mean log loss of chances, in nats."""
    kept = np.clip(np.array(chances), 1e-4, 1 - 1e-4)
    wanted = np.array(right, dtype=float)
    return float(-(wanted * np.log(kept) + (1 - wanted) * np.log(1 - kept)).mean())
