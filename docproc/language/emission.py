"""What a printed letter looks like after damage, learnt from aligned words by expectation maximisation.

Every printed letter gives zero to three read letters, each letter for itself (the stochastic edit distance
of Ristad and Yianilos 1998 with longer outcomes, as Brill and Moore 2000 for spelling).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping

from docproc.language.normalise import fold

LONGEST = 3
Emissions = dict[str, dict[str, float]]
# P(read | printed letter).
Chance = Callable[[str, str], float]

_START = {0: 0.02, 1: 0.2, 2: 0.02, 3: 0.002}


def learnt(pairs: Mapping[tuple[str, str], int], rounds: int = 6) -> Emissions:
    """P(read | printed letter) from (printed word, read word) pairs with their counts."""
    table: Emissions = {}
    for _ in range(rounds):
        table = {letter: _shares(seen) for letter, seen in expected(pairs, _chances_of(table)).items()}
    return table


def expected(pairs: Mapping[tuple[str, str], int], chance: Chance) -> dict[str, dict[str, float]]:
    """How often every printed letter was read as what, expected under the chances that are known so far."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (truth, seen), count in pairs.items():
        if 0 < len(truth) <= 12 and 0 < len(seen) <= 14:
            _add_expected(truth, seen, count, chance, sums)
    return sums


def _shares(seen: Mapping[str, float]) -> dict[str, float]:
    total = sum(seen.values())
    return {outcome: n / total for outcome, n in seen.items() if n / total > 1e-5 and n > 0.05}


def _chances_of(table: Emissions) -> Chance:
    if not table:
        return _chance_at_first
    return lambda letter, outcome: table.get(letter, {}).get(outcome, 1e-7)


def _chance_at_first(letter: str, outcome: str) -> float:
    same = 50.0 if outcome == letter else 20.0 if outcome.lower() == fold(letter) else 1.0
    return _START[len(outcome)] * same


def _add_expected(truth: str, seen: str, count: int, chance: Chance, sums: dict[str, dict[str, float]]) -> None:
    m, n = len(truth), len(seen)
    steps = [
        [[(k, chance(truth[i], seen[j : j + k])) for k in range(min(LONGEST, n - j) + 1)] for j in range(n + 1)]
        for i in range(m)
    ]
    ahead = [[0.0] * (n + 1) for _ in range(m + 1)]
    ahead[m][n] = 1.0
    for i in range(m - 1, -1, -1):
        for j in range(n + 1):
            ahead[i][j] = sum(p * ahead[i + 1][j + k] for k, p in steps[i][j])
    whole = ahead[0][0]
    if whole <= 0 or math.log(whole) < -9.0 * m - 12:
        return
    reached = [0.0] * (n + 1)
    reached[0] = 1.0
    for i in range(m):
        following = [0.0] * (n + 1)
        for j in range(n + 1):
            if not reached[j]:
                continue
            for k, p in steps[i][j]:
                following[j + k] += reached[j] * p
                share = reached[j] * p * ahead[i + 1][j + k] / whole
                if share > 1e-6:
                    sums[truth[i]][seen[j : j + k]] += share * count
        reached = following
