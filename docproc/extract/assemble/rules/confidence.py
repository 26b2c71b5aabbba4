"""What each clue says of how likely a value is right, and when a value is doubted."""

from __future__ import annotations

from pydantic import Field

from docproc.rules import Checked, Rules


class DoubtBelow(Checked):
    """The share of such values that are right below which one is doubted."""

    deadline: float = Field(ge=0, le=1)
    other: float = Field(ge=0, le=1, alias="else")


class KindWeights(Checked):
    """The natural-log odds that a value of a kind is right, and what one unit of each clue adds to them."""

    bias: float
    of: dict[str, float]


class Confidence(Rules):
    """models/confidence.toml, written by benchmarks/confidence.py; `weights` by kind of value (`Value.kind`)."""

    file = "confidence"
    doubt_below: DoubtBelow
    weights: dict[str, KindWeights]
