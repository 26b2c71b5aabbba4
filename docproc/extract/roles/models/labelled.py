"""What a model answers: the labels of places, and how likely each label is."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

# What a unit of a body is: it begins a task, goes on with the one before it, or is none.
BEGINS, GOES_ON, OTHER = "B", "I", "O"
_NEAR_CERTAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Labelled:
    """The likeliest labels of a sequence, and for each place how likely each label is (0 to 1)."""

    labels: list[str]
    shares: list[dict[str, float]]


def log_odds(share: float) -> float:
    """Natural-log odds of a probability."""
    bounded = min(max(share, _NEAR_CERTAIN), 1 - _NEAR_CERTAIN)
    return log(bounded / (1 - bounded))
