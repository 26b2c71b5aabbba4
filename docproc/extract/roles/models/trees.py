"""Boosted decision trees over clues and numbers (Friedman 2001): how likely each label of a thing is.

They are grown with LightGBM when docproc is made (docproc/teaching/boosted.py); to ask them takes no more than
the comparisons below. A file holds the clues and how many numbers the trees know, and for each node of all trees
its column (clues first, then numbers), the limit up to which the way goes to `below`, else to `above`, and its
value. A leaf leads to itself. The trees take turns by label.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docproc.errors import ExtractionModelMissing

_WHOLE, _REAL = ("column", "below", "above", "roots"), ("limit", "value")


@dataclass(frozen=True, slots=True)
class Trees:
    """The trees of a model: the column of each clue, and arrays with one place for each node; `next` holds where
    the way goes to from each, first `below`, then `above`.
    """

    labels: list[str]
    clues: dict[str, int]
    numbers: int
    depth: int
    nodes: Mapping[str, NDArray[Any]]


def shares_of(
    trees: Trees, clues: Sequence[Sequence[str]], numbers: Sequence[Sequence[float]] = ()
) -> list[dict[str, float]]:
    """How likely each label of each thing is (0 to 1), given its clues and its numbers."""
    sums = _sums(trees, clues, numbers)
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return [dict(zip(trees.labels, map(float, row), strict=True)) for row in shares]


def shares_among(trees: Trees, clues: Sequence[Sequence[str]]) -> list[float]:
    """How likely each of some things is the one that is meant (0 to 1, together 1), by trees with one label: what
    they say of a thing are its odds against the others (conditional logit, McFadden 1974).
    """
    if not clues:
        return []
    sums = _sums(trees, clues, ())[:, 0]
    powers = np.exp(sums - sums.max())
    return [float(share) for share in powers / powers.sum()]


def _sums(
    trees: Trees, clues: Sequence[Sequence[str]], numbers: Sequence[Sequence[float]]
) -> NDArray[np.float64]:
    """What the trees of each label say together of each thing: a row a thing, a column a label."""
    table = np.zeros((len(clues), len(trees.clues) + trees.numbers))
    for row, of_thing in enumerate(clues):
        table[row, [trees.clues[clue] for clue in of_thing if clue in trees.clues]] = 1.0
    if trees.numbers and len(clues):
        table[:, len(trees.clues) :] = numbers
    nodes, count = trees.nodes, len(trees.nodes["column"])
    first = np.arange(len(clues))[:, None] * table.shape[1]  # where the row of each thing begins
    at = np.repeat(nodes["roots"][None, :], len(clues), axis=0)
    for _level in range(trees.depth):
        high = table.take(first + nodes["column"].take(at)) > nodes["limit"].take(at)
        at = nodes["next"].take(at + count * high)
    turns = len(nodes["roots"]) // len(trees.labels)
    sums: NDArray[np.float64] = nodes["value"][at].reshape(len(clues), turns, len(trees.labels)).sum(axis=1)
    return sums


@cache
def opened_trees(path: Path) -> Trees:
    """The trees of a file. Raises ExtractionModelMissing when it is not there, or not whole."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        kinds = dict.fromkeys(_WHOLE, np.int64) | dict.fromkeys(_REAL, np.float64)
        nodes = {name: np.array(data[name], dtype=kind) for name, kind in kinds.items()}
        nodes["next"] = np.concatenate([nodes["below"], nodes["above"]])
        clues = {clue: number for number, clue in enumerate(data["clues"])}
        trees = Trees(data["labels"], clues, data["numbers"], data["depth"], nodes)
        _check_whole(trees)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExtractionModelMissing(path) from error
    return trees


def _check_whole(trees: Trees) -> None:
    """Raise ValueError unless every way in the trees leads to a node, and every column is there."""
    nodes = trees.nodes
    count = len(nodes["column"])
    limits = {"column": len(trees.clues) + trees.numbers, "below": count, "above": count, "roots": count}
    inside = all((nodes[name] >= 0).all() and (nodes[name] < limit).all() for name, limit in limits.items())
    alike = all(len(nodes[name]) == count for name in (*_WHOLE, *_REAL) if name != "roots")
    in_turn = bool(trees.labels) and len(nodes["roots"]) % len(trees.labels) == 0
    if not (inside and alike and in_turn) or trees.depth > count:
        raise ValueError("a model of trees that is not whole")
